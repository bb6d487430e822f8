// ServerKeys: who may use a running server's lakes: the stores of keys and users, what of them is
// in memory, who keeps both in step, and how a lake without an administrator gets its first. One
// owner thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/env.h"
#include "serve/access.h"
#include "serve/key_keeper.h"
#include "serve/key_ring.h"
#include "serve/user_store.h"

namespace telltale {

class ServerKeys {
 public:
  explicit ServerKeys(const Clock& clock) : clock_(clock) {}

  struct LakeKeys {
    std::string lake;
    std::unique_ptr<serve::AccessDatabase> database;
    std::unique_ptr<serve::KeyStore> store;
    std::unique_ptr<serve::KeyRing> ring;
    std::unique_ptr<serve::UserStore> users;
    std::unique_ptr<serve::AuditTrail> audit;
  };
  // Opens who may use a lake, which lives as long as this. kNotFound: the folder is no lake.
  Result<const LakeKeys*> open(Env& env, const std::string& lake, const std::string& folder);

  // Begins to keep all that were opened in step with their stores.
  void start(serve::KeyKeeper::Trouble trouble);
  // Asks everybody for a key of a lake that was opened.
  std::unique_ptr<serve::Access> access() const;
  // Makes a token for each lake that nobody may administer.
  Status begin_setups(
      const std::function<void(const std::string& lake, const std::string& token)>& made);

 private:
  const Clock& clock_;
  std::vector<std::unique_ptr<LakeKeys>> lakes_;
  std::unique_ptr<serve::KeyKeeper> keeper_;
};

}  // namespace telltale
