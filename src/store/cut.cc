#include "store/cut.h"

#include <algorithm>

#include "base/cpu_meter.h"

namespace telltale {

std::string reject_field_name(const Schema& schema, uint16_t field) {
  switch (field) {
    case Batch::kNoField:
      return "";
    case Batch::kDeviceField:
      return schema.device.name;
    case Batch::kTimeField:
      return schema.time.name;
    case Batch::kSeqField:
      return "seq";
    default:
      return schema.fields[field].name;
  }
}

ReadingTable& Cut::table_of(Readings& readings, const std::shared_ptr<const Schema>& schema) {
  return readings.try_emplace(schema.get(), schema).first->second;
}

// Rows of one log follow each other.
const Hash128& Cut::key_of(LogId log) {
  if (last_key_ != nullptr && last_key_->first == log) return last_key_->second;
  const auto [known, is_new] = keys_.try_emplace(log);
  if (is_new) {
    const std::shared_ptr<const LogInfo> info = catalog_.log(log);
    CHECK(info != nullptr);
    known->second = log_key(*info);
  }
  last_key_ = &*known;
  return known->second;
}

void Cut::end_row(const Position& position) {
  const Hash128 hash = encoder_.finish();
  rows_.add(hash);
  if (hashes_ != nullptr) hashes_->emplace(position, hash);
}

void Cut::take(const Batch& batch) {
  if (batch.rows() == 0 && batch.from == batch.to) return;
  take_turn(batch);
  if (batch.tick) take_silences(batch);
  records_ += batch.rows();
  if (batch.rows() == 0) return;
  raw_bytes_ += batch.text.size();
  if (keeps_raw_) take_raw(batch);
  take_rows(batch);
}

void Cut::take_redriven(const Batch& batch) {
  records_ += batch.rows();
  if (batch.rows() > 0) take_rows(batch);
}

void Cut::take_raw(const Batch& batch) {
  const MeteredWork metered(Work::kEncodeRaw);
  raw_[batch.ingest_time[0] / kMicrosPerHour].append(batch);
}

void Cut::take_rows(const Batch& batch) {
  const MeteredWork metered(Work::kGather);
  take_rejects(batch);
  take_fresh(batch);
  take_suspects(batch);
}

// Ranges that follow each other in one log become one.
void Cut::take_turn(const Batch& batch) {
  const LogId log = batch.log().id;
  if (!turns_.empty() && turns_.back().turn.log == log && turns_.back().turn.to == batch.from) {
    turns_.back().turn.to = turns_.back().raw_to = batch.to;
  } else {
    turns_.push_back({{log, batch.from, batch.to}, batch.to});
  }
}

// What a tick found is at its position; its time is the tick's.
void Cut::take_silences(const Batch& batch) {
  for (size_t i = 0; i < batch.silences.size(); ++i) {
    const Silence& silence = batch.silences[i];
    AnomalyRow row;
    row.anomaly = silence.anomaly;
    row.device = silence.device;
    row.schema = catalog_.schemas()[silence.schema_number].schema->name;
    row.position = {kControlLog, batch.tick->control, static_cast<uint32_t>(i)};
    row.event_time = row.ingest_time = batch.tick->at_micros;
    row.epoch = epoch_;
    row.is_simulated = silence.is_simulated;
    row.id = anomaly_id(lake_, row);
    anomalies_.push_back(std::move(row));
  }
}

void Cut::count(LogId log, int64_t ingest_time, Disposition disposition, RejectReason reason,
                bool is_late) {
  books_.page({log, day_number(ingest_time)}).add(disposition, reason, is_late);
}

void Cut::take_rejects(const Batch& batch) {
  const LogInfo& log = batch.log();
  for (size_t row = 0; row < batch.rows(); ++row) {
    if (batch.state[row] != RowState::kRejected) continue;
    const std::string field_name = reject_field_name(*log.schema, batch.reason_field[row]);
    LedgerRow reject;
    reject.position = {log.id, batch.offset[row], batch.index[row]};
    reject.ingest_time = batch.ingest_time[row];
    reject.schema = log.schema->name;
    reject.schema_version = log.schema->version;
    reject.device = batch.device[row].view();
    reject.reason = batch.reason[row];
    reject.field = batch.reason_field[row];
    reject.field_name = field_name;
    reject.value = batch.reason_value[row].view();
    rejects_.append(reject);
    count(log.id, reject.ingest_time, Disposition::kRejected, reject.reason, false);
    encoder_.begin(key_of(log.id), batch.offset[row], batch.index[row], Disposition::kRejected);
    encoder_.rejected(reject.reason, reject.field);
    end_row(reject.position);
  }
}

// Anomalies of all lanes in the order of rows, so that the number of lanes does not show.
std::vector<const Anomaly*> Cut::take_anomalies(const Batch& batch) {
  std::vector<const Anomaly*> found;
  for (const std::vector<Anomaly>& of_lane : batch.anomalies) {
    for (const Anomaly& anomaly : of_lane) found.push_back(&anomaly);
  }
  std::sort(found.begin(), found.end(), [](const Anomaly* a, const Anomaly* b) {
    return std::tie(a->row, a->field, a->kind) < std::tie(b->row, b->field, b->kind);
  });
  for (const Anomaly* anomaly : found) {
    AnomalyRow row;
    row.anomaly = *anomaly;
    row.device = batch.device[anomaly->row].view();
    row.signal = batch.schema().fields[anomaly->field].name;
    row.unit = batch.schema().fields[anomaly->field].unit;
    row.schema = batch.schema().name;
    row.position = {batch.log().id, batch.offset[anomaly->row], batch.index[anomaly->row]};
    row.event_time = batch.event_time[anomaly->row];
    row.ingest_time = batch.ingest_time[anomaly->row];
    row.epoch = epoch_;
    row.is_simulated = (batch.flags[anomaly->row] & kFlagSimulated) != 0;
    row.id = anomaly_id(lake_, row);
    anomalies_.push_back(std::move(row));
  }
  return found;
}

void Cut::take_fresh(const Batch& batch) {
  std::array<uint16_t, kBatchRows> rows;
  size_t count_fresh = 0;
  for (size_t row = 0; row < batch.rows(); ++row) {
    if (batch.state[row] == RowState::kFresh) rows[count_fresh++] = static_cast<uint16_t>(row);
  }
  const std::vector<const Anomaly*> anomalies = take_anomalies(batch);
  if (count_fresh == 0) return;
  ReadingTable& table = table_of(stored_, batch.log().schema);
  const size_t first = table.rows();
  if (first == 0) table.reserve(expected_);
  table.append(batch, std::span(rows).first(count_fresh));
  auto anomaly = anomalies.begin();
  BooksPage& page = books_.page({batch.log().id, day_number(batch.ingest_time[0])});
  for (size_t i = 0; i < count_fresh; ++i) {
    page.add(Disposition::kStored, RejectReason::kNone, false);
    digest_reading(table, first + i, Disposition::kStored);
    for (; anomaly != anomalies.end() && (*anomaly)->row == rows[i]; ++anomaly) {
      encoder_.anomaly((*anomaly)->kind, (*anomaly)->field, static_cast<float>((*anomaly)->score));
    }
    end_row(table.position(first + i));
  }
  CHECK(anomaly == anomalies.end());
}

void Cut::take_suspects(const Batch& batch) {
  std::array<uint16_t, kBatchRows> rows;
  size_t count_suspect = 0;
  for (size_t row = 0; row < batch.rows(); ++row) {
    if (batch.state[row] == RowState::kSuspect) rows[count_suspect++] = static_cast<uint16_t>(row);
  }
  if (count_suspect == 0) return;
  ReadingTable& table = table_of(suspects_, batch.log().schema);
  for (size_t i = 0; i < count_suspect; ++i) {
    suspect_order_.emplace_back(batch.log().schema.get(), static_cast<uint32_t>(table.rows() + i));
  }
  table.append(batch, std::span(rows).first(count_suspect));
}

Status Cut::settle(const OfferKept& offer_kept) {
  if (suspect_order_.empty()) return {};
  std::vector<Suspect> suspects;
  for (const auto& [schema, row] : suspect_order_) suspects.push_back({&suspects_.at(schema), row});
  Settlement settlement(suspects);
  for (const auto& [schema, table] : stored_) settlement.offer(table, KeptAs::kStored);
  TRY(offer_kept(settlement));
  const std::vector<Ruling> rulings = settlement.rule();
  for (size_t i = 0; i < suspects.size(); ++i) {
    if (rulings[i].disposition == Disposition::kStored) {
      keep_stored(suspects[i]);
    } else if (rulings[i].disposition == Disposition::kConflict) {
      keep_conflict(suspects[i]);
    } else {
      keep_duplicate(suspects[i], rulings[i].first);
    }
  }
  suspect_order_.clear();
  suspects_.clear();
  return {};
}

// What every disposition but a reject says first, and the values of those that have any.
void Cut::digest_reading(const ReadingTable& table, size_t row, Disposition disposition) {
  encoder_.begin(key_of(table.log[row]), table.offset[row], table.index[row], disposition);
  encoder_.identity(table.device.at(row), table.event_time[row], table.seq[row]);
  if (disposition == Disposition::kDuplicate) return;
  table.encode_values(row, encoder_);
  if (disposition == Disposition::kStored) encoder_.judged(table.flags[row], table.score[row]);
}

void Cut::keep_stored(const Suspect& suspect) {
  const auto& [table, row] = suspect;
  digest_reading(*table, row, Disposition::kStored);
  end_row(table->position(row));
  count(table->log[row], table->ingest_time[row], Disposition::kStored, RejectReason::kNone, true);
  table_of(stored_, table->shared_schema()).append(*table, row);
}

void Cut::keep_conflict(const Suspect& suspect) {
  const auto& [table, row] = suspect;
  digest_reading(*table, row, Disposition::kConflict);
  end_row(table->position(row));
  count(table->log[row], table->ingest_time[row], Disposition::kConflict, RejectReason::kNone,
        false);
  table_of(conflicts_, table->shared_schema()).append(*table, row);
}

void Cut::keep_duplicate(const Suspect& suspect, const Position& first) {
  const auto& [table, row] = suspect;
  LedgerRow duplicate;
  duplicate.position = table->position(row);
  duplicate.ingest_time = table->ingest_time[row];
  duplicate.schema = table->schema().name;
  duplicate.schema_version = table->schema().version;
  duplicate.device = table->device.at(row);
  duplicate.event_time = table->event_time[row];
  duplicate.seq = table->seq[row];
  duplicate.first = first;
  duplicates_.append(duplicate);
  digest_reading(*table, row, Disposition::kDuplicate);
  encoder_.first(key_of(first.log), first.offset, first.index);
  end_row(duplicate.position);
  count(table->log[row], table->ingest_time[row], Disposition::kDuplicate, RejectReason::kNone,
        false);
}

}  // namespace telltale
