// Metrics: numbers about the platform that only grow (counters) or tell how something is spread
// (histograms), and how they are written for Prometheus. Counting takes no lock: each thread adds
// to one of a few copies of all cells, and a reader sums them. What families there are is fixed
// when the object is made. Any thread may count and read.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace telltale {

enum class MetricKind : uint8_t { kCounter, kGauge, kHistogram };
std::string_view name_of(MetricKind kind);

// A label and all the values it can have; nothing that a device or a person could name.
struct LabelSpec {
  std::string_view name;  // empty: there is none
  std::vector<std::string_view> (*values)() = nullptr;
};

constexpr size_t kLabelsMax = 2;
constexpr size_t kBoundsMax = 16;
using Bounds = std::array<double, kBoundsMax>;  // ascending; what is not used is zero

// A family as a module declares it.
struct MetricSpec {
  std::string_view name;  // telltale_<module>_<noun>_<unit>_total; empty: there is none
  MetricKind kind = MetricKind::kCounter;
  std::string_view help;
  std::array<LabelSpec, kLabelsMax> labels{};
  Bounds bounds{};
  bool is_of_lake = true;  // it has a label that names the lake
};

// Of answers and syncs: 0.5 ms to 10 s. Of what people wait for to appear: 10 ms to an hour.
constexpr Bounds kFastSeconds = {.0005, .001, .0025, .005, .01, .025, .05,
                                 .1,    .25,  .5,    1,    2.5, 5,    10};
constexpr Bounds kSlowSeconds = {.01, .05, .1, .25, .5, 1, 2, 3, 5, 10, 30, 60, 300, 3600};

enum class MetricFormat : uint8_t { kPrometheus, kOpenMetrics };

// Writes families and their samples in either text format. Of one thread.
class MetricWriter {
 public:
  using Labels = std::vector<std::pair<std::string_view, std::string>>;
  // With the name of a lake, samples of others are left out.
  explicit MetricWriter(MetricFormat format, std::string only_lake = "")
      : format_(format), only_lake_(std::move(only_lake)) {}

  // Begins a family; the samples that follow are of it.
  void family(const MetricSpec& spec);
  void sample(const Labels& labels, double value);
  // `counts` by bucket, not summed up; the last is of what is beyond all bounds.
  struct Spread {
    std::vector<uint64_t> counts;
    double sum = 0;
  };
  void histogram(const Labels& labels, const Spread& spread);
  std::string finish();

 private:
  void line(std::string_view suffix, const Labels& labels, double value);
  bool is_wanted(const Labels& labels) const;

  const MetricFormat format_;
  const std::string only_lake_;
  const MetricSpec* spec_ = nullptr;
  std::string text_;
};

class Metrics {
 public:
  // The specs must outlive this. `lakes` are the values of the label `lake`.
  Metrics(std::vector<const MetricSpec*> specs, std::vector<std::string> lakes);

  struct Place {
    size_t metric = 0;  // by its place in the list
    size_t lake = 0;
    std::array<size_t, kLabelsMax> labels{};  // by the place among its values
  };
  void add(const Place& place, uint64_t count);
  void observe(const Place& place, double value, uint64_t times = 1);

  // The sum over all places of a metric: for tests and for whoever shows a total.
  uint64_t total(size_t metric) const;
  void write(MetricWriter& out) const;

 private:
  struct Family {
    const MetricSpec* spec;
    size_t first_cell;
    size_t width;  // cells of one combination of labels
    size_t bounds;
    std::array<std::vector<std::string_view>, kLabelsMax> values;
  };
  static constexpr size_t kCopies = 8;
  using Cells = std::unique_ptr<std::atomic<uint64_t>[]>;

  size_t cell_of(const Place& place) const;
  void add_to(size_t cell, uint64_t count);
  uint64_t sum_of(size_t cell) const;
  size_t combinations(const Family& family) const;
  MetricWriter::Labels labels_of(const Family& family, size_t combination) const;
  bool write_one(const Family& family, size_t combination, MetricWriter& out) const;

  std::vector<Family> families_;
  const std::vector<std::string> lakes_;
  size_t cells_ = 0;
  std::array<Cells, kCopies> copies_;
};

}  // namespace telltale
