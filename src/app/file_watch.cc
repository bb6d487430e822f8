#include "app/file_watch.h"

namespace telltale {

FileWatch::FileWatch(Env& env, std::vector<std::string> paths)
    : env_(env), paths_(std::move(paths)), marks_(look()) {}

bool FileWatch::has_changed() {
  std::vector<Mark> marks = look();
  const bool differs = marks != marks_;
  marks_ = std::move(marks);
  return differs;
}

std::vector<FileWatch::Mark> FileWatch::look() const {
  std::vector<Mark> marks;
  for (const std::string& path : paths_) {
    const Result<FileStat> stat = env_.stat(path);
    marks.push_back(stat.ok() ? Mark({stat.value().size, stat.value().modified_nanos}) : Mark());
  }
  return marks;
}

}  // namespace telltale
