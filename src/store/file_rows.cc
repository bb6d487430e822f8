#include "store/file_rows.h"

#include <algorithm>

#include <fmt/format.h>

namespace telltale {

Result<std::unique_ptr<FileRows>> FileRows::open(Env& env, const std::string& lake_folder,
                                                 const LiveFile& file,
                                                 std::vector<std::string> columns) {
  auto reader = TRY(ParquetReader::open(env, join_path(lake_folder, file.entry.path)));
  return over(std::move(reader), file, std::move(columns));
}

Result<std::unique_ptr<FileRows>> FileRows::look_into(const LakeAt& lake, const LiveFile& file,
                                                      std::vector<std::string> columns) {
  auto reader =
      TRY(ParquetReader::open(lake.env, join_path(lake.folder, file.entry.path), lake.footers));
  return over(std::move(reader), file, std::move(columns));
}

Result<std::unique_ptr<FileRows>> FileRows::over(std::unique_ptr<ParquetReader> reader,
                                                 const LiveFile& file,
                                                 std::vector<std::string> columns) {
  if (reader->rows() != file.entry.rows) {
    return Status::corrupt(
        fmt::format("file has other rows than its commit says: path={} rows={} expected={}",
                    file.entry.path, reader->rows(), file.entry.rows));
  }
  if (columns.empty()) columns = reader->column_names();
  if (std::find(columns.begin(), columns.end(), "_commit") == columns.end())
    columns.emplace_back("_commit");
  return std::unique_ptr<FileRows>(new FileRows(file, std::move(reader), std::move(columns)));
}

Result<bool> FileRows::next() {
  do {
    if (next_group_ == reader_->row_groups()) return false;
    columns_ = TRY(reader_->read(next_group_++, names_));
  } while (columns_.rows == 0);
  TRY(fill_commits(columns_, file_.added_by));
  commits_ = values_of<std::vector<int64_t>>(columns_, "_commit");
  return true;
}

Status fill_commits(TableColumns& columns, CommitId inherited) {
  const auto value = static_cast<int64_t>(inherited);
  for (TableColumn& column : columns.columns) {
    if (column.name != "_commit") continue;
    auto* commits = std::get_if<std::vector<int64_t>>(&column.values);
    if (commits == nullptr) return Status::corrupt("file of the lake has commits of another type");
    for (size_t row = 0; row < column.valid.size(); ++row) {
      if (column.valid[row] == 0) (*commits)[row] = value;
    }
    column.valid.clear();
    return {};
  }
  columns.add("_commit", std::vector<int64_t>(columns.rows, value));
  return {};
}

}  // namespace telltale
