#include "serve/audit_trail.h"

namespace telltale::serve {

Status add_audit(AccessDatabase& database, const Actor& actor, Instant now, const Act& act) {
  AccessStatement row = database.statement(
      "INSERT INTO audit (at, by, origin, act, about, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
  row.set(1, micros(now));
  row.set(2, actor.by);
  row.set(3, actor.from);
  row.set(4, act.act);
  row.set(5, act.about);
  row.set(6, act.detail);
  return row.run();
}

Status AuditTrail::add(const Actor& actor, Instant now, const Act& act) {
  return database_.in_transaction([&] { return add_audit(database_, actor, now, act); });
}

void AuditTrail::note(AuditEntry entry) {
  const std::lock_guard lock(noted_mutex_);
  noted_.push_back(std::move(entry));
}

Status AuditTrail::flush() {
  std::vector<AuditEntry> taken;
  {
    const std::lock_guard lock(noted_mutex_);
    taken.swap(noted_);
  }
  if (taken.empty()) return {};
  const Status added = database_.in_transaction([&]() -> Status {
    for (const AuditEntry& entry : taken)
      TRY(add_audit(database_, entry.actor, entry.at, {entry.act, entry.about, entry.detail}));
    return {};
  });
  if (added.ok()) return {};
  const std::lock_guard lock(noted_mutex_);
  noted_.insert(noted_.begin(), taken.begin(), taken.end());
  return added;
}

Status AuditTrail::list(int64_t below, size_t most, std::string_view act, const Take& take) {
  const auto held = database_.lock();
  AccessStatement rows = database_.statement(
      "SELECT number, at, by, origin, act, about, detail FROM audit "
      "WHERE number < ?1 AND (?2 = '' OR act = ?2) ORDER BY number DESC LIMIT ?3");
  rows.set(1, below);
  rows.set(2, act);
  rows.set(3, static_cast<int64_t>(most));
  while (TRY(rows.step())) {
    take({rows.number(0),
          instant_of(rows.number(1)),
          {rows.text(2), rows.text(3)},
          rows.text(4),
          rows.text(5),
          rows.text(6)});
  }
  return {};
}

}  // namespace telltale::serve
