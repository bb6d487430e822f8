// `telltale serve`: lakes that take records over the network and answer about them.
#include <charconv>
#include <sys/resource.h>
#include <thread>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/lake_runner.h"
#include "app/stop_signal.h"
#include "serve/api.h"
#include "serve/http_server.h"

namespace telltale {
namespace {

constexpr std::chrono::milliseconds kLook{100};

// Every connection and every file being read is a descriptor.
void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

struct Listen {
  std::string address;
  uint16_t port = 0;
};

Result<Listen> parse_listen(const std::string& text) {
  const size_t colon = text.rfind(':');
  uint32_t port = 65'536;
  if (colon != std::string::npos) {
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data() + colon + 1, end, port);
    if (error != std::errc() || rest != end) port = 65'536;
  }
  if (port > 65'535)
    return Status::invalid(
        fmt::format("cannot listen: say ADDRESS:PORT, such as 127.0.0.1:8080: listen={}", text));
  std::string address = text.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']'))
    address = address.substr(1, address.size() - 2);
  return Listen{address, static_cast<uint16_t>(port)};
}

class Server {
 public:
  Server(CommandContext& context, const ServeArguments& arguments)
      : context_(context), arguments_(arguments) {}

  Result<int> run() {
    raise_descriptor_limit();
    TRY(open_lakes());
    TRY(open_http());
    for (const auto& lake : lakes_) lake->start();
    http_->start();
    std::fprintf(context_.messages, "telltale: serving %s on http://%s:%u\n",
                 arguments_.folders.front().c_str(), listen_.address.c_str(), http_->port());
    while (!wait_for_stop(kLook) && !is_down_.load()) {
    }
    stop();
    return is_down_.load() ? kExitWorldFailed : kExitDone;
  }

 private:
  Status open_lakes() {
    for (const std::string& folder : arguments_.folders) {
      LakeRunnerOptions options;
      options.options = context_.options;
      options.failed = [this, folder](const Status& why) { note_down(folder, why); };
      lakes_.push_back(
          TRY(LakeRunner::open(context_.env, context_.clock, folder, std::move(options))));
      tenants_.push_back(std::make_unique<serve::Tenant>(
          serve::Tenant{file_name(folder), folder, context_.env, context_.clock,
                        lakes_.back()->inbox(), lakes_.back()->board()}));
    }
    return {};
  }

  Status open_http() {
    listen_ =
        TRY(parse_listen(arguments_.listen.empty() ? context_.options.listen : arguments_.listen));
    std::vector<serve::Tenant*> tenants;
    for (const auto& tenant : tenants_) tenants.push_back(tenant.get());
    api_ = std::make_unique<serve::Api>(tenants, serve::open_access(), serve::ApiOptions());
    serve::HttpServerOptions options;
    options.address = listen_.address;
    options.port = listen_.port;
    http_ = TRY(serve::HttpServer::open(options, *api_));
    return {};
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
  }

  CommandContext& context_;
  const ServeArguments& arguments_;
  Listen listen_;
  std::atomic<size_t> down_{0};
  std::atomic<bool> is_down_{false};
  std::vector<std::unique_ptr<LakeRunner>> lakes_;
  std::vector<std::unique_ptr<serve::Tenant>> tenants_;
  std::unique_ptr<serve::Api> api_;
  std::unique_ptr<serve::HttpServer> http_;
};

}  // namespace

Result<int> run_serve(CommandContext& context, const ServeArguments& arguments) {
  return Server(context, arguments).run();
}

}  // namespace telltale
