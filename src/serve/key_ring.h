// KeyRing: the keys of one lake as a server uses them: those that count are in memory, kept in step
// with the store, which other processes write too. Any thread may call; `refresh` and `save_uses`
// are for one.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "serve/key_store.h"
#include "serve/setup_token.h"
#include "serve/standing.h"

namespace telltale::serve {

// A key that counts, or did a moment ago.
struct HeldKey {
  AccessKey key;  // without its name
  std::shared_ptr<Standing> standing = std::make_shared<Standing>();
  std::atomic<int64_t> used_hour{0};  // since 1970, of its last use
};

class KeyRing {
 public:
  // Both must outlive it.
  KeyRing(KeyStore& store, const Clock& clock) : store_(store), clock_(clock) {}

  // The key of that id, if there is one which was not revoked; whether it fits, and when it
  // expires, is for the caller to see.
  std::shared_ptr<HeldKey> find(std::string_view id) const;
  // Whether there is a key, not a session, of that id which counts.
  bool has_key(std::string_view id) const;
  // Notes that the key was used; it is saved some time.
  void note_use(HeldKey& key);

  // Takes what was added, revoked or expired since the last time.
  Status refresh();
  // Writes down which keys were used since the last time.
  Status save_uses();
  size_t size() const;

  // Makes a key, and counts it at once; its text is what its holder needs.
  using Made = MadeKey;
  Result<Made> make(AccessKey planned, const Actor& actor);
  Result<AccessKey> revoke(std::string_view id, const Actor& actor);
  // The same of sessions; errors and acts as KeyStore has them.
  Result<Made> make_session(AccessKey planned, const Actor& actor);
  Result<AccessKey> end_session(const SessionEnd& end, const Actor& actor);

  // A token to set the lake up with, if nobody may administer it; else nothing.
  Result<std::optional<std::string>> begin_setup();
  // kInvalid: the token is not the one, or has been used.
  Status check_setup(std::string_view token) const;
  // The first key. kInvalid as check_setup.
  Result<Made> set_up(std::string_view token, const std::string& from);
  // Lets `add` make the first administrator, which ends the token. kInvalid as check_setup.
  Status set_up_by(std::string_view token, const std::function<Status()>& add);

  KeyStore& store() { return store_; }
  const Clock& clock() const { return clock_; }

 private:
  void take(const AccessKey& key);
  void end_expired(Instant now);

  KeyStore& store_;
  const Clock& clock_;
  SetupToken setup_;
  std::mutex refreshing_;
  int64_t mark_ = 0;  // of the store's changes

  mutable std::shared_mutex mutex_;
  struct TextHash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return hash64(text); }
  };
  std::unordered_map<std::string, std::shared_ptr<HeldKey>, TextHash, std::equal_to<>> keys_;
  std::multimap<Instant, std::weak_ptr<HeldKey>> expiring_;

  std::mutex uses_mutex_;
  std::vector<KeyStore::Use> uses_;  // not saved yet
};

}  // namespace telltale::serve
