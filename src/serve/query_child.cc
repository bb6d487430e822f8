#include "serve/query_child.h"

#include <unistd.h>

#include <fmt/format.h>

#include "base/json.h"
#include "base/sandbox.h"

namespace telltale::serve {
namespace {

// Address space beside what the engine counts: stacks and heaps of threads, its tables.
constexpr uint64_t kOverheadBytes = 768UL << 20;

class QueryChild {
 public:
  // Everything that takes time and needs no query.
  Status warm_up() {
    engine_ = TRY(UserSql::open());
    return engine_->reads_of("SELECT count(*) FROM a", {"a"}).status();
  }

  Status run() {
    Result<ProcessMessage> said = read_message(STDIN_FILENO, kMessageBytesMax);
    if (!said.ok()) return {};  // the server has gone and needs no answer
    job_ = TRY(read_query_job(said->bytes));
    TRY(confine());
    TRY(ask_for_plan());
    TRY(take_plan());
    TRY(answer());
    return write_message(STDOUT_FILENO, kDoneSaid, "");
  }

 private:
  // Landlock holds threads, not processes: there must be no other one.
  Status confine() const {
    if (TRY(count_threads()) != 1)
      return Status::internal("cannot confine the query: it has threads already");
    TRY(limit_process(
        {job_.memory_bytes + kOverheadBytes, std::chrono::seconds(job_.cpu_seconds)}));
    TRY(confine_files(job_.folders));
    return confine_calls();
  }

  Status ask_for_plan() {
    const UserSql::Reads reads = TRY(engine_->reads_of(job_.sql, job_.views));
    return write_message(STDOUT_FILENO, kReadsSaid, write_reads(reads));
  }

  Status take_plan() {
    const ProcessMessage said = TRY(read_message(STDIN_FILENO, kMessageBytesMax));
    QueryPlan plan = TRY(read_query_plan(said.bytes));
    TRY(confine_files(plan.files));
    return engine_->prepare({job_.sql,
                             std::move(plan.views),
                             std::move(plan.files),
                             {job_.threads, job_.memory_bytes}});
  }

  Status answer() {
    const auto write = [this](std::string_view piece) { return give(piece); };
    const std::optional<BatchForm> form = batch_form_of(job_.format);
    if (!form) return answer_as_text(write);
    return engine_->run_as_batches(*form, [this](uint64_t rows) { return count(rows); }, write);
  }

  // Ends a walk over rows when there are enough.
  struct Counted : public RowSink {
    Counted(QueryChild& child, ResultText& result) : child(child), text(result) {}
    Status begin(const std::vector<std::string>& columns) override { return text.begin(columns); }
    Status row(std::span<const Cell> cells) override {
      if (TRY(child.count(1)) == 0) return Status::cancelled("there are enough rows");
      return text.row(cells);
    }
    Status end() override { return text.finish(false); }
    QueryChild& child;
    ResultText& text;
  };

  Status answer_as_text(const ResultText::Write& write) {
    ResultText text({job_.format, job_.commit, engine_->columns()}, write);
    Counted counted(*this, text);
    const Status done = engine_->run(counted);
    return is_cut_ ? text.finish(true) : done;
  }

  // How many of the next rows are wanted.
  Result<uint64_t> count(uint64_t rows) {
    const uint64_t room = job_.rows_max - rows_;
    rows_ += std::min(rows, room);
    if (rows <= room) return rows;
    is_cut_ = job_.cuts_rows;
    if (is_cut_) return room;
    return Status::exhausted(fmt::format(
        "cannot answer query: it has more rows than may be: add a LIMIT, or ask for fewer by "
        "rows_max: rows_max={}",
        job_.rows_max));
  }

  Status give(std::string_view piece) {
    bytes_ += piece.size();
    if (bytes_ > job_.bytes_max) {
      return Status::exhausted(fmt::format(
          "cannot answer query: its result is longer than may be: select fewer rows or columns: "
          "bytes_max={}",
          job_.bytes_max));
    }
    constexpr size_t kMost = 1 << 20;
    for (; !piece.empty(); piece.remove_prefix(std::min(kMost, piece.size())))
      TRY(write_message(STDOUT_FILENO, kBytesSaid, piece.substr(0, kMost)));
    return {};
  }

  std::unique_ptr<UserSql> engine_;
  QueryJob job_;
  uint64_t rows_ = 0;
  uint64_t bytes_ = 0;
  bool is_cut_ = false;
};

}  // namespace

void run_query_child() {
  QueryChild child;
  Status outcome = child.warm_up();
  if (outcome.ok()) outcome = child.run();
  if (outcome.ok()) return;
  const Status told = write_message(STDOUT_FILENO, kFailedSaid, write_failure(outcome));
  if (!told.ok()) return;  // nobody reads any more
}

}  // namespace telltale::serve
