// RequestKeys: the keys under which requests may be repeated, and the receipts each was given: a
// repeat gets the same. Kept in memory for some time and up to some number; frames of the journal
// hold the newest, and before these are removed the keys in them are written to files of their own:
//
//   _journal/0001/keys/00000000000000000000.frames    keys of frames from that offset on
//
// Any thread may call.
#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/env.h"
#include "base/hash.h"
#include "base/instant.h"
#include "telemetry/position.h"

namespace telltale {

// What a request was given when it was taken: receipts log:offset:0 to log:offset:records-1.
struct TakenRequest {
  LogId log{0};
  Offset offset = 0;
  uint32_t records = 0;
  Instant received;
  bool operator==(const TakenRequest&) const = default;
};

class RequestKeys {
 public:
  struct Options {
    Duration kept = std::chrono::hours(24 * 7);
    size_t count_max = 1'000'000;  // the oldest leave first
  };

  RequestKeys(Env& env, std::string journal_folder, const Hash128& lake, Options options)
      : env_(env), folder_(std::move(journal_folder)), lake_(lake), options_(options) {}

  // Reads the files that are not too old at `now`, and removes the others.
  Status load(Instant now);

  std::optional<TakenRequest> find(const Hash128& key) const;
  // Keys come in the order of their offsets. The zero key is none.
  void add(const Hash128& key, const TakenRequest& request);

  // Writes the keys of frames below the offset that no file holds yet, durable.
  Status save_below(Offset offset);

 private:
  struct Entry {
    Hash128 key;
    TakenRequest request;
  };
  struct File {
    std::string path;
    Instant newest;
  };
  std::string keys_folder() const;
  Status load_file(const std::string& path, Instant oldest);
  void add_locked(const Entry& entry);
  void remove_old_files(Instant oldest);

  Env& env_;
  const std::string folder_;
  const Hash128 lake_;
  const Options options_;
  mutable std::mutex mutex_;
  std::map<Hash128, TakenRequest> requests_;
  std::deque<Entry> in_order_;
  Offset saved_below_ = 0;
  std::deque<File> files_;
};

}  // namespace telltale
