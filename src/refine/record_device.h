// Which device one record is of, by what its bytes say.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "telemetry/batch.h"

namespace telltale {

// Nothing: the bytes do not say it, or cannot be decoded. `log` is the one they came in.
std::optional<std::string> device_of_record(const std::shared_ptr<const LogInfo>& log,
                                            std::string_view bytes);

}  // namespace telltale
