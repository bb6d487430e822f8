// RequestReader: takes the bytes of one connection apart into requests, one after another. The same
// bytes give the same requests, in whatever pieces they come. What is no request is a fault, after
// which the connection has no more of them. Pure; one owner.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "serve/chunked_body.h"
#include "serve/http_strict.h"

namespace telltale::serve {

class RequestReader {
 public:
  static constexpr size_t kBodyRoom = 64 << 10;  // read of a body at once

  explicit RequestReader(size_t head_bytes_max) : head_bytes_max_(head_bytes_max) {}

  // Room for the bytes that are awaited, to be read into; `keep` says how many came.
  std::span<char> make_room();
  void keep(size_t bytes);

  enum class Step : uint8_t {
    kMore,   // more bytes are needed
    kDone,   // the head, or the body, is there
    kFault,  // fault() says why there is none
  };
  // Begins a request where it has not begun, and reads its head.
  Step read_head();
  // Reads the body of the request whose head is there, of at most so many bytes.
  Step read_body(size_t body_bytes_max);

  const RequestHead& request() const { return request_; }
  HttpHead take_head() { return std::move(request_.head); }
  std::string take_body() { return std::move(body_); }
  size_t body_bytes() const { return body_.size(); }
  // What the head says of the body's size, or a guess where it does not.
  size_t announced_bytes() const { return request_.is_chunked ? kBodyRoom : request_.length; }
  const HttpFault& fault() const { return fault_; }

  // The client waits to be told to send its body. True once a request.
  bool take_invitation();

  // Bytes of a request are there, or were taken of it.
  bool has_begun() const { return is_in_request_ || !bytes_.empty(); }
  // The body has not ended, as far as is known.
  bool awaits_body() const { return is_in_request_; }

 private:
  Step fail(HttpFault fault);
  Step end_head(size_t size);
  void skip_blank_line();
  size_t take_body_bytes();

  const size_t head_bytes_max_;
  std::string bytes_;  // read and not yet used
  size_t kept_ = 0;    // of them, before room was made
  size_t searched_ = 0;
  size_t line_ = 0;  // where the line being searched begins
  bool is_first_line_ = true;
  bool may_skip_blank_ = true;
  bool is_in_request_ = false;  // its head is there, and its end is not
  RequestHead request_;
  ChunkedBody chunks_;
  std::string body_;
  HttpFault fault_;
};

}  // namespace telltale::serve
