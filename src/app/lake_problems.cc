#include "app/lake_problems.h"

#include <fmt/format.h>

namespace telltale {
namespace {

using serve::LakeProblem;
using serve::LakeState;
using serve::LakeStatus;

constexpr double kMiB = 1 << 20;

std::string starting_sentence(const RestoreProgress& restored) {
  if (restored.records_total == 0) return "the lake is being opened";
  return fmt::format("the lake is starting: {} of {} records were read again",
                     restored.records_done, restored.records_total);
}

std::string filling_sentence(const DiskState& disk) {
  std::string sentence =
      fmt::format("{:.0f} MiB are free on the disk", static_cast<double>(disk.free_bytes) / kMiB);
  if (disk.days_left)
    sentence += fmt::format(": records are refused in {:.1f} days as things go", *disk.days_left);
  return sentence;
}

std::vector<LakeProblem> problems_of_state(const LakeStatus& status) {
  switch (status.state) {
    case LakeState::kStarting:
      return {{"starting", starting_sentence(status.restored)}};
    case LakeState::kMending:
      return {{"mending", "something outside failed: it is tried again every half second"}};
    case LakeState::kStopping:
      return {{"stopping", "the lake is stopping: send again to its next start"}};
    case LakeState::kDown:
      return {{"down", "the lake is down until somebody has looked: the log says why"}};
    case LakeState::kServing:
      return {};
  }
  return {};
}

}  // namespace

std::vector<LakeProblem> problems_of(const LakeStatus& status, const DiskState& disk) {
  std::vector<LakeProblem> problems = problems_of_state(status);
  if (disk.is_low) {
    problems.push_back(
        {"disk_low", "the disk is nearly full: records are refused, questions are answered"});
  }
  const bool is_backlog = status.ingest.code() == Code::kUnavailable;
  if (status.state == LakeState::kServing && is_backlog)
    problems.push_back({"backlog", "more waits to be committed than may: send again later"});
  if (disk.is_filling && !disk.is_low)
    problems.push_back({"disk_filling", filling_sentence(disk), true});
  return problems;
}

}  // namespace telltale
