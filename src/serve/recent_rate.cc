#include "serve/recent_rate.h"

#include <chrono>

namespace telltale::serve {
namespace {

constexpr Duration kWindow = std::chrono::seconds(5);
// Samples are never closer, so that they are few.
constexpr Duration kApart = std::chrono::milliseconds(50);
// Nobody looked for so long: what was then is of no interest.
constexpr Duration kForgotten = std::chrono::minutes(2);

}  // namespace

std::optional<double> RecentRate::look(Duration now, uint64_t count) {
  if (!samples_.empty() && now - samples_.back().at > kForgotten) samples_.clear();
  while (samples_.size() > 1 && now - samples_[1].at >= kWindow) samples_.pop_front();
  std::optional<double> rate;
  if (!samples_.empty() && now > samples_.front().at) {
    const Duration since = now - samples_.front().at;
    rate = static_cast<double>(count - samples_.front().count) /
           std::chrono::duration<double>(since).count();
  }
  if (samples_.empty() || now - samples_.back().at >= kApart) samples_.push_back({now, count});
  return rate;
}

}  // namespace telltale::serve
