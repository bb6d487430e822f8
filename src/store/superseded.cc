#include "store/superseded.h"

#include "store/file_rows.h"

namespace telltale {

TableColumns columns_of_superseded(const std::vector<SupersededRow>& rows) {
  std::vector<int32_t> logs;
  std::vector<int64_t> offsets;
  std::vector<int32_t> indexes;
  TimeValues received;
  std::vector<int64_t> commits;
  std::vector<int64_t> low;
  std::vector<int64_t> high;
  for (const SupersededRow& row : rows) {
    logs.push_back(static_cast<int32_t>(row.position.log));
    offsets.push_back(static_cast<int64_t>(row.position.offset));
    indexes.push_back(static_cast<int32_t>(row.position.index));
    received.micros.push_back(row.ingest_time);
    commits.push_back(static_cast<int64_t>(row.commit));
    low.push_back(static_cast<int64_t>(row.hash.low));
    high.push_back(static_cast<int64_t>(row.hash.high));
  }
  TableColumns table;
  table.rows = rows.size();
  table.add("_log", std::move(logs));
  table.add("_offset", std::move(offsets));
  table.add("_index", std::move(indexes));
  table.add("ingest_time", std::move(received));
  table.add("of_commit", std::move(commits));
  table.add("hash_low", std::move(low));
  table.add("hash_high", std::move(high));
  table.add("_commit", std::vector<int64_t>(rows.size()), std::vector<uint8_t>(rows.size(), 0));
  return table;
}

Result<Superseded> Superseded::read(const LakeAt& lake) {
  Superseded superseded;
  for (const LiveFile& file : lake.view.files) {
    if (file.entry.table != Table::kSuperseded) continue;
    const auto rows = TRY(FileRows::open(lake.env, lake.folder, file));
    while (TRY(rows->next())) {
      const TableColumns& table = rows->columns();
      const PositionColumns positions = TRY(PositionColumns::of(table));
      const auto* received = values_of<TimeValues>(table, "ingest_time");
      const auto* commits = values_of<std::vector<int64_t>>(table, "of_commit");
      const auto* low = values_of<std::vector<int64_t>>(table, "hash_low");
      const auto* high = values_of<std::vector<int64_t>>(table, "hash_high");
      if (received == nullptr || commits == nullptr || low == nullptr || high == nullptr)
        return Status::corrupt("file of superseded rows lacks columns: " + file.entry.path);
      for (size_t row = 0; row < table.rows; ++row) {
        const SupersededRow one{
            positions.at(row),
            CommitId{static_cast<uint64_t>((*commits)[row])},
            rows->commit(row),
            {static_cast<uint64_t>((*low)[row]), static_cast<uint64_t>((*high)[row])},
            received->micros[row]};
        superseded.rows_.emplace(std::pair(one.position, one.commit), one);
      }
    }
  }
  return superseded;
}

const SupersededRow* Superseded::find(const Position& position, CommitId commit) const {
  const auto found = rows_.find({position, commit});
  return found == rows_.end() ? nullptr : &found->second;
}

}  // namespace telltale
