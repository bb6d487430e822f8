// FormerJournal: the journal of an owner that a lake was taken over from. What he acknowledged and
// could not commit is in it. While he holds its lock he may still append, and mend what he
// appended; once it is free the journal is what it is: then it is brought into the lake, and let go
// but for its keys. One owner thread; others may look for keys.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "ingest/journal_source.h"
#include "journal/journal_log.h"
#include "journal/journal_tail.h"
#include "journal/journal_writer.h"
#include "journal/request_keys.h"

namespace telltale {

// All journals of a lake, in order.
Result<std::vector<JournalNumber>> list_journals(Env& env, const std::string& lake_folder);

// Adds the keys of the frames that are in a journal's folder.
Status learn_keys_of_frames(Env& env, const std::string& folder, RequestKeys& keys);

class FormerJournal : public JournalTail {
 public:
  // Between two tries to lock it.
  static constexpr std::chrono::milliseconds kPause{500};

  struct Place {
    std::string lake_folder;
    JournalNumber number = 0;
    Hash128 lake;
  };
  // Reads its keys, to know requests that come again.
  static Result<std::unique_ptr<FormerJournal>> open(Env& env, Place place, Instant now,
                                                     const RequestKeys::Options& keys);

  JournalNumber number() const { return place_.number; }
  const RequestKeys& keys() const { return keys_; }
  // Nothing of it is left to take.
  bool is_done() const { return is_done_; }
  // False: its owner is still there. kCorrupt: frames are missing that are not in the lake, which
  // holds it up to `committed`.
  Result<bool> try_lock(Offset committed);
  // Once it is locked: what is left of it, from where its logs are committed.
  std::unique_ptr<JournalSource> source(const Catalog& catalog, std::map<LogId, Offset> committed);
  // All of it is in the lake.
  Status let_go();

  Offset readable() const override { return end_; }
  bool wait_beyond(Offset, std::chrono::milliseconds) override { return false; }

 private:
  FormerJournal(Env& env, Place place, const RequestKeys::Options& keys);

  Env& env_;
  const Place place_;
  const std::string folder_;
  RequestKeys keys_;
  std::unique_ptr<FileLock> lock_;
  Offset end_ = 0;
  bool is_done_ = false;
};

}  // namespace telltale
