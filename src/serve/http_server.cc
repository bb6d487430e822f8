#include "serve/http_server.h"

#include <boost/asio.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_set>

#include <fmt/format.h>

#include "base/thread_name.h"
#include "serve/http_connection.h"
#include "serve/tls_context.h"

namespace telltale::serve {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds kSweep{250};

// What co_await gives and takes is always named: GCC 12 miscompiles it inside conditions.

class Server : public HttpServer {
 public:
  Server(const HttpServerOptions& options, HttpApp& app)
      : options_(options), shared_{io_, options.limits, app}, acceptor_(io_), sweep_(io_) {}

  Status listen() {
    error_code error;
    const auto address = asio::ip::make_address(options_.address, error);
    if (error)
      return Status::invalid(
          fmt::format("cannot listen: it is no address: address={}", options_.address));
    if (has_tls()) tls_ = TRY(read_certificate());
    const tcp::endpoint endpoint(address, options_.port);
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(4096, error);
    if (!error) return {};
    return Status::unavailable(fmt::format("cannot listen: {}: address={}:{}", error.message(),
                                           options_.address, options_.port));
  }

  uint16_t port() const override { return acceptor_.local_endpoint().port(); }
  const HttpCounters& counters() const override { return shared_.counters; }

  Status reload_certificate() override {
    if (!has_tls()) return {};
    // Connections keep what they were opened with.
    asio::post(io_, [this, fresh = TRY(read_certificate())]() mutable { tls_ = std::move(fresh); });
    return {};
  }

  void start() override {
    shared_.turn = [this](HttpGate& gate) { turn(gate); };
    asio::co_spawn(io_, accept_all(), asio::detached);
    asio::co_spawn(io_, sweep_all(), asio::detached);
    thread_ = std::thread([this] {
      name_thread("http", 0);
      io_.run();
    });
  }

  void stop(std::chrono::milliseconds patience) override {
    if (!thread_.joinable()) return;
    asio::post(io_, [this] { begin_stop(); });
    {
      std::unique_lock lock(mutex_);
      has_closed_.wait_for(lock, patience, [&] { return shared_.counters.connections_open == 0; });
    }
    asio::post(io_, [this] { close_all(); });
    thread_.join();
  }

  ~Server() override { stop(std::chrono::milliseconds(0)); }

 private:
  bool has_tls() const { return !options_.certificate_file.empty(); }

  Result<TlsContext> read_certificate() const {
    return make_tls_context(options_.certificate_file, options_.key_file);
  }

  asio::awaitable<void> accept_all() {
    while (acceptor_.is_open()) {
      auto [error, socket] = co_await acceptor_.async_accept(kAwait);
      if (error == asio::error::operation_aborted) co_return;
      if (error) {  // too many descriptors: those there are go on, new ones wait
        asio::steady_timer pause(io_, std::chrono::milliseconds(50));
        co_await pause.async_wait(kAwait);
        continue;
      }
      ++shared_.counters.connections_accepted;
      if (connections_.size() >= shared_.limits.connections_max) {
        ++shared_.counters.connections_refused;
        continue;
      }
      serve(std::move(socket));
    }
  }

  void serve(tcp::socket socket) {
    error_code error;
    const bool is_v6 = socket.local_endpoint(error).protocol() == tcp::v6();
    const int descriptor = error ? -1 : socket.release(error);
    if (error) return;  // its peer has gone already
    const auto connection = HttpConnection::open(shared_, {descriptor, is_v6, tls_.get()});
    connections_.insert(connection.get());
    ++shared_.counters.connections_open;
    connection->serve([this, key = connection.get()] { forget(key); });
  }

  void forget(HttpConnection* connection) {
    connections_.erase(connection);
    {
      const std::lock_guard lock(mutex_);
      --shared_.counters.connections_open;
    }
    has_closed_.notify_all();
  }

  asio::awaitable<void> sweep_all() {
    while (!is_closed_) {
      sweep_.expires_after(kSweep);
      co_await sweep_.async_wait(kAwait);
      ++shared_.counters.beats;
      for (HttpConnection* connection : connections_) {
        connection->look_for_peer();
        if (connection->is_past_patience()) connection->end_patience();
      }
    }
  }

  void turn(HttpGate& gate) {
    if (gates_turning_.insert(&gate).second) asio::co_spawn(io_, turn_all(gate), asio::detached);
  }

  asio::awaitable<void> turn_all(HttpGate& gate) {
    asio::steady_timer pause(io_);
    while (gate.waiting() > 0 && !is_closed_) {
      pause.expires_after(HttpGate::kTurn);
      co_await pause.async_wait(kAwait);
      gate.turn();
    }
    gates_turning_.erase(&gate);
  }

  void begin_stop() {
    shared_.is_stopping = true;
    error_code ignored;
    acceptor_.close(ignored);
    for (HttpConnection* connection : connections_) {
      if (connection->is_idle()) connection->close();
      connection->wake();
    }
  }

  void close_all() {
    is_closed_ = true;
    sweep_.cancel();
    for (HttpConnection* connection : connections_) connection->close();
    io_.stop();
  }

  const HttpServerOptions options_;
  HttpShared shared_;
  TlsContext tls_;
  std::unordered_set<HttpConnection*> connections_;
  std::unordered_set<HttpGate*> gates_turning_;
  bool is_closed_ = false;
  std::mutex mutex_;
  std::condition_variable has_closed_;  // a connection has
  std::thread thread_;
  asio::io_context io_{1};  // after what the connections that it still holds at its end use
  tcp::acceptor acceptor_;
  asio::steady_timer sweep_;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::open(const HttpServerOptions& options,
                                                     HttpApp& app) {
  auto server = std::make_unique<Server>(options, app);
  TRY(server->listen());
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace telltale::serve
