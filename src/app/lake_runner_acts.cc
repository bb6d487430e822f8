// What LakeRunner does at a barrier over all lanes, for whoever asks: one after another, in the
// pipeline's thread.
#include "app/lake_runner.h"
#include "app/redrive_plan.h"

namespace telltale {

void LakeRunner::at_barrier(Act act, std::function<void(const Status&)> told) {
  Status refused;
  {
    const std::lock_guard lock(mutex_);
    if (is_down_ || is_stopping_) {
      refused = Status(Code::kCancelled, "the lake is stopping or down");
    } else {
      waiting_.push_back({std::move(act), std::move(told)});
    }
  }
  if (!refused.ok()) return told(refused);
  changed_.notify_all();
  journal_->wake();
}

void LakeRunner::add_schema(std::string yaml, std::function<void(const Status&)> told) {
  at_barrier([yaml = std::move(yaml)](
                 LakeEngine& engine) { return engine.writer().append_control(SchemaAdded{yaml}); },
             std::move(told));
}

void LakeRunner::give_feedback(FeedbackGiven feedback, std::function<void(const Status&)> told) {
  at_barrier([feedback = std::move(feedback)](
                 LakeEngine& engine) { return engine.writer().append_control(feedback); },
             std::move(told));
}

void LakeRunner::redrive(serve::RedriveWish wish,
                         std::function<void(const Result<serve::RedriveReport>&)> told) {
  const auto report = std::make_shared<serve::RedriveReport>();
  at_barrier(
      [this, wish = std::move(wish), report](LakeEngine& engine) -> Status {
        LakeWriter& writer = engine.writer();
        const RedrivePlan plan =
            TRY(plan_redrive(writer.catalog(), wish, chooser_of_lake(writer.catalog())));
        *report = TRY(carry_out(writer, plan, redrive_path(engine.path())));
        return {};
      },
      [report, told = std::move(told)](const Status& outcome) {
        if (!outcome.ok()) return told(outcome);
        told(std::move(*report));
      });
}

Result<serve::RedriveReport> LakeRunner::preview_redrive(const serve::RedriveWish& wish,
                                                         const serve::LakeBoard::Now& now) {
  RecordPath path;
  const LakeAt lake{env_, folder_, *now.view, *now.catalog};
  const RedrivePlan plan = TRY(plan_redrive(*now.catalog, wish, chooser_of_lake(*now.catalog)));
  return preview(lake, plan, redrive_path(path));
}

RedrivePath LakeRunner::redrive_path(RecordPath& path) const {
  return {pipeline_options(options_.options), path.stages(), path.groups()};
}

Status LakeRunner::run_waiting() {
  std::vector<Waiting> waiting;
  {
    const std::lock_guard lock(mutex_);
    waiting.swap(waiting_);
  }
  if (waiting.empty()) return {};
  Status outcome = engine_->pipeline().barrier(false);
  for (Waiting& one : waiting) {
    // After an error of the world the rest is for the next engine.
    const Status done = outcome.ok() ? one.act(*engine_) : outcome;
    if (!done.ok() && done.code() != Code::kInvalid) outcome = done;
    if (done.ok()) publish();
    one.told(done);
  }
  return outcome;
}

void LakeRunner::cancel_waiting(const Status& why) {
  std::vector<Waiting> waiting;
  {
    const std::lock_guard lock(mutex_);
    waiting.swap(waiting_);
  }
  for (const Waiting& one : waiting) one.told(why);
}

// At a barrier all that was taken is committed, so a cut of nothing has the state of now.
void LakeRunner::ask_for_snapshot() {
  if (is_snapshot_asked_.exchange(true)) return;
  at_barrier(
      [](LakeEngine& engine) -> Status {
        LakeWriter& writer = engine.writer();
        Cut nothing(writer.catalog(), writer.catalog().epoch().number, writer.view()->lake);
        return writer.commit(nothing, &engine.path().groups());
      },
      [this](const Status&) { is_snapshot_asked_.store(false); });
}

void LakeRunner::open_log(const JournalLogKey& key,
                          std::function<void(const Result<LogId>&)> opened) {
  auto log = std::make_shared<LogId>();
  at_barrier(
      [this, key, log](LakeEngine& engine) -> Status {
        LakeWriter& writer = engine.writer();
        const auto logs = logs_of_journal(writer.catalog(), journal_number_);
        if (const auto found = logs.find(key); found != logs.end()) {
          *log = found->second;  // somebody else's request opened it meanwhile
          return {};
        }
        LogOpened record = journal_log(writer.catalog(), journal_number_, key);
        record.ingest_time = clock_.now();
        *log = LogId{record.number};
        return writer.append_control(record);
      },
      [log, opened = std::move(opened)](const Status& outcome) {
        if (!outcome.ok()) return opened(outcome);
        opened(*log);
      });
}

}  // namespace telltale
