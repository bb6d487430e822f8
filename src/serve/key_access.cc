#include "serve/key_access.h"

#include <fmt/format.h>

#include "base/random.h"
#include "serve/key_text.h"
#include "serve/session_cookie.h"

namespace telltale::serve {
namespace {

constexpr std::string_view kWrong =
    "the key is not valid: it is wrong, revoked or expired: ask whoever administers the lake";

// Every key that the request brings; more than one is one too many.
std::vector<std::string_view> keys_of(const HttpHead& head) {
  std::vector<std::string_view> keys;
  if (!head.path_key.empty()) keys.emplace_back(head.path_key);
  for (const auto& [name, value] : head.fields) {
    constexpr std::string_view kBearer = "bearer ";
    const auto same = [](char a, char b) {
      return a == std::tolower(static_cast<unsigned char>(b));
    };
    if (name == "x-api-key") keys.emplace_back(value);
    if (name != "authorization") continue;
    const std::string_view text(value);
    const bool is_bearer = text.size() > kBearer.size() &&
                           std::equal(kBearer.begin(), kBearer.end(), text.begin(), same);
    keys.push_back(is_bearer ? text.substr(kBearer.size()) : std::string_view());
  }
  return keys;
}

Principal principal_of(const HeldKey& held, const std::string& lake) {
  Principal principal;
  principal.id = held.key.is_session() ? held.key.user : held.key.id;
  if (held.key.is_session()) principal.session = held.key.id;
  static_cast<Rights&>(principal) = held.key;
  principal.sender = held.key.sender;
  principal.schema = held.key.schema;
  principal.lake = lake;
  principal.standing = held.standing;
  return principal;
}

HttpReply unauthorized(std::string_view why) {
  HttpReply reply = problem(401, why);
  reply.fields.emplace_back("WWW-Authenticate", "Bearer");
  return reply;
}

}  // namespace

KeyAccess::KeyAccess(std::vector<LakeRing> rings, const Clock& clock)
    : rings_(std::move(rings)),
      clock_(clock),
      by_origin_({}, system_entropy()),
      by_key_({}, system_entropy()) {}

// Looks into every lake, wherever it is found.
KeyAccess::Found KeyAccess::find(std::string_view id) const {
  Found found;
  for (const LakeRing& one : rings_) {
    std::shared_ptr<HeldKey> key = one.ring->find(id);
    if (key != nullptr && found.key == nullptr) found = {&one, std::move(key)};
  }
  return found;
}

std::variant<Principal, HttpReply> KeyAccess::identify(const HttpHead& head) {
  const std::vector<std::string_view> keys = keys_of(head);
  if (keys.empty() && session_cookie(head)) return identify_session(head);
  if (keys.empty())
    return unauthorized("this needs a key: send it as `Authorization: Bearer tt_…`");
  if (keys.size() > 1) return unauthorized("there is more than one key: send one");
  const std::optional<KeyParts> parts = parse_key_text(keys.front());
  if (!parts)
    return refuse_attempt(head, {}, "this is no whole key: a character of it is wrong or missing");
  const Sha256Digest digest = hash_of_secret(parts->secret);
  const Found found = find(parts->id);
  static const Sha256Digest kNobodys = sha256("nobody's");
  const bool is_same = same_digest(digest, found.key == nullptr ? kNobodys : found.key->key.hash);
  const bool counts = found.key != nullptr && is_same && found.key->key.counts_at(clock_.now());
  if (!counts || found.key->key.is_session()) return refuse_attempt(head, parts->id, kWrong);
  found.of->ring->note_use(*found.key);
  return principal_of(*found.key, found.of->lake);
}

// A session that has ended is no attempt to guess one: its browser has not heard of it yet.
std::variant<Principal, HttpReply> KeyAccess::identify_session(const HttpHead& head) {
  if (!is_own_page(head))
    return problem(403, "a page from elsewhere asks: use the server's own pages, or a key");
  const std::optional<KeyParts> parts = parse_key_text(session_cookie(head).value_or(""));
  const Found found = parts ? find(parts->id) : Found();
  const bool counts = found.key != nullptr && found.key->key.is_session() &&
                      same_digest(hash_of_secret(parts->secret), found.key->key.hash) &&
                      found.key->key.counts_at(clock_.now());
  if (!counts) return unauthorized("the session has ended: sign in again");
  found.of->ring->note_use(*found.key);
  return principal_of(*found.key, found.of->lake);
}

HttpReply KeyAccess::refuse(const HttpHead& head, std::string_view why) {
  return refuse_attempt(head, {}, why);
}

// Who fails often is told to wait, whatever is wrong. The right key gets in meanwhile: it cannot be
// guessed, and a device must not be kept out by another behind the same address.
HttpReply KeyAccess::refuse_attempt(const HttpHead& head, std::string_view id,
                                    std::string_view why) {
  const Duration now = clock_.running();
  Duration wait = by_origin_.count(attempt_origin(head.remote), now);
  if (!id.empty()) wait = std::max(wait, by_key_.count(id, now));
  if (wait == Duration(0)) return unauthorized(why);
  HttpReply reply = problem(429, "too many attempts failed: wait, and see to the key");
  const int64_t seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
  reply.fields.emplace_back("Retry-After", std::to_string(seconds));
  return reply;
}

}  // namespace telltale::serve
