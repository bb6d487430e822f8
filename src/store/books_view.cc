#include "store/books_view.h"

#include <fmt/format.h>

#include "store/lake_views.h"
#include "store/sql_text.h"

namespace telltale {

std::string books_select(const Books& books) {
  std::string select =
      "SELECT NULL::INTEGER AS log, NULL::DATE AS day, NULL::VARCHAR AS disposition, "
      "NULL::VARCHAR AS reason, NULL::BIGINT AS records WHERE false";
  for (const auto& [key, page] : books.pages()) {
    const auto add_row = [&](std::string_view disposition, std::string_view reason,
                             uint64_t count) {
      if (count == 0) return;
      select += fmt::format(" UNION ALL SELECT {}, DATE '1970-01-01' + {}, '{}', {}, {}",
                            static_cast<uint32_t>(key.log), key.day, disposition,
                            reason.empty() ? "NULL" : sql_text(reason), count);
    };
    for (int i = 1; i < kDispositionCount; ++i) {
      const auto disposition = static_cast<Disposition>(i);
      if (disposition != Disposition::kRejected)
        add_row(name_of(disposition), "", page.count(disposition));
    }
    for (int i = 1; i < kRejectReasonCount; ++i)
      add_row("rejected", name_of(static_cast<RejectReason>(i)),
              page.by_reason[static_cast<size_t>(i)]);
  }
  return select;
}

}  // namespace telltale
