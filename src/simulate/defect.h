// Defect: how a malformed record is malformed, and which reject reason each kind must get under the
// schema smart_device. The mark `"simulated":true` survives every defect. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/random.h"
#include "telemetry/disposition.h"

namespace telltale::simulate {

struct Defect {
  std::string_view name;
  RejectReason reason;
  std::string_view field;  // that is damaged; empty: the record as a whole
  // How: what is done to the text behind `"field":`, see defect.cc.
  uint8_t way;
  std::string_view text;
};

std::span<const Defect> all_defects();

// Damages a whole line, which ends in a newline.
void spoil(std::string& line, const Defect& defect, Random& random);

}  // namespace telltale::simulate
