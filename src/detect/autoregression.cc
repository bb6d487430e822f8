#include "detect/autoregression.h"

#include <algorithm>

namespace telltale::detect {
namespace {

constexpr float kReflectionMax = 0.999F;
constexpr float kRidge = 1 + 1e-5F;  // white noise added to lag 0, for singular covariances

float reflection(float numerator, float error) {
  return std::clamp(numerator / error, -kReflectionMax, kReflectionMax);
}

}  // namespace

float Autoregression::predict(float mean) const {
  const float power = covariance[0] * kRidge;
  if (!(power > 1e-36F)) return last[0];
  const float a1 = reflection(covariance[1], power);
  const float error1 = power * (1 - a1 * a1);
  const float a2 = reflection(covariance[2] - a1 * covariance[1], error1);
  const float b1 = a1 - a2 * a1;
  const float error2 = error1 * (1 - a2 * a2);
  const float a3 = reflection(covariance[3] - b1 * covariance[2] - a2 * covariance[1], error2);
  const float c1 = b1 - a3 * a2;
  const float c2 = a2 - a3 * b1;
  return mean + c1 * (last[0] - mean) + c2 * (last[1] - mean) + a3 * (last[2] - mean);
}

void Autoregression::learn(float value, float mean, float weight, float limit) {
  const auto deviation = [&](float x) { return std::clamp(x - mean, -limit, limit); };
  const float newest = deviation(value);
  covariance[0] += weight * (newest * newest - covariance[0]);
  for (int k = 0; k < kOrder; ++k)
    covariance[k + 1] += weight * (newest * deviation(last[k]) - covariance[k + 1]);
  last = {value, last[0], last[1]};
}

}  // namespace telltale::detect
