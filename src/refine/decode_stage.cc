#include "refine/decode_stage.h"

#include <fmt/format.h>

namespace telltale {
namespace {

// Logs with the same key are decoded by the same decoder.
std::string decoder_key(const LogInfo& log) {
  const bool by_file = log.schema->device.kind == DeviceRule::Kind::kFileName;
  return fmt::format("{}\n{}\n{}\n{}", log.schema_number, static_cast<int>(log.format),
                     log.csv_header, by_file ? log.device_from_name() : "");
}

}  // namespace

void DecodeStage::apply(Batch& batch) {
  if (last_ == nullptr || batch.shared_log() != last_log_) {
    last_ = &decoder_for(batch.shared_log());
    last_log_ = batch.shared_log();
  }
  last_->decode(batch);
}

Decoder& DecodeStage::decoder_for(const std::shared_ptr<const LogInfo>& log) {
  // Enough for any real mix of producers; a file name each, as `series` has, must not pile up.
  constexpr size_t kDecodersMax = 64;
  if (decoders_.size() > kDecodersMax) decoders_.clear();
  Cached& cached = decoders_[decoder_key(*log)];
  if (!cached.decoder) {
    cached.log = log;
    cached.decoder = log->format == RecordFormat::kCsv
                         ? make_csv_decoder(*log, unknown_)
                         : make_json_decoder(*log, unknown_, reading_);
  }
  return *cached.decoder;
}

}  // namespace telltale
