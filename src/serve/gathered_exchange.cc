#include "serve/gathered_exchange.h"

#include "serve/api.h"

namespace telltale::serve {
namespace {

// Whoever writes does so from one thread at a time, and nobody waits for room.
class GatheredStream : public HttpStream {
 public:
  GatheredStream(HttpReply reply, std::shared_ptr<GatheredExchange::Then> then)
      : reply_(std::move(reply)), then_(std::move(then)) {}

  bool write(std::string piece) override {
    reply_.body += piece;
    return true;
  }
  size_t waiting_bytes() const override { return 0; }
  bool wait_for_room(std::chrono::milliseconds) override { return true; }
  bool is_closed() const override { return false; }
  void end() override { (*then_)(std::move(reply_)); }
  void fail() override {
    (*then_)(problem_of(Status::unavailable("the answer broke off: ask again")));
  }

 private:
  HttpReply reply_;
  const std::shared_ptr<GatheredExchange::Then> then_;
};

}  // namespace

std::shared_ptr<HttpStream> GatheredExchange::begin_stream(HttpReply reply) {
  return std::make_shared<GatheredStream>(std::move(reply), then_);
}

}  // namespace telltale::serve
