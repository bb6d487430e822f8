#include "serve/http_connection.h"

#include <boost/asio.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <fmt/format.h>

#include "serve/body_room.h"
#include "serve/http_exchange.h"
#include "serve/peer_state.h"
#include "serve/request_reader.h"
#include "serve/tls_context.h"

namespace telltale::serve {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using Steady = std::chrono::steady_clock;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

// The results of co_await are always named: GCC 12 miscompiles it inside conditions.

// The bytes of one connection, plain or through TLS.
class Transport {
 public:
  virtual ~Transport() = default;
  virtual asio::awaitable<error_code> begin() = 0;
  virtual asio::awaitable<std::pair<error_code, size_t>> read(asio::mutable_buffer out) = 0;
  virtual asio::awaitable<error_code> write(asio::const_buffer bytes) = 0;
  // Tells the peer that nothing follows.
  virtual asio::awaitable<void> end() = 0;
  virtual tcp::socket& socket() = 0;
  void keep_little() {
    error_code ignored;
    socket().set_option(tcp::socket::send_buffer_size(kEventStreamBufferBytes), ignored);
  }
};

template <typename Stream>
class StreamTransport : public Transport {
 public:
  explicit StreamTransport(Stream stream) : stream_(std::move(stream)) {}

  asio::awaitable<error_code> begin() override {
    if constexpr (kIsPlain) {
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
  asio::awaitable<void> end() override {
    if constexpr (!kIsPlain) co_await stream_.async_shutdown(kAwait);
    error_code ignored;
    socket().shutdown(tcp::socket::shutdown_send, ignored);
  }
  tcp::socket& socket() override {
    if constexpr (kIsPlain) {
      return stream_;
    } else {
      return stream_.next_layer();
    }
  }

 private:
  static constexpr bool kIsPlain = std::is_same_v<Stream, tcp::socket>;
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

class Connection : public HttpConnection,
                   public AnswerTaker,
                   public std::enable_shared_from_this<Connection> {
 public:
  Connection(HttpShared& shared, std::unique_ptr<Transport> transport, bool is_secure)
      : shared_(shared),
        transport_(std::move(transport)),
        is_secure_(is_secure),
        reader_(shared.limits.header_bytes_max),
        answered_(shared.io.get_executor()) {
    error_code error;
    const auto peer = transport_->socket().remote_endpoint(error);
    if (!error) remote_ = peer.address().to_string();
    transport_->socket().set_option(tcp::no_delay(true), error);
    allow(shared_.limits.header_patience);
  }

  void serve(std::function<void()> ended) override {
    asio::co_spawn(
        shared_.io,
        [self = shared_from_this(), ended = std::move(ended)]() -> asio::awaitable<void> {
          co_await self->serve_all();
          ended();
        },
        asio::detached);
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

  void watch(std::function<void()> told) override {
    asio::post(shared_.io, [self = shared_from_this(), told = std::move(told)]() mutable {
      self->told_when_gone_ = std::move(told);
    });
  }
  void look_for_peer() override {
    if (!told_when_gone_ || is_peer_there(transport_->socket().native_handle())) return;
    std::exchange(told_when_gone_, nullptr)();
  }

  bool is_past_patience() const override { return Steady::now() > deadline_; }
  bool is_idle() const override { return state_ == State::kIdle; }
  void end_patience() override {
    ++shared_.counters.timeouts;
    if (state_ != State::kReading) return close();
    is_late_ = true;
    deadline_ = Steady::time_point::max();
    error_code ignored;
    transport_->socket().cancel(ignored);
  }
  void close() override {
    error_code ignored;
    transport_->socket().shutdown(tcp::socket::shutdown_both, ignored);
    transport_->socket().close(ignored);
  }

 private:
  // What is waited for.
  enum class State : uint8_t { kIdle, kReading, kWaiting, kAnswer, kWriting, kLingering };

  void allow(std::chrono::milliseconds patience) { deadline_ = Steady::now() + patience; }

  asio::awaitable<void> serve_all() {
    const error_code failed = co_await transport_->begin();
    bool goes_on = !failed;
    while (goes_on) goes_on = co_await serve_one();
    if (pieces_) pieces_->close();
    if (!failed && (is_refused_ || is_secure_)) co_await linger();
    close();
  }

  // Reads a request and answers it. False: the connection is done.
  asio::awaitable<bool> serve_one() {
    is_head_request_ = false;
    told_when_gone_ = nullptr;
    const bool has_head = co_await read_head();
    if (!has_head) co_return false;
    HttpHead head = reader_.take_head();
    head.remote = remote_;
    head.is_secure = is_secure_;
    is_head_request_ = head.method == "HEAD";
    ++shared_.counters.requests;
    std::variant<HttpApp::Admitted, HttpReply> admission = shared_.app.admit(head);
    if (HttpReply* refusal = std::get_if<HttpReply>(&admission))
      co_return co_await answer_unread(head, std::move(*refusal));
    HttpApp::Admitted& admitted = std::get<HttpApp::Admitted>(admission);
    if (admitted.gate != nullptr) {
      std::optional<HttpReply> refusal = co_await pass(*admitted.gate);
      if (refusal) co_return co_await answer_unread(head, std::move(*refusal));
    }
    const bool has_body = co_await read_body(admitted.body_bytes_max);
    if (!has_body) co_return false;
    co_return co_await answer_request(std::move(head), std::move(admitted.known));
  }

  // False: there is none to come, and whoever must know was told.
  asio::awaitable<bool> read_head() {
    state_ = reader_.has_begun() ? State::kReading : State::kIdle;
    allow(is_idle() && has_served_ ? shared_.limits.idle_patience : shared_.limits.header_patience);
    while (true) {
      const RequestReader::Step step = reader_.read_head();
      if (step == RequestReader::Step::kDone) co_return true;
      if (step == RequestReader::Step::kFault) break;
      if (is_idle() && shared_.is_stopping) co_return false;
      const bool came = co_await read_more();
      if (!came) co_return false;
      if (is_idle()) allow(shared_.limits.header_patience);
      state_ = State::kReading;
    }
    co_await refuse(reader_.fault());
    co_return false;
  }

  // False: no byte came; a peer that was too slow was told.
  asio::awaitable<bool> read_more() {
    const std::span<char> room = reader_.make_room();
    const auto [error, got] = co_await transport_->read(asio::buffer(room.data(), room.size()));
    reader_.keep(error ? 0 : got);
    shared_.counters.bytes_received += got;
    if (error && is_late_) co_await refuse({408, "it came too slowly"});
    co_return !error;
  }

  asio::awaitable<bool> read_body(size_t bytes_max) {
    BodyRoom room(shared_.bodies_bytes, shared_.limits.bodies_bytes_max);
    state_ = State::kReading;
    const Steady::time_point begun = Steady::now();
    HttpFault fault;
    while (true) {
      const RequestReader::Step step = reader_.read_body(bytes_max);
      if (step == RequestReader::Step::kDone) co_return true;
      fault = reader_.fault();
      if (step == RequestReader::Step::kFault) break;
      fault = {503, "too many bodies are being received"};
      if (!room.take(reader_.body_bytes())) break;
      deadline_ = begun + shared_.limits.body_patience +
                  std::chrono::milliseconds(1'000 * reader_.body_bytes() /
                                            shared_.limits.body_bytes_per_second);
      const bool may_go_on = co_await invite_body();
      if (!may_go_on) co_return false;
      const bool came = co_await read_more();
      if (!came) co_return false;
    }
    co_await refuse(fault);
    co_return false;
  }

  // Tells a client that asked before it sends its body to send it.
  asio::awaitable<bool> invite_body() {
    if (!reader_.take_invitation()) co_return true;
    const error_code failed = co_await transport_->write(asio::buffer(kContinue));
    co_return !failed;
  }

  asio::awaitable<bool> answer_request(HttpHead head, std::shared_ptr<void> known) {
    const bool keeps = reader_.request().keeps && !shared_.is_stopping;
    const bool may_chunk = !reader_.request().is_old;
    state_ = State::kAnswer;
    deadline_ = Steady::time_point::max();  // answering takes as long as the app allows
    auto exchange = std::make_shared<Exchange>(shared_from_this(), shared_.limits.stream_bytes_max,
                                               std::move(head), reader_.take_body());
    shared_.app.handle(std::move(exchange), std::move(known));
    while (!answer_) co_await answered_.wait();
    const Answer answer = std::move(*answer_);
    answer_.reset();
    has_served_ = true;
    if (answer.pieces) co_return co_await write_pieces(answer, keeps, may_chunk);
    co_return co_await write_reply(answer.reply, keeps);
  }

  // Nothing of the body is read meanwhile, so that the peer cannot send more than the system holds:
  // to make it wait costs less than to refuse it and be asked again.
  asio::awaitable<std::optional<HttpReply>> pass(HttpGate& gate) {
    HttpGate::Arrival arrival = gate.arrive(shared_.limits.gate_waiting_max);
    if (!arrival.waits) co_return std::move(arrival.refusal);
    state_ = State::kWaiting;
    deadline_ = Steady::time_point::max();
    asio::steady_timer patience(shared_.io, shared_.limits.gate_patience);
    bool goes_on = false;
    std::optional<HttpReply> refusal;
    const auto go_on = [&](std::optional<HttpReply> why_not) {
      goes_on = true;
      refusal = std::move(why_not);
      patience.cancel();
    };
    const HttpGate::Place place = gate.join({reader_.announced_bytes(), go_on});
    shared_.turn(gate);
    co_await patience.async_wait(kAwait);
    if (goes_on) co_return refusal;
    gate.leave(place);
    co_return gate.refusal();
  }

  // Without a body to be read the connection can go on.
  asio::awaitable<bool> answer_unread(const HttpHead& head, HttpReply reply) {
    shared_.app.note_refusal(head, reply);
    is_refused_ = reader_.awaits_body();
    co_return co_await write_reply(reply, !is_refused_ && reader_.request().keeps);
  }

  asio::awaitable<void> refuse(HttpFault fault) {
    if (fault.status == 400) ++shared_.counters.requests_malformed;
    is_refused_ = true;
    const HttpReply reply =
        problem(fault.status, fmt::format("cannot take the request: {}", fault.why));
    co_await write_reply(reply, false);
  }

  asio::awaitable<bool> write_reply(const HttpReply& reply, bool keeps) {
    const bool is_written = co_await write(write_answer(reply, keeps, is_head_request_));
    co_return is_written&& keeps;
  }

  asio::awaitable<bool> write(const std::string& bytes) {
    state_ = State::kWriting;
    allow(shared_.limits.write_patience);
    shared_.counters.bytes_sent += bytes.size();
    const error_code error = co_await transport_->write(asio::buffer(bytes));
    co_return !error;
  }

  asio::awaitable<bool> write_pieces(const Answer& answer, bool keeps, bool may_chunk) {
    pieces_ = answer.pieces;
    if (answer.reply.type == kEventStreamType) transport_->keep_little();
    keeps = keeps && may_chunk;
    std::string bytes = write_head(answer.reply, keeps);
    bytes += may_chunk ? "Transfer-Encoding: chunked\r\n\r\n" : "\r\n";
    const bool is_begun = co_await write(bytes);
    bool goes_on = is_begun && !is_head_request_;
    bool is_last = false;
    while (goes_on && !is_last) {
      std::string piece = pieces_->take(is_last);
      if (pieces_->is_closed()) break;
      if (piece.empty() && !is_last) {
        state_ = State::kAnswer;
        deadline_ = Steady::time_point::max();
        if (shared_.is_stopping) break;
        co_await answered_.wait();
        goes_on = transport_->socket().is_open();
        continue;
      }
      if (may_chunk) piece = write_chunk(piece, is_last);
      goes_on = co_await write(piece);
    }
    pieces_->close();
    pieces_.reset();
    co_return goes_on&& is_last&& keeps;
  }

  // To close while bytes come in would have the system throw away the refusal that its sender has
  // not read yet (RFC 9112 section 9.6).
  asio::awaitable<void> linger() {
    state_ = State::kLingering;
    allow(shared_.limits.linger_patience);
    co_await transport_->end();
    bool comes = true;
    while (comes && !shared_.is_stopping) {
      const auto [error, size] = co_await transport_->socket().async_receive(
          asio::buffer(shared_.unread), kThrowAway, kAwait);
      comes = !error;
    }
  }

  // tcp(7): what comes is dropped and not copied, so that refusing much costs little.
  static constexpr int kThrowAway = MSG_TRUNC;

  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

  HttpShared& shared_;
  std::unique_ptr<Transport> transport_;
  const bool is_secure_;
  std::string remote_;
  RequestReader reader_;
  Steady::time_point deadline_;
  State state_ = State::kIdle;
  bool has_served_ = false;
  bool is_head_request_ = false;
  bool is_late_ = false;
  bool is_refused_ = false;  // its peer may be sending still
  Event answered_;
  std::optional<Answer> answer_;
  std::function<void()> told_when_gone_;
  std::shared_ptr<PieceStream> pieces_;
};

}  // namespace

std::shared_ptr<HttpConnection> HttpConnection::open(HttpShared& shared, AcceptedSocket accepted) {
  const auto protocol = accepted.is_v6 ? tcp::v6() : tcp::v4();
  tcp::socket socket(shared.io, protocol, accepted.descriptor);
  std::unique_ptr<Transport> transport;
  if (accepted.tls != nullptr) {
    using Stream = asio::ssl::stream<tcp::socket>;
    transport = std::make_unique<StreamTransport<Stream>>(
        Stream(std::move(socket), new_tls_stream(*accepted.tls)));
  } else {
    transport = std::make_unique<StreamTransport<tcp::socket>>(std::move(socket));
  }
  return std::make_shared<Connection>(shared, std::move(transport), accepted.tls != nullptr);
}

}  // namespace telltale::serve
