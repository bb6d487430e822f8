#include "serve/key_ring.h"

namespace telltale::serve {
namespace {

Status wrong_token() {
  return Status::invalid("the token is not valid: it is wrong, used or too old");
}

}  // namespace

std::shared_ptr<HeldKey> KeyRing::find(std::string_view id) const {
  const std::shared_lock lock(mutex_);
  const auto found = keys_.find(id);
  return found == keys_.end() ? nullptr : found->second;
}

bool KeyRing::has_key(std::string_view id) const {
  const std::shared_ptr<HeldKey> held = find(id);
  return held != nullptr && !held->key.is_session() && held->key.counts_at(clock_.now());
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

Result<KeyRing::Made> KeyRing::make(AccessKey planned, const Actor& actor) {
  Made made = with_secret(std::move(planned));
  TRY(store_.add({&made.key, 1}, actor));
  TRY(refresh());
  return made;
}

Result<AccessKey> KeyRing::revoke(std::string_view id, const Actor& actor) {
  AccessKey key = TRY(store_.revoke(id, clock_.now(), actor));
  TRY(refresh());
  return key;
}

Result<KeyRing::Made> KeyRing::make_session(AccessKey planned, const Actor& actor) {
  Made made = with_secret(std::move(planned));
  TRY(store_.add_session(made.key, actor));
  TRY(refresh());
  return made;
}

Result<AccessKey> KeyRing::end_session(const SessionEnd& end, const Actor& actor) {
  AccessKey session = TRY(store_.end_session(end, clock_.now(), actor));
  TRY(refresh());
  return session;
}

Result<std::optional<std::string>> KeyRing::begin_setup() {
  const Instant now = clock_.now();
  if (TRY(store_.has_admin(now))) return std::optional<std::string>();
  return std::optional(setup_.make(now));
}

Status KeyRing::check_setup(std::string_view token) const {
  if (setup_.fits(token, clock_.now())) return {};
  return wrong_token();
}

Status KeyRing::set_up_by(std::string_view token, const std::function<Status()>& add) {
  TRY(check_setup(token));
  const Status added = add();
  if (added.ok() || added.code() == Code::kExists) setup_.end();
  if (added.code() == Code::kExists) return wrong_token();
  TRY(added);
  return refresh();
}

Result<KeyRing::Made> KeyRing::set_up(std::string_view token, const std::string& from) {
  Made made = with_secret(TRY(plan_key(
      {"first administrator", "ingest,read,operate,admin", "", "", "", ""}, clock_.now())));
  TRY(set_up_by(token, [&] { return store_.add_first_admin(made.key, {made.key.id, from}); }));
  return made;
}

}  // namespace telltale::serve
