#include "ingest/log_probe.h"

#include "base/cpu_meter.h"
#include "ingest/gzip_stream.h"

namespace telltale {
namespace {

constexpr size_t kHeadBytesMax = 64 * 1024;
constexpr std::string_view kSpace = " \t\r\n";

// Gives out the head first, then the rest.
class JoinedStream : public ByteStream {
 public:
  JoinedStream(std::string head, std::unique_ptr<ByteStream> rest)
      : head_(std::move(head)), rest_(std::move(rest)) {}

  Result<size_t> read(std::span<char> out) override {
    if (at_ == head_.size()) return rest_->read(out);
    const size_t count = head_.copy(out.data(), out.size(), at_);
    at_ += count;
    return count;
  }

  bool is_ready_within(std::chrono::milliseconds patience) override {
    return at_ < head_.size() || rest_->is_ready_within(patience);
  }

 private:
  std::string head_;
  size_t at_ = 0;
  std::unique_ptr<ByteStream> rest_;
};

// Reads until `head` satisfies `is_enough`, the stream ends or kHeadBytesMax are there. An error
// after the first bytes is left for whoever reads on, so that what came before it is not lost.
template <typename IsEnough>
Status read_head(ByteStream& stream, std::string& head, IsEnough is_enough) {
  while (head.size() < kHeadBytesMax && !is_enough(head)) {
    const size_t before = head.size();
    head.resize(kHeadBytesMax);
    const Result<size_t> got = stream.read(std::span(head).subspan(before));
    head.resize(before + (got.ok() ? got.value() : 0));
    if (!got.ok() && before == 0) return got.status();
    if (!got.ok() || got.value() == 0) return {};
  }
  return {};
}

// The text after the byte order mark, of which a log has one at most. What is below takes such
// text: were the mark taken off twice, a second one would be text here and skipped there.
std::string_view without_mark(std::string_view head) {
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  return head;
}

char first_visible(std::string_view text) {
  const size_t at = text.find_first_not_of(kSpace);
  return at == std::string_view::npos ? '\0' : text[at];
}

// Empty lines before it are passed over; its end is not part of it.
std::string_view first_line_of(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Whether a line is an object by itself, so that lines are records. Objects written over several
// lines have none that begins at the line's start and ends where the line ends.
bool has_object_line(std::string_view text) {
  while (!text.empty()) {
    const size_t newline = text.find('\n');
    std::string_view line = text.substr(0, newline);
    while (!line.empty() && static_cast<unsigned char>(line.back()) <= ' ') line.remove_suffix(1);
    if (line.size() > 1 && line.front() == '{' && line.back() == '}') return true;
    if (newline == std::string_view::npos) return false;
    text.remove_prefix(newline + 1);
  }
  return false;
}

bool is_csv(const Schema& schema, char first) {
  const bool looks_like_json = first == '{' || first == '[';
  return schema.format ? *schema.format == RecordFormat::kCsv : !looks_like_json;
}

// Whether more bytes cannot change what layout_of says, so that it does not depend on how many
// came at once: whole lines are looked at, of an array on one line also what follows.
bool tells_layout(const Schema& schema, std::string_view head) {
  const std::string_view text = without_mark(head);
  const size_t visible = text.find_first_not_of(kSpace);
  if (visible == std::string_view::npos) return false;
  const size_t newline = text.find('\n', visible);
  if (newline == std::string_view::npos) return false;
  const char first = text[visible];
  if (is_csv(schema, first)) return true;
  if (first == '{') return has_object_line(text.substr(0, text.rfind('\n')));
  return first != '[' || text.find_first_not_of(kSpace, newline) != std::string_view::npos;
}

}  // namespace

std::string first_line(std::string_view head) {
  return std::string(first_line_of(without_mark(head)));
}

Layout layout_of(const Schema& schema, std::string_view head) {
  const std::string_view text = without_mark(head);
  const char first = first_visible(text);
  if (is_csv(schema, first)) return Layout::kCsv;
  if (first == '[') {
    // Arrays a line each are messages of lines; one array over the log is not.
    const std::string_view line = first_line_of(text);
    const auto line_end = static_cast<size_t>(line.end() - text.begin());
    std::vector<std::string_view> elements;
    const bool more_follow = text.find_first_not_of(kSpace, line_end) != std::string_view::npos;
    return split_json_array(line, elements) && more_follow ? Layout::kLines : Layout::kJsonArray;
  }
  return first != '{' || has_object_line(text) ? Layout::kLines : Layout::kJsonArray;
}

Result<ProbedLog> probe_log(std::unique_ptr<ByteStream> stream, const Schema& schema) {
  std::string magic;
  TRY(read_head(*stream, magic,
                [](const std::string& head) { return head.size() >= kGzipMagic.size(); }));
  const bool is_gzip = magic.starts_with(kGzipMagic);
  ProbedLog log;
  log.rest = std::make_unique<JoinedStream>(std::move(magic), std::move(stream));
  if (is_gzip) log.rest = make_gzip_stream(std::move(log.rest));
  TRY(read_head(*log.rest, log.head,
                [&](const std::string& head) { return tells_layout(schema, head); }));
  log.layout = layout_of(schema, log.head);
  if (log.layout == Layout::kCsv) log.csv_header = first_line(log.head);
  return log;
}

LogInfo lone_log(const ProbedLog& probed, std::shared_ptr<const Schema> schema) {
  LogInfo log;
  log.id = LogId{1};
  for (size_t i = 0; i < schema->signal_count(); ++i)
    log.signal_numbers.push_back(static_cast<uint16_t>(i));
  log.schema = std::move(schema);
  log.format = probed.layout == Layout::kCsv ? RecordFormat::kCsv : RecordFormat::kJson;
  log.csv_header = probed.csv_header;
  return log;
}

Result<Blake3Digest> digest_of_file(Env& env, const std::string& path) {
  const MeteredWork metered(Work::kDigestLog);
  const std::unique_ptr<ByteStream> file = TRY(env.open_stream(path));
  std::string buffer(128 << 10, '\0');
  Blake3 hash;
  while (const size_t got = TRY(file->read(buffer))) hash.add({buffer.data(), got});
  return hash.finish();
}

}  // namespace telltale
