// A redrive as it goes over the network: the query that names rejects, and the report as JSON.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "serve/redrive_wish.h"

namespace telltale::serve {

// SQL for the rejects that a condition names: receipt, schema, schema_version.
std::string rejects_where(std::string_view condition);
// Adds a row of it. kInvalid: it is none.
Status add_reject(std::string_view receipt, std::string_view schema, std::string_view version,
                  RedriveWish& wish);

Json to_json(const RedriveReport& report, bool is_preview);
// kInternal: it is no report.
Result<RedriveReport> read_redrive_report(std::string_view json);

}  // namespace telltale::serve
