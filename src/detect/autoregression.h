// Autoregression: predicts a series' next value from its last three by the Yule-Walker equations on
// running autocovariances, solved by the Levinson-Durbin recursion (Brockwell and Davis, "Time
// Series: Theory and Methods", 1991, §5.2). Reflection coefficients are kept inside the unit
// circle, so the prediction is stable whatever was seen. 28 bytes a series.
#pragma once

#include <array>

namespace telltale::detect {

struct Autoregression {
  static constexpr int kOrder = 3;

  std::array<float, kOrder> last{};            // newest first, as they were
  std::array<float, kOrder + 1> covariance{};  // at lags 0 … 3, about the running mean

  // The next value, given the series' mean.
  float predict(float mean) const;
  // Learns a value. `weight` is that of the newest product; deviations beyond `limit` count as it,
  // so that one outlier does not become the model.
  void learn(float value, float mean, float weight, float limit);
  // The series' zero moved by `by`.
  void shift(float by) {
    for (float& value : last) value -= by;
  }
};

}  // namespace telltale::detect
