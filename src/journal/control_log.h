// ControlLog: log 0 of a lake: frame files of control records, and the catalog they fold to. There
// is one file until somebody takes the lake over: then another begins, and what a writer that was
// taken over from still appends to the one before counts for nothing. One writer at a time, held by
// the lake's lock; readers see a prefix.
#pragma once

#include <memory>
#include <string>

#include "base/env.h"
#include "base/hash.h"
#include "journal/catalog.h"
#include "journal/frame_file.h"

namespace telltale {

class ControlLog {
 public:
  // The first file of the control log below the lake's folder.
  static std::string path_in(const std::string& lake_folder);

  // Makes an empty control log, folder and all, durable.
  static Status create(Env& env, const std::string& lake_folder, const Hash128& lake);

  // Reads the records. `committed` is how many the newest commit was computed under: fewer that can
  // be read is kCorrupt. With `to_write`, what follows them is cut off.
  static Result<std::unique_ptr<ControlLog>> open(Env& env, const std::string& lake_folder,
                                                  Offset committed, bool to_write);

  // Reads the first so many records only: what was known when there were no more.
  static Result<std::unique_ptr<ControlLog>> open_prefix(Env& env, const std::string& lake_folder,
                                                         Offset count);

  const Catalog& catalog() const { return catalog_; }
  const Hash128& lake() const { return lake_; }
  // Applies the record to the catalog and makes it durable. kInvalid: it contradicts the catalog,
  // which stays as it was; after any other error the catalog knows what may not be durable, and
  // `usable` and every later call say that error.
  Status append(const ControlRecord& record);
  const Status& usable() const { return usable_; }
  // Goes on in another file, whose first record is `record`. Before, a commit of this writer must
  // have made sure that no other's commit counts.
  Status begin_file(Env& env, const std::string& lake_folder, const TakenOver& record);

 private:
  // One of its files, with the records that count.
  struct Part {
    std::string path;
    FrameFileContent content;
    size_t records = 0;
  };
  static Result<std::vector<Part>> read_parts(Env& env, const std::string& lake_folder);
  static Result<std::unique_ptr<ControlLog>> fold(const std::vector<Part>& parts, Offset count);

  Catalog catalog_;
  Status usable_;
  Hash128 lake_;
  std::unique_ptr<FrameWriter> writer_;
};

}  // namespace telltale
