// Inbox: where records that arrive over the network go. Whoever gives a request is told once it is
// durable, or why it is not taken. Any thread may call.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "ingest/request_records.h"
#include "journal/request_frame.h"
#include "journal/request_keys.h"
#include "telemetry/schema.h"

namespace telltale::serve {

struct InboxRequest {
  std::shared_ptr<const Schema> schema;
  RequestRecords records;
  std::vector<SenderRun> senders;  // none: nobody is told apart
  Hash128 key;                     // under which it may be repeated; zero: none
};

class Inbox {
 public:
  using Reply = std::function<void(const Result<TakenRequest>& taken)>;
  virtual ~Inbox() = default;

  // The newest version of the schema, or the lake's own for an empty name; null: there is none.
  virtual std::shared_ptr<const Schema> schema(std::string_view name) const = 0;

  // Whether requests are taken at all: kUnavailable while too much waits (try again soon),
  // kExhausted while the disk is full, kCancelled while the lake is stopping or down. Asked before
  // a request is read: what has been read by then is taken, whatever waits.
  virtual Status accepts() const = 0;

  // `reply` is called once, from any thread, perhaps before this returns.
  virtual void take(InboxRequest request, Reply reply) = 0;
};

}  // namespace telltale::serve
