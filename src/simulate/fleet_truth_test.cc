// Holds the labels against the records, and the records against those of the same fleet without
// faults: what no label explains must not differ.
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include <catch2/catch.hpp>

#include "simulate/captured_lines.h"

namespace telltale {
namespace {

constexpr std::string_view kSignals[] = {"temperature", "humidity", "battery_level",
                                         "energy_consumption"};

FleetOptions troubled_fleet() {
  FleetOptions options;
  options.devices = 60;
  options.duration = std::chrono::hours(72);
  options.readings_per_device_minute = 0.5;
  options.device_faults_per_fortnight = 14;
  options.delivery_fault_share = 0.02;
  return options;
}

std::string unquoted(std::string_view text) {
  return text.size() < 2 ? "" : std::string(text.substr(1, text.size() - 2));
}

std::string identity_of(std::string_view line) {
  return unquoted(text_of(line, "device_id")) + " " + unquoted(text_of(line, "timestamp"));
}

int64_t millis_of(std::string_view iso) {
  return parse_iso_time(iso)->micros / 1000;
}

bool is_of_delivery(const CapturedLabel& label) {
  return label.fault == "duplicate" || label.fault == "conflict" || label.fault == "out_of_order" ||
         label.fault == "malformed";
}

// One run of a fleet, beside the same fleet in health.
class Comparison {
 public:
  explicit Comparison(FleetOptions options) : faulty_(capture(options)) {
    options.faults = {};
    healthy_ = capture(options);
    lines_ = faulty_.records.lines();
    labels_ = read_labels(faulty_.truth);
    for (const std::string_view line : healthy_.records.lines())
      by_identity_[identity_of(line)] = line;
    for (const CapturedLabel& label : labels_) {
      if (is_of_delivery(label)) delivered_wrongly_.insert(label.lines[0]);
    }
  }

  const std::vector<CapturedLabel>& labels() const { return labels_; }
  size_t size() const { return lines_.size(); }
  size_t healthy_size() const { return by_identity_.size(); }
  std::string_view line(uint64_t number) const { return lines_.at(number - 1); }
  bool is_delivered_wrongly(uint64_t number) const { return delivered_wrongly_.contains(number); }

  // The healthy record of the same device and time; empty: there is none.
  std::string_view healthy(const std::string& identity) const {
    const auto found = by_identity_.find(identity);
    return found == by_identity_.end() ? std::string_view() : found->second;
  }

  // The lines that a label of a device fault covers.
  std::vector<uint64_t> affected(const CapturedLabel& label) const {
    std::vector<uint64_t> numbers;
    for (uint64_t number = label.lines[0]; number <= label.lines[1]; ++number) {
      if (is_delivered_wrongly(number)) continue;
      if (unquoted(text_of(line(number), "device_id")) == label.device) numbers.push_back(number);
    }
    return numbers;
  }

  // How far a signal of a line is from its healthy value.
  double error(uint64_t number, const std::string& signal) const {
    return number_at(line(number), signal) - number_at(healthy(identity_of(line(number))), signal);
  }

  std::vector<double> errors(const CapturedLabel& label) const {
    std::vector<double> errors;
    for (const uint64_t number : affected(label)) errors.push_back(error(number, label.signal));
    return errors;
  }

 private:
  CapturedFleet faulty_;
  CapturedFleet healthy_;
  std::vector<std::string_view> lines_;
  std::vector<CapturedLabel> labels_;
  std::map<std::string, std::string_view> by_identity_;
  std::set<uint64_t> delivered_wrongly_;
};

const Comparison& troubled() {
  static const Comparison kComparison(troubled_fleet());
  return kComparison;
}

std::vector<CapturedLabel> labels_of(std::string_view fault) {
  std::vector<CapturedLabel> found;
  for (const CapturedLabel& label : troubled().labels()) {
    if (label.fault == fault) found.push_back(label);
  }
  REQUIRE(found.size() >= 3);
  return found;
}

double step_of(const std::string& signal) {
  return signal == "energy_consumption" ? 1e-4 : 0.1;
}

TEST_CASE("a record that no label names is the healthy one, byte for byte") {
  std::set<uint64_t> named;
  for (const CapturedLabel& label : troubled().labels()) {
    if (is_of_delivery(label)) named.insert(label.lines[0]);
    if (is_of_delivery(label) || label.fault == "gap") continue;
    for (const uint64_t number : troubled().affected(label)) named.insert(number);
  }
  size_t different = 0;
  for (uint64_t number = 1; number <= troubled().size(); ++number) {
    if (named.contains(number)) continue;
    const std::string_view line = troubled().line(number);
    different += line != troubled().healthy(identity_of(line));
  }
  CHECK(different == 0);
  CHECK(named.size() > 1000);
}

TEST_CASE("the labels explain how many records there are") {
  size_t expected = troubled().healthy_size();
  for (const CapturedLabel& label : troubled().labels()) {
    if (label.fault == "gap") expected -= static_cast<size_t>(number_in(label.detail, "missing"));
    expected += label.fault == "duplicate" || label.fault == "conflict";
  }
  CHECK(troubled().size() == expected);
}

TEST_CASE("a device fault's label has the lines, their number and their times") {
  for (const CapturedLabel& label : troubled().labels()) {
    if (is_of_delivery(label)) continue;
    INFO(label.fault << " of " << label.device << " at line " << label.lines[0]);
    const std::vector<uint64_t> numbers = troubled().affected(label);
    REQUIRE(!numbers.empty());
    CHECK(numbers.front() == label.lines[0]);
    CHECK(numbers.back() == label.lines[1]);
    CHECK(numbers.size() == (label.fault == "gap" ? 2 : label.count));
    CHECK(millis_of(unquoted(text_of(troubled().line(numbers.front()), "timestamp"))) ==
          millis_of(label.start));
    CHECK(millis_of(unquoted(text_of(troubled().line(numbers.back()), "timestamp"))) ==
          millis_of(label.end));
  }
}

TEST_CASE("a fault of one signal leaves the others as they were") {
  for (const CapturedLabel& label : troubled().labels()) {
    if (is_of_delivery(label) || label.signal.empty()) continue;
    for (const uint64_t number : troubled().affected(label)) {
      const std::string_view line = troubled().line(number);
      const std::string_view healthy = troubled().healthy(identity_of(line));
      for (const std::string_view signal : kSignals) {
        if (signal == label.signal) continue;
        REQUIRE(text_of(line, signal) == text_of(healthy, signal));
      }
    }
  }
}

TEST_CASE("spikes and shifts are off by their size, which is many sigmas") {
  for (const std::string fault : {"spike", "shift"}) {
    for (const CapturedLabel& label : labels_of(fault)) {
      const double size = number_in(label.detail, "size");
      const double least = (fault == "spike" ? 8 : 4) * number_in(label.detail, "sigma");
      CHECK(std::abs(size) >= least * 0.999);
      for (const double error : troubled().errors(label))
        CHECK(std::abs(error - size) <= 1.01 * step_of(label.signal));
    }
  }
}

TEST_CASE("a drift grows to its size") {
  for (const CapturedLabel& label : labels_of("drift")) {
    const double size = number_in(label.detail, "size_at_end");
    const std::vector<double> errors = troubled().errors(label);
    for (size_t i = 0; i < errors.size(); ++i) {
      const double count = static_cast<double>(errors.size());
      const double expected = size * (static_cast<double>(i) + 0.5) / count;
      const double slack = std::abs(size) / count + 1.01 * step_of(label.signal);
      CHECK(std::abs(errors[i] - expected) <= slack);
    }
  }
}

TEST_CASE("a stuck signal repeats its first value") {
  for (const CapturedLabel& label : labels_of("stuck")) {
    const double value = number_in(label.detail, "value");
    for (const uint64_t number : troubled().affected(label))
      CHECK(number_at(troubled().line(number), label.signal) == Approx(value));
    CHECK(troubled().errors(label)[0] == 0);
  }
}

TEST_CASE("noise scatters by its sigma around the truth") {
  for (const CapturedLabel& label : labels_of("noise")) {
    const std::vector<double> errors = troubled().errors(label);
    if (errors.size() < 60) continue;
    double squares = 0;
    for (const double error : errors) squares += error * error;
    const double sigma = std::sqrt(squares / static_cast<double>(errors.size()));
    // Energy cannot fall below nothing, so it may scatter less.
    const double least = label.signal == "energy_consumption" ? 0.4 : 0.8;
    CHECK(sigma < 1.2 * number_in(label.detail, "noise_sigma") + step_of(label.signal));
    CHECK(sigma > least * number_in(label.detail, "noise_sigma") - step_of(label.signal));
  }
}

TEST_CASE("a battery falls off its cliff and stays down") {
  for (const CapturedLabel& label : labels_of("battery_cliff")) {
    CHECK(label.signal == "battery_level");
    const std::vector<double> errors = troubled().errors(label);
    CHECK(errors.back() == Approx(number_in(label.detail, "size")).margin(3));
    for (size_t i = 1; i < errors.size(); ++i) CHECK(errors[i] <= errors[i - 1] + 0.21);
  }
}

TEST_CASE("in a gap nothing comes between the two lines of its label") {
  for (const CapturedLabel& label : labels_of("gap")) {
    CHECK(label.count == 0);
    const auto missing = static_cast<int64_t>(number_in(label.detail, "missing"));
    const int64_t silence = millis_of(label.end) - millis_of(label.start);
    CHECK(silence > missing * 120'000);
    CHECK(silence <= (missing + 1) * 120'000 + 800);
    CHECK(missing >= 3);
  }
}

// The record as it would be if the clock were right.
std::string with_time(std::string_view line, int64_t millis) {
  std::string time = format_instant(instant_of(millis * 1000));
  if (time.size() == 20) time.insert(19, ".000");
  std::string copy(line);
  copy.replace(copy.find("\"timestamp\":") + 13, time.size(), time);
  return copy;
}

TEST_CASE("a skewed clock changes the time by its error and nothing else") {
  for (const CapturedLabel& label : labels_of("clock_skew")) {
    const auto ahead = std::llround(number_in(label.detail, "ahead_s") * 1000);
    CHECK(ahead <= 3'600'000);
    CHECK(std::abs(ahead) >= 10'000);
    for (const uint64_t number : troubled().affected(label)) {
      const std::string_view line = troubled().line(number);
      const int64_t shown = millis_of(unquoted(text_of(line, "timestamp")));
      const std::string right = with_time(line, shown - ahead);
      CHECK(right == troubled().healthy(identity_of(right)));
    }
  }
}

TEST_CASE("only labelled lines are older than what their device had sent") {
  std::map<std::string, uint64_t> late_from;  // by device: each has at most one such fault a day
  std::set<uint64_t> late_lines;
  size_t late_labelled = 0;
  for (const CapturedLabel& label : troubled().labels()) {
    if (label.detail.find("late_line") == nullptr) continue;
    late_labelled += static_cast<size_t>(number_in(label.detail, "late_count"));
    late_lines.insert(static_cast<uint64_t>(number_in(label.detail, "late_line")));
  }
  std::map<std::string, int64_t> newest;
  size_t late = 0;
  size_t late_begins = 0;
  bool was_late = false;
  std::map<std::string, bool> is_behind;
  for (uint64_t number = 1; number <= troubled().size(); ++number) {
    if (troubled().is_delivered_wrongly(number)) continue;
    const std::string_view line = troubled().line(number);
    const std::string device = unquoted(text_of(line, "device_id"));
    const int64_t time = millis_of(unquoted(text_of(line, "timestamp")));
    was_late = is_behind[device];
    is_behind[device] = time <= newest[device];
    if (is_behind[device]) ++late;
    if (is_behind[device] && !was_late) {
      ++late_begins;
      CHECK(late_lines.contains(number));
    }
    newest[device] = std::max(newest[device], time);
  }
  CHECK(late == late_labelled);
  CHECK(late_begins == late_lines.size());
  CHECK(late_begins > 3);
}

TEST_CASE("a duplicate is the line it repeats, some at once and some hours later") {
  size_t at_once = 0;
  size_t later = 0;
  for (const CapturedLabel& label : labels_of("duplicate")) {
    const auto first = static_cast<uint64_t>(number_in(label.detail, "of"));
    CHECK(first < label.lines[0]);
    CHECK(troubled().line(label.lines[0]) == troubled().line(first));
    const double delay = number_in(label.detail, "delay_s");
    at_once += delay == 0 && label.lines[0] == first + 1;
    later += delay >= 3600;
  }
  CHECK(at_once > 10);
  CHECK(later > 10);
  CHECK(at_once + later == labels_of("duplicate").size());
}

TEST_CASE("a conflict differs from its first in exactly one signal") {
  for (const CapturedLabel& label : labels_of("conflict")) {
    const auto first_number = static_cast<uint64_t>(number_in(label.detail, "of"));
    const std::string_view first = troubled().line(first_number);
    std::string repaired(troubled().line(label.lines[0]));
    CHECK(repaired != first);
    CHECK(number_at(repaired, label.signal) == Approx(number_in(label.detail, "value")));
    CHECK(number_at(first, label.signal) == Approx(number_in(label.detail, "first_value")));
    const std::string name = '"' + label.signal + "\":";
    const std::string_view value = text_of(repaired, label.signal);
    repaired.replace(repaired.find(name) + name.size(), value.size(), text_of(first, label.signal));
    CHECK(repaired == first);
  }
}

TEST_CASE("an out-of-order record is older than one of its device that came before") {
  for (const CapturedLabel& label : labels_of("out_of_order")) {
    const auto newer = static_cast<uint64_t>(number_in(label.detail, "newer_line"));
    CHECK(newer < label.lines[0]);
    const std::string_view line = troubled().line(label.lines[0]);
    CHECK(text_of(line, "device_id") == text_of(troubled().line(newer), "device_id"));
    CHECK(text_of(line, "timestamp") < text_of(troubled().line(newer), "timestamp"));
    CHECK(line == troubled().healthy(identity_of(line)));
  }
}

TEST_CASE("a malformed record stands for a healthy one that is lost") {
  for (const CapturedLabel& label : labels_of("malformed")) {
    const std::string time = identity_of(with_time(troubled().line(1), millis_of(label.start)));
    const std::string identity = label.device + time.substr(time.find(' '));
    CHECK_FALSE(troubled().healthy(identity).empty());
    CHECK(label.start == label.end);
  }
}

TEST_CASE("allowing another kind of fault moves none of the others") {
  FleetOptions options = troubled_fleet();
  options.device_faults_per_fortnight = 20;
  options.faults = {FaultKind::kSpike, FaultKind::kGap, FaultKind::kMalformed};
  const CapturedFleet few = capture(options);
  options.faults.push_back(FaultKind::kDrift);
  options.faults.push_back(FaultKind::kConflict);
  const CapturedFleet more = capture(options);
  const auto key = [](const CapturedLabel& label) {
    return label.fault + label.device + label.start + label.end + label.signal;
  };
  std::set<std::string> found;
  std::set<std::string> drifting;  // while it drifts, a device's deliveries are left alone
  for (const CapturedLabel& label : read_labels(more.truth)) {
    found.insert(key(label));
    if (label.fault == "drift") drifting.insert(label.device);
  }
  size_t moved = 0;
  size_t kept = 0;
  for (const CapturedLabel& label : read_labels(few.truth)) {
    if (drifting.contains(label.device)) continue;
    (found.contains(key(label)) ? kept : moved) += 1;
  }
  CHECK(moved == 0);
  CHECK(kept > 100);
}

}  // namespace
}  // namespace telltale
