#include "app/offline_judge.h"

#include <fmt/format.h>

namespace telltale {
namespace {

// The places of the stages in their groups' list.
constexpr size_t kStepTimePlace = 0;
constexpr size_t kJudgePlace = 2;

class NoState : public StageState {
 public:
  void save(StateWriter&) const override {}
  Status load(StateReader&) override { return {}; }
};

std::string refusal(const Batch& batch, size_t row) {
  return fmt::format("rejected: {}", name_of(batch.reason[row]));
}

// The sentences of the anomalies that begin with each row.
std::vector<std::string> reasons_by_row(const Batch& batch) {
  std::vector<std::string> reasons(batch.rows());
  for (const Anomaly& anomaly : batch.anomalies[0]) {
    std::string& reason = reasons[anomaly.row];
    reason += (reason.empty() ? "" : " | ") + anomaly.reason;
  }
  return reasons;
}

}  // namespace

std::unique_ptr<StageState> TakeAllFresh::new_state() const {
  return std::make_unique<NoState>();
}

void TakeAllFresh::apply(Batch& batch, const LaneRows& rows) const {
  for (const uint16_t row : rows.rows) {
    if (batch.state[row] == RowState::kDecoded) batch.state[row] = RowState::kFresh;
  }
}

OfflineJudge::OfflineJudge(const JudgeOptions& options)
    : step_time_(kStepTimePlace),
      judge_(kJudgePlace, {JudgeTier::kStandard, options}),
      groups_({&step_time_, &take_all_fresh_, &judge_}),
      lane_(0, groups_) {}

Result<OfflineCounts> OfflineJudge::run(Source& source, RowSink& out) {
  counts_ = {};
  TRY(out.begin({"row", "event_time", "device", "score", "is_anomaly", "reason"}));
  const auto batch = std::make_unique<Batch>();
  while (TRY(source.poll(*batch))) {
    judge(*batch);
    TRY(write(*batch, out));
  }
  TRY(out.end());
  return counts_;
}

void OfflineJudge::judge(Batch& batch) {
  decode_.apply(batch);
  rules_.apply(batch);
  scatter_rows(batch, 1);
  lane_.apply(batch);
}

Status OfflineJudge::write(const Batch& batch, RowSink& out) {
  const std::vector<std::string> reasons = reasons_by_row(batch);
  for (size_t row = 0; row < batch.rows(); ++row) {
    const bool is_refused = batch.state[row] == RowState::kRejected;
    const bool is_anomalous = !is_refused && batch.score[row] >= SeriesJudge::kAlarmLine;
    counts_.rejected += is_refused;
    counts_.anomalous += is_anomalous;
    const Cell score{Cell::Kind::kNumber, fmt::format("{}", batch.score[row])};
    const Cell time = Cell::of(format_instant(instant_of(batch.event_time[row])));
    const TextRef device = batch.device[row];
    TRY(out.row(std::vector<Cell>{Cell::of(counts_.rows++), is_refused ? Cell::null() : time,
                                  device.is_null() ? Cell::null() : Cell::of(device.view()),
                                  is_refused ? Cell::null() : score, Cell::of(is_anomalous),
                                  Cell::of(is_refused ? refusal(batch, row) : reasons[row])}));
  }
  return {};
}

}  // namespace telltale
