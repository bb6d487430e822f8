#include "app/server_keys.h"

#include "journal/control_log.h"
#include "serve/key_access.h"

namespace telltale {

Result<const ServerKeys::LakeKeys*> ServerKeys::open(Env& env, const std::string& lake,
                                                     const std::string& folder) {
  const std::unique_ptr<ControlLog> control = TRY(ControlLog::open_prefix(env, folder, 0));
  auto keys = std::make_unique<LakeKeys>();
  keys->lake = lake;
  keys->database = TRY(serve::AccessDatabase::open(folder, control->lake()));
  keys->store = std::make_unique<serve::KeyStore>(*keys->database);
  keys->ring = std::make_unique<serve::KeyRing>(*keys->store, clock_);
  keys->users = std::make_unique<serve::UserStore>(*keys->database);
  keys->audit = std::make_unique<serve::AuditTrail>(*keys->database);
  TRY(keys->ring->refresh());
  lakes_.push_back(std::move(keys));
  return lakes_.back().get();
}

void ServerKeys::start(serve::KeyKeeper::Trouble trouble) {
  std::vector<serve::KeyKeeper::Lake> kept;
  for (const auto& keys : lakes_) kept.push_back({keys->ring.get(), keys->audit.get()});
  keeper_ = std::make_unique<serve::KeyKeeper>(std::move(kept), std::move(trouble));
}

std::unique_ptr<serve::Access> ServerKeys::access() const {
  std::vector<serve::LakeRing> rings;
  for (const auto& keys : lakes_) rings.push_back({keys->lake, keys->ring.get()});
  return std::make_unique<serve::KeyAccess>(std::move(rings), clock_);
}

Status ServerKeys::begin_setups(
    const std::function<void(const std::string& lake, const std::string& token)>& made) {
  for (const auto& keys : lakes_) {
    const std::optional<std::string> token = TRY(keys->ring->begin_setup());
    if (token) made(keys->lake, *token);
  }
  return {};
}

}  // namespace telltale
