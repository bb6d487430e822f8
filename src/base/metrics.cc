#include "base/metrics.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/check.h"

namespace telltale {
namespace {

// Sums of histograms are kept in millionths, so that they are whole numbers.
constexpr double kPerUnit = 1e6;

std::atomic<size_t> threads{0};

// Threads spread over the copies in the order in which they first count.
size_t copy_of_this_thread(size_t copies) {
  thread_local const size_t number = threads.fetch_add(1, std::memory_order_relaxed);
  return number % copies;
}

size_t count_bounds(const MetricSpec& spec) {
  if (spec.kind != MetricKind::kHistogram) return 0;
  return static_cast<size_t>(std::count_if(spec.bounds.begin(), spec.bounds.end(),
                                           [](double bound) { return bound > 0; }));
}

// Of a label: what would end it is escaped, what would harm a terminal is replaced.
std::string label_text(std::string_view value) {
  std::string text;
  for (const char c : value) {
    if (c == '"' || c == '\\') text += '\\';
    text += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
  }
  return text;
}

std::string number_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  return fmt::format("{}", value);
}

}  // namespace

std::string_view name_of(MetricKind kind) {
  constexpr std::array<std::string_view, 3> kNames = {"counter", "gauge", "histogram"};
  return kNames[static_cast<size_t>(kind)];
}

void MetricWriter::family(const MetricSpec& spec) {
  spec_ = &spec;
  std::string_view name = spec.name;
  const bool is_open = format_ == MetricFormat::kOpenMetrics;
  if (is_open && spec.kind == MetricKind::kCounter && name.ends_with("_total"))
    name.remove_suffix(std::string_view("_total").size());
  text_ += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, spec.help, name, name_of(spec.kind));
}

void MetricWriter::line(std::string_view suffix, const Labels& labels, double value) {
  text_.append(spec_->name).append(suffix);
  for (size_t i = 0; i < labels.size(); ++i) {
    text_ += i == 0 ? '{' : ',';
    text_ += fmt::format("{}=\"{}\"", labels[i].first, label_text(labels[i].second));
  }
  if (!labels.empty()) text_ += '}';
  text_ += fmt::format(" {}\n", number_text(value));
}

bool MetricWriter::is_wanted(const Labels& labels) const {
  return only_lake_.empty() || std::none_of(labels.begin(), labels.end(), [&](const auto& label) {
           return label.first == "lake" && label.second != only_lake_;
         });
}

void MetricWriter::sample(const Labels& labels, double value) {
  if (!is_wanted(labels)) return;
  line("", labels, value);
}

void MetricWriter::histogram(const Labels& labels, const Spread& spread) {
  if (!is_wanted(labels)) return;
  uint64_t below = 0;
  Labels with_bound = labels;
  with_bound.emplace_back("le", "");
  for (size_t i = 0; i < spread.counts.size(); ++i) {
    below += spread.counts[i];
    const bool is_last = i + 1 == spread.counts.size();
    with_bound.back().second = is_last ? "+Inf" : number_text(spec_->bounds[i]);
    line("_bucket", with_bound, static_cast<double>(below));
  }
  line("_sum", labels, spread.sum);
  line("_count", labels, static_cast<double>(below));
}

std::string MetricWriter::finish() {
  if (format_ == MetricFormat::kOpenMetrics) text_ += "# EOF\n";
  return std::move(text_);
}

Metrics::Metrics(std::vector<const MetricSpec*> specs, std::vector<std::string> lakes)
    : lakes_(std::move(lakes)) {
  for (const MetricSpec* spec : specs) {
    CHECK(spec->kind != MetricKind::kGauge);
    Family family{spec, cells_, 1, count_bounds(*spec), {}};
    if (spec->kind == MetricKind::kHistogram) family.width = family.bounds + 2;
    for (size_t i = 0; i < kLabelsMax; ++i) {
      if (spec->labels[i].values != nullptr) family.values[i] = spec->labels[i].values();
    }
    cells_ += combinations(family) * family.width;
    families_.push_back(std::move(family));
  }
  for (Cells& copy : copies_) copy = std::make_unique<std::atomic<uint64_t>[]>(cells_);
}

size_t Metrics::combinations(const Family& family) const {
  size_t count = family.spec->is_of_lake ? std::max<size_t>(1, lakes_.size()) : 1;
  for (const auto& values : family.values) count *= std::max<size_t>(1, values.size());
  return count;
}

size_t Metrics::cell_of(const Place& place) const {
  const Family& family = families_[place.metric];
  size_t combination = family.spec->is_of_lake ? place.lake : 0;
  for (size_t i = 0; i < kLabelsMax; ++i) {
    const size_t count = std::max<size_t>(1, family.values[i].size());
    CHECK(place.labels[i] < count);
    combination = combination * count + place.labels[i];
  }
  CHECK(combination < combinations(family));
  return family.first_cell + combination * family.width;
}

void Metrics::add_to(size_t cell, uint64_t count) {
  copies_[copy_of_this_thread(kCopies)][cell].fetch_add(count, std::memory_order_relaxed);
}

void Metrics::add(const Place& place, uint64_t count) {
  if (count > 0) add_to(cell_of(place), count);
}

void Metrics::observe(const Place& place, double value, uint64_t times) {
  const Family& family = families_[place.metric];
  CHECK(family.width > 1);
  const auto end = family.spec->bounds.begin() + static_cast<std::ptrdiff_t>(family.bounds);
  const auto bound = std::lower_bound(family.spec->bounds.begin(), end, value);
  const size_t cell = cell_of(place);
  add_to(cell + static_cast<size_t>(bound - family.spec->bounds.begin()), times);
  const double sum = std::max(value, 0.0) * kPerUnit * static_cast<double>(times);
  add_to(cell + family.bounds + 1, static_cast<uint64_t>(std::min(sum, 1e18)));
}

uint64_t Metrics::sum_of(size_t cell) const {
  uint64_t sum = 0;
  for (const Cells& copy : copies_) sum += copy[cell].load(std::memory_order_relaxed);
  return sum;
}

uint64_t Metrics::total(size_t metric) const {
  const Family& family = families_[metric];
  const size_t counted = family.width == 1 ? 1 : family.bounds + 1;
  uint64_t total = 0;
  for (size_t i = 0; i < combinations(family); ++i) {
    for (size_t cell = 0; cell < counted; ++cell)
      total += sum_of(family.first_cell + i * family.width + cell);
  }
  return total;
}

MetricWriter::Labels Metrics::labels_of(const Family& family, size_t combination) const {
  MetricWriter::Labels labels;
  for (size_t i = kLabelsMax; i-- > 0;) {
    const auto& values = family.values[i];
    if (values.empty()) continue;
    labels.emplace_back(family.spec->labels[i].name,
                        std::string(values[combination % values.size()]));
    combination /= values.size();
  }
  if (family.spec->is_of_lake && !lakes_.empty()) labels.emplace_back("lake", lakes_[combination]);
  std::reverse(labels.begin(), labels.end());
  return labels;
}

// Of labels with many values, only what has happened is written.
bool Metrics::write_one(const Family& family, size_t combination, MetricWriter& out) const {
  const size_t cell = family.first_cell + combination * family.width;
  const bool is_wide = !family.values[0].empty();
  if (family.width == 1) {
    const uint64_t count = sum_of(cell);
    if (count == 0 && is_wide) return false;
    out.sample(labels_of(family, combination), static_cast<double>(count));
    return true;
  }
  MetricWriter::Spread spread;
  uint64_t times = 0;
  for (size_t i = 0; i <= family.bounds; ++i) {
    spread.counts.push_back(sum_of(cell + i));
    times += spread.counts.back();
  }
  if (times == 0 && is_wide) return false;
  spread.sum = static_cast<double>(sum_of(cell + family.bounds + 1)) / kPerUnit;
  out.histogram(labels_of(family, combination), spread);
  return true;
}

void Metrics::write(MetricWriter& out) const {
  for (const Family& family : families_) {
    out.family(*family.spec);
    for (size_t i = 0; i < combinations(family); ++i) write_one(family, i, out);
  }
}

}  // namespace telltale
