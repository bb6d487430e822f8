// A plain reading of the standard tier, for tests only: doubles, the whole history in vectors,
// every mean summed from its definition at each row, tails as sorted vectors. Slow on purpose.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <vector>

#include "detect/channels.h"

namespace telltale::detect::naive {

// The mean of a history with exponential weights of that span, and equal ones while it is shorter:
// m(1) = x(1), m(n) = m(n-1) + max(2 / (span + 1), 1 / n) (x(n) - m(n-1)).
inline double mean(const std::vector<double>& history, double span) {
  double value = 0;
  for (size_t n = 1; n <= history.size(); ++n)
    value += std::max(2 / (span + 1), 1.0 / static_cast<double>(n)) * (history[n - 1] - value);
  return value;
}

// The K largest values let in, by the rule that only what exceeds the entry enters.
class Tail {
 public:
  double evidence(double x, double rows, double step) const {
    if (held_.empty() || x <= entry_) return 0;
    const auto rank = std::count_if(held_.begin(), held_.end(), [&](double h) { return h >= x; });
    if (rank > 0) return std::max(0.0, std::log10((rows + 1) / static_cast<double>(rank + 1)));
    return std::log10(rows + 1) + std::min(30.0, beyond(x - held_.front(), step));
  }
  void learn(double x, size_t size) {
    if (x <= entry_) return;
    held_.insert(std::upper_bound(held_.begin(), held_.end(), x, std::greater<>()), x);
    if (held_.size() > size) held_.pop_back();
    if (held_.size() == size) entry_ = std::max(entry_, held_.back());
  }
  bool is_empty() const { return held_.empty(); }
  double top() const { return held_.front(); }

 private:
  // Generalised Pareto excess by probability-weighted moments (Hosking and Wallis 1987).
  double beyond(double excess, double floor) const {
    const double n = static_cast<double>(held_.size());
    double a0 = 0;
    double a1 = 0;
    for (size_t i = 0; i < held_.size(); ++i) {
      a0 += (held_[i] - held_.back()) / n;
      a1 += (held_[i] - held_.back()) * (static_cast<double>(i) + 0.5) / (n * n);
    }
    const double rest = a0 - 2 * a1;
    const bool has_shape = held_.size() >= 16 && rest > 0;
    const double shape = has_shape ? std::clamp(2 - a0 / rest, 0.0, 0.5) : 0;
    const double reach = held_.front() - held_.back();
    const double scale = std::max({a0 * (1 - shape) + shape * reach, floor, excess * 1e-3});
    const double steps = excess / scale;
    return shape < 1e-3 ? steps * std::log10(std::exp(1)) : std::log10(1 + shape * steps) / shape;
  }

  std::vector<double> held_;
  double entry_ = -1e300;
};

class Series {
 public:
  // The pooled evidence of a row, before it is learned.
  double judge(double x, double seconds) {
    std::array<double, kChannelCount> value{};
    const uint32_t present = view(x, seconds, value);
    const double evidence = pool(value, present);
    learn(value, present);
    remember(x, seconds);
    return evidence;
  }

 private:
  static constexpr int kBins = 48;

  uint32_t view(double x, double seconds, std::array<double, kChannelCount>& value) {
    const std::vector<double> before = xs_;
    const auto mean_before = [&](double span) { return before.empty() ? x : mean(before, span); };
    if (!xs_.empty()) smallest_ = least_step(x);
    steps_.push_back(xs_.empty() ? 0 : std::abs(x - xs_.back()));
    const double miss = x - forecast();
    xs_.push_back(x);
    value[kLevel1] = x;
    value[kLevel4] = mean(xs_, 4);
    value[kLevel16] = mean(xs_, 16);
    value[kLevel64] = mean(xs_, 64);
    value[kChange16] = x - mean_before(16);
    value[kChange64] = value[kLevel4] - mean_before(64);
    value[kChange256] = value[kLevel16] - mean_before(256);
    value[kSwing4] = mean(steps_, 4);
    value[kSwing16] = mean(steps_, 16);
    value[kSwing64] = mean(steps_, 64);
    away_.push_back(value[kChange16] * value[kChange16]);
    value[kSpread32] = std::sqrt(mean(away_, 32));
    value[kForecastMiss] = miss;
    forecast_size_ = average_size(miss);
    value[kForecastSize] = forecast_size_;
    uint32_t present = 0;
    for (int i = 0; i < kDayMiss; ++i)
      present |= static_cast<uint32_t>(xs_.size() >= kChannels[i].rows_min) << i;
    return present | view_day(x, seconds, value);
  }

  // The mean size of the misses, from the ninth row on; weighted by the series' rows as the first
  // ones are.
  double average_size(double miss) {
    const double n = static_cast<double>(xs_.size());
    if (xs_.size() <= kChannels[kForecastMiss].rows_min) return forecast_size_;
    return forecast_size_ + std::max(2.0 / 17, 1 / n) * (std::abs(miss) - forecast_size_);
  }

  uint32_t view_day(double x, double seconds, std::array<double, kChannelCount>& value) {
    double usual = 0;
    if (!usual_at(seconds, usual)) return 0;
    day_misses_.push_back(x - usual);
    day_sizes_.push_back(std::abs(x - usual));
    value[kDayMiss] = x - usual;
    value[kDayMean] = mean(day_misses_, 12);
    value[kDaySize] = mean(day_sizes_, 12);
    const bool is_mature = day_misses_.size() >= kChannels[kDayMean].rows_min;
    return 1U << kDayMiss | (is_mature ? 1U << kDayMean | 1U << kDaySize : 0);
  }

  double bin_level(int bin) const {
    const std::vector<double>& days = days_[static_cast<size_t>(bin)];
    double level = 0;
    for (size_t n = 1; n <= days.size(); ++n)
      level += std::max(0.3, 1.0 / static_cast<double>(n)) * (days[n - 1] - level);
    return level;
  }

  bool usual_at(double seconds, double& level) const {
    const double place = std::fmod(seconds, 86'400) / 1'800;
    const int bin = static_cast<int>(place);
    const double offset = place - bin;
    if (days_[static_cast<size_t>(bin)].empty()) return false;
    level = bin_level(bin);
    const int other = (bin + (offset < 0.5 ? kBins - 1 : 1)) % kBins;
    if (days_[static_cast<size_t>(other)].empty()) return true;
    level += std::abs(offset - 0.5) * (bin_level(other) - level);
    return true;
  }

  // Yule-Walker of order 3, the normal equations solved by elimination.
  double forecast() const {
    if (xs_.empty()) return 0;
    if (!(covariance_[0] > 0)) return xs_.size() >= 1 ? xs_.back() : 0;
    std::array<std::array<double, 4>, 3> rows{};
    for (int i = 0; i < 3; ++i) {
      for (int j = 0; j < 3; ++j) rows[i][j] = covariance_[std::abs(i - j)];
      rows[i][i] = covariance_[0] * (1 + 1e-5);
      rows[i][3] = covariance_[i + 1];
    }
    for (int i = 0; i < 3; ++i) {
      for (int k = 0; k < 3; ++k) {
        if (k == i) continue;
        const double factor = rows[k][i] / rows[i][i];
        for (int j = i; j < 4; ++j) rows[k][j] -= factor * rows[i][j];
      }
    }
    double predicted = centre_;
    for (int i = 0; i < 3; ++i) predicted += rows[i][3] / rows[i][i] * (lag(i) - centre_);
    return predicted;
  }

  double lag(int k) const {
    const auto at = static_cast<int>(xs_.size()) - 1 - k;
    return at >= 0 ? xs_[static_cast<size_t>(at)] : xs_.front();
  }

  double least_step(double x) const {
    const double step = std::abs(x - xs_.back());
    if (step == 0) return smallest_;
    return smallest_ == 0 ? step : std::min(smallest_, step);
  }

  double pool(const std::array<double, kChannelCount>& value, uint32_t present) const {
    std::array<double, kFamilyCount> family{};
    for (int i = 0; i < kChannelCount; ++i) {
      if ((present >> i & 1) == 0) continue;
      const double rows = kChannels[i].family == kTimeOfDay ? day_rows_ : rows_;
      const double step = std::max(smallest_ / kChannels[i].span, 0.02 / 7 * breadth(i));
      double evidence = high_[i].evidence(value[i], rows, step);
      if (kChannels[i].has_low_side)
        evidence = std::max(evidence, low_[i].evidence(-value[i], rows, step));
      family[kChannels[i].family] += evidence / kFamilySizes[kChannels[i].family];
    }
    double sum = 0;
    for (const double one : family) sum += one / kFamilyCount;
    return sum;
  }

  double breadth(int i) const {
    if (high_[i].is_empty()) return 0;
    if (!kChannels[i].has_low_side) return std::max(0.0, high_[i].top());
    return low_[i].is_empty() ? 0 : std::max(0.0, high_[i].top() + low_[i].top());
  }

  void learn(const std::array<double, kChannelCount>& value, uint32_t present) {
    const size_t size = xs_.size() <= 128 ? 8 : 32;
    for (int i = 0; i < kChannelCount; ++i) {
      if ((present >> i & 1) == 0) continue;
      high_[i].learn(value[i], size);
      if (kChannels[i].has_low_side) low_[i].learn(-value[i], size);
    }
    rows_ += 1;
    day_rows_ += (present >> kDayMiss & 1) != 0 ? 1 : 0;
  }

  void remember(double x, double seconds) {
    const double weight = std::max(1.0 / 1'024, 1.0 / static_cast<double>(xs_.size()));
    const double limit = 6 * std::sqrt(variance_);
    const auto apart = [&](double v) { return std::clamp(v - centre_, -limit, limit); };
    covariance_[0] += weight * (apart(x) * apart(x) - covariance_[0]);
    for (int k = 1; k <= 3; ++k)
      covariance_[k] += weight * (apart(x) * apart(lag(k)) - covariance_[k]);
    const double away = x - centre_;
    centre_ += weight * away;
    variance_ += weight * (away * away - variance_);
    const int bin = static_cast<int>(std::fmod(seconds, 86'400) / 1'800);
    if (bin != bin_ && !in_bin_.empty()) {
      double sum = 0;
      for (const double one : in_bin_) sum += one;
      days_[static_cast<size_t>(bin_)].push_back(sum / static_cast<double>(in_bin_.size()));
      in_bin_.clear();
    }
    bin_ = bin;
    in_bin_.push_back(x);
  }

  std::vector<double> xs_;
  std::vector<double> steps_;
  std::vector<double> away_;
  std::vector<double> day_misses_;
  std::vector<double> day_sizes_;
  std::vector<double> in_bin_;
  std::array<std::vector<double>, kBins> days_;
  std::array<Tail, kChannelCount> high_;
  std::array<Tail, kChannelCount> low_;
  std::array<double, 4> covariance_{};
  double centre_ = 0;
  double variance_ = 0;
  double smallest_ = 0;
  double forecast_size_ = 0;
  double rows_ = 0;
  double day_rows_ = 0;
  int bin_ = 0;
};

}  // namespace telltale::detect::naive
