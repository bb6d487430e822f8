#include "serve/standing.h"

#include <algorithm>

namespace telltale::serve {
namespace {

class GuardedExchange : public HttpExchange {
 public:
  GuardedExchange(std::shared_ptr<HttpExchange> inner, std::shared_ptr<Standing> standing)
      : inner_(std::move(inner)), standing_(std::move(standing)) {}

  const HttpHead& head() const override { return inner_->head(); }
  const std::string& body() const override { return inner_->body(); }
  std::string take_body() override { return inner_->take_body(); }
  void on_gone(std::function<void()> told) override { inner_->on_gone(std::move(told)); }
  void reply(HttpReply reply) override { inner_->reply(std::move(reply)); }
  std::shared_ptr<HttpStream> begin_stream(HttpReply reply) override {
    std::shared_ptr<HttpStream> stream = inner_->begin_stream(std::move(reply));
    standing_->guard(stream);
    return stream;
  }

 private:
  const std::shared_ptr<HttpExchange> inner_;
  const std::shared_ptr<Standing> standing_;
};

}  // namespace

void Standing::end() {
  std::vector<std::weak_ptr<HttpStream>> streams;
  {
    const std::lock_guard lock(mutex_);
    has_ended_.store(true, std::memory_order_release);
    streams.swap(streams_);
  }
  for (const auto& stream : streams) {
    if (const auto open = stream.lock()) open->fail();
  }
}

void Standing::guard(const std::shared_ptr<HttpStream>& stream) {
  {
    const std::lock_guard lock(mutex_);
    if (!has_ended()) {
      std::erase_if(streams_, [](const auto& one) { return one.expired(); });
      streams_.push_back(stream);
      return;
    }
  }
  stream->fail();
}

std::shared_ptr<HttpExchange> guarded(std::shared_ptr<HttpExchange> exchange,
                                      std::shared_ptr<Standing> standing) {
  return std::make_shared<GuardedExchange>(std::move(exchange), std::move(standing));
}

}  // namespace telltale::serve
