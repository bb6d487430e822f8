// HttpConnection: one connection of the HTTP server: reads its requests, has each answered, writes
// the answers. It lives in the server's thread, and as long as it or an answer on its way needs it.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "serve/http_server.h"

struct ssl_ctx_st;

namespace boost::asio {
class io_context;
}

namespace telltale::serve {

// What all connections share; of the server's thread but for the counters.
struct HttpShared {
  boost::asio::io_context& io;
  const HttpLimits limits;
  HttpApp& app;
  HttpCounters counters{};
  size_t bodies_bytes = 0;  // of all bodies being received
  bool is_stopping = false;
  // Says how much may be thrown away at once of what refused peers send; never written to.
  std::vector<char> unread = std::vector<char>(256 << 10);
  // Has the gate's turns come until nobody waits before it.
  std::function<void(HttpGate& gate)> turn{};
};

struct AcceptedSocket {
  int descriptor;  // the connection's from now on
  bool is_v6;
  ssl_ctx_st* tls;  // null: it is not secured
};

class HttpConnection {
 public:
  static std::shared_ptr<HttpConnection> open(HttpShared& shared, AcceptedSocket accepted);
  virtual ~HttpConnection() = default;

  // Serves it to its end; `ended` is called then.
  virtual void serve(std::function<void()> ended) = 0;
  // It has waited for longer than its peer may take.
  virtual bool is_past_patience() const = 0;
  // A peer that is late with its request is told so; any other has only itself to ask.
  virtual void end_patience() = 0;
  // It waits for a request.
  virtual bool is_idle() const = 0;
  // Tells whoever asked for it that the peer has gone, if it has.
  virtual void look_for_peer() = 0;
  // Looks again whether there is something to do.
  virtual void wake() = 0;
  virtual void close() = 0;
};

}  // namespace telltale::serve
