// Schema: what the user says a record is: which device it speaks of, when, and which signals and
// attributes it carries. Immutable once read; shared by all threads. The YAML grammar is in
// docs/reference/schemas.md; reading it is in schema_yaml.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/instant.h"
#include "base/result.h"
#include "telemetry/limits.h"

namespace telltale {

enum class FieldRole : uint8_t {
  kSignal,     // measured, judged
  kAttribute,  // describes the device or the reading; not judged
  kClaim,      // what a device says about itself in our own terms; kept apart as `claimed_…`
};

enum class FieldType : uint8_t { kNumber, kInteger, kBoolean, kText };

// How much work the judging of a signal may be. Part of files.
enum class JudgeTier : uint8_t { kOff = 0, kBasic = 1, kStandard = 2 };

struct Field {
  std::string name;  // as the user calls it
  std::string from;  // JSON path (`location.lat`, or a JSON Pointer) or CSV column name
  int column = 0;    // CSV column by number, from 1; 0: by name
  FieldRole role = FieldRole::kSignal;
  FieldType type = FieldType::kNumber;
  std::string unit;
  bool is_required = false;
  std::optional<double> least;  // inclusive
  std::optional<double> most;   // inclusive
  std::vector<std::string> allowed;
  double resolution = 0;  // the smallest difference the sensor can tell; 0: unknown
  JudgeTier judge = JudgeTier::kStandard;

  // Which of the batch's number columns (number, integer, boolean) or text columns holds it.
  uint16_t slot = 0;

  bool is_text() const { return type == FieldType::kText; }
  // Its column in the lake.
  std::string lake_name() const { return role == FieldRole::kClaim ? "claimed_" + name : name; }
  bool operator==(const Field&) const = default;
};

struct DeviceRule {
  enum class Kind : uint8_t { kField, kConstant, kFileName };
  Kind kind = Kind::kField;
  std::string text;  // the field's path, or the constant
  int column = 0;
  std::string prefix;
  // The user's own name of the device column in the schema's view.
  std::string name = "device_id";
  bool operator==(const DeviceRule&) const = default;
};

struct TimeRule {
  enum class Kind : uint8_t {
    kField,          // read from the record
    kFieldOrIngest,  // read from the record, or where it bears none, the moment it was received
    kIngest,         // the moment it was received
    kStep,  // start + step × the number of the record among its device's records in its log
  };
  enum class Form : uint8_t { kIso, kSeconds, kMillis, kMicros };
  Kind kind = Kind::kField;
  Form form = Form::kIso;
  std::string from;
  int column = 0;
  std::optional<Duration> zone;  // of times written without one
  Instant start;
  Duration step{0};
  std::string name = "event_time";
  bool operator==(const TimeRule&) const = default;
};

// One signal a record, by name: `{"name": "temperature", "value": 20.5}`.
struct LongForm {
  std::string name_from;
  int name_column = 0;
  std::string value_from;
  int value_column = 0;
  bool operator==(const LongForm&) const = default;
};

enum class RecordFormat : uint8_t {
  kJson,
  kCsv,
  // JSON as ThingsBoard's devices send it: `{"temperature": 21}`, or with its time in milliseconds
  // `{"ts": 1700000000000, "values": {…}}`. The device is the sender.
  kThingsBoard,
};
// `json`, as files say it.
std::string_view name_of(RecordFormat format);
std::optional<RecordFormat> record_format_named(std::string_view name);

// What time is, for a log: what is plausible, silent or past its keeping is judged by it.
enum class LogClock : uint8_t {
  kEvent,    // history being loaded: the times its records bear
  kArrival,  // records as they happen: the times they are received
};

struct CsvForm {
  enum class Header : uint8_t {
    kPresent,
    kAbsent,
    kShort,  // lacks the name of the first column, as R writes row names
  };
  char delimiter = ',';
  Header header = Header::kPresent;
  bool operator==(const CsvForm&) const = default;
};

class Schema {
 public:
  std::string name;
  uint32_t version = 1;
  std::optional<RecordFormat> format;  // none: told by the first byte of the log
  CsvForm csv;
  DeviceRule device;
  TimeRule time;
  std::optional<LongForm> long_form;
  std::string seq_from;  // empty: the schema names no sequence number
  int seq_column = 0;
  std::vector<Field> fields;  // signals first, then attributes, then claims
  Duration ahead_flagged = std::chrono::minutes(5);
  Duration ahead_rejected = std::chrono::hours(1);

  bool has_seq() const { return !seq_from.empty() || seq_column > 0; }
  size_t signal_count() const { return signal_count_; }
  size_t number_slots() const { return number_slots_; }
  size_t text_slots() const { return text_slots_; }
  // One bit a field that is not a signal: these count as one series.
  uint64_t attribute_bits() const {
    return signal_count_ == 64 ? 0 : ~0ULL << signal_count_ & field_bits();
  }
  uint64_t field_bits() const { return fields.size() == 64 ? ~0ULL : (1ULL << fields.size()) - 1; }
  std::string title() const;  // `smart_device version 1`

  bool operator==(const Schema&) const = default;

  // Orders the fields by role, gives out slots, and checks what can be checked without a lake:
  // names, counts, reserved words. kInvalid says what to change.
  Status finish();

 private:
  size_t signal_count_ = 0;
  size_t number_slots_ = 0;
  size_t text_slots_ = 0;
};

std::string_view name_of(FieldRole role);
std::string_view name_of(FieldType type);
std::string_view name_of(JudgeTier tier);
std::optional<JudgeTier> judge_tier_named(std::string_view name);

// Two names clash when an SQL engine cannot tell them apart: it ignores case.
bool same_column_name(std::string_view a, std::string_view b);

}  // namespace telltale
