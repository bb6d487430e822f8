#include "serve/http_exchange.h"

#include <fmt/format.h>

namespace telltale::serve {

bool PieceStream::write(std::string piece) {
  {
    const std::lock_guard lock(mutex_);
    if (is_closed_ || is_ended_ || waiting_bytes_ + piece.size() > bytes_max_) return false;
    waiting_bytes_ += piece.size();
    pieces_.push_back(std::move(piece));
  }
  wake_();
  return true;
}

size_t PieceStream::waiting_bytes() const {
  const std::lock_guard lock(mutex_);
  return waiting_bytes_;
}

bool PieceStream::wait_for_room(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  has_room_.wait_for(lock, patience, [&] { return is_closed_ || has_room(); });
  return !is_closed_ && has_room();
}

bool PieceStream::is_closed() const {
  const std::lock_guard lock(mutex_);
  return is_closed_;
}

void PieceStream::end() {
  {
    const std::lock_guard lock(mutex_);
    is_ended_ = true;
  }
  wake_();
}

// A stream that is closed before its end is cut off.
void PieceStream::fail() {
  close();
  wake_();
}

std::string PieceStream::take(bool& is_last) {
  std::string all;
  {
    const std::lock_guard lock(mutex_);
    for (const std::string& piece : pieces_) all += piece;
    pieces_.clear();
    waiting_bytes_ = 0;
    is_last = is_ended_;
  }
  has_room_.notify_all();
  return all;
}

void PieceStream::close() {
  {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
  }
  has_room_.notify_all();
}

Exchange::~Exchange() {
  answer({problem(500, "cannot answer: the request was given up: see the log"), nullptr});
}

void Exchange::answer(Answer answer) {
  if (!is_answered_.exchange(true)) taker_->deliver(std::move(answer));
}

std::shared_ptr<HttpStream> Exchange::begin_stream(HttpReply reply) {
  const std::weak_ptr<AnswerTaker> taker = taker_;
  auto pieces = std::make_shared<PieceStream>(stream_bytes_max_, [taker] {
    if (const auto alive = taker.lock()) alive->wake();
  });
  if (!reply.body.empty()) pieces->write(std::move(reply.body));
  answer({std::move(reply), pieces});
  return pieces;
}

std::string write_head(const HttpReply& reply, bool keeps) {
  std::string head = fmt::format("HTTP/1.1 {} {}\r\n", reply.status, reason_phrase(reply.status));
  if (!reply.type.empty()) head += fmt::format("Content-Type: {}\r\n", reply.type);
  for (const auto& [name, value] : reply.fields) head += fmt::format("{}: {}\r\n", name, value);
  head += "X-Content-Type-Options: nosniff\r\n";
  head += keeps ? "Connection: keep-alive\r\n" : "Connection: close\r\n";
  return head;
}

std::string write_answer(const HttpReply& reply, bool keeps, bool is_head_request) {
  std::string bytes = write_head(reply, keeps);
  if (reply.status != 204 && reply.status != 304)
    bytes += fmt::format("Content-Length: {}\r\n", reply.body.size());
  bytes += "\r\n";
  if (!is_head_request) bytes += reply.body;
  return bytes;
}

std::string write_chunk(std::string_view piece, bool is_last) {
  std::string chunk;
  if (!piece.empty()) chunk = fmt::format("{:x}\r\n{}\r\n", piece.size(), piece);
  if (is_last) chunk += "0\r\n\r\n";
  return chunk;
}

}  // namespace telltale::serve
