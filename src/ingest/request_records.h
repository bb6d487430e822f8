// RequestRecords: the records of a request's body, split as those of a file are, so that what is
// pushed and what lies in a file give the same rows. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "telemetry/schema.h"

namespace telltale {

// What the sender says its body is.
enum class BodyForm : uint8_t {
  kByBytes,    // nothing: told as of a file
  kJson,       // an object, an array, or objects after each other
  kJsonLines,  // one value a line
  kCsv,        // rows, with the header that the schema says
};

struct RequestRecords {
  RecordFormat format = RecordFormat::kJson;
  std::string csv_header;       // of CSV that has one
  std::vector<uint32_t> sizes;  // of each record
  std::string bytes;            // theirs, one after another
};

// kInvalid: there is no record in it.
Result<RequestRecords> split_request(std::string_view body, BodyForm form, const Schema& schema);

}  // namespace telltale
