// Sender: what a record's transport says of the device it is for, beside the record's own bytes. A
// device's key or topic names the device; a gateway's key allows the ids that begin alike. It is a
// text, kept in raw, because a record is decoded again with it:
//
//   =ID      from the device ID: a record that names another is refused
//   ^PREFIX  may write as any device whose id begins with PREFIX
//   !ID      for the device ID, as which its sender may not write: refused
#pragma once

#include <string>
#include <string_view>

namespace telltale {

struct Sender {
  enum class Kind : char { kDevice = '=', kPrefix = '^', kForeign = '!' };
  Kind kind;
  std::string_view text;

  bool may_write_as(std::string_view device) const {
    switch (kind) {
      case Kind::kDevice:
        return device == text;
      case Kind::kPrefix:
        return device.starts_with(text);
      default:
        return false;
    }
  }
};

// Whether a device may be called so: not empty, not too long, no control character.
bool is_device_id(std::string_view id);

std::string write_sender(const Sender& sender);
// Any text is some sender: what has none of the forms is one that may write as nobody.
Sender read_sender(std::string_view text);

}  // namespace telltale
