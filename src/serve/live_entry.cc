#include "serve/live_entry.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include <fmt/format.h>

#include "base/json.h"
#include "serve/lake_json.h"

namespace telltale::serve {
namespace {

void append_number(std::string& text, double number) {
  if (std::isfinite(number)) {
    fmt::format_to(std::back_inserter(text), "{}", number);
  } else {
    text += "null";
  }
}

void append_value(std::string& text, FieldType type, double number) {
  if (type == FieldType::kBoolean) {
    text += number != 0 ? "true" : "false";
  } else {
    append_number(text, number);
  }
}

std::string_view name_of_state(RowState state) {
  return state == RowState::kFresh ? "fresh" : "suspect";
}

// What ends an anomaly's event: the signal as JSON, and what was found.
void write_finding(const Anomaly& anomaly, std::string_view signal, std::string& text) {
  fmt::format_to(std::back_inserter(text), R"(,"signal":{},"kind":"{}","score":{},"value":)",
                 signal, name_of(anomaly.kind), anomaly.score);
  append_number(text, anomaly.value);
  text += ",\"expected\":[";
  append_number(text, anomaly.expected_low);
  text += ',';
  append_number(text, anomaly.expected_high);
  fmt::format_to(std::back_inserter(text), R"(],"start_time":"{}","reason":{}}})",
                 format_instant(instant_of(anomaly.start_micros)), json_quoted(anomaly.reason));
  text += '\n';
}

// Calls `take` with each field of a row that has a value, in the schema's order.
template <typename Take>
void for_each_present(uint64_t present, Take take) {
  for (; present != 0; present &= present - 1) take(static_cast<size_t>(std::countr_zero(present)));
}

}  // namespace

bool LiveWants::covers(const LiveRequest& request) const {
  return (!request.has(LiveTopic::kReadings) || readings.covers(request.devices)) &&
         (!request.has(LiveTopic::kAnomalies) || anomalies.covers(request.devices));
}

void LiveWants::add(const LiveRequest& request) {
  if (request.has(LiveTopic::kReadings)) readings.add(request.devices);
  if (request.has(LiveTopic::kAnomalies)) anomalies.add(request.devices);
}

LiveRows::LiveRows(const Batch& batch, std::shared_ptr<const LiveWants> wants)
    : wants_(std::move(wants)), log_(batch.shared_log()) {
  const size_t last = batch.rows() - 1;
  begin_ = {batch.offset[0], batch.index[0]};
  end_ = {batch.to, 0};
  if (batch.is_message_open) end_ = {batch.offset[last], batch.index[last] + 1};
  std::vector<uint32_t> anomalous;
  for (const auto& of_lane : batch.anomalies) {
    for (const Anomaly& anomaly : of_lane) {
      if (wants_->anomalies.has(batch.device_hash[anomaly.row])) anomalous.push_back(anomaly.row);
    }
  }
  std::sort(anomalous.begin(), anomalous.end());
  std::vector<uint32_t> copied;  // rows of the batch, by their place in rows_
  for (uint32_t row = 0; row < batch.rows(); ++row) {
    if (batch.state[row] == RowState::kRejected || batch.device[row].is_null()) continue;
    const bool is_wanted = wants_->readings.has(batch.device_hash[row]);
    if (!is_wanted && !std::binary_search(anomalous.begin(), anomalous.end(), row)) continue;
    copy_row(batch, row, is_wanted);
    copied.push_back(row);
  }
  if (anomalous.empty()) return;
  for (const auto& of_lane : batch.anomalies) {
    for (const Anomaly& anomaly : of_lane) {
      if (!wants_->anomalies.has(batch.device_hash[anomaly.row])) continue;
      const auto at = std::lower_bound(copied.begin(), copied.end(), anomaly.row);
      if (at != copied.end() && *at == anomaly.row)
        found_.push_back({static_cast<size_t>(at - copied.begin()), anomaly});
    }
  }
  std::stable_sort(found_.begin(), found_.end(),
                   [](const Found& a, const Found& b) { return a.row < b.row; });
}

void LiveRows::copy_text(std::string_view text) {
  texts_ += text;
  sizes_.push_back(static_cast<uint32_t>(text.size()));
}

void LiveRows::copy_row(const Batch& batch, size_t row, bool is_reading_wanted) {
  rows_.push_back({{log_->id, batch.offset[row], batch.index[row]},
                   batch.device_hash[row],
                   batch.event_time[row],
                   batch.ingest_time[row],
                   batch.present[row],
                   batch.score[row],
                   batch.state[row],
                   is_reading_wanted,
                   static_cast<uint32_t>(texts_.size()),
                   static_cast<uint32_t>(numbers_.size()),
                   static_cast<uint32_t>(sizes_.size())});
  copy_text(batch.device[row].view());
  if (!is_reading_wanted) return;
  for_each_present(batch.present[row], [&](size_t number) {
    const Field& field = log_->schema->fields[number];
    if (field.is_text()) {
      copy_text(batch.texts[field.slot][row].view());
    } else {
      numbers_.push_back(batch.numbers[field.slot][row]);
    }
  });
}

size_t LiveRows::bytes() const {
  return sizeof(LiveRows) + rows_.size() * (sizeof(Row) + 160) + texts_.size() +
         numbers_.size() * 24;
}

std::string_view LiveRows::device_of(const Row& row) const {
  return std::string_view(texts_).substr(row.text_begin, sizes_[row.first_size]);
}

LiveEntry LiveRows::render() const {
  LiveEntry entry;
  entry.begin = begin_;
  entry.end = end_;
  entry.wants = wants_;
  entry.log = log_;
  entry.events.reserve(rows_.size() + found_.size());
  auto found = found_.begin();
  for (size_t row = 0; row < rows_.size(); ++row) {
    if (rows_[row].is_reading_wanted) write_reading(rows_[row], entry);
    for (; found != found_.end() && found->row == row; ++found)
      write_anomaly(rows_[row], found->anomaly, entry);
  }
  entry.text.shrink_to_fit();
  return entry;
}

void LiveRows::write_head(const Row& row, std::string& text) const {
  fmt::format_to(std::back_inserter(text),
                 R"({{"provisional":true,"receipt":"{}:{}:{}","device":{},"schema":{},)"
                 R"("event_time":"{}","ingest_time":"{}")",
                 static_cast<uint32_t>(row.position.log), row.position.offset, row.position.index,
                 json_quoted(device_of(row)), json_quoted(log_->schema->name),
                 format_instant(instant_of(row.event_time)),
                 format_instant(instant_of(row.ingest_time)));
}

void LiveRows::write_reading(const Row& row, LiveEntry& entry) const {
  LiveEvent event;
  event.device_hash = row.device_hash;
  event.row = {row.position.offset, row.position.index};
  event.fields = row.present;
  event.begin = static_cast<uint32_t>(entry.text.size());
  entry.text += "event: reading\ndata: ";
  write_head(row, entry.text);
  fmt::format_to(std::back_inserter(entry.text), R"(,"state":"{}")", name_of_state(row.state));
  if (row.state == RowState::kFresh)
    fmt::format_to(std::back_inserter(entry.text), R"(,"score":{})", row.score);
  write_values(row, entry, event);
  event.end = static_cast<uint32_t>(entry.text.size());
  entry.events.push_back(event);
}

// Attributes stand before the signals, so that a choice of signals is a choice of what ends it.
void LiveRows::write_values(const Row& row, LiveEntry& entry, LiveEvent& event) const {
  const Schema& schema = *log_->schema;
  std::string& text = entry.text;
  std::string attributes;
  std::vector<std::pair<size_t, std::string>> signals;
  size_t number = row.first_number;
  size_t size = row.first_size + 1;
  size_t at = row.text_begin + sizes_[row.first_size];
  for_each_present(row.present, [&](size_t i) {
    const Field& field = schema.fields[i];
    std::string member = json_quoted(field.lake_name()) + ":";
    if (field.is_text()) {
      member += json_quoted(std::string_view(texts_).substr(at, sizes_[size]));
      at += sizes_[size++];
    } else {
      append_value(member, field.type, numbers_[number++]);
    }
    if (i < schema.signal_count()) {
      signals.emplace_back(i, std::move(member));
    } else {
      attributes += attributes.empty() ? "" : ",";
      attributes += member;
    }
  });
  if (!attributes.empty()) text.append(",\"attributes\":{").append(attributes).append("}");
  text += ",\"values\":{";
  event.first_value = static_cast<uint32_t>(entry.values.size());
  event.value_count = static_cast<uint32_t>(signals.size());
  for (size_t i = 0; i < signals.size(); ++i) {
    if (i > 0) text += ',';
    const auto begin = static_cast<uint32_t>(text.size());
    text += signals[i].second;
    entry.values.push_back(
        {static_cast<uint16_t>(signals[i].first), begin, static_cast<uint32_t>(text.size())});
  }
  text += "}}\n";
}

void LiveRows::write_anomaly(const Row& row, const Anomaly& anomaly, LiveEntry& entry) const {
  LiveEvent event;
  event.topic = LiveTopic::kAnomalies;
  event.device_hash = row.device_hash;
  event.row = {row.position.offset, row.position.index};
  event.fields = 1ULL << anomaly.field;
  event.begin = static_cast<uint32_t>(entry.text.size());
  std::string& text = entry.text;
  text += "event: anomaly\ndata: ";
  write_head(row, text);
  write_finding(anomaly, json_quoted(log_->schema->fields[anomaly.field].name), text);
  event.end = static_cast<uint32_t>(text.size());
  entry.events.push_back(event);
}

namespace {

Json ranges_of(const Commit& commit) {
  Json::Array ranges;
  for (const CommitPart& part : commit.parts) {
    for (const CommittedTurn& turn : part.turns) {
      if (turn.turn.log == kControlLog) continue;  // ticks are no records
      ranges.push_back(Json::object({{"log", static_cast<uint32_t>(turn.turn.log)},
                                     {"from", turn.turn.from},
                                     {"to", turn.turn.to}}));
    }
  }
  return ranges;
}

}  // namespace

LiveEntry live_entry_of(const Batch& batch, const LiveWants& wants, const LivePlace& place) {
  LiveEntry entry;
  entry.kind = LiveEntry::Kind::kSilence;
  entry.begin = entry.end = place;
  const std::string at = format_instant(instant_of(batch.tick->at_micros));
  for (const Silence& silence : batch.silences) {
    if (!wants.anomalies.has(silence.device_hash)) continue;
    LiveEvent event;
    event.topic = LiveTopic::kAnomalies;
    event.device_hash = silence.device_hash;
    event.row = place;
    event.begin = static_cast<uint32_t>(entry.text.size());
    fmt::format_to(std::back_inserter(entry.text),
                   "event: anomaly\ndata: {{\"provisional\":true,\"receipt\":null,\"device\":{},"
                   "\"event_time\":\"{}\",\"ingest_time\":\"{}\"",
                   json_quoted(silence.device), at, at);
    write_finding(silence.anomaly, "null", entry.text);
    event.end = static_cast<uint32_t>(entry.text.size());
    entry.events.push_back(event);
  }
  return entry;
}

LiveEntry live_entry_of(const Commit& commit) {
  LiveEntry entry;
  entry.kind = LiveEntry::Kind::kCommit;
  entry.commit = commit.id;
  BooksPage counted;
  Json::Array kinds;
  for (const CommitPart& part : commit.parts) {
    kinds.emplace_back(name_of(part.kind));
    counted.add(part.books.total());
  }
  const Json said = Json::object({{"commit", static_cast<uint64_t>(commit.id)},
                                  {"time", format_instant(commit.time)},
                                  {"kinds", std::move(kinds)},
                                  {"positions", ranges_of(commit)},
                                  {"counts", books_json(counted)},
                                  {"books", books_json(commit.books_total)}});
  entry.text = fmt::format("event: committed\ndata: {}\n", said.dump());
  LiveEvent event;
  event.topic = LiveTopic::kBooks;
  event.end = static_cast<uint32_t>(entry.text.size());
  entry.events.push_back(event);
  return entry;
}

}  // namespace telltale::serve
