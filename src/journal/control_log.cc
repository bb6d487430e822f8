#include "journal/control_log.h"

#include <fmt/format.h>

namespace telltale {

std::string ControlLog::path_in(const std::string& lake_folder) {
  return join_path(lake_folder, fmt::format("_control/{:020}.log", 0));
}

Status ControlLog::create(Env& env, const std::string& lake_folder, const Hash128& lake) {
  const std::string path = path_in(lake_folder);
  TRY(env.make_folders(parent_path(path)));
  TRY(create_frame_file(env, path, lake, 0));
  TRY(env.sync_folder(parent_path(path)));
  return env.sync_folder(lake_folder);
}

Result<std::unique_ptr<ControlLog>> ControlLog::open(Env& env, const std::string& lake_folder,
                                                     Offset committed, bool to_write) {
  const std::string path = path_in(lake_folder);
  const FrameFileContent content = TRY(read_frame_file(env, path));
  if (content.frames.size() < committed) {
    return Status::corrupt(
        fmt::format("control log is damaged: a record that commits rely on cannot be read: restore "
                    "the file from "
                    "a backup: path={} record={} at byte={}",
                    path, content.frames.size(), content.whole_bytes));
  }
  auto log = TRY(read(content, content.frames.size(), path));
  if (to_write) log->writer_ = TRY(FrameWriter::open(env, path, content));
  return log;
}

Result<std::unique_ptr<ControlLog>> ControlLog::open_prefix(Env& env,
                                                            const std::string& lake_folder,
                                                            Offset count) {
  const std::string path = path_in(lake_folder);
  return read(TRY(read_frame_file(env, path)), count, path);
}

Result<std::unique_ptr<ControlLog>> ControlLog::read(const FrameFileContent& content, Offset count,
                                                     const std::string& path) {
  auto log = std::make_unique<ControlLog>();
  log->lake_ = content.lake;
  for (const std::string& frame : content.frames) {
    if (log->catalog_.size() == count) break;
    const Result<ControlRecord> record = read_control_record(frame);
    const Status applied = record.ok() ? log->catalog_.apply(record.value()) : record.status();
    if (!applied.ok()) {
      return Status::corrupt(fmt::format("control log is damaged: {}: path={} record={}",
                                         applied.message(), path, log->catalog_.size()));
    }
  }
  return log;
}

Status ControlLog::append(const ControlRecord& record) {
  CHECK(writer_ != nullptr);
  TRY(catalog_.apply(record));
  return writer_->append(write_control_record(record));
}

}  // namespace telltale
