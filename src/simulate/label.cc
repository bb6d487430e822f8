#include "simulate/label.h"

#include <array>

#include "base/instant.h"
#include "simulate/exact_math.h"

namespace telltale::simulate {
namespace {

// Six decimals are enough for people, and the same on every machine.
double brief(double value) {
  return static_cast<double>(nearest(value * 1e6)) / 1e6;
}

Json time_text(int64_t millis) {
  return Json(format_instant(instant_of(millis * 1000)));
}

// The members every label begins with.
Json begin_label(FaultKind kind, const Device& device, Signal signal) {
  Json label = Json::object();
  label.add("fault", name_of(kind));
  label.add("device", device_id(device));
  label.add("signal", signal == Signal::kNone ? Json() : Json(name_of(signal)));
  return label;
}

Json detail_of_size(const Device& device, const char* name) {
  const Fault& fault = device.fault;
  Json detail = Json::object();
  detail.add(name, brief(fault.size));
  detail.add("sigma", brief(traits_of(device.type).sigma[static_cast<size_t>(fault.signal)]));
  return detail;
}

Json detail_of_clock(const Fault& fault) {
  Json detail = Json::object();
  detail.add("ahead_s", brief(fault.size / 1000.0));
  if (fault.late_count == 0) return detail;
  detail.add("late_line", fault.late_line);
  detail.add("late_count", fault.late_count);
  return detail;
}

Json detail_of(const Device& device) {
  const Fault& fault = device.fault;
  switch (fault.kind) {
    case FaultKind::kDrift:
      return detail_of_size(device, "size_at_end");
    case FaultKind::kNoise:
      return detail_of_size(device, "noise_sigma");
    case FaultKind::kStuck:
      return Json::object({{"value", number_of(device, fault.signal, fault.held)}});
    case FaultKind::kGap:
      return Json::object({{"missing", fault.missing}});
    case FaultKind::kBatteryCliff:
      return Json::object({{"size", brief(fault.size)}});
    case FaultKind::kClockSkew:
      return detail_of_clock(fault);
    default:
      return detail_of_size(device, "size");
  }
}

}  // namespace

Json label_of(const Device& device) {
  const Fault& fault = device.fault;
  Json label = begin_label(fault.kind, device, fault.signal);
  label.add("start", time_text(fault.first_millis));
  label.add("end", time_text(fault.last_millis));
  label.add("lines", Json::Array{fault.first_line, fault.last_line});
  label.add("count", fault.line_count);
  label.add("detail", detail_of(device));
  return label;
}

Json label_of(const WrongDelivery& delivery, uint64_t line, Json detail) {
  Json label = begin_label(delivery.kind, *delivery.device, delivery.signal);
  label.add("start", time_text(delivery.reading.time_millis));
  label.add("end", time_text(delivery.reading.time_millis));
  label.add("lines", Json::Array{line});
  label.add("count", 1);
  label.add("detail", std::move(detail));
  return label;
}

double number_of(const Device& device, Signal signal, int32_t steps) {
  constexpr std::array<double, 5> kScales = {1, 10, 100, 1'000, 10'000};
  return steps / kScales[traits_of(device.type).decimals[static_cast<size_t>(signal)]];
}

}  // namespace telltale::simulate
