#include "app/server_keys.h"

#include "journal/control_log.h"
#include "serve/key_access.h"

namespace telltale {

Result<serve::KeyRing*> ServerKeys::open(Env& env, const std::string& lake,
                                         const std::string& folder) {
  const std::unique_ptr<ControlLog> control = TRY(ControlLog::open_prefix(env, folder, 0));
  LakeKeys keys{lake, TRY(serve::KeyStore::open(folder, control->lake())), nullptr};
  keys.ring = std::make_unique<serve::KeyRing>(*keys.store, clock_);
  TRY(keys.ring->refresh());
  lakes_.push_back(std::move(keys));
  return lakes_.back().ring.get();
}

void ServerKeys::start(serve::KeyKeeper::Trouble trouble) {
  std::vector<serve::KeyRing*> rings;
  for (const LakeKeys& keys : lakes_) rings.push_back(keys.ring.get());
  keeper_ = std::make_unique<serve::KeyKeeper>(std::move(rings), std::move(trouble));
}

std::unique_ptr<serve::Access> ServerKeys::access() const {
  std::vector<serve::LakeRing> rings;
  for (const LakeKeys& keys : lakes_) rings.push_back({keys.lake, keys.ring.get()});
  return std::make_unique<serve::KeyAccess>(std::move(rings), clock_);
}

Status ServerKeys::begin_setups(
    const std::function<void(const std::string& lake, const std::string& token)>& made) {
  for (const LakeKeys& keys : lakes_) {
    const std::optional<std::string> token = TRY(keys.ring->begin_setup());
    if (token) made(keys.lake, *token);
  }
  return {};
}

}  // namespace telltale
