#include "journal/frame_file.h"

#include <charconv>

#include <fmt/format.h>

#include "base/state_bytes.h"

namespace telltale {
namespace {

constexpr std::string_view kMagic = "TTFRAMES";
// What a reader asks the file for at once.
constexpr size_t kReadBytes = 256 << 10;

std::string header_bytes(const Hash128& lake, uint64_t first) {
  StateWriter header;
  for (const char c : kMagic) header.put(c);
  header.put(kFrameFormat);
  header.put(lake.low);
  header.put(lake.high);
  header.put(first);
  header.put(hash64(header.bytes()));
  return std::string(header.bytes());
}

uint64_t frame_checksum(uint32_t size, std::string_view payload) {
  return hash64(payload) ^ hash64({reinterpret_cast<const char*>(&size), sizeof(size)});
}

Status read_header(std::string_view bytes, const std::string& path, FrameFileContent& content) {
  const auto damaged = [&](const char* why) {
    return Status::corrupt(fmt::format("cannot read log: {}: path={}", why, path));
  };
  if (bytes.size() < kFrameFileHeaderBytes) return damaged("its header is cut off");
  if (!bytes.starts_with(kMagic)) return damaged("it does not begin like a log");
  uint32_t format = 0;
  uint64_t checksum = 0;
  StateReader header(bytes.substr(kMagic.size()));
  TRY(header.get(format));
  TRY(header.get(content.lake.low));
  TRY(header.get(content.lake.high));
  TRY(header.get(content.first));
  TRY(header.get(checksum));
  if (checksum != hash64(bytes.substr(0, kFrameFileHeaderBytes - sizeof(checksum))))
    return damaged("its header's checksum differs");
  if (format != kFrameFormat) {
    return Status::invalid(
        fmt::format("cannot read log: it has another format: use the version of telltale that "
                    "wrote it: path={} "
                    "format={} known={}",
                    path, format, kFrameFormat));
  }
  return {};
}

struct FrameHead {
  uint32_t size = 0;
  uint64_t checksum = 0;
};

FrameHead read_frame_head(std::string_view bytes) {
  FrameHead head;
  StateReader reader(bytes.substr(0, kFrameHeadBytes));
  CHECK(reader.get(head.size).ok() && reader.get(head.checksum).ok());
  return head;
}

// Reads one frame off the front; false: it is not whole.
bool read_frame(std::string_view& bytes, std::vector<std::string>& frames) {
  if (bytes.size() < kFrameHeadBytes) return false;
  const FrameHead head = read_frame_head(bytes);
  if (head.size > bytes.size() - kFrameHeadBytes) return false;
  const std::string_view payload = bytes.substr(kFrameHeadBytes, head.size);
  if (head.checksum != frame_checksum(head.size, payload)) return false;
  frames.emplace_back(payload);
  bytes.remove_prefix(kFrameHeadBytes + head.size);
  return true;
}

void append_frame(std::string_view payload, std::string& out) {
  const auto size = static_cast<uint32_t>(payload.size());
  const uint64_t checksum = frame_checksum(size, payload);
  out.append(reinterpret_cast<const char*>(&size), sizeof(size))
      .append(reinterpret_cast<const char*>(&checksum), sizeof(checksum))
      .append(payload);
}

}  // namespace

std::string frame_file_name(uint64_t first, std::string_view ending) {
  return fmt::format("{:020}{}", first, ending);
}

std::optional<uint64_t> first_in_name(std::string_view name, std::string_view ending) {
  if (!name.ends_with(ending)) return std::nullopt;
  name.remove_suffix(ending.size());
  uint64_t first = 0;
  const char* end = name.data() + name.size();
  const auto [rest, error] = std::from_chars(name.data(), end, first);
  return error == std::errc() && rest == end ? std::optional(first) : std::nullopt;
}

Result<FrameFileContent> read_frame_file(Env& env, const std::string& path) {
  const std::string bytes = TRY(read_file(env, path));
  FrameFileContent content;
  TRY(read_header(bytes, path, content));
  std::string_view left = std::string_view(bytes).substr(kFrameFileHeaderBytes);
  while (read_frame(left, content.frames)) {
  }
  content.file_bytes = bytes.size();
  content.whole_bytes = bytes.size() - left.size();
  return content;
}

Status create_frame_file(Env& env, const std::string& path, const Hash128& lake, uint64_t first) {
  return write_new_file(env, path, header_bytes(lake, first));
}

Result<std::unique_ptr<FrameReader>> FrameReader::open(Env& env, const std::string& path) {
  std::unique_ptr<RandomFile> file = TRY(env.open_file(path));
  std::string bytes(kFrameFileHeaderBytes, '\0');
  bytes.resize(TRY(file->read(0, bytes)));
  FrameFileContent header;
  TRY(read_header(bytes, path, header));
  return std::unique_ptr<FrameReader>(new FrameReader(std::move(file), std::move(header)));
}

// Makes the buffer hold so many bytes from the next frame on. False: there are fewer before `end`.
Result<bool> FrameReader::hold(size_t size, uint64_t end) {
  const size_t held = buffer_.size() - begin_;
  if (held >= size) return true;
  const uint64_t held_to = header_.first + bytes_read_ + held;
  const uint64_t left = end > held_to ? end - held_to : 0;
  if (left < size - held) return false;
  buffer_.erase(0, begin_);
  begin_ = 0;
  buffer_.resize(held + std::min<uint64_t>(std::max(size, kReadBytes) - held, left));
  const size_t got = TRY(
      file_->read(kFrameFileHeaderBytes + bytes_read_ + held, std::span(buffer_).subspan(held)));
  buffer_.resize(held + got);
  return buffer_.size() >= size;
}

Result<std::optional<std::string_view>> FrameReader::next(uint64_t end) {
  const std::optional<std::string_view> none;
  if (!TRY(hold(kFrameHeadBytes, end))) return none;
  const FrameHead head = read_frame_head(std::string_view(buffer_).substr(begin_));
  if (head.size > kFrameBytesMax || !TRY(hold(kFrameHeadBytes + head.size, end))) return none;
  const std::string_view payload =
      std::string_view(buffer_).substr(begin_ + kFrameHeadBytes, head.size);
  if (head.checksum != frame_checksum(head.size, payload)) return none;
  begin_ += frame_bytes(payload);
  bytes_read_ += frame_bytes(payload);
  return std::optional(payload);
}

Result<std::unique_ptr<FrameWriter>> FrameWriter::open(Env& env, const std::string& path,
                                                       const FrameFileContent& content) {
  if (content.whole_bytes < content.file_bytes) TRY(env.truncate_file(path, content.whole_bytes));
  std::unique_ptr<AppendFile> file = TRY(env.extend_file(path));
  // Whoever wrote the last frames may have been killed before they were durable.
  TRY(file->sync());
  return std::unique_ptr<FrameWriter>(new FrameWriter(std::move(file), path, content.whole_bytes));
}

Status FrameWriter::append(std::span<const std::string_view> payloads) {
  if (state_ != State::kGood)
    return Status::internal(
        fmt::format("cannot append to log: an append failed before: path={}", path_));
  group_.clear();
  for (const std::string_view payload : payloads) {
    CHECK(payload.size() <= kFrameBytesMax);
    append_frame(payload, group_);
  }
  state_ = State::kHalfWritten;
  TRY(file_->append(group_));
  state_ = State::kUnknown;
  TRY(file_->sync());
  state_ = State::kGood;
  bytes_ += group_.size();
  return {};
}

Status FrameWriter::repair(Env& env) {
  CHECK(is_repairable());
  TRY(env.truncate_file(path_, bytes_));
  file_ = TRY(env.extend_file(path_));
  state_ = State::kGood;
  return {};
}

}  // namespace telltale
