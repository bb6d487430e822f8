#include "app/progress.h"

#include <unistd.h>

#include <fmt/format.h>

namespace telltale {

IngestProgress::IngestProgress(std::FILE* messages)
    : messages_(messages),
      is_terminal_(::isatty(::fileno(messages)) == 1),
      started_(std::chrono::steady_clock::now()) {
  if (is_terminal_) drawer_ = std::thread([this] { draw_loop(); });
}

IngestProgress::~IngestProgress() {
  finish();
}

Status IngestProgress::fold(const Commit& commit) {
  const std::lock_guard lock(mutex_);
  ++commits_;
  for (const CommitPart& part : commit.parts) {
    books_.add(part.books.total());
    for (const FileEntry& file : part.added)
      anomalies_ += file.table == Table::kAnomalies ? file.rows : 0;
  }
  return {};
}

IngestProgress::Reading::Reading(IngestProgress& progress, const LogSource& source, uint64_t bytes)
    : progress_(progress) {
  const std::lock_guard lock(progress_.mutex_);
  progress_.source_ = &source;
  progress_.source_bytes_ = bytes;
}

IngestProgress::Reading::~Reading() {
  const std::lock_guard lock(progress_.mutex_);
  progress_.earlier_bytes_ += progress_.source_->bytes_taken();
  progress_.source_ = nullptr;
}

void IngestProgress::finish() {
  {
    const std::lock_guard lock(mutex_);
    is_ended_ = true;
    source_ = nullptr;
  }
  ended_.notify_all();
  if (drawer_.joinable()) drawer_.join();
  clear_line();
}

void IngestProgress::clear_line() {
  const std::lock_guard lock(mutex_);
  if (line_is_drawn_) std::fputs("\r\x1b[K", messages_);
  line_is_drawn_ = false;
}

void IngestProgress::draw_loop() {
  constexpr std::chrono::milliseconds kInterval{250};
  std::unique_lock lock(mutex_);
  while (!ended_.wait_for(lock, kInterval, [this] { return is_ended_; })) draw();
}

void IngestProgress::draw() {
  if (source_ == nullptr) return;
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
  const uint64_t taken = source_->bytes_taken();
  const double rate = static_cast<double>(earlier_bytes_ + taken) / std::max(seconds, 0.001);
  std::string line =
      fmt::format("{} taken, {}/s, {} records committed", bytes_text(taken),
                  bytes_text(static_cast<uint64_t>(rate)), with_commas(books_.received));
  if (source_bytes_ > taken && rate > 0) {
    const auto left = static_cast<int64_t>(static_cast<double>(source_bytes_ - taken) / rate);
    line += fmt::format(", {} left", format_duration(std::chrono::seconds(left)));
  }
  std::fprintf(messages_, "\r\x1b[K%s", line.c_str());
  std::fflush(messages_);
  line_is_drawn_ = true;
}

Status IngestProgress::report(CommandContext& context, const LakeWriter& writer) const {
  const std::lock_guard lock(mutex_);
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin(
      {"received", "stored", "late", "duplicate", "conflict", "rejected", "anomalies", "commit"}));
  const std::vector<Cell> cells = {Cell::of(books_.received),
                                   Cell::of(books_.count(Disposition::kStored)),
                                   Cell::of(books_.late),
                                   Cell::of(books_.count(Disposition::kDuplicate)),
                                   Cell::of(books_.count(Disposition::kConflict)),
                                   Cell::of(books_.count(Disposition::kRejected)),
                                   Cell::of(anomalies_),
                                   Cell::of(static_cast<uint64_t>(writer.view()->commit))};
  TRY(output->row(cells));
  return output->end();
}

}  // namespace telltale
