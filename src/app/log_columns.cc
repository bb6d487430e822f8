#include "app/log_columns.h"

#include <fmt/format.h>

#include "refine/csv_header.h"

namespace telltale {

Result<std::string> missing_columns(const LogInfo& log) {
  TRY(check_csv_header(log));
  const CsvColumns columns = csv_columns(log);
  if (columns.missing.empty()) return std::string();
  return fmt::format("{}: its header lacks {}: left empty", log.name,
                     fmt::join(columns.missing, ", "));
}

}  // namespace telltale
