// PieceStream and Exchange: a request's answer on its way from any thread to the thread of its
// connection, whole or in pieces.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "serve/http_server.h"

namespace telltale::serve {

// The pieces of an answer that wait to be written.
class PieceStream : public HttpStream {
 public:
  // `wake` is called, by any thread, when there is something to take.
  PieceStream(size_t bytes_max, std::function<void()> wake)
      : bytes_max_(bytes_max), wake_(std::move(wake)) {}

  bool write(std::string piece) override;
  size_t waiting_bytes() const override;
  bool wait_for_room(std::chrono::milliseconds patience) override;
  bool is_closed() const override;
  void end() override;
  void fail() override;

  // All that waits, and whether no piece follows it.
  std::string take(bool& is_last);
  // Nobody reads any more.
  void close();

 private:
  bool has_room() const { return waiting_bytes_ < bytes_max_ / 2; }

  const size_t bytes_max_;
  const std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::condition_variable has_room_;
  std::deque<std::string> pieces_;
  size_t waiting_bytes_ = 0;
  bool is_closed_ = false;
  bool is_ended_ = false;
};

struct Answer {
  HttpReply reply;
  std::shared_ptr<PieceStream> pieces;  // null: the reply is all
};

// Who writes the answer down the connection. Any thread may call.
class AnswerTaker {
 public:
  virtual ~AnswerTaker() = default;
  virtual void deliver(Answer answer) = 0;
  // Pieces wait to be taken.
  virtual void wake() = 0;
  virtual void watch(std::function<void()> told) = 0;
};

class Exchange : public HttpExchange {
 public:
  Exchange(std::shared_ptr<AnswerTaker> taker, size_t stream_bytes_max, HttpHead head,
           std::string body)
      : taker_(std::move(taker)),
        stream_bytes_max_(stream_bytes_max),
        head_(std::move(head)),
        body_(std::move(body)) {}
  ~Exchange() override;

  const HttpHead& head() const override { return head_; }
  const std::string& body() const override { return body_; }
  std::string take_body() override { return std::move(body_); }
  void reply(HttpReply reply) override { answer({std::move(reply), nullptr}); }
  std::shared_ptr<HttpStream> begin_stream(HttpReply reply) override;
  void on_gone(std::function<void()> told) override { taker_->watch(std::move(told)); }

 private:
  void answer(Answer answer);

  const std::shared_ptr<AnswerTaker> taker_;
  const size_t stream_bytes_max_;
  HttpHead head_;
  std::string body_;
  std::atomic<bool> is_answered_{false};
};

// The head of an answer up to its framing; `keeps`: the connection goes on.
std::string write_head(const HttpReply& reply, bool keeps);
// A whole answer; to a HEAD request without its body.
std::string write_answer(const HttpReply& reply, bool keeps, bool is_head_request);
// A chunk (RFC 9112 section 7.1), and the end after it.
std::string write_chunk(std::string_view piece, bool is_last);

}  // namespace telltale::serve
