// LakeReport: what a lake is doing, as one JSON document and as one screen of text. The document is
// what GET /v1/status says of a lake; without a server it is made from the lake's folder.
#pragma once

#include <string>

#include "app/options.h"
#include "base/clock.h"
#include "base/env.h"
#include "base/json.h"

namespace telltale {

struct ReportPlace {
  Env& env;
  const Clock& clock;
  const Options& options;
};

// As the folder shows it. Damage is part of the report, not an error: kNotFound: there is no lake.
Result<Json> lake_report(const ReportPlace& place, const std::string& folder);

// A screen of text, for people.
std::string report_text(const Json& lake);

}  // namespace telltale
