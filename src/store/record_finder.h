// Finding what became of one record: by its position, or by device and event time. Reads only what
// bounds cannot exclude; every byte it serves was checked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/env.h"
#include "journal/catalog.h"
#include "store/lake_view.h"

namespace telltale {

struct FoundRecord {
  Position position;
  Disposition disposition = Disposition::kInFlight;
  CommitId commit{0};
  std::vector<std::string> files;  // that hold it, below the lake's folder: raw first
  std::string log_name;
  std::string device;
  std::optional<int64_t> event_time;
  bool is_late = false;
  bool is_anomalous = false;
  double score = 0;
  std::string reason;  // of a reject: its name
  std::string field;
  std::string value;
  std::optional<Position> first;  // of a duplicate
  std::string bytes;              // as it arrived
};

class RecordFinder {
 public:
  // All must outlive the finder.
  RecordFinder(Env& env, const std::string& lake_folder, const LakeView& view,
               const Catalog& catalog)
      : env_(env), folder_(lake_folder), view_(view), catalog_(catalog) {}

  // Nothing: no commit holds a record at that position.
  Result<std::optional<FoundRecord>> find(const Position& position) const;
  // Every record of the device at that event time, in order of position.
  Result<std::vector<FoundRecord>> find(std::string_view device, int64_t event_time) const;

 private:
  struct Match {
    Position position;
    const LiveFile* file;
  };
  Result<std::optional<CommitId>> commit_of(const Position& position) const;
  Status read_raw(const LiveFile& file, FoundRecord& record, bool& found) const;
  Status read_kept(const LiveFile& file, FoundRecord& record) const;
  Status find_in_file(const LiveFile& file, std::string_view device, int64_t event_time,
                      std::vector<Position>& positions) const;

  Env& env_;
  const std::string& folder_;
  const LakeView& view_;
  const Catalog& catalog_;
};

}  // namespace telltale
