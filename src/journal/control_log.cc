#include "journal/control_log.h"

#include <algorithm>

#include <fmt/format.h>

namespace telltale {
namespace {

constexpr std::string_view kEnding = ".log";

std::string path_of(const std::string& lake_folder, Offset first) {
  return join_path(lake_folder, "_control/" + frame_file_name(first, kEnding));
}

Status damaged(const std::string& path, size_t record, uint64_t byte) {
  return Status::corrupt(
      fmt::format("control log is damaged: a record that commits rely on cannot be read: restore "
                  "the file from a backup: path={} record={} at byte={}",
                  path, record, byte));
}

}  // namespace

std::string ControlLog::path_in(const std::string& lake_folder) {
  return path_of(lake_folder, 0);
}

Status ControlLog::create(Env& env, const std::string& lake_folder, const Hash128& lake) {
  const std::string path = path_in(lake_folder);
  TRY(env.make_folders(parent_path(path)));
  TRY(create_frame_file(env, path, lake, 0));
  TRY(env.sync_folder(parent_path(path)));
  return env.sync_folder(lake_folder);
}

// A file's records count up to where the next begins.
Result<std::vector<ControlLog::Part>> ControlLog::read_parts(Env& env,
                                                             const std::string& lake_folder) {
  std::vector<Offset> firsts = {0};
  for (const std::string& name : TRY(env.list_folder(parent_path(path_in(lake_folder))))) {
    const std::optional<Offset> first = first_in_name(name, kEnding);
    // One without a header was being made when its writer was killed.
    if (!first || *first == 0) continue;
    if (TRY(env.stat(path_of(lake_folder, *first))).size >= kFrameFileHeaderBytes)
      firsts.push_back(*first);
  }
  std::sort(firsts.begin(), firsts.end());
  std::vector<Part> parts;
  for (size_t i = 0; i < firsts.size(); ++i) {
    Part part;
    part.path = path_of(lake_folder, firsts[i]);
    part.content = TRY(read_frame_file(env, part.path));
    part.records = part.content.frames.size();
    if (part.content.first != firsts[i]) return damaged(part.path, firsts[i], 0);
    if (i + 1 < firsts.size()) {
      const uint64_t wanted = firsts[i + 1] - firsts[i];
      if (part.records < wanted)
        return damaged(part.path, firsts[i] + part.records, part.content.whole_bytes);
      part.records = wanted;
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

Result<std::unique_ptr<ControlLog>> ControlLog::open(Env& env, const std::string& lake_folder,
                                                     Offset committed, bool to_write) {
  const std::vector<Part> parts = TRY(read_parts(env, lake_folder));
  const Part& last = parts.back();
  const Offset count = last.content.first + last.records;
  if (count < committed) return damaged(last.path, count, last.content.whole_bytes);
  auto log = TRY(fold(parts, count));
  if (to_write) log->writer_ = TRY(FrameWriter::open(env, last.path, last.content));
  return log;
}

Result<std::unique_ptr<ControlLog>> ControlLog::open_prefix(Env& env,
                                                            const std::string& lake_folder,
                                                            Offset count) {
  return fold(TRY(read_parts(env, lake_folder)), count);
}

Result<std::unique_ptr<ControlLog>> ControlLog::fold(const std::vector<Part>& parts, Offset count) {
  auto log = std::make_unique<ControlLog>();
  log->lake_ = parts.front().content.lake;
  for (const Part& part : parts) {
    for (size_t i = 0; i < part.records && log->catalog_.size() < count; ++i) {
      const Result<ControlRecord> record = read_control_record(part.content.frames[i]);
      const Status applied = record.ok() ? log->catalog_.apply(record.value()) : record.status();
      if (!applied.ok()) {
        return Status::corrupt(fmt::format("control log is damaged: {}: path={} record={}",
                                           applied.message(), part.path, log->catalog_.size()));
      }
    }
  }
  return log;
}

Status ControlLog::append(const ControlRecord& record) {
  CHECK(writer_ != nullptr);
  TRY(usable_);
  TRY(catalog_.apply(record));
  usable_ = writer_->append(write_control_record(record));
  return usable_;
}

Status ControlLog::begin_file(Env& env, const std::string& lake_folder, const TakenOver& record) {
  const std::string path = path_of(lake_folder, catalog_.size());
  // One without records is of somebody who was taken over from, or was killed, at this very place.
  const Status removed = env.remove_file(path);
  if (!removed.ok() && removed.code() != Code::kNotFound) return removed;
  TRY(create_frame_file(env, path, lake_, catalog_.size()));
  TRY(env.sync_folder(parent_path(path)));
  writer_ = TRY(FrameWriter::open(env, path, TRY(read_frame_file(env, path))));
  return append(record);
}

}  // namespace telltale
