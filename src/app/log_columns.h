// What the header of a CSV log says about its schema, for messages to people.
#pragma once

#include <string>

#include "telemetry/batch.h"

namespace telltale {

// The sentence that names the schema's columns the header lacks, empty when there are none.
// kInvalid: the header does not fit the schema.
Result<std::string> missing_columns(const LogInfo& log);

}  // namespace telltale
