#include "store/growing_files.h"

#include "journal/frame_file.h"

namespace telltale {
namespace {

bool is_missing(const Status& status) {
  return status.code() == Code::kNotFound;
}

// Counts the whole frames in front of `end`.
Status measure(Env& env, const std::string& path, uint64_t end, GrowingFile& file) {
  const std::unique_ptr<FrameReader> reader = TRY(FrameReader::open(env, path));
  file.first = reader->first();
  bool is_whole = true;
  while (is_whole && file.first + file.frames < end) {
    is_whole = TRY(reader->next()).has_value();
    file.frames += is_whole;
  }
  file.bytes = kFrameFileHeaderBytes + reader->bytes_read();
  if (!is_whole) file.loose_bytes = file.file->size() - std::min(file.file->size(), file.bytes);
  return {};
}

Status add_file(Env& env, const std::string& path, uint64_t end, GrowingFile& file) {
  file.file = TRY(env.open_file(path));
  if (file.file->size() < kFrameFileHeaderBytes)
    return Status::not_found("the file is being made: path=" + path);
  return measure(env, path, end, file);
}

}  // namespace

Result<std::vector<std::string>> list_files_below(Env& env, const std::string& lake_folder,
                                                  const std::string& folder) {
  std::vector<std::string> files;
  const Result<std::vector<std::string>> names = env.list_folder(join_path(lake_folder, folder));
  if (is_missing(names.status())) return files;
  TRY(names.status());
  for (const std::string& name : names.value()) {
    const std::string path = join_path(folder, name);
    const Result<FileStat> found = env.stat(join_path(lake_folder, path));
    if (is_missing(found.status())) continue;
    TRY(found.status());
    if (!found.value().is_folder) {
      files.push_back(path);
      continue;
    }
    for (std::string& below : TRY(list_files_below(env, lake_folder, path)))
      files.push_back(std::move(below));
  }
  return files;
}

Result<std::vector<GrowingFile>> find_growing_files(Env& env, const std::string& lake_folder,
                                                    const GrowingFilesWanted& wanted) {
  std::vector<GrowingFile> files;
  for (const std::string& path : TRY(list_files_below(env, lake_folder, wanted.folder))) {
    if (!path.ends_with(".frames") && !path.ends_with(".log")) continue;
    GrowingFile file;
    file.path = path;
    const Status added = add_file(env, join_path(lake_folder, path), wanted.end, file);
    if (is_missing(added)) continue;
    TRY(added);
    files.push_back(std::move(file));
  }
  return files;
}

}  // namespace telltale
