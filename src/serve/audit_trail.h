// AuditTrail: who did what to the access to a lake, and with it: entries are added and never
// changed. What changes access adds its entry in the same transaction, so that there is none
// without the other. Any thread may call.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "serve/access_database.h"

namespace telltale::serve {

// Who does something, and from where: an address, or `command line`.
struct Actor {
  std::string by;
  std::string from;
};

struct AuditEntry {
  int64_t number = 0;  // they ascend
  Instant at;
  Actor actor;
  std::string act;  // `key_made`: the contract lists all
  std::string about;
  std::string detail;
};

// What is done, of AuditEntry.
struct Act {
  std::string_view act;
  std::string_view about;
  std::string_view detail;
};

// Below the lock, in a transaction of the caller's.
Status add_audit(AccessDatabase& database, const Actor& actor, Instant now, const Act& act);

class AuditTrail {
 public:
  explicit AuditTrail(AccessDatabase& database) : database_(database) {}

  Status add(const Actor& actor, Instant now, const Act& act);

  // Notes what the control log keeps already, without waiting for a disk: it is added by the next
  // `flush`, or the one after where that failed.
  void note(AuditEntry entry);
  Status flush();

  using Take = std::function<void(AuditEntry entry)>;
  // The newest below that number, so many at most, newest first; of one act when it is named.
  Status list(int64_t below, size_t most, std::string_view act, const Take& take);

 private:
  AccessDatabase& database_;
  std::mutex noted_mutex_;
  std::vector<AuditEntry> noted_;
};

}  // namespace telltale::serve
