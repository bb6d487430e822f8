// Control records: what makes everything else a pure function of the logs. Each has a number, its
// offset in log 0; it is durable before it is used and read again at every start, in order.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "telemetry/position.h"
#include "telemetry/schema.h"

namespace telltale {

// A schema becomes part of the lake.
struct SchemaAdded {
  std::string yaml;
};

// From here on, new logs use this schema when none is named, and signals are judged up to this
// tier. It takes effect at a barrier over all lanes.
struct EpochBegun {
  std::string schema;  // by name; its newest version
  JudgeTier judge = JudgeTier::kStandard;
};

// A log is opened: from here on its number stands for it.
struct LogOpened {
  uint32_t number = 0;
  std::string digest;
  uint32_t pass = 1;
  std::string name;
  std::string schema;
  uint32_t schema_version = 0;
  RecordFormat format = RecordFormat::kJson;
  std::string csv_header;
  LogClock clock = LogClock::kEvent;
  Instant ingest_time;
};

// Rejects are taken again, under a schema's version: from the next commits on that say so, their
// records have the dispositions that come of it.
struct Redriven {
  std::string schema;
  uint32_t schema_version = 0;
  std::vector<Position> positions;  // ascending, at most kRedrivenMax
};
constexpr size_t kRedrivenMax = 1'000'000;

// From here on rows of a table leave when they are older than that.
struct RetentionSet {
  std::string table;              // by name
  std::string schema;             // by name; empty: every one that has no rule of its own
  std::optional<Duration> keeps;  // nothing: they stay
};

// Somebody took the lake over from a writer that may still believe that it is his.
struct TakenOver {
  Instant at;
};

// The clock was looked at: the record takes effect where a commit's turns take its offset of this
// log, and nowhere when none does. ClockTick (telemetry/clock_tick.h) says what it means.
struct ClockTicked {
  Instant at;
  bool begins_listening = false;
};

// What a person says of an anomaly; part of files.
enum class FeedbackKind : uint8_t {
  kAcknowledged,  // somebody sees to it
  kConfirmed,     // it is what it was said to be
  kRejected,      // it is nothing
  kReopened,      // nothing of it was settled
  kCommented,
  kAssigned,  // `text` names to whom
};
constexpr int kFeedbackKindCount = 6;
std::string_view name_of(FeedbackKind kind);
std::optional<FeedbackKind> feedback_kind_named(std::string_view name);

struct FeedbackGiven {
  std::string anomaly;  // by its id
  FeedbackKind kind = FeedbackKind::kAcknowledged;
  std::string by;    // who was identified: a key's id, never a secret
  std::string text;  // may be empty
  Instant at;
};
constexpr size_t kFeedbackTextBytesMax = 4'096;

using ControlRecord = std::variant<SchemaAdded, EpochBegun, LogOpened, Redriven, RetentionSet,
                                   TakenOver, ClockTicked, FeedbackGiven>;

// One line of JSON and back. kCorrupt: the text is no control record this version knows.
std::string write_control_record(const ControlRecord& record);
Result<ControlRecord> read_control_record(std::string_view text);

}  // namespace telltale
