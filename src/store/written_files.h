// WrittenFiles: files that are written and await their commit. Those that get none are removed when
// this goes, so that a job that fails leaves nothing behind. One owner thread.
#pragma once

#include <algorithm>
#include <vector>

#include "store/lake.h"

namespace telltale {

class WrittenFiles {
 public:
  explicit WrittenFiles(LakeWriter& writer) : writer_(writer) {}
  WrittenFiles(const WrittenFiles&) = delete;
  WrittenFiles& operator=(const WrittenFiles&) = delete;
  ~WrittenFiles() {
    for (const FileEntry& entry : entries_) {
      const Status removed = writer_.env().remove_file(join_path(writer_.folder(), entry.path));
      if (removed.ok()) writer_.in_work().forget(entry.path);
    }
  }

  void add(std::vector<FileEntry> entries) {
    entries_.insert(entries_.end(), std::make_move_iterator(entries.begin()),
                    std::make_move_iterator(entries.end()));
  }
  const std::vector<FileEntry>& entries() const { return entries_; }

  // Commits the part with all of them; they must be durable.
  Status commit(CommitPart part) {
    part.added.insert(part.added.end(), entries_.begin(), entries_.end());
    const Status committed = writer_.commit(std::move(part));
    // Only what was refused is certainly not there; of anything else a sweep may know more.
    if (committed.code() != Code::kCorrupt || is_live()) entries_.clear();
    return committed;
  }

 private:
  bool is_live() const {
    const std::shared_ptr<const LakeView> view = writer_.view();
    return std::any_of(view->files.begin(), view->files.end(), [&](const LiveFile& file) {
      return !entries_.empty() && file.entry.path == entries_.front().path;
    });
  }

  LakeWriter& writer_;
  std::vector<FileEntry> entries_;
};

}  // namespace telltale
