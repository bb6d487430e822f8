// Client: who sends readings over a network that loses replies, and remembers all it was promised.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/random.h"
#include "serve/inbox.h"
#include "tests/simulation/model.h"

namespace telltale::simulation {

struct SentRequest {
  std::vector<SentRecord> records;
  BodyForm form = BodyForm::kJsonLines;
  Hash128 key;  // zero: none
  uint64_t attempts = 0;
  uint64_t acknowledged = 0;
  std::set<std::pair<uint32_t, Offset>> receipts;  // log and offset
};

class Client {
 public:
  explicit Client(uint64_t seed) : random_(seed) {}

  // Sends something new, or, more often the more replies were lost, something once more.
  void send(serve::Inbox& inbox);
  // What was sent and not acknowledged is sent again, where that changes nothing.
  // A new one that bears no key.
  void send_without_key(serve::Inbox& inbox);
  void send_unacknowledged(serve::Inbox& inbox);

  const std::vector<SentRequest>& requests() const { return requests_; }
  uint64_t replies_lost() const { return replies_lost_; }

  // The request and the place in it of a record with these bytes.
  struct Origin {
    size_t request;
    size_t index;
  };
  const Origin* origin_of(const std::string& bytes) const;

 private:
  SentRequest make_request();
  SentRecord make_record(BodyForm form);
  std::string bytes_of(const SentRecord& record, BodyForm form);
  void give(serve::Inbox& inbox, size_t number);

  Random random_;
  std::vector<SentRequest> requests_;
  std::map<std::string, Origin> origins_;
  std::vector<SentRecord> readings_;  // for repeats and contradictions
  uint64_t next_record_ = 0;
  uint64_t next_key_ = 1;
  uint64_t replies_lost_ = 0;
  int64_t newest_ = 1'700'000'000;
};

}  // namespace telltale::simulation
