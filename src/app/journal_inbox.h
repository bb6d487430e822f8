// JournalInbox: takes requests into a lake's journal. A request is one frame, of the log for its
// schema, format and header, which is opened when the first such request comes. A key that was seen
// before gets the receipts it got then.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "journal/journal.h"
#include "journal/journal_log.h"
#include "journal/request_keys.h"
#include "serve/inbox.h"

namespace telltale {

class JournalInbox : public serve::Inbox {
 public:
  // Opens a log when it may, and tells which it is; called by any thread.
  using OpenLog = std::function<void(const JournalLogKey& key,
                                     std::function<void(const Result<LogId>& log)> opened)>;
  struct Options {
    OpenLog open_log;
    std::vector<const RequestKeys*> former_keys;  // of journals before this one
    uint64_t backlog_bytes_max = 1UL << 30;       // frames that are durable and not yet in the lake
    uint64_t unwritten_bytes_max = 16UL << 20;    // frames that wait to be written
    size_t logs_max = 256;                        // of the journal: schemas, formats and headers
  };

  JournalInbox(Journal& journal, RequestKeys& keys, const Clock& clock, Options options)
      : journal_(journal),
        keys_(keys),
        clock_(clock),
        options_(std::move(options)),
        open_since_(clock.now()) {}

  std::shared_ptr<const Schema> schema(std::string_view name) const override;
  Status accepts() const override;
  void take(serve::InboxRequest request, Reply reply) override;

  // What the catalog says now; called when it has changed.
  void learn(const Catalog& catalog, JournalNumber journal);
  // All before it is in the lake.
  void set_committed(Offset to) { committed_.store(to, std::memory_order_relaxed); }
  // Durable, and not yet in the lake.
  uint64_t backlog_bytes() const;
  uint64_t backlog_bytes_max() const { return options_.backlog_bytes_max; }
  // Takes nothing from now on, and why; ok: takes requests again.
  void set_state(Status state);
  // Frames begin to wait when the disk is nearly full.
  bool is_disk_low() const { return is_disk_low_.load(std::memory_order_relaxed); }
  void set_disk_low(bool is_low);
  // Since when requests are taken without a break, however many have to wait; nothing: none are.
  std::optional<Instant> open_since() const;

 private:
  // A request on its way, and all who wait for it: repeats of one key wait for the first.
  struct Taking {
    serve::InboxRequest request;
    std::vector<Reply> replies;
  };
  Status may_take() const;
  void write(std::shared_ptr<Taking> taking, LogId log);
  void finish(Taking& taking, const Result<TakenRequest>& taken);
  std::optional<TakenRequest> find_taken(const Hash128& key) const;
  bool joins_pending(const Hash128& key, Reply& reply);

  Journal& journal_;
  RequestKeys& keys_;
  const Clock& clock_;
  const Options options_;
  std::atomic<Offset> committed_{0};
  std::atomic<bool> is_disk_low_{false};

  mutable std::mutex mutex_;
  Status state_;
  Instant open_since_;
  std::string default_schema_;
  std::map<std::string, std::shared_ptr<const Schema>, std::less<>> schemas_;
  std::map<JournalLogKey, LogId> logs_;
  std::map<Hash128, std::shared_ptr<Taking>> pending_;  // by key
  Instant last_received_;
};

}  // namespace telltale
