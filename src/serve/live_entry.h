// LiveEntry: one step of what those who follow live are told: the rows of a batch that somebody
// wants, devices that have fallen silent, a commit, or rows that had to be left out. Copied from a
// batch by a lane's thread, made into text by the hub's, and from then on a value that is shared.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pipeline/commit.h"
#include "serve/live_place.h"
#include "serve/live_request.h"
#include "telemetry/batch.h"

namespace telltale::serve {

// Whose readings and anomalies anybody follows; what is outside is not copied.
struct LiveWants {
  DeviceSet readings{false, {}};
  DeviceSet anomalies{false, {}};
  bool covers(const LiveRequest& request) const;
  void add(const LiveRequest& request);
};

// An event of an entry, as bytes of its text without its id.
struct LiveEvent {
  LiveTopic topic = LiveTopic::kReadings;
  uint64_t device_hash = 0;
  LivePlace row;
  uint64_t fields = 0;  // of the schema, that it is about
  uint32_t begin = 0;
  uint32_t end = 0;
  // Of a reading: the places of its values, one a signal, between which stand commas.
  uint32_t first_value = 0;
  uint32_t value_count = 0;
};

struct LiveValue {
  uint16_t field = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
};

struct LiveEntry {
  enum class Kind : uint8_t { kRows, kSilence, kCommit, kLeftOut };
  Kind kind = Kind::kRows;
  LivePlace begin;  // everything from there
  LivePlace end;    // to there, exclusive; of silences, which are at no place, where they came
  CommitId commit{0};
  uint64_t left_out = 0;  // rows
  std::shared_ptr<const LiveWants> wants;
  std::shared_ptr<const LogInfo> log;
  std::string text;
  std::vector<LiveEvent> events;
  std::vector<LiveValue> values;

  size_t bytes() const {
    return sizeof(LiveEntry) + text.capacity() + events.capacity() * sizeof(LiveEvent) +
           values.capacity() * sizeof(LiveValue);
  }
  static LivePlace place_after(const LivePlace& row) { return {row.offset, row.index + 1}; }
};

// The rows of a batch that are wanted, as they are: copying is all that a lane's thread does.
class LiveRows {
 public:
  LiveRows(const Batch& batch, std::shared_ptr<const LiveWants> wants);

  LivePlace begin() const { return begin_; }
  LivePlace end() const { return end_; }
  uint64_t rows() const { return rows_.size(); }
  size_t bytes() const;

  // The same as text.
  LiveEntry render() const;

 private:
  struct Row {
    Position position;
    uint64_t device_hash;
    int64_t event_time;
    int64_t ingest_time;
    uint64_t present;
    float score;
    RowState state;
    bool is_reading_wanted;
    uint32_t text_begin;  // of the device, then of its text fields
    uint32_t first_number;
    uint32_t first_size;
  };
  struct Found {
    size_t row;  // among rows_
    Anomaly anomaly;
  };
  void copy_row(const Batch& batch, size_t row, bool is_reading_wanted);
  void copy_text(std::string_view text);
  void write_reading(const Row& row, LiveEntry& entry) const;
  void write_values(const Row& row, LiveEntry& entry, LiveEvent& event) const;
  void write_anomaly(const Row& row, const Anomaly& anomaly, LiveEntry& entry) const;
  void write_head(const Row& row, std::string& text) const;
  std::string_view device_of(const Row& row) const;

  std::shared_ptr<const LiveWants> wants_;
  std::shared_ptr<const LogInfo> log_;
  LivePlace begin_;
  LivePlace end_;
  std::vector<Row> rows_;
  std::vector<Found> found_;     // by row
  std::string texts_;            // of devices and text fields
  std::vector<uint32_t> sizes_;  // of these, in their order
  std::vector<double> numbers_;
};

// The silences of a tick's batch that are wanted, as events of anomalies.
LiveEntry live_entry_of(const Batch& batch, const LiveWants& wants, const LivePlace& place);

// What a commit says, as an event.
LiveEntry live_entry_of(const Commit& commit);

}  // namespace telltale::serve
