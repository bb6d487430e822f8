// Scores one or more series from CSV and writes the scores: how detection is measured on data.
//   judge_series [--tier basic|standard] [--warmup N] [--signals N] [--reasons] < in.csv > out.csv
// Reads `timestamp,value` with a header line; writes `score` a row, or the anomalies' sentences.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>

#include "base/instant.h"
#include "detect/series_judge.h"

namespace {

using namespace telltale;  // NOLINT

struct Arguments {
  JudgeTier tier = JudgeTier::kStandard;
  JudgeOptions options;
  bool reasons = false;
};

Arguments parse(int count, char** words) {
  Arguments arguments;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    const char* next = i + 1 < count ? words[i + 1] : "";
    if (word == "--reasons") {
      arguments.reasons = true;
      continue;
    }
    if (word == "--tier") arguments.tier = judge_tier_named(next).value_or(JudgeTier::kStandard);
    if (word == "--warmup") arguments.options.warmup_rows = std::strtoull(next, nullptr, 10);
    if (word == "--signals") arguments.options.signals_per_device = std::atoi(next);
    if (word == "--refractory")
      arguments.options.refractory_rows = static_cast<uint16_t>(std::atoi(next));
    ++i;
  }
  return arguments;
}

}  // namespace

int main(int count, char** words) {
  const Arguments arguments = parse(count, words);
  const SeriesJudge judge(arguments.options);
  JudgeState state;
  const SeriesId id = state.add(arguments.tier);
  std::vector<Anomaly> found;
  std::string line;
  std::getline(std::cin, line);
  if (!arguments.reasons) std::puts("score");
  for (size_t row = 0; std::getline(std::cin, line); ++row) {
    const size_t comma = line.find(',');
    const auto time = parse_iso_time(std::string_view(line).substr(0, comma));
    const Observation seen{time ? time->micros : 0, std::atof(line.c_str() + comma + 1)};
    found.clear();
    const float score = judge.judge(state, id, seen, {{"value", "", 0}, "device"}, found);
    if (!arguments.reasons) std::printf("%.9g\n", static_cast<double>(score));
    for (const Anomaly& anomaly : found) {
      if (arguments.reasons)
        std::printf("%zu %.3f %s: %s\n", row, anomaly.score,
                    std::string(name_of(anomaly.kind)).c_str(), anomaly.reason.c_str());
    }
  }
}
