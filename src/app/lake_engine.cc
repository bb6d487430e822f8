#include "app/lake_engine.h"

namespace telltale {

Result<std::unique_ptr<LakeEngine>> LakeEngine::open(Env& env, const Clock& clock,
                                                     const std::string& folder,
                                                     const LakeEngineOptions& options) {
  std::unique_ptr<LakeEngine> engine(new LakeEngine());
  engine->writer_ = TRY(LakeWriter::open(env, clock, folder, options.ownership));
  const LakeWriter& writer = *engine->writer_;
  RecordPath& path = engine->path_;
  const std::shared_ptr<const LakeView> view = writer.view();
  Replay replay = path.replay(options.options);
  replay.options.executor = options.executor;
  replay.options.stop = options.stop_restoring;
  replay.progress = options.restored;
  engine->records_replayed_ =
      TRY(restore_state({env, writer.folder(), *view, writer.catalog()}, replay));
  path.begin_epoch(writer.catalog().epoch());
  path.forget_unknown_fields();
  LakeKeepOptions keep_options;
  keep_options.cut_bytes = options.options.cut_bytes;
  keep_options.cut_interval = std::chrono::milliseconds(options.options.cut_interval_ms);
  keep_options.snapshot_records = options.options.snapshot_records;
  keep_options.sinks = options.sinks;
  engine->keep_ = std::make_unique<LakeKeep>(*engine->writer_, path.groups(), clock, keep_options);
  engine->keep_->count_unsaved(engine->records_replayed_);
  PipelineOptions pipeline = pipeline_options(options.options);
  pipeline.executor = options.executor;
  pipeline.tap = options.tap;
  engine->pipeline_ =
      std::make_unique<Pipeline>(pipeline, path.stages(), path.groups(), *engine->keep_);
  return engine;
}

Status LakeEngine::begin_epoch(const EpochBegun& epoch) {
  TRY(writer_->append_control(epoch));
  path_.begin_epoch(writer_->catalog().epoch());
  return {};
}

}  // namespace telltale
