// `telltale serve`: lakes that take records over the network and answer about them.
#include <algorithm>
#include <set>
#include <sys/resource.h>
#include <thread>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/file_watch.h"
#include "app/lake_runner.h"
#include "app/listen.h"
#include "app/stop_signal.h"
#include "serve/api.h"
#include "serve/http_server.h"
#include "serve/key_access.h"
#include "serve/key_keeper.h"

namespace telltale {
namespace {

constexpr std::chrono::milliseconds kLook{100};
constexpr size_t kLooksPerWatch = 10;

// Every connection and every file being read is a descriptor. How many connections leave enough to
// the lakes, so that who opens many keeps no lake from its files.
size_t raise_descriptor_limit(size_t connections_max) {
  constexpr size_t kForFiles = 512;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return connections_max;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  const size_t most = limit.rlim_cur;
  return std::min(connections_max, most > 2 * kForFiles ? most - kForFiles : most / 2);
}

class Server {
 public:
  Server(CommandContext& context, const ServeArguments& arguments)
      : context_(context),
        arguments_(arguments),
        certificate_(context.env, {context.options.tls_certificate, context.options.tls_key}) {}

  Result<int> run() {
    listen_ = TRY(
        plan_listen(arguments_.listen.empty() ? options().listen : arguments_.listen, options()));
    TRY(open_lakes());
    TRY(open_http());
    TRY(tell());
    for (const auto& lake : lakes_) lake->start();
    for (size_t i = 0; i < lakes_.size(); ++i) devices_[i]->start(lakes_[i]->board());
    http_->start();
    install_reload_signal();
    while (!wait_for_stop(kLook) && !is_down_.load()) look_after_certificate();
    stop();
    return is_down_.load() ? kExitWorldFailed : kExitDone;
  }

 private:
  const Options& options() const { return context_.options; }
  bool is_open() const { return options().access == "open"; }

  Status open_lakes() {
    std::set<std::string> names;
    for (const std::string& folder : arguments_.folders) {
      if (!names.insert(file_name(folder)).second)
        return Status::invalid(
            fmt::format("cannot serve two lakes of one name: rename a folder: path={}", folder));
      devices_.push_back(std::make_unique<serve::DeviceFollower>(context_.env, folder));
      LakeRunnerOptions runner;
      runner.options = options();
      runner.sinks = {devices_.back().get()};
      runner.failed = [this, folder](const Status& why) { note_down(folder, why); };
      lakes_.push_back(
          TRY(LakeRunner::open(context_.env, context_.clock, folder, std::move(runner))));
      stores_.push_back(TRY(serve::KeyStore::open(folder, lakes_.back()->lake_id())));
      rings_.push_back(std::make_unique<serve::KeyRing>(*stores_.back(), context_.clock));
      TRY(rings_.back()->refresh());
      tenants_.push_back(std::make_unique<serve::Tenant>(serve::Tenant{
          file_name(folder), folder, context_.env, context_.clock, lakes_.back()->inbox(),
          lakes_.back()->board(), *lakes_.back(), *devices_.back(), rings_.back().get()}));
    }
    return {};
  }

  Status open_http() {
    std::vector<serve::Tenant*> tenants;
    for (const auto& tenant : tenants_) tenants.push_back(tenant.get());
    serve::ApiOptions api;
    api.queries = query_options();
    api_ = std::make_unique<serve::Api>(tenants, make_access(), api);
    serve::HttpServerOptions options;
    options.address = listen_.address;
    options.port = listen_.port;
    options.certificate_file = this->options().tls_certificate;
    options.key_file = this->options().tls_key;
    options.limits = http_limits();
    http_ = TRY(serve::HttpServer::open(options, *api_));
    return {};
  }

  serve::HttpLimits http_limits() const {
    using std::chrono::milliseconds;
    serve::HttpLimits limits;
    limits.connections_max = raise_descriptor_limit(options().http_connections);
    limits.header_patience = milliseconds(options().http_head_ms);
    limits.body_patience = milliseconds(options().http_body_ms);
    limits.idle_patience = milliseconds(options().http_idle_ms);
    limits.write_patience = milliseconds(options().http_write_ms);
    return limits;
  }

  std::unique_ptr<serve::Access> make_access() {
    std::vector<serve::KeyRing*> all;
    std::vector<serve::LakeRing> named;
    for (const auto& tenant : tenants_) {
      all.push_back(tenant->keys);
      named.push_back({tenant->name, tenant->keys});
    }
    keeper_ = std::make_unique<serve::KeyKeeper>(all, [this](const Status& why) {
      say(fmt::format("keys stay as they are: {}", why.message()));
    });
    if (is_open()) return serve::open_access();
    return std::make_unique<serve::KeyAccess>(std::move(named), context_.clock);
  }

  void say(const std::string& line) {
    std::fprintf(context_.messages, "telltale: %s\n", line.c_str());
    std::fflush(context_.messages);
  }

  // Where the server is reached, by whom, and how a lake gets its first key.
  Status tell() {
    const std::string url = url_of(listen_, http_->port(), !options().tls_certificate.empty());
    say(fmt::format("serving {} on {}", fmt::join(arguments_.folders, ", "), url));
    if (is_open()) {
      say("access is open: anybody on this machine may write, read and administer, without a key");
      return {};
    }
    for (const auto& tenant : tenants_) {
      const std::optional<std::string> token = TRY(tenant->keys->begin_setup());
      if (!token) continue;
      say(
          fmt::format("no key may administer {}: make the first within 1 h, once: "
                      "curl -X POST {}/v1/setup -d '{{\"token\":\"{}\"}}'",
                      tenant->name, url, *token));
    }
    return {};
  }

  // Takes a new certificate when it is there, or when that is wished.
  void look_after_certificate() {
    const bool is_wished = take_reload_wish();
    if (++looks_ % kLooksPerWatch != 0 && !is_wished) return;
    if (!certificate_.has_changed() && !is_wished) return;
    if (options().tls_certificate.empty()) return;
    const Status reloaded = http_->reload_certificate();
    say(reloaded.ok() ? "the certificate was read again"
                      : reloaded.message() + ": the one before stays in use");
  }

  serve::QueryOptions query_options() const {
    const Options& options = context_.options;
    serve::QueryOptions queries;
    queries.concurrent_max = options.query_concurrent;
    queries.waiting_max = options.query_waiting;
    queries.idle_processes = options.query_idle_processes;
    queries.time_max = std::chrono::milliseconds(options.query_time_ms);
    queries.memory_bytes = options.query_memory_bytes;
    queries.rows_max = options.query_rows;
    queries.result_bytes_max = options.query_result_bytes;
    queries.threads = static_cast<uint32_t>(options.query_threads);
    return queries;
  }

  // A lake that is down for good ends a server that has no other.
  void note_down(const std::string& folder, const Status& why) {
    std::fprintf(context_.messages, "telltale: the lake is down: %s: path=%s\n",
                 why.message().c_str(), folder.c_str());
    if (++down_ == lakes_.size()) is_down_.store(true);
  }

  void stop() {
    constexpr std::chrono::seconds kPatience{8};
    std::vector<std::thread> stopping;
    for (const auto& lake : lakes_)
      stopping.emplace_back([&lake, kPatience] { lake->stop(kPatience); });
    http_->stop(kPatience);
    for (std::thread& thread : stopping) thread.join();
    for (const auto& devices : devices_) devices->stop();
  }

  CommandContext& context_;
  const ServeArguments& arguments_;
  Listen listen_;
  FileWatch certificate_;
  size_t looks_ = 0;
  std::atomic<size_t> down_{0};
  std::atomic<bool> is_down_{false};
  std::vector<std::unique_ptr<serve::DeviceFollower>> devices_;  // the lakes tell them of commits
  std::vector<std::unique_ptr<LakeRunner>> lakes_;
  std::vector<std::unique_ptr<serve::Tenant>> tenants_;
  std::vector<std::unique_ptr<serve::KeyStore>> stores_;
  std::vector<std::unique_ptr<serve::KeyRing>> rings_;
  std::unique_ptr<serve::KeyKeeper> keeper_;
  std::unique_ptr<serve::Api> api_;
  std::unique_ptr<serve::HttpServer> http_;
};

}  // namespace

Result<int> run_serve(CommandContext& context, const ServeArguments& arguments) {
  return Server(context, arguments).run();
}

}  // namespace telltale
