// Server: what `telltale serve` runs: lakes, the HTTP server before them, the log, and who
// supervises both. It listens before its lakes are open, so that whoever started it can ask how far
// it is. The thread that calls run() supervises until it is told to stop.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "app/file_watch.h"
#include "app/lake_host.h"
#include "app/listen.h"
#include "app/server_commands.h"
#include "app/server_keys.h"
#include "app/service_notifier.h"
#include "base/events.h"
#include "serve/api.h"
#include "serve/http_server.h"

namespace telltale {

class Server {
 public:
  Server(CommandContext& context, const ServeArguments& arguments);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();

  // Returns when it was told to stop, or its last lake is down; an error when no lake started.
  Result<int> run();

 private:
  const Options& options() const { return context_.options; }
  bool is_open() const { return options().access == "open"; }
  Status add_lakes();
  Status open_http();
  Status tell_access();
  void say(const std::string& line);
  void supervise();
  void look_at_certificate(bool is_wished);
  void look_at_loop(Duration now);
  void look_at_start();
  void reload();
  std::string url() const;
  std::string starting_text() const;
  void note_down(const Status& why);
  void stop();
  serve::ServerFacts facts() const;

  CommandContext& context_;
  const ServeArguments& arguments_;
  Log log_;
  Events events_;
  const Emitter emitter_;
  Listen listen_;
  FileWatch certificate_;
  size_t looks_ = 0;
  ServerKeys keys_;
  ServiceNotifier notifier_;
  const Instant started_;
  bool is_ready_ = false;
  std::atomic<int64_t> supervised_at_{0};  // by the clock that only goes on
  uint64_t beats_ = 0;                     // of the HTTP thread
  Duration beaten_at_{0};

  std::mutex mutex_;
  size_t lakes_down_ = 0;
  Status first_failure_;
  std::atomic<bool> is_down_{false};

  std::vector<std::unique_ptr<LakeHost>> lakes_;
  std::vector<std::unique_ptr<serve::Tenant>> tenants_;
  std::unique_ptr<serve::Api> api_;
  std::unique_ptr<serve::HttpServer> http_;
};

}  // namespace telltale
