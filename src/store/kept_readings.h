// KeptReadings: finds what a lake keeps that may have the identity of a suspect: in bounded memory
// the readings of the last cuts, else the row groups of facts and conflicts that bounds of time and
// key group cannot exclude. Exact for as long as the facts are kept. One owner thread.
#pragma once

#include <deque>
#include <string>

#include "base/env.h"
#include "journal/catalog.h"
#include "store/cut.h"
#include "store/lake_view.h"

namespace telltale {

class KeptReadings {
 public:
  struct Options {
    size_t memory_bytes = 96UL << 20;  // for the readings of the last cuts
  };

  KeptReadings(Env& env, std::string lake_folder, const Catalog& catalog, Options options)
      : env_(env), folder_(std::move(lake_folder)), catalog_(catalog), options_(options) {}

  // Offers everything live in the view that may match, of commits up to `as_of`. kCorrupt: a file's
  // bytes are damaged.
  Status offer(const LakeView& view, CommitId as_of, Settlement& settlement);

  // Remembers what the newest commit stored; the oldest are forgotten first.
  void remember(Cut::Readings stored, CommitId commit);
  // Forgets all that is remembered: rows have left the lake, or others have come.
  void forget();

 private:
  struct Recent {
    Cut::Readings stored;
    CommitId commit;
    size_t bytes;
    int64_t time_min;  // event times
    int64_t time_max;
  };
  void offer_recent(Settlement& settlement) const;
  Status offer_file(const LiveFile& file, CommitId as_of, Settlement& settlement);
  bool is_remembered(const LiveFile& file) const;

  Env& env_;
  const std::string folder_;
  const Catalog& catalog_;
  const Options options_;
  std::deque<Recent> recent_;
  size_t recent_bytes_ = 0;
};

}  // namespace telltale
