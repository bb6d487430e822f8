#include "detect/judged_schema.h"

#include <algorithm>

namespace telltale {

JudgeTier tier_of(const Field& field, JudgeTier most) {
  return std::min(field.judge, most);
}

int judged_signals(const Schema& schema, JudgeTier most) {
  int judged = 0;
  for (size_t i = 0; i < schema.signal_count(); ++i)
    judged += tier_of(schema.fields[i], most) != JudgeTier::kOff;
  return std::max(1, judged);
}

}  // namespace telltale
