#include "store/compaction.h"

#include <algorithm>

#include <fmt/format.h>

#include "store/rollup.h"
#include "store/written_files.h"

namespace telltale {
namespace {

// A commit touches at most 64 folders; what is left over waits for the next.
constexpr size_t kDaysMax = 60;

// Raw is read back record by record, so its row groups are small; a larger window packs it better.
constexpr size_t kRawGroupBytes = 4UL << 20;
constexpr size_t kRawGroupRows = 16'384;

uint32_t next_level(const CompactionJob& job) {
  uint32_t level = 0;
  for (const LiveFile& file : job.inputs) level = std::max(level, file.entry.level);
  return level + 1;
}

class Compaction {
 public:
  Compaction(LakeWriter& writer, const CompactionJob& job, const std::atomic<bool>* stop)
      : writer_(writer),
        job_(job),
        files_(writer.env(), writer.folder(), &writer.in_work()),
        written_(writer) {
    options_.is_sorted = is_sorted_table(job.form().table);
    options_.stop = stop;
  }

  Result<Rewritten> run() {
    MergeInputs inputs = TRY(open());
    const uint64_t rows = inputs.rows();
    const uint64_t written = TRY(job_.is_distribution ? distribute() : merge(inputs));
    const bool is_folded = bucket_of(job_.form().table) != 0;
    if (written != rows && !is_folded) {
      return Status::corrupt(
          fmt::format("compaction would lose rows, so it was not done: read={} written={} first={}",
                      rows, written, job_.form().path));
    }
    return commit(rows);
  }

 private:
  Result<MergeInputs> open() {
    return MergeInputs::open(writer_.env(), writer_.folder(), job_.inputs);
  }

  // One file after the other, or sorted; returns how many rows.
  Result<uint64_t> write(MergeInputs& inputs, TableForm form, ChooseRows choose) {
    MergeOptions options = options_;
    options.choose = std::move(choose);
    RollupFold fold(job_.form().table);
    TableColumns like = inputs.like();
    if (bucket_of(job_.form().table) != 0) {
      TRY(fold.add_columns_to(like));
      options.fold = [&](const TableColumns* some) { return fold.fold(some); };
    }
    TableWriter out(files_, std::move(form), like);
    TRY(merge_files(inputs, options, out));
    written_.add(TRY(out.finish()));
    return out.rows();
  }

  Result<uint64_t> merge(MergeInputs& inputs) {
    return write(inputs, table_form(job_.form(), next_level(job_), parent_path(job_.form().path)),
                 {});
  }

  // Reads the files once for their days, then once for each day.
  Result<uint64_t> distribute() {
    const std::vector<int64_t> days = TRY(days_by_rows());
    const size_t moved = std::min(days.size(), kDaysMax);
    uint64_t rows = 0;
    for (size_t i = 0; i < moved; ++i) {
      const int64_t day = days[i];
      MergeInputs inputs = TRY(open());
      rows += TRY(write(inputs, table_form(job_.form(), 1, day_folder(job_.form().table, day)),
                        rows_where([day](int64_t of_row) { return of_row == day; })));
    }
    if (moved == days.size()) return rows;
    const std::set<int64_t> done(days.begin(), days.begin() + static_cast<ptrdiff_t>(moved));
    MergeInputs inputs = TRY(open());
    rows += TRY(write(inputs, table_form(job_.form(), 1, unsorted_folder(job_.form().table)),
                      rows_where([&](int64_t of_row) { return !done.contains(of_row); })));
    return rows;
  }

  static ChooseRows rows_where(std::function<bool(int64_t day)> is_wanted) {
    return [is_wanted = std::move(is_wanted)](const TableColumns& columns) {
      std::vector<uint32_t> rows;
      const auto* times = values_of<TimeValues>(columns, "event_time");
      for (uint32_t row = 0; times != nullptr && row < columns.rows; ++row) {
        if (is_wanted(day_number(times->micros[row]))) rows.push_back(row);
      }
      return rows;
    };
  }

  // The days with most rows first.
  Result<std::vector<int64_t>> days_by_rows() {
    std::map<int64_t, uint64_t> rows;
    for (const LiveFile& file : job_.inputs) {
      auto times = TRY(FileRows::open(writer_.env(), writer_.folder(), file, {"event_time"}));
      while (TRY(times->next())) {
        const auto* values = values_of<TimeValues>(times->columns(), "event_time");
        if (values == nullptr) return Status::corrupt("file of the lake has no event times");
        for (const int64_t time : values->micros) ++rows[day_number(time)];
      }
    }
    std::vector<int64_t> days;
    for (const auto& [day, count] : rows) days.push_back(day);
    std::stable_sort(days.begin(), days.end(),
                     [&](int64_t a, int64_t b) { return rows.at(a) > rows.at(b); });
    return days;
  }

  Result<Rewritten> commit(uint64_t rows) {
    TRY(files_.sync());
    Rewritten done{job_.inputs.size(), written_.entries().size(), rows, job_.bytes(), 0};
    for (const FileEntry& entry : written_.entries()) done.bytes_after += entry.bytes;
    CommitPart part;
    part.kind = PartKind::kCompaction;
    for (const LiveFile& file : job_.inputs) part.removed.push_back(file.entry.path);
    TRY(written_.commit(std::move(part)));
    return done;
  }

  LakeWriter& writer_;
  const CompactionJob& job_;
  LakeFiles files_;
  WrittenFiles written_;
  MergeOptions options_;
};

}  // namespace

TableForm table_form(const FileEntry& like, uint32_t level, std::string folder) {
  TableForm form;
  form.like.table = like.table;
  form.like.disposition = like.disposition;
  form.like.schema = like.schema;
  form.like.schema_version = like.schema_version;
  form.like.level = level;
  form.folder = std::move(folder);
  form.is_sorted = is_sorted_table(like.table);
  if (like.table == Table::kRaw) {
    form.group_bytes = kRawGroupBytes;
    form.group_rows = kRawGroupRows;
  }
  return form;
}

Result<Rewritten> compact(LakeWriter& writer, const CompactionJob& job,
                          const std::atomic<bool>* stop) {
  return Compaction(writer, job, stop).run();
}

}  // namespace telltale
