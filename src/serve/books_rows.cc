#include "serve/books_rows.h"

#include <array>
#include <map>

#include "base/instant.h"

namespace telltale::serve {
namespace {

constexpr std::array kCounted = {
    Disposition::kStored, Disposition::kDuplicate, Disposition::kConflict, Disposition::kRejected,
    Disposition::kErased, Disposition::kExpired,   Disposition::kInFlight};

std::vector<std::string> with_counts(std::vector<std::string> columns) {
  columns.emplace_back("received");
  for (const Disposition disposition : kCounted) columns.emplace_back(name_of(disposition));
  columns.emplace_back("late");
  columns.emplace_back("balanced");
  return columns;
}

Status row_of(std::vector<Cell> cells, const BooksPage& page, RowSink& sink) {
  for (Cell& cell : books_cells(page)) cells.push_back(std::move(cell));
  return sink.row(cells);
}

Status write_by_log(const LakeView& view, const Catalog& catalog, RowSink& sink) {
  std::map<LogId, BooksPage> by_log;
  for (const auto& [key, page] : view.books.pages()) by_log[key.log].add(page);
  for (const auto& [log, page] : by_log) {
    const std::shared_ptr<const LogInfo> known = catalog.log(log);
    TRY(row_of(
        {Cell::of(uint64_t{static_cast<uint32_t>(log)}),
         Cell::of(known == nullptr ? std::string() : known->name), Cell::of(view.taken_of(log).to)},
        page, sink));
  }
  return {};
}

Status write_by_day(const LakeView& view, RowSink& sink) {
  std::map<int64_t, BooksPage> by_day;
  for (const auto& [key, page] : view.books.pages()) by_day[key.day].add(page);
  for (const auto& [day, page] : by_day) {
    const Instant begin = instant_of(day * kMicrosPerDay);
    TRY(row_of({Cell::of(format_instant(begin).substr(0, 10))}, page, sink));
  }
  return {};
}

Status write_by_reason(const BooksPage& total, RowSink& sink) {
  for (int i = 1; i < kDispositionCount; ++i) {
    const auto disposition = static_cast<Disposition>(i);
    if (disposition == Disposition::kRejected || total.count(disposition) == 0) continue;
    TRY(sink.row(std::vector<Cell>{Cell::of(name_of(disposition)), Cell::null(),
                                   Cell::of(total.count(disposition)), Cell::null()}));
  }
  for (int i = 1; i < kRejectReasonCount; ++i) {
    const auto reason = static_cast<RejectReason>(i);
    const uint64_t count = total.by_reason[static_cast<size_t>(i)];
    if (count == 0) continue;
    TRY(sink.row(std::vector<Cell>{Cell::of("rejected"), Cell::of(name_of(reason)), Cell::of(count),
                                   Cell::of(advice_of(reason))}));
  }
  return {};
}

}  // namespace

std::vector<Cell> books_cells(const BooksPage& page) {
  std::vector<Cell> cells = {Cell::of(page.received)};
  for (const Disposition disposition : kCounted) cells.push_back(Cell::of(page.count(disposition)));
  cells.push_back(Cell::of(page.late));
  cells.push_back(Cell::of(page.balances()));
  return cells;
}

const std::vector<std::string>& books_columns(BooksBy by) {
  static const std::array<std::vector<std::string>, 4> kColumns = {
      with_counts({}), with_counts({"log", "name", "to"}), with_counts({"received_on"}),
      std::vector<std::string>{"disposition", "reason", "records", "meaning"}};
  return kColumns[static_cast<size_t>(by)];
}

Status write_books(const LakeView& view, const Catalog& catalog, BooksBy by, RowSink& sink) {
  TRY(sink.begin(books_columns(by)));
  switch (by) {
    case BooksBy::kTotal:
      TRY(row_of({}, view.books_total, sink));
      break;
    case BooksBy::kLog:
      TRY(write_by_log(view, catalog, sink));
      break;
    case BooksBy::kDay:
      TRY(write_by_day(view, sink));
      break;
    case BooksBy::kReason:
      TRY(write_by_reason(view.books_total, sink));
      break;
  }
  return sink.end();
}

}  // namespace telltale::serve
