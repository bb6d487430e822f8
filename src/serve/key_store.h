// KeyStore: the keys of a lake on disk, and the sessions of its users, which are keys that a
// browser holds. What others write is seen by the next look. Any thread may call. Errors are the
// database's (serve/access_database.h).
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "serve/access_key.h"
#include "serve/audit_trail.h"

namespace telltale::serve {

// Which session ends, and how.
struct SessionEnd {
  std::string_view id;
  std::string_view user;  // whose it must be; empty: anybody's
  std::string_view act;   // of AuditEntry
};

class KeyStore {
 public:
  // It must outlive this.
  explicit KeyStore(AccessDatabase& database) : database_(database) {}

  // All or none. kExists: an id is taken.
  Status add(std::span<const AccessKey> keys, const Actor& actor);
  // kExists: somebody may administer already at its creation.
  Status add_first_admin(const AccessKey& key, const Actor& actor);
  Result<bool> has_admin(Instant now);
  // A key that is revoked stays so, since it was. kNotFound: there is none of that id.
  Result<AccessKey> revoke(std::string_view id, Instant now, const Actor& actor);

  // What expired long ago is forgotten.
  Status add_session(const AccessKey& session, const Actor& actor);
  // kNotFound: there is none.
  Result<AccessKey> end_session(const SessionEnd& end, Instant now, const Actor& actor);

  using Take = std::function<Status(const AccessKey& key)>;
  // The key of that id, or those after it, by their ids, so many at most; without sessions.
  Result<std::optional<AccessKey>> find(std::string_view id);
  Status list(std::string_view after, size_t most, const Take& take);
  // Sessions that count, of that user when one is named, by their ids.
  Status list_sessions(std::string_view user, Instant now, const Take& take);
  // Keys and sessions that were added or revoked since `mark`, from 0 on; sets it to now.
  Status changes(int64_t& mark, const Take& take);

  using Use = std::pair<std::string, Instant>;  // an id, and when it was used last
  Status note_used(std::span<const Use> uses);

 private:
  Status insert(std::span<const AccessKey> keys);
  Result<std::optional<AccessKey>> find_row(std::string_view id, bool is_session);

  AccessDatabase& database_;
};

// In a transaction of the caller's, below the database's lock:
// whether a key or a user may administer the lake;
Result<bool> find_admin(AccessDatabase& database, Instant now);
// ends the sessions of a user, but for one.
Status end_sessions(AccessDatabase& database, std::string_view user, std::string_view but_id,
                    Instant now);

}  // namespace telltale::serve
