// Phrases: the words of a reason. One sentence an operator reads, without a full stop.
#pragma once

#include <string>
#include <vector>

#include "detect/explain.h"

namespace telltale::detect {

// What a channel found: its value in the signal's unit, and the interval it is usually in.
struct Phrase {
  Channel channel;
  double value;
  Interval usual;
};
std::string describe(const Phrase& phrase, const Naming& naming);
// `; mostly level (0.52) and time of day (0.21)`
std::string describe(const std::vector<Contribution>& contributions);
std::string describe(const RangeFacts& facts, const Naming& naming);
std::string describe(const StuckFacts& facts, const Naming& naming);
std::string describe(const GapFacts& facts, const Naming& naming);
std::string describe(const SilenceFacts& facts, std::string_view device);

}  // namespace telltale::detect
