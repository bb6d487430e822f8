// CapturedLines: a sink for tests that keeps what it is given, and readers of its lines that are
// independent of the code that wrote them. Only tests include this.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

// Catch2 has a CHECK of its own: the platform's headers must see theirs, the test Catch2's again.
#pragma push_macro("CHECK")
#undef CHECK
#include "base/json.h"
#include "simulate/fleet.h"
#pragma pop_macro("CHECK")

namespace telltale {

class CapturedLines : public LineSink {
 public:
  Status write(std::string_view lines) override {
    bytes_.append(lines);
    return {};
  }

  const std::string& bytes() const { return bytes_; }

  // Without their newlines.
  std::vector<std::string_view> lines() const {
    std::vector<std::string_view> lines;
    for (size_t begin = 0; begin < bytes_.size();) {
      const size_t end = bytes_.find('\n', begin);
      lines.push_back(std::string_view(bytes_).substr(begin, end - begin));
      begin = end + 1;
    }
    return lines;
  }

 private:
  std::string bytes_;
};

// What a run wrote.
struct CapturedFleet {
  CapturedLines records;
  CapturedLines truth;
};

inline CapturedFleet capture(const FleetOptions& options) {
  CapturedFleet fleet;
  const Status status = Fleet(options).run(fleet.records, &fleet.truth);
  REQUIRE(status.ok());
  return fleet;
}

// The text of a field of a record's line, quotes included; empty when it has none.
inline std::string_view text_of(std::string_view line, std::string_view field) {
  const std::string name = '"' + std::string(field) + "\":";
  const size_t begin = line.find(name);
  if (begin == std::string_view::npos) return {};
  const std::string_view rest = line.substr(begin + name.size());
  return rest.substr(0, rest.find_first_of(",}"));
}

inline double number_at(std::string_view line, std::string_view field) {
  return std::stod(std::string(text_of(line, field)));
}

// One line of truth.
struct CapturedLabel {
  std::string fault;
  std::string device;
  std::string signal;  // empty: null
  std::string start;
  std::string end;
  std::vector<uint64_t> lines;
  uint64_t count = 0;
  Json detail;
};

inline std::string member(const Json& object, std::string_view key) {
  const Json* found = object.find(key);
  return found != nullptr && found->if_string() != nullptr ? *found->if_string() : "";
}

inline double number_in(const Json& object, std::string_view key) {
  double number = 0;
  const Json* found = object.find(key);
  REQUIRE(found != nullptr);
  REQUIRE(found->to_double(number));
  return number;
}

inline CapturedLabel read_label(std::string_view line) {
  const Json json = Json::parse(line).value();
  CapturedLabel label;
  label.fault = member(json, "fault");
  label.device = member(json, "device");
  label.signal = member(json, "signal");
  label.start = member(json, "start");
  label.end = member(json, "end");
  for (const Json& number : *json.find("lines")->if_array()) {
    label.lines.push_back(0);
    CHECK(number.to_uint(label.lines.back()));
  }
  CHECK(json.find("count")->to_uint(label.count));
  label.detail = *json.find("detail");
  return label;
}

inline std::vector<CapturedLabel> read_labels(const CapturedLines& truth) {
  std::vector<CapturedLabel> labels;
  for (const std::string_view line : truth.lines()) labels.push_back(read_label(line));
  return labels;
}

}  // namespace telltale
