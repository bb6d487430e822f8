#include "serve/access_key.h"

#include <fmt/format.h>

#include "base/message_text.h"
#include "base/utf8.h"
#include "serve/key_text.h"
#include "telemetry/sender.h"

namespace telltale::serve {
namespace {

Status wrong(std::string_view what, std::string_view todo, std::string_view value) {
  return Status::invalid(
      fmt::format("cannot make a key: {}: {}: value={}", what, todo, printable(value)));
}

Status add_scope(AccessKey& key, std::string_view name) {
  if (name == "ingest") {
    key.may_ingest = true;
  } else if (name == "read") {
    key.may_read = true;
  } else if (name == "operate") {
    key.may_operate = true;
  } else if (name == "admin") {
    key.may_admin = true;
  } else {
    return wrong("a scope is not known", "say ingest, read, operate, admin, with commas between",
                 name);
  }
  return {};
}

Status take_scopes(AccessKey& key, std::string_view scopes) {
  while (true) {
    const std::string_view name = scopes.substr(0, scopes.find(','));
    TRY(add_scope(key, name));
    if (name.size() == scopes.size()) return {};
    scopes.remove_prefix(name.size() + 1);
  }
}

Status take_sender(AccessKey& key, const KeyWish& wish) {
  if (wish.device.empty() && wish.prefix.empty()) return {};
  if (!wish.device.empty() && !wish.prefix.empty())
    return Status::invalid("cannot make a key: it has a device and a prefix: give one of them");
  const std::string& text = wish.device.empty() ? wish.prefix : wish.device;
  if (!is_device_id(text) || !is_utf8(text))
    return wrong("this cannot be of a device's id", "ids have 1 to 256 bytes of UTF-8", text);
  if (!key.may_ingest || key.may_read || key.may_operate || key.may_admin)
    return Status::invalid(
        "cannot make a key: one for a device or a prefix sends records and nothing else: give it "
        "the scope ingest alone");
  key.sender =
      write_sender({wish.device.empty() ? Sender::Kind::kPrefix : Sender::Kind::kDevice, text});
  return {};
}

Status take_expiry(AccessKey& key, std::string_view text, Instant now) {
  if (text.empty()) return {};
  const std::optional<IsoTime> time = parse_iso_time(text);
  const std::optional<Duration> duration = parse_duration(text);
  if (time) {
    key.expires = instant_of(time->micros);
  } else if (duration && duration->count() <= kInstantMicrosMax - micros(now)) {
    key.expires = now + *duration;
  } else {
    return wrong("it cannot be read when it expires", "say 90d, or 2030-01-31T12:00:00Z", text);
  }
  if (*key.expires > now) return {};
  return wrong("it would have expired already", "say a time to come", text);
}

}  // namespace

std::string scopes_text(const AccessKey& key) {
  return fmt::format("{}", fmt::join(scope_names(key), ","));
}

std::string_view state_text(const AccessKey& key, Instant now) {
  if (key.revoked) return "revoked";
  return key.counts_at(now) ? "active" : "expired";
}

Result<AccessKey> plan_key(const KeyWish& wish, Instant now) {
  AccessKey key;
  if (!is_device_id(wish.name) || !is_utf8(wish.name))
    return wrong("it needs a name", "give 1 to 256 bytes of UTF-8", wish.name);
  key.name = wish.name;
  TRY(take_scopes(key, wish.scopes));
  TRY(take_sender(key, wish));
  key.schema = wish.schema;
  key.created = now;
  TRY(take_expiry(key, wish.expires, now));
  return key;
}

MadeKey with_secret(AccessKey planned) {
  KeyText text = make_key_text();
  planned.id = std::move(text.id);
  planned.hash = text.hash;
  return {std::move(planned), std::move(text.text)};
}

}  // namespace telltale::serve
