#include "serve/key_ring.h"

#include "serve/key_text.h"

namespace telltale::serve {

std::shared_ptr<HeldKey> KeyRing::find(std::string_view id) const {
  const std::shared_lock lock(mutex_);
  const auto found = keys_.find(id);
  return found == keys_.end() ? nullptr : found->second;
}

size_t KeyRing::size() const {
  const std::shared_lock lock(mutex_);
  return keys_.size();
}

void KeyRing::note_use(HeldKey& key) {
  const int64_t hour = micros(clock_.now()) / kMicrosPerHour;
  if (key.used_hour.exchange(hour, std::memory_order_relaxed) == hour) return;
  const std::lock_guard lock(uses_mutex_);
  uses_.emplace_back(key.key.id, instant_of(hour * kMicrosPerHour));
}

Status KeyRing::save_uses() {
  std::vector<KeyStore::Use> uses;
  {
    const std::lock_guard lock(uses_mutex_);
    uses.swap(uses_);
  }
  return uses.empty() ? Status() : store_.note_used(uses);
}

Status KeyRing::refresh() {
  const std::lock_guard lock(refreshing_);
  const Status done = store_.changes(mark_, [this](const AccessKey& key) -> Status {
    take(key);
    return {};
  });
  end_expired(clock_.now());
  return done;
}

// What was revoked leaves; what is known stays as it is, as nothing else of a key changes.
void KeyRing::take(const AccessKey& key) {
  std::shared_ptr<HeldKey> ended;
  {
    const std::unique_lock lock(mutex_);
    const auto found = keys_.find(key.id);
    if (key.revoked && found != keys_.end()) {
      ended = std::move(found->second);
      keys_.erase(found);
    } else if (!key.revoked && found == keys_.end()) {
      auto held = std::make_shared<HeldKey>();
      held->key = key;
      held->key.name = {};
      if (key.last_used) held->used_hour = micros(*key.last_used) / kMicrosPerHour;
      if (key.expires) expiring_.emplace(*key.expires, held);
      keys_.emplace(key.id, std::move(held));
    }
  }
  if (ended != nullptr) ended->standing->end();
}

void KeyRing::end_expired(Instant now) {
  std::vector<std::shared_ptr<HeldKey>> ended;
  {
    const std::unique_lock lock(mutex_);
    while (!expiring_.empty() && expiring_.begin()->first <= now) {
      if (auto held = expiring_.begin()->second.lock()) ended.push_back(std::move(held));
      expiring_.erase(expiring_.begin());
    }
  }
  for (const auto& held : ended) held->standing->end();
}

Result<KeyRing::Made> KeyRing::make(AccessKey planned) {
  KeyText text = make_key_text();
  planned.id = std::move(text.id);
  planned.hash = text.hash;
  TRY(store_.add({&planned, 1}));
  TRY(refresh());
  return Made{std::move(planned), std::move(text.text)};
}

Result<AccessKey> KeyRing::revoke(std::string_view id) {
  AccessKey key = TRY(store_.revoke(id, clock_.now()));
  TRY(refresh());
  return key;
}

Result<std::optional<std::string>> KeyRing::begin_setup() {
  const Instant now = clock_.now();
  if (TRY(store_.has_admin(now))) return std::optional<std::string>();
  return std::optional(setup_.make(now));
}

Result<KeyRing::Made> KeyRing::set_up(std::string_view token) {
  const Status refused = Status::invalid("the token is not valid: it is wrong, used or too old");
  if (!setup_.fits(token, clock_.now())) return refused;
  AccessKey key = TRY(
      plan_key({"first administrator", "ingest,read,operate,admin", "", "", "", ""}, clock_.now()));
  KeyText text = make_key_text();
  key.id = std::move(text.id);
  key.hash = text.hash;
  const Status added = store_.add_first_admin(key);
  if (added.ok() || added.code() == Code::kExists) setup_.end();
  if (added.code() == Code::kExists) return refused;
  TRY(added);
  TRY(refresh());
  return Made{std::move(key), std::move(text.text)};
}

}  // namespace telltale::serve
