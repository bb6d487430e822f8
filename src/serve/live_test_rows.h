// What tests of the live stream tell and to whom.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/hash.h"
#include "serve/http_server.h"
#include "telemetry/batch.h"

namespace telltale::serve {

// A stream that takes everything.
class HeldStream : public HttpStream {
 public:
  bool write(std::string piece) override {
    text += piece;
    return true;
  }
  size_t waiting_bytes() const override { return 0; }
  bool wait_for_room(std::chrono::milliseconds) override { return true; }
  bool is_closed() const override { return false; }
  void end() override {}
  void fail() override {}
  std::string text;
};

inline std::shared_ptr<const LogInfo> one_log() {
  auto schema = std::make_shared<Schema>();
  schema->name = "s";
  schema->device.text = "d";
  for (const char* name : {"humidity", "temperature"}) {
    Field field;
    field.name = field.from = name;
    schema->fields.push_back(field);
  }
  CHECK(schema->finish().ok());
  auto log = std::make_shared<LogInfo>();
  log->id = LogId{3};
  log->schema = schema;
  return log;
}

inline const std::shared_ptr<const LogInfo>& test_log() {
  static const std::shared_ptr<const LogInfo> log = one_log();
  return log;
}

struct TestRow {
  const char* device;
  bool is_anomalous = false;
};

// A batch of one message whose rows carry both signals, at that offset.
inline std::unique_ptr<Batch> batch_at(Offset offset, Offset to, const std::vector<TestRow>& rows) {
  auto made = std::make_unique<Batch>();
  Batch& batch = *made;
  batch.start(test_log(), 64);
  batch.to = to;
  for (uint32_t i = 0; i < rows.size(); ++i) {
    const size_t row = batch.add_row(batch.arena.add("{}"), offset, i);
    batch.device[row] = batch.arena.add(rows[i].device);
    batch.device_hash[row] = hash64(rows[i].device);
    batch.event_time[row] = batch.ingest_time[row] = 0;
    batch.present[row] = 3;
    batch.state[row] = RowState::kFresh;
    batch.score[row] = 0.5F;
    for (const Field& field : test_log()->schema->fields) batch.numbers[field.slot][row] = 20.5;
    if (!rows[i].is_anomalous) continue;
    Anomaly anomaly;
    anomaly.row = static_cast<uint16_t>(row);
    anomaly.reason = "it is";
    batch.anomalies[0].push_back(anomaly);
  }
  return made;
}

// The batch of a tick that found these devices silent.
inline std::unique_ptr<Batch> tick_at(const std::vector<std::string>& devices) {
  auto batch = std::make_unique<Batch>();
  batch->start(ClockTick{7, 0, false});
  for (const std::string& device : devices) {
    Silence silence;
    silence.device = device;
    silence.device_hash = hash64(device);
    silence.anomaly.kind = AnomalyKind::kGap;
    batch->silences.push_back(silence);
  }
  return batch;
}

}  // namespace telltale::serve
