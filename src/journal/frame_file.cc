#include "journal/frame_file.h"

#include <fmt/format.h>

#include "base/state_bytes.h"

namespace telltale {
namespace {

constexpr std::string_view kMagic = "TTFRAMES";
constexpr uint32_t kFormat = 1;
constexpr size_t kHeaderBytes = 8 + 4 + 16 + 8 + 8;
constexpr size_t kFrameHeadBytes = 4 + 8;

std::string header_bytes(const Hash128& lake, uint64_t first) {
  StateWriter header;
  for (const char c : kMagic) header.put(c);
  header.put(kFormat);
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
  if (bytes.size() < kHeaderBytes) return damaged("its header is cut off");
  if (!bytes.starts_with(kMagic)) return damaged("it does not begin like a log");
  uint32_t format = 0;
  uint64_t checksum = 0;
  StateReader header(bytes.substr(kMagic.size()));
  TRY(header.get(format));
  TRY(header.get(content.lake.low));
  TRY(header.get(content.lake.high));
  TRY(header.get(content.first));
  TRY(header.get(checksum));
  if (checksum != hash64(bytes.substr(0, kHeaderBytes - sizeof(checksum))))
    return damaged("its header's checksum differs");
  if (format != kFormat) {
    return Status::invalid(
        fmt::format("cannot read log: it has another format: use the version of telltale that "
                    "wrote it: path={} "
                    "format={} known={}",
                    path, format, kFormat));
  }
  return {};
}

// Reads one frame off the front; false: it is not whole.
bool read_frame(std::string_view& bytes, std::vector<std::string>& frames) {
  StateReader head(bytes);
  uint32_t size = 0;
  uint64_t checksum = 0;
  if (!head.get(size).ok() || !head.get(checksum).ok()) return false;
  if (size > bytes.size() - kFrameHeadBytes) return false;
  const std::string_view payload = bytes.substr(kFrameHeadBytes, size);
  if (checksum != frame_checksum(size, payload)) return false;
  frames.emplace_back(payload);
  bytes.remove_prefix(kFrameHeadBytes + size);
  return true;
}

}  // namespace

Result<FrameFileContent> read_frame_file(Env& env, const std::string& path) {
  const std::string bytes = TRY(read_file(env, path));
  FrameFileContent content;
  TRY(read_header(bytes, path, content));
  std::string_view left = std::string_view(bytes).substr(kHeaderBytes);
  while (read_frame(left, content.frames)) {
  }
  content.file_bytes = bytes.size();
  content.whole_bytes = bytes.size() - left.size();
  return content;
}

Status create_frame_file(Env& env, const std::string& path, const Hash128& lake, uint64_t first) {
  return write_new_file(env, path, header_bytes(lake, first));
}

Result<std::unique_ptr<FrameWriter>> FrameWriter::open(Env& env, const std::string& path,
                                                       const FrameFileContent& content) {
  if (content.whole_bytes < content.file_bytes) TRY(env.truncate_file(path, content.whole_bytes));
  std::unique_ptr<AppendFile> file = TRY(env.extend_file(path));
  // Whoever wrote the last frames may have been killed before they were durable.
  TRY(file->sync());
  return std::unique_ptr<FrameWriter>(new FrameWriter(std::move(file), path));
}

Status FrameWriter::append(std::string_view payload) {
  CHECK(payload.size() <= kFrameBytesMax);
  if (is_broken_)
    return Status::internal(
        fmt::format("cannot append to log: an append failed before: path={}", path_));
  const auto size = static_cast<uint32_t>(payload.size());
  StateWriter head;
  head.put(size);
  head.put(frame_checksum(size, payload));
  is_broken_ = true;
  TRY(file_->append(std::string(head.bytes()).append(payload)));
  TRY(file_->sync());
  is_broken_ = false;
  return {};
}

}  // namespace telltale
