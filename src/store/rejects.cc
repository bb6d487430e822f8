#include "store/rejects.h"

#include <algorithm>
#include <map>

#include "store/file_rows.h"
#include "store/superseded.h"

namespace telltale {
namespace {

using Rejects = std::vector<RejectedRecord>;
// Where each is among them.
using Places = std::map<Position, size_t>;

std::vector<LiveFile> files_by_commit(const LakeView& view, Table table) {
  std::vector<LiveFile> files;
  for (const LiveFile& file : view.files) {
    if (file.entry.table == table) files.push_back(file);
  }
  std::stable_sort(files.begin(), files.end(), [](const LiveFile& a, const LiveFile& b) {
    return a.commits().least < b.commits().least;
  });
  return files;
}

Result<Rejects> rejects_of(const FileRows& file) {
  Rejects rejects;
  const TableColumns& columns = file.columns();
  const PositionColumns positions = TRY(PositionColumns::of(columns));
  const auto* times = values_of<TimeValues>(columns, "ingest_time");
  const auto* versions = values_of<std::vector<int32_t>>(columns, "schema_version");
  for (size_t row = 0; row < columns.rows; ++row) {
    RejectedRecord reject;
    reject.position = positions.at(row);
    reject.commit = file.commit(row);
    reject.ingest_time = times == nullptr ? 0 : times->micros[row];
    reject.reason = text_at(columns, "reason", row);
    reject.field = text_at(columns, "field", row);
    reject.value = text_at(columns, "value", row);
    reject.device = text_at(columns, "device_id", row);
    reject.schema = text_at(columns, "schema", row);
    reject.schema_version = versions == nullptr ? 0 : static_cast<uint32_t>((*versions)[row]);
    rejects.push_back(std::move(reject));
  }
  return rejects;
}

// Whether a range of positions may hold one of the rejects.
bool may_hold(const RangeOf<Position>& range, const Places& places) {
  const auto first = places.lower_bound(range.least);
  return first != places.end() && first->first <= range.most;
}

bool may_hold(const ParquetReader& reader, size_t group, const Places& places) {
  RangeOf<int64_t> log;
  RangeOf<int64_t> offset;
  if (!reader.bounds(group, "_log", log.least, log.most) || log.least != log.most ||
      !reader.bounds(group, "_offset", offset.least, offset.most))
    return true;
  const LogId id{static_cast<uint32_t>(log.least)};
  return may_hold({{id, static_cast<Offset>(offset.least), 0},
                   {id, static_cast<Offset>(offset.most), std::numeric_limits<uint32_t>::max()}},
                  places);
}

Status read_bytes(const LakeAt& lake, const LiveFile& file, const Places& places,
                  Rejects& rejects) {
  if (file.entry.positions && !may_hold(*file.entry.positions, places)) return {};
  const auto rows = TRY(FileRows::open(lake.env, lake.folder, file, PositionColumns::names()));
  for (size_t group = 0; group < rows->reader().row_groups(); ++group) {
    if (!may_hold(rows->reader(), group, places)) continue;
    rows->skip_to(group);
    if (!TRY(rows->next())) break;
    const PositionColumns positions = TRY(PositionColumns::of(rows->columns()));
    std::vector<std::pair<size_t, RejectedRecord*>> wanted;
    for (size_t row = 0; row < rows->columns().rows; ++row) {
      const auto found = places.find(positions.at(row));
      if (found != places.end()) wanted.emplace_back(row, &rejects[found->second]);
    }
    if (wanted.empty()) continue;
    group = rows->row_group();
    const TableColumns columns = TRY(rows->reader().read(group, {"bytes"}));
    const auto* bytes = values_of<BytesValues>(columns, "bytes");
    if (bytes == nullptr) return Status::corrupt("raw file has no bytes");
    for (const auto& [row, reject] : wanted) reject->bytes = bytes->at(row);
  }
  return {};
}

const std::vector<std::string>& reject_columns() {
  static const std::vector<std::string> kColumns = {
      "_log",  "_offset", "_index",    "ingest_time", "reason",
      "field", "value",   "device_id", "schema",      "schema_version"};
  return kColumns;
}

// Whether one comes before the other in the order of pages.
struct Comes {
  bool oldest_first = false;
  bool operator()(const RejectWish::Place& a, const RejectWish::Place& b) const {
    return oldest_first ? a < b : b < a;
  }
};

bool is_wanted(const RejectedRecord& reject, const RejectWish& wish) {
  return (wish.reason.empty() || reject.reason == wish.reason) &&
         (wish.device.empty() || reject.device == wish.device) &&
         (wish.schema.empty() || reject.schema == wish.schema) &&
         (!wish.since || reject.ingest_time >= *wish.since) &&
         (!wish.until || reject.ingest_time < *wish.until) &&
         (!wish.after || Comes{wish.oldest_first}(*wish.after, {reject.commit, reject.position}));
}

// Whether no row of the file comes before that commit's.
bool is_past(const LiveFile& file, CommitId commit, bool oldest_first) {
  return oldest_first ? file.commits().least > commit : file.commits().most < commit;
}

bool may_hold(const LiveFile& file, const RejectWish& wish) {
  if (file.entry.disposition != Disposition::kRejected) return false;
  if (wish.after && is_past(file, wish.after->commit, !wish.oldest_first)) return false;
  if (!file.entry.received) return true;
  return (!wish.since || file.entry.received->most >= *wish.since) &&
         (!wish.until || file.entry.received->least < *wish.until);
}

// In the order of pages.
std::vector<LiveFile> files_for(const LakeView& view, const RejectWish& wish) {
  std::vector<LiveFile> files = files_by_commit(view, Table::kLedger);
  if (wish.oldest_first) return files;
  std::stable_sort(files.begin(), files.end(), [](const LiveFile& a, const LiveFile& b) {
    return a.commits().most > b.commits().most;
  });
  return files;
}

}  // namespace

Status fill_bytes(const LakeAt& lake, std::vector<RejectedRecord>& rejects) {
  Places places;
  for (size_t i = 0; i < rejects.size(); ++i) places[rejects[i].position] = i;
  for (const LiveFile& file : files_by_commit(lake.view, Table::kRaw))
    TRY(read_bytes(lake, file, places, rejects));
  return {};
}

// A row group at a time, so that memory does not grow with the lake.
Status for_each_reject(const LakeAt& lake, bool with_bytes,
                       const std::function<Status(const RejectedRecord&)>& take) {
  const Superseded superseded = TRY(Superseded::read(lake));
  for (const LiveFile& file : files_by_commit(lake.view, Table::kLedger)) {
    if (file.entry.disposition != Disposition::kRejected) continue;
    const auto rows = TRY(FileRows::open(lake.env, lake.folder, file, reject_columns()));
    while (TRY(rows->next())) {
      Rejects rejects = TRY(rejects_of(*rows));
      if (with_bytes) TRY(fill_bytes(lake, rejects));
      for (const RejectedRecord& reject : rejects) {
        if (reject.commit <= lake.commit() &&
            !superseded.is_superseded(reject.position, reject.commit, lake.commit()))
          TRY(take(reject));
      }
    }
  }
  return {};
}

// The first of those wanted, in order; files that can only hold later ones are not read.
Result<RejectPage> find_rejects(const LakeAt& lake, const RejectWish& wish) {
  const Superseded superseded = TRY(Superseded::read(lake));
  std::map<RejectWish::Place, RejectedRecord, Comes> first(Comes{wish.oldest_first});
  for (const LiveFile& file : files_for(lake.view, wish)) {
    if (!may_hold(file, wish) || file.commits().least > lake.commit()) continue;
    if (first.size() > wish.limit && is_past(file, first.rbegin()->first.commit, wish.oldest_first))
      break;
    const auto rows = TRY(FileRows::open(lake.env, lake.folder, file, reject_columns()));
    while (TRY(rows->next())) {
      for (RejectedRecord& reject : TRY(rejects_of(*rows))) {
        if (reject.commit > lake.commit() || !is_wanted(reject, wish) ||
            superseded.is_superseded(reject.position, reject.commit, lake.commit()))
          continue;
        first.emplace(RejectWish::Place{reject.commit, reject.position}, std::move(reject));
        if (first.size() > wish.limit + 1) first.erase(std::prev(first.end()));
      }
    }
  }
  RejectPage page;
  page.has_more = first.size() > wish.limit;
  for (auto& [place, reject] : first) {
    if (page.rejects.size() < wish.limit) page.rejects.push_back(std::move(reject));
  }
  if (wish.with_bytes) TRY(fill_bytes(lake, page.rejects));
  return page;
}

}  // namespace telltale
