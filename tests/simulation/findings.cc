#include "tests/simulation/findings.h"

#include <fmt/format.h>

#include "app/components.h"
#include "store/lake.h"
#include "store/parquet_file.h"
#include "store/verify.h"

namespace telltale::simulation {
namespace {

// What the lake says of one record.
struct Found {
  std::string bytes;
  Disposition disposition = Disposition::kInFlight;
};

// The order in which records were taken: by the turns of the commits.
class TakenOrder {
 public:
  static Result<TakenOrder> read(Env& env, const OpenLake& lake) {
    TakenOrder order;
    const CommitLog commits(env, lake.folder);
    uint64_t number = 0;
    for (uint64_t id = 1; id <= static_cast<uint64_t>(lake.view.commit); ++id) {
      const Commit commit = TRY(commits.entry(CommitId{id})).commit;
      for (const CommitPart& part : commit.parts) {
        for (const CommittedTurn& turn : part.turns)
          order.turns_[turn.turn.log].emplace(turn.turn.to, ++number);
      }
    }
    return order;
  }
  // The turn that a position is of. What was open at the end of one is of the next.
  uint64_t turn_of(const Position& position) const {
    const auto log = turns_.find(position.log);
    if (log == turns_.end()) return 0;
    const auto turn = log->second.upper_bound(position.offset);
    return turn == log->second.end() ? log->second.rbegin()->second : turn->second;
  }
  bool operator()(const Position& a, const Position& b) const {
    return std::tuple(turn_of(a), a.offset, a.index) < std::tuple(turn_of(b), b.offset, b.index);
  }

 private:
  std::map<LogId, std::map<Offset, uint64_t>> turns_;  // by their ends
};
using Lake = std::map<Position, Found, TakenOrder>;

Status read_file(Env& env, const OpenLake& lake, const LiveFile& file, Lake& found) {
  const bool is_raw = file.entry.table == Table::kRaw;
  if (!is_raw && file.entry.disposition == Disposition::kInFlight) return {};
  const auto reader = TRY(ParquetReader::open(env, join_path(lake.folder, file.entry.path)));
  std::vector<std::string> names = PositionColumns::names();
  if (is_raw) names.emplace_back("bytes");
  for (size_t group = 0; group < reader->row_groups(); ++group) {
    const TableColumns columns = TRY(reader->read(group, names));
    const PositionColumns positions = TRY(PositionColumns::of(columns));
    for (size_t row = 0; row < columns.rows; ++row) {
      Found& record = found[positions.at(row)];
      if (is_raw) {
        if (!record.bytes.empty()) return Status::corrupt("raw holds a record twice");
        record.bytes = values_of<BytesValues>(columns, "bytes")->at(row);
      } else {
        if (record.disposition != Disposition::kInFlight)
          return Status::corrupt("a record has two dispositions: " +
                                 format_receipt(positions.at(row)));
        record.disposition = file.entry.disposition;
      }
    }
  }
  return {};
}

Result<Lake> read_lake(Env& env, const OpenLake& lake) {
  Lake found(TRY(TakenOrder::read(env, lake)));
  for (const LiveFile& file : lake.view.files) TRY(read_file(env, lake, file, found));
  return found;
}

class Comparison {
 public:
  Comparison(const Client& client, const Lake& lake) : client_(client), lake_(lake) {}

  std::string first_difference() {
    for (const auto& [position, found] : lake_) {
      const std::string difference = look_at(position, found);
      if (!difference.empty())
        return fmt::format("{}: receipt={}", difference, format_receipt(position));
    }
    return look_at_promises();
  }

  const BooksPage& books() const { return books_; }

 private:
  std::string look_at(const Position& position, const Found& found) {
    const Client::Origin* origin = client_.origin_of(found.bytes);
    if (origin == nullptr) return "raw holds bytes that nobody sent";
    if (origin->index != position.index) return "a record is not at its place in its request";
    const SentRequest& request = client_.requests()[origin->request];
    auto& frames = frames_[origin->request];
    const auto frame = std::pair(static_cast<uint32_t>(position.log), position.offset);
    if (position.index != 0 && frames[frame] != position.index)
      return "a request is not whole or not in order";
    frames[frame] = position.index + 1;
    const Disposition expected = model_.take(request.records[origin->index]);
    if (found.disposition != expected)
      return fmt::format("a record is {} and must be {}: {}", name_of(found.disposition),
                         name_of(expected), found.bytes);
    books_.add(expected,
               expected == Disposition::kRejected ? RejectReason::kOutOfRange : RejectReason::kNone,
               false);
    return {};
  }

  std::string look_at_promises() {
    for (size_t i = 0; i < client_.requests().size(); ++i) {
      const SentRequest& request = client_.requests()[i];
      const auto& frames = frames_[i];
      for (const auto& [frame, records] : frames) {
        if (records != request.records.size()) return "a request was taken in part";
      }
      for (const auto& receipt : request.receipts) {
        if (frames.count(receipt) == 0)
          return fmt::format("an acknowledged request is not in the lake: receipt={}:{}:0",
                             receipt.first, receipt.second);
      }
      const bool has_key = !(request.key == Hash128());
      if (has_key && request.receipts.size() > 1) return "a key was given two receipts";
      if (frames.size() > (has_key ? 1 : request.attempts))
        return "a request was taken more often than it was sent";
    }
    return {};
  }

  const Client& client_;
  const Lake& lake_;
  Model model_;
  BooksPage books_;
  std::vector<std::map<std::pair<uint32_t, Offset>, size_t>> frames_{client_.requests().size()};
};

Status verify(Env& env, const std::string& folder) {
  RecordPath path;
  Options options;
  options.lanes = 1;
  return verify_full(env, folder, path.replay(options)).status();
}

bool same_counts(const BooksPage& a, const BooksPage& b) {
  return a.received == b.received && a.by_disposition == b.by_disposition;
}

}  // namespace

std::string find_difference(MemoryEnv& env, const std::string& lake_folder, const Client& client) {
  const Result<OpenLake> lake = open_lake(env, lake_folder);
  if (!lake.ok()) return lake.status().message();
  const Result<Lake> found = read_lake(env, lake.value());
  if (!found.ok()) return found.status().message();
  Comparison comparison(client, found.value());
  std::string difference = comparison.first_difference();
  if (difference.empty() && !same_counts(lake.value().view.books_total, comparison.books()))
    difference = "the books are not those of the records";
  if (difference.empty()) difference = verify(env, lake_folder).message();
  return difference;
}

}  // namespace telltale::simulation
