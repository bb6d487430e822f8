#include "serve/books_api.h"

#include <fmt/format.h>

#include "serve/books_rows.h"
#include "serve/json_rows.h"
#include "serve/lake_reply.h"
#include "serve/result_text.h"
#include "store/as_of.h"

namespace telltale::serve {
namespace {

BooksBy by_of(std::string_view word) {
  if (word == "log") return BooksBy::kLog;
  if (word == "day") return BooksBy::kDay;
  return word == "reason" ? BooksBy::kReason : BooksBy::kTotal;
}

std::string total_of(const LakeView& view, std::optional<int64_t> received) {
  std::string body =
      fmt::format("{{\"commit\":{},\"commit_time\":{},\"received_time\":{},\"digest\":\"{}\"",
                  static_cast<uint64_t>(view.commit), time_json(micros(view.time)).dump(),
                  (received ? time_json(*received) : Json()).dump(), view.rows_total.value().hex());
  const std::vector<Cell> cells = books_cells(view.books_total);
  const std::vector<std::string>& names = books_columns(BooksBy::kTotal);
  for (size_t i = 0; i < cells.size(); ++i)
    body += fmt::format(",\"{}\":{}", names[i], json_cell(cells[i]));
  return body + "}\n";
}

}  // namespace

void get_books(Api& api, Call call) {
  answer_from_lake(api, std::move(call), [](const LakeQuestion& asked) -> Result<HttpReply> {
    Parameters parameters(asked.call.head(), {"by", "as_of"});
    parameters.text("as_of");  // LakeQuestion reads it
    const BooksBy by = by_of(parameters.word("by", {"log", "day", "reason"}));
    TRY(parameters.status());
    const LakeAt lake = TRY(asked.lake_as_of());
    std::optional<LakeView> then;
    if (lake.as_of) then = TRY(books_view_as_of(lake));
    const LakeView& view = then ? *then : asked.view();
    if (by == BooksBy::kTotal) {
      const std::optional<int64_t> received =
          lake.as_of ? TRY(received_as_of(lake)) : newest_received(view);
      return asked.reply(lake, total_of(view, received));
    }
    JsonRows rows;
    TRY(write_books(view, asked.catalog(), by, rows));
    return asked.reply(lake, fmt::format("{{\"commit\":{},\"rows\":{}}}\n",
                                         static_cast<uint64_t>(view.commit), rows.text()));
  });
}

}  // namespace telltale::serve
