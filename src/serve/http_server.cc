#include "serve/http_server.h"

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_set>

#include <fmt/format.h>

#include "base/thread_name.h"
#include "serve/body_room.h"
#include "serve/http_exchange.h"
#include "serve/http_strict.h"

namespace telltale::serve {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using Steady = std::chrono::steady_clock;
using Parser = http::request_parser<http::string_body>;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
constexpr size_t kReadBytes = 64 << 10;
constexpr size_t kFirstReadBytes = 4 << 10;  // an idle connection holds no more
constexpr std::chrono::milliseconds kSweep{250};

// The results of co_await are always named: GCC 12 miscompiles it inside conditions.

// The bytes of one connection, plain or through TLS.
class Transport {
 public:
  virtual ~Transport() = default;
  virtual asio::awaitable<error_code> begin() = 0;
  virtual asio::awaitable<std::pair<error_code, size_t>> read(asio::mutable_buffer out) = 0;
  virtual asio::awaitable<error_code> write(asio::const_buffer bytes) = 0;
  virtual tcp::socket& socket() = 0;
};

template <typename Stream>
class StreamTransport : public Transport {
 public:
  explicit StreamTransport(Stream stream) : stream_(std::move(stream)) {}

  asio::awaitable<error_code> begin() override {
    if constexpr (std::is_same_v<Stream, tcp::socket>) {
      co_return error_code();
    } else {
      const auto [error] = co_await stream_.async_handshake(asio::ssl::stream_base::server, kAwait);
      co_return error;
    }
  }
  asio::awaitable<std::pair<error_code, size_t>> read(asio::mutable_buffer out) override {
    const auto [error, size] = co_await stream_.async_read_some(out, kAwait);
    co_return std::pair(error, size);
  }
  asio::awaitable<error_code> write(asio::const_buffer bytes) override {
    const auto [error, size] = co_await asio::async_write(stream_, bytes, kAwait);
    co_return error;
  }
  tcp::socket& socket() override {
    if constexpr (std::is_same_v<Stream, tcp::socket>) {
      return stream_;
    } else {
      return stream_.next_layer();
    }
  }

 private:
  Stream stream_;
};

// A flag that one coroutine waits for; of the server's thread.
class Event {
 public:
  explicit Event(asio::any_io_executor executor) : timer_(executor) { reset(); }
  void set() {
    is_set_ = true;
    timer_.cancel();
  }
  asio::awaitable<void> wait() {
    while (!is_set_) co_await timer_.async_wait(kAwait);
    reset();
  }

 private:
  void reset() {
    is_set_ = false;
    timer_.expires_at(Steady::time_point::max());
  }
  asio::steady_timer timer_;
  bool is_set_ = false;
};

// What all connections share; of the server's thread but for the counters.
struct Shared {
  Shared(const HttpLimits& limits_of_all, HttpApp& answering)
      : limits(limits_of_all), app(answering) {}

  const HttpLimits limits;
  HttpApp& app;
  HttpCounters counters;
  size_t bodies_bytes = 0;
  bool is_stopping = false;
  asio::io_context io{1};  // last: what it still holds when it ends uses the rest
};

class Connection : public AnswerTaker, public std::enable_shared_from_this<Connection> {
 public:
  Connection(Shared& shared, std::unique_ptr<Transport> transport, bool is_secure)
      : shared_(shared),
        transport_(std::move(transport)),
        is_secure_(is_secure),
        answered_(shared.io.get_executor()) {
    error_code error;
    const auto peer = transport_->socket().remote_endpoint(error);
    if (!error) remote_ = peer.address().to_string();
    transport_->socket().set_option(tcp::no_delay(true), error);
    allow(shared_.limits.header_patience);
  }

  asio::awaitable<void> serve() {
    const error_code failed = co_await transport_->begin();
    bool goes_on = !failed;
    while (goes_on) goes_on = co_await serve_one();
    if (pieces_) pieces_->close();
    close();
  }

  void deliver(Answer answer) override {
    asio::post(shared_.io, [self = shared_from_this(), answer = std::move(answer)]() mutable {
      self->answer_ = std::move(answer);
      self->answered_.set();
    });
  }
  void wake() override {
    asio::post(shared_.io, [self = shared_from_this()] { self->answered_.set(); });
  }

  bool is_past(Steady::time_point now) const { return now > deadline_; }
  bool is_idle() const { return is_idle_; }
  void close() {
    error_code ignored;
    transport_->socket().shutdown(tcp::socket::shutdown_both, ignored);
    transport_->socket().close(ignored);
  }

 private:
  void allow(std::chrono::milliseconds patience) { deadline_ = Steady::now() + patience; }

  // Reads a request and answers it. False: the connection is done.
  asio::awaitable<bool> serve_one() {
    const size_t head_size = co_await read_head();
    if (head_size == 0) co_return false;
    const std::string_view raw = std::string_view(buffer_).substr(0, head_size);
    const std::string_view fault = fault_of_head(raw);
    if (!fault.empty()) co_return co_await refuse(400, fault);
    Parser parser;
    parser.header_limit(static_cast<uint32_t>(shared_.limits.header_bytes_max + 1));
    parser.body_limit(boost::none);
    error_code error;
    parser.put(asio::buffer(raw), error);
    if (error || !parser.is_header_done()) co_return co_await refuse(400, "the head is none");
    HttpHead head;
    if (!fill_head(parser, head)) co_return co_await refuse(400, "the target is none");
    buffer_.erase(0, head_size);
    ++shared_.counters.requests;
    std::variant<HttpApp::Admitted, HttpReply> admission = shared_.app.admit(head);
    if (HttpReply* refusal = std::get_if<HttpReply>(&admission))
      co_return co_await answer_unread(parser, std::move(*refusal));
    HttpApp::Admitted& admitted = std::get<HttpApp::Admitted>(admission);
    const int status = co_await read_body(parser, head, admitted.body_bytes_max);
    if (status < 0) co_return false;
    if (status > 0) co_return co_await refuse(status, fault_of_body(status));
    co_return co_await answer_request(parser, std::move(head), std::move(admitted.known));
  }

  // Reads until the head is whole; its length, or 0: there is none to come.
  asio::awaitable<size_t> read_head() {
    is_idle_ = buffer_.empty();
    if (is_idle_)
      allow(has_served_ ? shared_.limits.idle_patience : shared_.limits.header_patience);
    size_t searched = 0;
    while (true) {
      const size_t end = buffer_.find("\r\n\r\n", searched);
      if (end != std::string::npos) co_return end + 4;
      if (buffer_.size() >= shared_.limits.header_bytes_max) {
        co_await refuse(431, "the head is too long");
        co_return 0;
      }
      searched = buffer_.size() < 3 ? 0 : buffer_.size() - 3;
      if (is_idle_ && shared_.is_stopping) co_return 0;
      const bool came = co_await read_more(kFirstReadBytes);
      if (!came) co_return 0;
      if (is_idle_) allow(shared_.limits.header_patience);
      is_idle_ = false;
    }
  }

  asio::awaitable<bool> read_more(size_t most) {
    const size_t before = buffer_.size();
    buffer_.resize(before + most);
    const auto [error, got] = co_await transport_->read(asio::buffer(&buffer_[before], most));
    buffer_.resize(before + (error ? 0 : got));
    shared_.counters.bytes_received += got;
    co_return !error;
  }

  bool fill_head(const Parser& parser, HttpHead& head) const {
    std::optional<HttpTarget> target =
        parse_target(std::string_view(parser.get().target().data(), parser.get().target().size()));
    if (!target) return false;
    head.method = std::string(parser.get().method_string());
    head.path = std::move(target->path);
    head.query = std::move(target->query);
    for (const auto& field : parser.get()) {
      std::string name(field.name_string());
      for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      head.fields.emplace_back(std::move(name), std::string(field.value()));
    }
    head.remote = remote_;
    head.is_secure = is_secure_;
    return true;
  }

  // 0: the body is in the parser; -1: the peer has gone; else the status to answer with.
  asio::awaitable<int> read_body(Parser& parser, const HttpHead& head, size_t body_max) {
    const auto length = parser.content_length();
    if (length && *length > body_max) co_return 413;
    BodyRoom room(shared_.bodies_bytes, shared_.limits.bodies_bytes_max);
    if (!room.take(length ? static_cast<size_t>(*length) : 0)) co_return 503;
    allow(shared_.limits.body_patience);
    if (head.field("expect") == "100-continue" && buffer_.empty() && !parser.is_done()) {
      const error_code failed = co_await transport_->write(asio::buffer(kContinue));
      if (failed) co_return -1;
    }
    if (length) parser.get().body().reserve(static_cast<size_t>(*length));
    parser.eager(true);
    while (!parser.is_done()) {
      error_code error;
      size_t used = buffer_.empty() ? 0 : parser.put(asio::buffer(buffer_), error);
      buffer_.erase(0, used);
      if (error && error != http::error::need_more) co_return 400;
      if (parser.get().body().size() > body_max) co_return 413;
      if (!length && !room.take(parser.get().body().size())) co_return 503;
      if (parser.is_done()) break;
      if (used > 0 && !buffer_.empty()) continue;
      const bool came = co_await read_more(kReadBytes);
      if (!came) co_return -1;
    }
    co_return 0;
  }

  asio::awaitable<bool> answer_request(Parser& parser, HttpHead head, std::shared_ptr<void> known) {
    is_head_request_ = head.method == "HEAD";
    const bool keeps = parser.get().keep_alive() && !shared_.is_stopping;
    const bool may_chunk = parser.get().version() == 11;
    deadline_ = Steady::time_point::max();  // answering takes as long as the app allows
    auto exchange = std::make_shared<Exchange>(shared_from_this(), shared_.limits.stream_bytes_max,
                                               std::move(head), std::move(parser.get().body()));
    parser.release();
    shared_.app.handle(std::move(exchange), std::move(known));
    while (!answer_) co_await answered_.wait();
    const Answer answer = std::move(*answer_);
    answer_.reset();
    has_served_ = true;
    if (answer.pieces) co_return co_await write_pieces(answer, keeps, may_chunk);
    co_return co_await write_reply(answer.reply, keeps);
  }

  asio::awaitable<bool> answer_unread(Parser& parser, HttpReply reply) {
    // Without a body to be read the connection can go on.
    const bool is_whole = !parser.chunked() && parser.content_length().value_or(0) == 0;
    is_head_request_ = parser.get().method() == http::verb::head;
    co_return co_await write_reply(reply, is_whole && parser.get().keep_alive());
  }

  asio::awaitable<bool> refuse(int status, std::string_view why) {
    if (status == 400) ++shared_.counters.requests_malformed;
    co_return co_await write_reply(problem(status, fmt::format("cannot take request: {}", why)),
                                   false);
  }

  asio::awaitable<bool> write_reply(const HttpReply& reply, bool keeps) {
    std::string bytes = write_head(reply, keeps);
    if (reply.status != 204 && reply.status != 304)
      bytes += fmt::format("Content-Length: {}\r\n", reply.body.size());
    bytes += "\r\n";
    if (!is_head_request_) bytes += reply.body;
    const bool is_written = co_await write(bytes);
    co_return is_written&& keeps;
  }

  asio::awaitable<bool> write(const std::string& bytes) {
    allow(shared_.limits.write_patience);
    shared_.counters.bytes_sent += bytes.size();
    const error_code error = co_await transport_->write(asio::buffer(bytes));
    co_return !error;
  }

  asio::awaitable<bool> write_pieces(const Answer& answer, bool keeps, bool may_chunk) {
    pieces_ = answer.pieces;
    keeps = keeps && may_chunk;
    std::string bytes = write_head(answer.reply, keeps);
    bytes += may_chunk ? "Transfer-Encoding: chunked\r\n\r\n" : "\r\n";
    const bool is_begun = co_await write(bytes);
    bool goes_on = is_begun && !is_head_request_;
    bool is_last = false;
    while (goes_on && !is_last) {
      const std::string piece = pieces_->take(is_last);
      if (piece.empty() && !is_last) {
        deadline_ = Steady::time_point::max();
        if (shared_.is_stopping) break;
        co_await answered_.wait();
        goes_on = transport_->socket().is_open();
        continue;
      }
      goes_on = co_await write(may_chunk ? write_chunk(piece, is_last) : piece);
    }
    pieces_->close();
    pieces_.reset();
    co_return goes_on&& is_last&& keeps;
  }

  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

  Shared& shared_;
  std::unique_ptr<Transport> transport_;
  const bool is_secure_;
  std::string remote_;
  std::string buffer_;  // read and not yet used
  Steady::time_point deadline_;
  bool is_idle_ = true;
  bool has_served_ = false;
  bool is_head_request_ = false;
  Event answered_;
  std::optional<Answer> answer_;
  std::shared_ptr<PieceStream> pieces_;
};

class Server : public HttpServer {
 public:
  Server(const HttpServerOptions& options, HttpApp& app)
      : shared_(options.limits, app), acceptor_(shared_.io), sweep_(shared_.io) {}

  Status listen(const HttpServerOptions& options) {
    error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error)
      return Status::invalid(
          fmt::format("cannot listen: it is no address: address={}", options.address));
    if (!options.certificate_file.empty()) TRY(use_certificate(options));
    const tcp::endpoint endpoint(address, options.port);
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(4096, error);
    if (!error) return {};
    return Status::unavailable(fmt::format("cannot listen: {}: address={}:{}", error.message(),
                                           options.address, options.port));
  }

  uint16_t port() const override { return acceptor_.local_endpoint().port(); }
  const HttpCounters& counters() const override { return shared_.counters; }

  void start() override {
    asio::co_spawn(shared_.io, accept_all(), asio::detached);
    asio::co_spawn(shared_.io, sweep_all(), asio::detached);
    thread_ = std::thread([this] {
      name_thread("http", 0);
      shared_.io.run();
    });
  }

  void stop(std::chrono::milliseconds patience) override {
    if (!thread_.joinable()) return;
    asio::post(shared_.io, [this] { begin_stop(); });
    {
      std::unique_lock lock(mutex_);
      has_closed_.wait_for(lock, patience, [&] { return open_connections() == 0; });
    }
    asio::post(shared_.io, [this] { close_all(); });
    thread_.join();
  }

  ~Server() override { stop(std::chrono::milliseconds(0)); }

 private:
  Status use_certificate(const HttpServerOptions& options) {
    tls_.emplace(asio::ssl::context::tls_server);
    SSL_CTX_set_min_proto_version(tls_->native_handle(), TLS1_3_VERSION);
    error_code error;
    tls_->use_certificate_chain_file(options.certificate_file, error);
    if (error)
      return Status::invalid(fmt::format("cannot use certificate: {}: path={}", error.message(),
                                         options.certificate_file));
    tls_->use_private_key_file(options.key_file, asio::ssl::context::pem, error);
    if (!error) return {};
    return Status::invalid(fmt::format("cannot use the certificate's key: {}: path={}",
                                       error.message(), options.key_file));
  }

  asio::awaitable<void> accept_all() {
    while (acceptor_.is_open()) {
      auto [error, socket] = co_await acceptor_.async_accept(kAwait);
      if (error == asio::error::operation_aborted) co_return;
      if (error) {  // too many descriptors: those there are go on, new ones wait
        asio::steady_timer pause(shared_.io, std::chrono::milliseconds(50));
        co_await pause.async_wait(kAwait);
        continue;
      }
      ++shared_.counters.connections_accepted;
      if (connections_.size() >= shared_.limits.connections_max) {
        ++shared_.counters.connections_refused;
        continue;
      }
      asio::co_spawn(shared_.io, serve(std::move(socket)), asio::detached);
    }
  }

  asio::awaitable<void> serve(tcp::socket socket) {
    std::unique_ptr<Transport> transport;
    if (tls_) {
      using Tls = asio::ssl::stream<tcp::socket>;
      transport = std::make_unique<StreamTransport<Tls>>(Tls(std::move(socket), *tls_));
    } else {
      transport = std::make_unique<StreamTransport<tcp::socket>>(std::move(socket));
    }
    const auto connection =
        std::make_shared<Connection>(shared_, std::move(transport), tls_.has_value());
    connections_.insert(connection.get());
    ++shared_.counters.connections_open;
    co_await connection->serve();
    connections_.erase(connection.get());
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
      const auto now = Steady::now();
      for (Connection* connection : connections_) {
        if (!connection->is_past(now)) continue;
        ++shared_.counters.timeouts;
        connection->close();
      }
    }
  }

  void begin_stop() {
    shared_.is_stopping = true;
    error_code ignored;
    acceptor_.close(ignored);
    for (Connection* connection : connections_) {
      if (connection->is_idle()) connection->close();
      connection->wake();
    }
  }

  void close_all() {
    is_closed_ = true;
    sweep_.cancel();
    for (Connection* connection : connections_) connection->close();
    shared_.io.stop();
  }

  uint64_t open_connections() const { return shared_.counters.connections_open.load(); }

  Shared shared_;
  std::optional<asio::ssl::context> tls_;
  tcp::acceptor acceptor_;
  asio::steady_timer sweep_;
  std::unordered_set<Connection*> connections_;
  bool is_closed_ = false;
  std::mutex mutex_;
  std::condition_variable has_closed_;  // a connection has
  std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::open(const HttpServerOptions& options,
                                                     HttpApp& app) {
  auto server = std::make_unique<Server>(options, app);
  TRY(server->listen(options));
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace telltale::serve
