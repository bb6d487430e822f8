// KeyStore: the keys of a lake on disk, in `_access/access.db` below the lake's folder, which
// nobody but the owner of the files may read. Several processes may have it open: each write is one
// durable transaction, and what others write is seen by the next look. Any thread may call.
// kUnavailable: another process writes for longer than it is waited for; kCorrupt: it is damaged,
// or another lake's.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "serve/access_key.h"

namespace telltale::serve {

class KeyStore {
 public:
  // Makes what is missing.
  static Result<std::unique_ptr<KeyStore>> open(const std::string& lake_folder,
                                                const Hash128& lake_id);
  virtual ~KeyStore() = default;

  // All or none. kExists: an id is taken.
  virtual Status add(std::span<const AccessKey> keys) = 0;
  // kExists: there is a key already that may administer and counts at its creation.
  virtual Status add_first_admin(const AccessKey& key) = 0;
  virtual Result<bool> has_admin(Instant now) = 0;
  // A key that is revoked stays so, since it was. kNotFound: there is none of that id.
  virtual Result<AccessKey> revoke(std::string_view id, Instant now) = 0;

  using Take = std::function<Status(const AccessKey& key)>;
  // The key of that id, or those after it, by their ids, so many at most.
  virtual Result<std::optional<AccessKey>> find(std::string_view id) = 0;
  virtual Status list(std::string_view after, size_t most, const Take& take) = 0;
  // Keys that were added or revoked since `mark`, from 0 on; sets it to now.
  virtual Status changes(int64_t& mark, const Take& take) = 0;

  using Use = std::pair<std::string, Instant>;  // an id, and when it was used last
  virtual Status note_used(std::span<const Use> uses) = 0;
};

// Makes the keys of one lake's folder, as they are at one moment, those of another's, durable.
// There may be none.
Status copy_keys(const std::string& from, const std::string& to);

}  // namespace telltale::serve
