// Which schema a name or a file on the command line means.
#pragma once

#include <string>

#include "base/env.h"
#include "journal/catalog.h"
#include "telemetry/schema.h"

namespace telltale {

struct ChosenSchema {
  Schema schema;
  std::string yaml;
};

// A file when the text looks like one (a slash, or an ending .yaml or .yml); else a schema of the
// lake (when there is one), else a shipped one. kInvalid names what is known.
Result<ChosenSchema> choose_schema(Env& env, const std::string& name_or_file,
                                   const Catalog* catalog);

}  // namespace telltale
