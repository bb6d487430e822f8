// MeasuredExchange: an exchange that tells of its answer: which route, how it ended, how long it
// took. As the exchange it stands for, any thread may answer.
#pragma once

#include "base/clock.h"
#include "base/events.h"
#include "serve/http_server.h"

namespace telltale::serve {

class MeasuredExchange : public HttpExchange {
 public:
  struct About {
    size_t route = 0;
    std::string principal;
  };
  MeasuredExchange(std::shared_ptr<HttpExchange> inner, About about, const Clock& clock,
                   Emitter events)
      : inner_(std::move(inner)),
        about_(std::move(about)),
        clock_(clock),
        events_(events),
        begun_(clock.running()) {}

  const HttpHead& head() const override { return inner_->head(); }
  const std::string& body() const override { return inner_->body(); }
  std::string take_body() override { return inner_->take_body(); }
  void on_gone(std::function<void()> told) override { inner_->on_gone(std::move(told)); }
  void reply(HttpReply reply) override;
  std::shared_ptr<HttpStream> begin_stream(HttpReply reply) override;

 private:
  void tell(int status) const;

  const std::shared_ptr<HttpExchange> inner_;
  const About about_;
  const Clock& clock_;
  const Emitter events_;
  const Duration begun_;
};

}  // namespace telltale::serve
