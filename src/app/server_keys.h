// ServerKeys: the keys of a running server's lakes: their stores, what of them is in memory, who
// keeps both in step, and how a lake without a key gets its first. One owner thread.
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

namespace telltale {

class ServerKeys {
 public:
  explicit ServerKeys(const Clock& clock) : clock_(clock) {}

  // Opens a lake's keys, which live as long as this. kNotFound: the folder is no lake.
  Result<serve::KeyRing*> open(Env& env, const std::string& lake, const std::string& folder);

  // Begins to keep all that were opened in step with their stores.
  void start(serve::KeyKeeper::Trouble trouble);
  // Asks everybody for a key of a lake that was opened.
  std::unique_ptr<serve::Access> access() const;
  // Makes a token for each lake that no key may administer.
  Status begin_setups(
      const std::function<void(const std::string& lake, const std::string& token)>& made);

 private:
  struct LakeKeys {
    std::string lake;
    std::unique_ptr<serve::KeyStore> store;
    std::unique_ptr<serve::KeyRing> ring;
  };
  const Clock& clock_;
  std::vector<LakeKeys> lakes_;
  std::unique_ptr<serve::KeyKeeper> keeper_;
};

}  // namespace telltale
