#include "telemetry/sender.h"

namespace telltale {

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
