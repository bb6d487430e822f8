#include "refine/record_device.h"

#include "refine/decode_stage.h"

namespace telltale {

std::optional<std::string> device_of_record(const std::shared_ptr<const LogInfo>& log,
                                            std::string_view bytes) {
  const auto batch = std::make_unique<Batch>();
  batch->start(log, bytes.size());
  const char* text = batch->text.append(bytes);
  const size_t row = batch->add_row({text, static_cast<uint32_t>(bytes.size())}, Offset{0}, 0);
  DecodeStage().apply(*batch);
  if (batch->device[row].is_null()) return std::nullopt;
  return std::string(batch->device[row].view());
}

}  // namespace telltale
