#include "simulate/defect.h"

#include "base/check.h"

namespace telltale::simulate {
namespace {

enum Way : uint8_t {
  kReplace,    // the field's value by the text
  kRemove,     // the field, its name included
  kRepeat,     // the field, in front of itself
  kLoseBytes,  // a run of bytes, from inside a text into a number
  kInsert,     // the text into the field's value, behind its opening quote
};

constexpr Defect kDefects[] = {
    {"lost_bytes", RejectReason::kMalformed, "", kLoseBytes, ""},
    {"nan_text", RejectReason::kMalformed, "humidity", kReplace, "NaN"},
    {"text_for_number", RejectReason::kWrongType, "temperature", kReplace, "\"warm\""},
    {"flag_for_number", RejectReason::kWrongType, "battery_level", kReplace, "true"},
    {"temperature_too_low", RejectReason::kOutOfRange, "temperature", kReplace, "-127.0"},
    {"humidity_too_high", RejectReason::kOutOfRange, "humidity", kReplace, "655.3"},
    {"energy_negative", RejectReason::kOutOfRange, "energy_consumption", kReplace, "-0.5000"},
    {"place_impossible", RejectReason::kOutOfRange, "latitude", kReplace, "214.74836"},
    {"number_too_large", RejectReason::kNotFinite, "energy_consumption", kReplace, "1e999"},
    {"no_device", RejectReason::kMissingField, "device_id", kRemove, ""},
    {"null_device", RejectReason::kMissingField, "device_id", kReplace, "null"},
    {"empty_device", RejectReason::kBadDevice, "device_id", kReplace, "\"\""},
    {"no_time", RejectReason::kMissingField, "timestamp", kRemove, ""},
    {"unreadable_time", RejectReason::kBadTime, "timestamp", kReplace, "\"0000-00-00T00:00:00Z\""},
    {"time_far_ahead", RejectReason::kInFuture, "timestamp", kReplace,
     "\"2106-02-07T06:28:15.000Z\""},
    {"invalid_utf8", RejectReason::kInvalidUtf8, "status", kInsert, "\xff\xc3"},
    {"repeated_field", RejectReason::kDuplicateKey, "temperature", kRepeat, ""},
};

// A field of a line: `"name":value,`.
struct Span {
  size_t begin;  // of its name's quote
  size_t value;
  size_t end;  // of its value; a comma follows, since the mark is always the last field
};

// No value of the fields that can be damaged holds a comma.
Span find_field(const std::string& line, std::string_view field) {
  const std::string name = '"' + std::string(field) + "\":";
  const size_t begin = line.find(name);
  CHECK(begin != std::string::npos);
  const size_t value = begin + name.size();
  return {begin, value, line.find(',', value)};
}

// From inside the text of the timestamp to inside a later number: the text's closing quote is gone,
// so that what is left cannot be JSON.
void lose_bytes(std::string& line, Random& random) {
  const size_t from = find_field(line, "timestamp").value + 1 + random.below(20);
  const size_t to = find_field(line, "longitude").value + 1;
  line.erase(from, to - from);
}

}  // namespace

std::span<const Defect> all_defects() {
  return kDefects;
}

void spoil(std::string& line, const Defect& defect, Random& random) {
  if (defect.way == kLoseBytes) return lose_bytes(line, random);
  const Span span = find_field(line, defect.field);
  switch (defect.way) {
    case kReplace:
      line.replace(span.value, span.end - span.value, defect.text);
      return;
    case kRemove:
      line.erase(span.begin, span.end + 1 - span.begin);
      return;
    case kRepeat:
      line.insert(span.begin, line.substr(span.begin, span.end + 1 - span.begin));
      return;
    case kInsert:
      line.insert(span.value + 1, defect.text);
      return;
    default:
      CHECK(false);
  }
}

}  // namespace telltale::simulate
