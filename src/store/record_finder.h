// Finding what became of one record: by its position, or by device and event time. Reads only what
// bounds cannot exclude. What is found is the record's present disposition: of several rows about
// it, that of the newest commit.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/file_rows.h"
#include "store/lake_at.h"

namespace telltale {

struct FoundRecord {
  Position position;
  Disposition disposition = Disposition::kInFlight;
  CommitId commit{0};              // that made it so
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
  bool has_bytes = false;         // false: raw has expired
  std::string bytes;              // as it arrived
};

class RecordFinder {
 public:
  // Which device a record is of by its bytes, if they say it: what is kept lies by device, so that
  // little of it has to be read then.
  using DeviceOf = std::function<std::optional<std::string>(
      const std::shared_ptr<const LogInfo>& log, std::string_view bytes)>;

  // What the lake refers to must outlive the finder.
  explicit RecordFinder(const LakeAt& lake, DeviceOf device_of = nullptr)
      : lake_(lake), device_of_(std::move(device_of)) {}

  // Nothing: the lake holds no record at that position.
  Result<std::optional<FoundRecord>> find(const Position& position) const;
  // Every record of the device at that event time, in order of position.
  Result<std::vector<FoundRecord>> find(std::string_view device, int64_t event_time) const;

 private:
  // As far as it is known beforehand: the hash of the device that rows about the record name.
  using DeviceHash = std::optional<uint64_t>;
  Result<std::optional<FoundRecord>> find(const Position& position, DeviceHash device) const;
  DeviceHash device_of(const FoundRecord& record) const;
  Status read_all_kept(DeviceHash device, FoundRecord& record) const;
  Status read_raw(const LiveFile& file, FoundRecord& record) const;
  Status read_kept(const LiveFile& file, DeviceHash device, FoundRecord& record) const;
  Status find_in_file(const LiveFile& file, std::string_view device, int64_t event_time,
                      std::vector<Position>& positions) const;

  const LakeAt lake_;
  const DeviceOf device_of_;
};

// Why there is no record at a position, for people.
std::string why_absent(const LakeAt& lake, const Position& position);

}  // namespace telltale
