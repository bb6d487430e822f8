#include "store/commit_pack.h"

#include <fmt/format.h>
#include <zstd.h>

#include "base/state_bytes.h"

namespace telltale {
namespace {

constexpr std::string_view kMagic = "TTPACK01";
constexpr int kCompressionLevel = 9;
constexpr uint64_t kTextBytesMax = 1UL << 28;

Status damaged(const std::string& path) {
  return Status::corrupt(fmt::format(
      "cannot read commits: the bytes of their pack are damaged: restore the file from a backup: "
      "path={}",
      path));
}

// Two lines a text: the commit and its digest.
bool split_texts(std::string_view all, std::vector<std::string>& texts) {
  while (!all.empty()) {
    size_t end = all.find('\n');
    if (end != std::string_view::npos) end = all.find('\n', end + 1);
    if (end == std::string_view::npos) return false;
    texts.emplace_back(all.substr(0, end + 1));
    all.remove_prefix(end + 1);
  }
  return true;
}

}  // namespace

Result<std::string> write_commit_pack(const CommitPack& pack) {
  std::string all;
  for (const std::string& text : pack.texts) all += text;
  StateWriter head;
  for (const char c : kMagic) head.put(c);
  head.put(pack.first);
  head.put(uint64_t{pack.texts.size()});
  head.put(uint64_t{all.size()});
  std::string bytes(head.bytes());
  const size_t begin = bytes.size();
  bytes.resize(begin + ZSTD_compressBound(all.size()));
  const size_t size = ZSTD_compress(bytes.data() + begin, bytes.size() - begin, all.data(),
                                    all.size(), kCompressionLevel);
  if (ZSTD_isError(size) != 0)
    return Status::internal(fmt::format("cannot pack commits: {}", ZSTD_getErrorName(size)));
  bytes.resize(begin + size);
  return bytes;
}

Result<CommitPack> read_commit_pack(std::string_view bytes, const std::string& path) {
  if (!bytes.starts_with(kMagic)) return damaged(path);
  StateReader head(bytes.substr(kMagic.size()));
  CommitPack pack;
  uint64_t count = 0;
  uint64_t size = 0;
  if (!head.get(pack.first).ok() || !head.get(count).ok() || !head.get(size).ok() ||
      size > kTextBytesMax)
    return damaged(path);
  const std::string_view packed = bytes.substr(kMagic.size() + 3 * sizeof(uint64_t));
  std::string all(size, '\0');
  const size_t got = ZSTD_decompress(all.data(), all.size(), packed.data(), packed.size());
  if (ZSTD_isError(got) != 0 || got != size || !split_texts(all, pack.texts) ||
      pack.texts.size() != count)
    return damaged(path);
  return pack;
}

}  // namespace telltale
