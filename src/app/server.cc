#include "app/server.h"

#include <cstdio>
#include <thread>

#include <fmt/format.h>

#include "app/event_list.h"
#include "app/events.h"
#include "app/server_options.h"
#include "app/stop_signal.h"

namespace telltale {
namespace {

constexpr std::chrono::milliseconds kLook{100};
constexpr std::chrono::seconds kStopPatience{8};
constexpr size_t kLooksPerWatch = 10;
// A thread that answers and beats four times a second has not for so long: it is stuck.
constexpr Duration kStuck = std::chrono::seconds(10);

Log::Sink sink_to(std::FILE* file) {
  return [file](std::string_view lines) {
    std::fwrite(lines.data(), 1, lines.size(), file);
    std::fflush(file);
  };
}

// The name of a lake is that of its folder.
std::vector<std::string> lake_names(const ServeArguments& arguments) {
  std::vector<std::string> names;
  for (const std::string& folder : arguments.folders) names.push_back(file_name(folder));
  return names;
}

}  // namespace

Server::Server(CommandContext& context, const ServeArguments& arguments)
    : context_(context),
      arguments_(arguments),
      log_(context.clock, sink_to(context.messages), log_options(context.options)),
      events_(all_event_kinds(), lake_names(arguments), &log_),
      emitter_(events_, Emitter::kServer),
      certificate_(context.env, {context.options.tls_certificate, context.options.tls_key}),
      keys_(context.clock),
      notifier_(context.clock),
      started_(context.clock.now()) {}

Server::~Server() {
  stop();
}

Result<int> Server::run() {
  install_reload_signal();
  listen_ =
      TRY(plan_listen(arguments_.listen.empty() ? options().listen : arguments_.listen, options()));
  TRY(add_lakes());
  TRY(open_http());
  supervised_at_.store(context_.clock.running().count());
  http_->start();
  emitter_.emit(ServerListening{url(), context_.version});
  TRY(tell_access());
  for (const auto& lake : lakes_) lake->start();
  while (!wait_for_stop(kLook) && !is_down_.load()) supervise();
  emitter_.emit(ServerStopping());
  notifier_.tell_stopping();
  stop();
  emitter_.emit(ServerStopped());
  if (!is_down_.load()) return kExitDone;
  if (!is_ready_ && !first_failure_.ok()) return first_failure_;
  return kExitWorldFailed;
}

Status Server::add_lakes() {
  for (size_t i = 0; i < arguments_.folders.size(); ++i) {
    const std::string& folder = arguments_.folders[i];
    const std::string& name = events_.lake_name(i);
    for (size_t other = 0; other < i; ++other) {
      if (events_.lake_name(other) == name)
        return Status::invalid(
            fmt::format("cannot serve two lakes of one name: rename a folder: path={}", folder));
    }
    const ServerKeys::LakeKeys* const keys = TRY(keys_.open(context_.env, name, folder));
    LakeHost::Options host;
    host.options = options();
    if (arguments_.takes_over) host.ownership = Ownership::kSeize;
    host.events = Emitter(events_, i);
    host.failed = [this](const Status& why) { note_down(why); };
    lakes_.push_back(
        std::make_unique<LakeHost>(context_.env, context_.clock, folder, std::move(host)));
    LakeHost& lake = *lakes_.back();
    tenants_.push_back(std::make_unique<serve::Tenant>(serve::Tenant{
        name, folder, context_.env, context_.clock, lake, lake.board(), lake, lake.devices(), lake,
        lake.live(), lake.events(), keys->ring.get(), keys->users.get(), keys->audit.get()}));
  }
  keys_.start([this](const Status& why) { emitter_.emit(KeysUnread{why.message()}); });
  return {};
}

Status Server::open_http() {
  std::vector<serve::Tenant*> tenants;
  for (const auto& tenant : tenants_) tenants.push_back(tenant.get());
  serve::ApiOptions api;
  api.version = context_.version;
  api.clock = &context_.clock;
  api.events = &events_;
  api.facts = [this] { return facts(); };
  api.queries = query_options(options());
  api.session_lifetime = std::chrono::hours(options().session_hours);
  api_ =
      std::make_unique<serve::Api>(tenants, is_open() ? serve::open_access() : keys_.access(), api);
  serve::HttpServerOptions http;
  http.address = listen_.address;
  http.port = listen_.port;
  http.certificate_file = options().tls_certificate;
  http.key_file = options().tls_key;
  http.limits = http_limits(options());
  http_ = TRY(serve::HttpServer::open(http, *api_));
  return {};
}

std::string Server::url() const {
  return url_of(listen_, http_->port(), !options().tls_certificate.empty());
}

// Who may ask, and how a lake gets its first key: for whoever starts the server to read, and never
// a line of the log, as one of it is a secret.
Status Server::tell_access() {
  if (is_open()) {
    say("access is open: anybody on this machine may write, read and administer, without a key");
    return {};
  }
  return keys_.begin_setups([this](const std::string& lake, const std::string& token) {
    say(
        fmt::format("nobody may administer {}: sign in at {} with this token within 1 h, once, or "
                    "make the first key: curl -X POST {}/v1/setup -d '{{\"token\":\"{}\"}}'",
                    lake, url(), url(), token));
  });
}

void Server::say(const std::string& line) {
  std::fprintf(context_.messages, "telltale: %s\n", line.c_str());
  std::fflush(context_.messages);
}

void Server::supervise() {
  const Duration now = context_.clock.running();
  supervised_at_.store(now.count());
  if (!is_ready_) look_at_start();
  look_at_loop(now);
  const bool is_wished = take_reload_wish();
  if (is_wished) reload();
  look_at_certificate(is_wished);
}

// Takes a new certificate when it is there, or when that is wished.
void Server::look_at_certificate(bool is_wished) {
  if (++looks_ % kLooksPerWatch != 0 && !is_wished) return;
  if (options().tls_certificate.empty()) return;
  if (!certificate_.has_changed() && !is_wished) return;
  emitter_.emit(CertificateReloaded{http_->reload_certificate().message()});
}

// The service manager is told that all is well only while the thread that answers moves.
void Server::look_at_loop(Duration now) {
  const uint64_t beats = http_->counters().beats.load();
  if (beats != beats_ || beaten_at_.count() == 0) {
    beats_ = beats;
    beaten_at_ = now;
  }
  if (now - beaten_at_ < kStuck) return notifier_.beat();
  emitter_.emit(LoopStuck{now - beaten_at_});
}

// A lake that could not be opened keeps nobody else from serving.
void Server::look_at_start() {
  size_t started = 0;
  for (const auto& lake : lakes_) started += lake->has_started();
  {
    const std::lock_guard lock(mutex_);
    if (started + lakes_down_ < lakes_.size() || started == 0) {
      return notifier_.tell_starting(starting_text());
    }
  }
  is_ready_ = true;
  emitter_.emit(ServerReady{arguments_.folders.front(), url()});
  notifier_.tell_ready();
}

std::string Server::starting_text() const {
  for (const auto& lake : lakes_) {
    const serve::LakeStatus status = lake->status();
    if (status.state == serve::LakeState::kStarting && !status.problems.empty())
      return status.problems.front().sentence;
  }
  return "starting";
}

// What takes effect at once: how much is said, and how much of the disk is kept free.
void Server::reload() {
  notifier_.tell_reloading();
  Options options;
  Status outcome;
  if (context_.config_file.empty()) {
    outcome = Status::invalid("the server was started without --config: there is nothing to read");
  } else {
    const Result<std::string> yaml = read_file(context_.env, context_.config_file, 1 << 20);
    outcome = yaml.ok() ? read_options(yaml.value(), context_.config_file, options) : yaml.status();
  }
  if (outcome.ok()) {
    log_.set_level(log_level_named(options.log_level).value_or(LogLevel::kInfo));
    for (const auto& lake : lakes_) lake->set_disk_options(disk_options(options));
  }
  emitter_.emit(OptionsReloaded{outcome.message()});
  notifier_.tell_ready();
}

// Lakes that are down for good end a server that has no other.
void Server::note_down(const Status& why) {
  const std::lock_guard lock(mutex_);
  if (first_failure_.ok()) first_failure_ = why;
  if (++lakes_down_ == lakes_.size()) is_down_.store(true);
}

void Server::stop() {
  std::vector<std::thread> stopping;
  for (const auto& lake : lakes_) stopping.emplace_back([&lake] { lake->stop(kStopPatience); });
  if (http_ != nullptr) http_->stop(kStopPatience);
  for (std::thread& thread : stopping) thread.join();
}

serve::ServerFacts Server::facts() const {
  serve::ServerFacts facts;
  const serve::HttpCounters& http = http_->counters();
  facts.started = started_;
  facts.loop_age = context_.clock.running() - Duration(supervised_at_.load());
  facts.process = process_facts(context_.env);
  facts.connections_open = http.connections_open;
  facts.connections_accepted = http.connections_accepted;
  facts.connections_refused = http.connections_refused;
  facts.requests_malformed = http.requests_malformed;
  facts.timeouts = http.timeouts;
  facts.bytes_received = http.bytes_received;
  facts.bytes_sent = http.bytes_sent;
  facts.log_lines_dropped = log_.lines_dropped();
  return facts;
}

}  // namespace telltale
