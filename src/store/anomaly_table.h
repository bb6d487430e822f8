// AnomalyTable: anomalies with the reading each was found at: what anomaly files hold.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/hash.h"
#include "store/table_columns.h"
#include "telemetry/batch.h"

namespace telltale {

struct AnomalyRow {
  Anomaly anomaly;
  std::string id;
  std::string device;
  std::string signal;
  std::string unit;
  std::string schema;
  Position position;
  int64_t event_time = 0;
  int64_t ingest_time = 0;
  uint32_t epoch = 0;
  bool is_simulated = false;
};

// Stands for an anomaly wherever it is met again: a hash of lake, device, kind, signal, start and
// configuration epoch.
std::string anomaly_id(std::string_view lake, const AnomalyRow& row);

// Stands for all that is said of a silence, which is part of no record's row.
Hash128 silence_hash(const AnomalyRow& row);

// What silence_hash() needs of a row of such columns.
AnomalyRow silence_at(const TableColumns& columns, size_t row);

// Columns: anomaly_id · kind · device_id · signal · unit · schema · start_time · event_time · score
// · value · expected_low · expected_high · nearest_usual · reason · contributions · epoch ·
// simulated · ingest_time · _log · _offset · _index · _commit.
TableColumns columns_of_anomalies(const std::vector<AnomalyRow>& anomalies,
                                  std::span<const uint32_t> rows);

}  // namespace telltale
