#include "serve/query_run.h"

#include <csignal>

#include <fmt/format.h>

#include "base/json.h"
#include "serve/api.h"
#include "serve/lake_reply.h"
#include "store/as_of.h"

namespace telltale::serve {
namespace {

// An answer up to this size is sent when it is whole, with a status that is sure.
constexpr size_t kWholeBytes = 256 << 10;
constexpr std::chrono::milliseconds kRoomPatience{1'000};

std::vector<std::string> names_of(const std::vector<SqlView>& views) {
  std::vector<std::string> names;
  for (const SqlView& view : views) names.push_back(view.name);
  return names;
}

// The views that are named, and all they are made of.
std::set<std::string> with_needs(const std::vector<SqlView>& views,
                                 const std::set<std::string>& named) {
  std::set<std::string> wanted = named;
  for (auto view = views.rbegin(); view != views.rend(); ++view) {
    if (wanted.contains(view->name)) wanted.insert(view->needs.begin(), view->needs.end());
  }
  return wanted;
}

}  // namespace

HttpReply problem_of_query(const Status& status) {
  // More than may be is the query's fault, and asking again would not help.
  if (status.code() == Code::kExhausted) return problem(422, status.message());
  return problem_of(status);
}

void QueryRun::run(const Call& call, const QueryRequest& request, ChildProcess& child) {
  reply_.type = media_type_of(request.format);
  time_max_ = request.time_max;
  until_ = clock_.running() + time_max_;
  Status outcome = open_lake(call, request);
  if (outcome.ok()) outcome = start(call, request, child);
  if (outcome.ok()) outcome = relay(call, child);
  if (outcome.ok()) return;
  if (stream_ != nullptr) return stream_->fail();
  HttpReply failed = problem_of_query(outcome);
  add_commit_fields(*call.tenant, *request.now.view, failed);
  call.reply(std::move(failed));
}

Result<ProcessMessage> QueryRun::next(ChildProcess& child) const {
  Result<ProcessMessage> said = child.read(clock_, until_);
  if (!said.ok()) return died(child, said.status());
  if (said->kind == kFailedSaid) return read_failure(said->bytes);
  return said;
}

Status QueryRun::died(ChildProcess& child, const Status& why) const {
  child.kill();
  const int signal = child.wait();
  if (why.code() == Code::kCancelled || signal == SIGXCPU) {
    return Status::exhausted(
        fmt::format("cannot answer query: it takes longer than it may: ask for less, or for a "
                    "shorter time: time_max={}",
                    format_duration(time_max_)));
  }
  if (signal == SIGKILL) return Status(Code::kCancelled, "the query was ended");
  if (signal == 0) return Status::internal("cannot answer query: its process ended: try again");
  return Status::exhausted(
      fmt::format("cannot answer query: its process ended, most likely for want of memory: ask for "
                  "less: memory={} MiB signal={}",
                  options_.memory_bytes >> 20, signal));
}

// Which commit it is about, and what that shows.
Status QueryRun::open_lake(const Call& call, const QueryRequest& request) {
  const Tenant& tenant = *call.tenant;
  lake_.emplace(LakeAt{tenant.env, tenant.folder, *request.now.view, *request.now.catalog});
  if (request.as_of.empty()) {
    add_commit_fields(tenant, *request.now.view, reply_);
  } else {
    lake_->as_of = TRY(find_commit(tenant.env, tenant.folder, lake_->view, request.as_of));
    reply_.fields.emplace_back("Telltale-Commit",
                               std::to_string(static_cast<uint64_t>(lake_->commit())));
  }
  views_ = lake_views(*lake_);
  return {};
}

Status QueryRun::start(const Call& call, const QueryRequest& request, ChildProcess& child) {
  const std::string& folder = call.tenant->folder;
  QueryJob job;
  job.sql = request.sql;
  job.format = request.format;
  job.commit = static_cast<uint64_t>(lake_->commit());
  for (const char* name : {"raw", "processed", "ledger", "superseded"})
    job.folders.push_back(join_path(folder, name));
  job.views = names_of(views_);
  job.rows_max = request.rows_max;
  job.cuts_rows = request.cuts_rows;
  job.bytes_max = options_.result_bytes_max;
  job.memory_bytes = options_.memory_bytes;
  job.threads = options_.threads;
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(time_max_).count();
  job.cpu_seconds = static_cast<uint64_t>(seconds + 1) * options_.threads;
  TRY(child.write(kQuerySaid, write_query_job(job)));
  const ProcessMessage wanted = TRY(next(child));
  if (wanted.kind != kReadsSaid) return Status::internal("the query's process says nonsense");
  return send_plan(child, TRY(read_reads(wanted.bytes)));
}

Status QueryRun::send_plan(ChildProcess& child, const UserSql::Reads& reads) {
  const std::set<std::string> wanted = with_needs(views_, reads.views);
  QueryPlan plan;
  for (const SqlView& view : views_) {
    if (!wanted.contains(view.name)) continue;
    for (const FileEntry& file : view.files) {
      TRY(checked_.check(lake_->env, lake_->folder, file));
      plan.files.push_back(join_path(lake_->folder, file.path));
    }
    plan.views.push_back(TRY(definition_as_of(*lake_, view, reads.columns)));
  }
  return child.write(kPlanSaid, write_query_plan(plan));
}

Status QueryRun::relay(const Call& call, ChildProcess& child) {
  while (true) {
    ProcessMessage said = TRY(next(child));
    if (said.kind == kDoneSaid) break;
    if (said.kind != kBytesSaid) return Status::internal("the query's process says nonsense");
    TRY(pass_on(call, std::move(said.bytes)));
  }
  if (stream_ == nullptr) {
    call.reply(std::move(reply_));
  } else {
    stream_->end();
  }
  return {};
}

Status QueryRun::pass_on(const Call& call, std::string piece) {
  bytes_ += piece.size();
  if (bytes_ > options_.result_bytes_max)
    return Status::exhausted("cannot answer query: its result is longer than may be");
  if (stream_ == nullptr) {
    reply_.body += piece;
    if (reply_.body.size() > kWholeBytes) stream_ = call.exchange->begin_stream(std::move(reply_));
    return {};
  }
  const Duration begun = clock_.running();
  while (!stream_->write(piece)) {
    if (stream_->is_closed()) return Status(Code::kCancelled, "who asked has gone");
    stream_->wait_for_room(kRoomPatience);
  }
  until_ += clock_.running() - begun;  // a slow reader is not the query's time
  return {};
}

}  // namespace telltale::serve
