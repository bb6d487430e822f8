#include "telemetry/sender.h"

#include <algorithm>

#include "telemetry/limits.h"

namespace telltale {

bool is_device_id(std::string_view id) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  return !id.empty() && id.size() <= kDeviceIdBytesMax &&
         std::none_of(id.begin(), id.end(), is_control);
}

std::string write_sender(const Sender& sender) {
  std::string text(1, static_cast<char>(sender.kind));
  return text.append(sender.text);
}

Sender read_sender(std::string_view text) {
  const char form = text.empty() ? '!' : text.front();
  text.remove_prefix(text.empty() ? 0 : 1);
  if (form == '=') return {Sender::Kind::kDevice, text};
  if (form == '^') return {Sender::Kind::kPrefix, text};
  return {Sender::Kind::kForeign, text};
}

}  // namespace telltale
