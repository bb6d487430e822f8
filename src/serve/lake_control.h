// LakeControl: what readers and operators may change of a running lake. Outcomes are told later, by
// any thread. Any thread may call.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "serve/lake_board.h"
#include "serve/redrive_wish.h"

namespace telltale::serve {

class LakeControl {
 public:
  virtual ~LakeControl() = default;
  // Makes a schema part of the lake, at a barrier over all lanes. kInvalid: it is wrong, or does
  // not fit those there are. kExists: it is part of the lake already.
  virtual void add_schema(std::string yaml, std::function<void(const Status& outcome)> told) = 0;
  // Makes what somebody says of an anomaly part of the lake.
  virtual void give_feedback(FeedbackGiven feedback,
                             std::function<void(const Status& outcome)> told) = 0;
  // Takes rejects again, at a barrier over all lanes: what was received later waits in the journal
  // until they are done. Once the order is durable it is carried out, by the next start if need be.
  virtual void redrive(RedriveWish wish,
                       std::function<void(const Result<RedriveReport>& report)> told) = 0;
  // What that would do, by the calling thread; changes nothing.
  virtual Result<RedriveReport> preview_redrive(const RedriveWish& wish,
                                                const LakeBoard::Now& now) = 0;
};

}  // namespace telltale::serve
