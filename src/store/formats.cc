#include "store/formats.h"

#include <algorithm>

#include "base/json.h"
#include "base/state_bytes.h"
#include "journal/frame_file.h"
#include "journal/request_frame.h"
#include "store/commit_json.h"
#include "store/commit_pack.h"
#include "store/growing_files.h"
#include "store/snapshot.h"

namespace telltale {
namespace {

constexpr size_t kMagicBytes = 8;

// The path of the newest file of a kind, or nothing.
Result<std::optional<std::string>> newest_of(Env& env, const std::string& lake_folder,
                                             const std::string& folder, std::string_view ending) {
  std::vector<std::string> paths = TRY(list_files_below(env, lake_folder, folder));
  std::erase_if(paths, [&](const std::string& path) {
    return !path.ends_with(ending) || path.ends_with(".checkpoint.json") ||
           path.find("/keys/") != std::string::npos;
  });
  std::optional<std::string> newest;
  if (!paths.empty()) newest = join_path(lake_folder, paths.back());
  return newest;
}

Result<uint64_t> commit_format(Env& env, const std::string& path) {
  const Sealed sealed = TRY(unseal(TRY(read_file(env, path)), path));
  const Json json = TRY(Json::parse(sealed.json));
  return JsonFields(json, "commit").uint_at("format");
}

// Of files that begin with eight letters and a number of four bytes.
Result<uint64_t> number_after_magic(Env& env, const std::string& path) {
  std::string head(kMagicBytes + sizeof(uint32_t), '\0');
  head.resize(TRY(TRY(env.open_file(path))->read(0, head)));
  uint32_t number = 0;
  if (head.size() < kMagicBytes) return Status::corrupt("file ends in its head: path=" + path);
  TRY(StateReader(std::string_view(head).substr(kMagicBytes)).get(number));
  return uint64_t{number};
}

// Of packs the version is the end of the letters: TTPACK01.
Result<uint64_t> pack_format(Env& env, const std::string& path) {
  std::string head(kMagicBytes, '\0');
  head.resize(TRY(TRY(env.open_file(path))->read(0, head)));
  if (!head.starts_with("TTPACK") || head.size() < kMagicBytes)
    return Status::corrupt("file is no pack of commits: path=" + path);
  return static_cast<uint64_t>(10 * (head[6] - '0') + head[7] - '0');
}

// Requests have a version of their own; a journal may have none.
Result<std::optional<uint64_t>> request_format(Env& env, const std::string& path) {
  const std::unique_ptr<FrameReader> frames = TRY(FrameReader::open(env, path));
  std::optional<uint64_t> version;
  const std::optional<std::string_view> frame = TRY(frames->next());
  if (frame && !frame->empty()) version = static_cast<uint8_t>(frame->front());
  return version;
}

struct Kind {
  const char* name;
  const char* folder;
  const char* ending;
  Result<uint64_t> (*version_of)(Env& env, const std::string& path);
  uint64_t oldest_read;
  uint64_t written;
  const char* when_other;
  bool is_replaceable;
};

constexpr const char* kNothing = "nothing";

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> kKinds = {
      {"commits", "_commits", ".json", commit_format, kLakeFormatOldest, kLakeFormat,
       "the next commit has the newer one", false},
      {"packed commits", "_commits", ".pack", pack_format, 1, 1, kNothing, false},
      {"control log", "_control", ".log", number_after_magic, kFrameFormat, kFrameFormat, kNothing,
       false},
      {"journal", "_journal", ".frames", number_after_magic, kFrameFormat, kFrameFormat, kNothing,
       false},
      {"snapshot", "_state", ".state", number_after_magic, 0, kStateVersion,
       "it is computed again from the records", true}};
  return kKinds;
}

}  // namespace

Result<std::vector<FileFormat>> find_formats(Env& env, const std::string& lake_folder) {
  std::vector<FileFormat> formats;
  for (const Kind& kind : kinds()) {
    FileFormat format{kind.name,    std::nullopt,    kind.oldest_read,
                      kind.written, kind.when_other, kind.is_replaceable};
    const auto newest = TRY(newest_of(env, lake_folder, kind.folder, kind.ending));
    if (newest) format.found = TRY(kind.version_of(env, *newest));
    formats.push_back(std::move(format));
  }
  if (!formats.front().found)
    return Status::not_found("there is no lake here: path=" + lake_folder);
  const auto journal = TRY(newest_of(env, lake_folder, "_journal", ".frames"));
  FileFormat requests{"requests", std::nullopt, kRequestVersion, kRequestVersion, kNothing, false};
  if (journal) requests.found = TRY(request_format(env, *journal));
  formats.push_back(std::move(requests));
  return formats;
}

}  // namespace telltale
