// AccessKey: what is kept of a key: what it may, whom it writes as, how long it counts. Never its
// secret. A session is a key that a browser holds for who signed in. Plain data, and the rules for
// new ones.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/instant.h"
#include "base/result.h"
#include "serve/rights.h"

namespace telltale::serve {

struct AccessKey : Rights {
  std::string id;
  std::string name;  // for people
  Sha256Digest hash{};
  // Whom it may write as (telemetry/sender.h); empty: any device.
  std::string sender;
  std::string schema;  // meant when a request names none; empty: the lake's
  Instant created;
  std::optional<Instant> expires;
  std::optional<Instant> revoked;
  std::optional<Instant> last_used;  // to the hour
  // Of a session: who signed in, with what, from where. Empty: it is no session.
  std::string user;
  std::string agent;
  std::string remote;

  bool is_session() const { return !user.empty(); }
  bool counts_at(Instant now) const { return !revoked && (!expires || now < *expires); }
};

// `ingest,read`
std::string scopes_text(const AccessKey& key);
// `active`, `expired` or `revoked`.
std::string_view state_text(const AccessKey& key, Instant now);

// What somebody wants a new key to be, as they say it.
struct KeyWish {
  std::string name;
  std::string scopes;  // names with commas between
  std::string device;  // at most one of both
  std::string prefix;
  std::string schema;
  std::string expires;  // `90d`, or a time; empty: never
};
// A key as wished, but for its id and hash. kInvalid says what to change.
Result<AccessKey> plan_key(const KeyWish& wish, Instant now);

// A key with the text that its holder needs, which is shown once and kept nowhere.
struct MadeKey {
  AccessKey key;
  std::string text;
};
// Gives a planned key an id and a secret that nobody has or can guess.
MadeKey with_secret(AccessKey planned);

}  // namespace telltale::serve
