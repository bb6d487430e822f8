#include "store/rollup.h"

#include <numeric>

#include "store/reading_columns.h"
#include "store/written_files.h"

namespace telltale {
namespace {

constexpr size_t kMemoryBytes = 256UL << 20;
// Of one commit; more days than that go together.
constexpr size_t kDaysMax = 60;
constexpr size_t kFoldedRowsMax = 16'384;

class RollUp {
 public:
  RollUp(LakeWriter& writer, Table table, const std::atomic<bool>* stop)
      : writer_(writer),
        table_(table),
        stop_(stop),
        view_(writer.view()),
        catalog_(writer.catalog_copy()),
        wanted_{next(view_->rolled_up_of(table)), view_->commit},
        sums_(bucket_of(table)),
        files_(writer.env(), writer.folder(), &writer.in_work()),
        written_(writer) {}

  Result<std::optional<Rewritten>> run() {
    for (const LiveFile& file : view_->files) {
      const bool may_hold =
          file.entry.table == Table::kDeviceMetrics && file.commits().most >= wanted_.least;
      if (may_hold) TRY(add_file(file));
    }
    TRY(flush());
    if (done_.rows == 0) return std::optional<Rewritten>();
    return commit();
  }

 private:
  Status add_file(const LiveFile& file) {
    const Catalog::KnownSchema* known =
        catalog_->schema(file.entry.schema, file.entry.schema_version);
    if (known == nullptr)
      return Status::corrupt("file of the lake names an unknown schema: path=" + file.entry.path);
    const auto rows = TRY(FileRows::open(writer_.env(), writer_.folder(), file,
                                         reading_column_names(*known->schema)));
    ++done_.files_before;
    done_.bytes_before += file.entry.bytes;
    while (TRY(rows->next())) {
      if (stop_ != nullptr && stop_->load())
        return Status::cancelled("asked to stop while readings were summed");
      std::vector<uint32_t> wanted;
      for (uint32_t row = 0; row < rows->columns().rows; ++row) {
        if (wanted_.has(rows->commit(row))) wanted.push_back(row);
      }
      ReadingTable readings(known->schema);
      TRY(append_readings(rows->columns(), wanted, readings));
      std::iota(wanted.begin(), wanted.end(), 0U);
      sums_.add(readings, wanted);
      done_.rows += wanted.size();
      if (sums_.bytes() > kMemoryBytes) TRY(flush());
    }
    return {};
  }

  // Writes what is summed so far. Days that are too many for one commit lie together.
  Status flush() {
    const std::map<int64_t, TableColumns> days = sums_.columns_by_day();
    std::map<std::string, std::vector<const TableColumns*>> folders;
    for (const auto& [day, columns] : days) {
      const bool is_apart = days_.size() < kDaysMax || days_.contains(day);
      if (is_apart) days_.insert(day);
      folders[is_apart ? day_folder(table_, day) : unsorted_folder(table_)].push_back(&columns);
    }
    FileEntry like;
    like.table = table_;
    for (const auto& [folder, tables] : folders) {
      TableWriter out(files_, table_form(like, 0, folder), *tables.front());
      for (const TableColumns* columns : tables) TRY(out.append(*columns));
      written_.add(TRY(out.finish()));
    }
    sums_ = RollupTable(bucket_of(table_));
    return {};
  }

  Result<std::optional<Rewritten>> commit() {
    TRY(files_.sync());
    done_.files_after = written_.entries().size();
    for (const FileEntry& entry : written_.entries()) done_.bytes_after += entry.bytes;
    CommitPart part;
    part.kind = PartKind::kRollup;
    part.rolled_up = RolledUp{table_, view_->rolled_up_of(table_), wanted_.most};
    TRY(written_.commit(std::move(part)));
    return std::optional(done_);
  }

  LakeWriter& writer_;
  const Table table_;
  const std::atomic<bool>* stop_;
  const std::shared_ptr<const LakeView> view_;
  const std::shared_ptr<const Catalog> catalog_;
  const RangeOf<CommitId> wanted_;
  RollupTable sums_;
  LakeFiles files_;
  WrittenFiles written_;
  std::set<int64_t> days_;  // that have a folder's file of their own in this commit
  Rewritten done_;
};

}  // namespace

Result<std::optional<Rewritten>> roll_up(LakeWriter& writer, Table table,
                                         const std::atomic<bool>* stop) {
  return RollUp(writer, table, stop).run();
}

Status RollupFold::add_columns_to(TableColumns& like) const {
  return add_columns_of(RollupTable(bucket_of(table_)).columns(nullptr), like);
}

// A device's rows are complete when another device's come.
Result<TableColumns> RollupFold::fold(const TableColumns* rows) {
  if (rows != nullptr) TRY(sums_.add(*rows));
  if (rows != nullptr && sums_.rows() < kFoldedRowsMax) return TableColumns();
  RollupTable rest(bucket_of(table_));
  TableColumns folded = sums_.columns(rows == nullptr ? nullptr : &rest);
  sums_ = std::move(rest);
  return folded;
}

}  // namespace telltale
