// HttpServer: HTTP/1.1 on a port, with or without TLS. One thread does all of its input and output;
// what answers runs there too and must not wait: it answers at once, or later from another thread.
// Slow clients hold a connection and a little memory, nothing else. The libraries behind it appear
// in the .cc files only.
//
// Strict where leniency would let two programs read one request differently (RFC 9112
// section 11.2): such a request gets 400 and its connection is closed. A request that comes too
// slowly gets 408.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <variant>

#include "base/result.h"
#include "serve/http.h"
#include "serve/http_gate.h"

namespace telltale::serve {

struct HttpLimits {
  size_t header_bytes_max = 16 << 10;
  size_t bodies_bytes_max = 256UL << 20;  // received so far, of all requests being received
  size_t connections_max = 20'000;
  size_t stream_bytes_max = 1 << 20;  // of an answer in pieces, not yet taken by its reader
  std::chrono::milliseconds header_patience{
      10'000};                                      // from a request's first byte to its head's end
  std::chrono::milliseconds body_patience{60'000};  // for a body, and more as it comes:
  size_t body_bytes_per_second = 4 << 10;           // so long as it is not slower than this
  std::chrono::milliseconds idle_patience{75'000};  // between requests
  std::chrono::milliseconds write_patience{60'000};  // of a reader that takes nothing
  std::chrono::milliseconds linger_patience{
      2'000};  // for a peer that still sends to read a refusal
  // How long a request waits before a gate, and how many wait there.
  std::chrono::milliseconds gate_patience{4'000};
  size_t gate_waiting_max = 4'096;
};

// What is told as it happens: little of it waits in the system's buffers, so that a slow reader is
// found to be one.
constexpr std::string_view kEventStreamType = "text/event-stream";
constexpr int kEventStreamBufferBytes = 64 << 10;

// An answer in pieces, whose end is not known when it begins. Any thread may write.
class HttpStream {
 public:
  virtual ~HttpStream() = default;
  // False: the reader has gone, or does not take what waits already; nothing was added.
  virtual bool write(std::string piece) = 0;
  // Bytes that wait to be taken.
  virtual size_t waiting_bytes() const = 0;
  // Waits until there is room for more, at most so long. False: there is none, or nobody reads.
  virtual bool wait_for_room(std::chrono::milliseconds patience) = 0;
  virtual bool is_closed() const = 0;
  // No piece follows.
  virtual void end() = 0;
  // What was written is not all, and nothing follows: the connection is closed in a way that tells.
  virtual void fail() = 0;
};

// One request and the answer it gets, exactly one. Any thread may answer; an exchange that is
// dropped unanswered answers 500.
class HttpExchange {
 public:
  virtual ~HttpExchange() = default;
  virtual const HttpHead& head() const = 0;
  virtual const std::string& body() const = 0;
  virtual std::string take_body() = 0;
  virtual void reply(HttpReply reply) = 0;
  // Begins an answer in pieces; the reply's body is the first.
  virtual std::shared_ptr<HttpStream> begin_stream(HttpReply reply) = 0;
  // Has `told` called, by the server's thread, soon after the peer has gone unanswered. For answers
  // that cost much.
  virtual void on_gone(std::function<void()> told) = 0;
};

// What answers.
class HttpApp {
 public:
  // A request whose body may be read, and what the app knows of it by its head.
  struct Admitted {
    size_t body_bytes_max = 0;
    std::shared_ptr<void> known;
    // What it must pass before its body is read; null: nothing. Outlives the server.
    HttpGate* gate = nullptr;
  };
  virtual ~HttpApp() = default;
  // Asked when the head is there and the body is not: an answer refuses the request unread.
  virtual std::variant<Admitted, HttpReply> admit(const HttpHead& head) = 0;
  // Told of each request that is answered unread.
  virtual void note_refusal(const HttpHead& head, const HttpReply& refusal) = 0;
  virtual void handle(std::shared_ptr<HttpExchange> exchange, std::shared_ptr<void> known) = 0;
};

struct HttpCounters {
  std::atomic<uint64_t> connections_open{0};
  std::atomic<uint64_t> connections_accepted{0};
  std::atomic<uint64_t> connections_refused{0};
  std::atomic<uint64_t> requests{0};
  std::atomic<uint64_t> requests_malformed{0};
  std::atomic<uint64_t> timeouts{0};
  std::atomic<uint64_t> bytes_received{0};
  std::atomic<uint64_t> bytes_sent{0};
  std::atomic<uint64_t> beats{0};  // grows as long as the thread moves
};

struct HttpServerOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 0;             // 0: any free one
  std::string certificate_file;  // PEM; both or neither
  std::string key_file;
  HttpLimits limits;
};

class HttpServer {
 public:
  // Listens, without serving yet. kUnavailable: the port is taken. kInvalid: the address or the
  // certificate is none. The app must outlive the server.
  static Result<std::unique_ptr<HttpServer>> open(const HttpServerOptions& options, HttpApp& app);
  virtual ~HttpServer() = default;

  virtual uint16_t port() const = 0;
  virtual const HttpCounters& counters() const = 0;
  // Reads certificate and key again, for connections from now on; kInvalid: they cannot be used,
  // and those before stay. Does nothing without TLS. Called by one thread.
  virtual Status reload_certificate() = 0;
  // Starts the thread.
  virtual void start() = 0;
  // Accepts nobody any more, lets the requests that are being answered end, at most so long, then
  // closes everything; returns when the thread has ended.
  virtual void stop(std::chrono::milliseconds patience) = 0;
};

}  // namespace telltale::serve
