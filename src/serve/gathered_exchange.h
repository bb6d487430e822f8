// GatheredExchange: an exchange whose answer goes to the program and not to its peer: for a route
// that asks another one first. Any thread may answer.
#pragma once

#include <functional>
#include <memory>

#include "serve/http_server.h"

namespace telltale::serve {

class GatheredExchange : public HttpExchange {
 public:
  // Called once, by the thread that ends the answer, with all of it.
  using Then = std::function<void(HttpReply answer)>;
  GatheredExchange(std::shared_ptr<HttpExchange> inner, Then then)
      : inner_(std::move(inner)), then_(std::make_shared<Then>(std::move(then))) {}

  const HttpHead& head() const override { return inner_->head(); }
  const std::string& body() const override { return inner_->body(); }
  std::string take_body() override { return inner_->take_body(); }
  void on_gone(std::function<void()> told) override { inner_->on_gone(std::move(told)); }
  void reply(HttpReply reply) override { (*then_)(std::move(reply)); }
  std::shared_ptr<HttpStream> begin_stream(HttpReply reply) override;

 private:
  const std::shared_ptr<HttpExchange> inner_;
  const std::shared_ptr<Then> then_;
};

}  // namespace telltale::serve
