// DecodeStage: the first stage; gives each batch to the decoder of its log. Keeps one decoder a
// schema, format and header, so that what is learned of a producer's records lasts over its files.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "pipeline/stage.h"
#include "refine/decoder.h"

namespace telltale {

class DecodeStage : public Stage {
 public:
  explicit DecodeStage(JsonReading reading = JsonReading::kByShape) : reading_(reading) {}

  void apply(Batch& batch) override;
  Work work() const override { return Work::kDecode; }
  const FieldCensus& unknown_fields() const { return unknown_; }
  void forget_unknown_fields() { unknown_ = FieldCensus(); }

 private:
  Decoder& decoder_for(const std::shared_ptr<const LogInfo>& log);

  struct Cached {
    std::shared_ptr<const LogInfo> log;  // what the decoder was made for
    std::unique_ptr<Decoder> decoder;
  };
  const JsonReading reading_;
  FieldCensus unknown_;
  std::map<std::string, Cached> decoders_;
  std::shared_ptr<const LogInfo> last_log_;  // a redriven log has its number with another schema
  Decoder* last_ = nullptr;
};

}  // namespace telltale
