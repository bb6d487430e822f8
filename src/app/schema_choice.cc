#include "app/schema_choice.h"

#include <fmt/format.h>

#include "telemetry/schema_yaml.h"

namespace telltale {
namespace {

constexpr uint64_t kSchemaBytesMax = 1 << 20;

bool looks_like_file(std::string_view text) {
  return text.find('/') != std::string_view::npos || text.ends_with(".yaml") ||
         text.ends_with(".yml");
}

Result<ChosenSchema> read_schema(std::string yaml, std::string_view file) {
  Schema schema = TRY(parse_schema(yaml, file));
  return ChosenSchema{std::move(schema), std::move(yaml)};
}

}  // namespace

Result<ChosenSchema> choose_schema(Env& env, const std::string& name_or_file,
                                   const Catalog* catalog) {
  if (looks_like_file(name_or_file))
    return read_schema(TRY(read_file(env, name_or_file, kSchemaBytesMax)), name_or_file);
  if (catalog != nullptr) {
    if (const Catalog::KnownSchema* known = catalog->newest_schema(name_or_file))
      return ChosenSchema{*known->schema, known->yaml};
  }
  std::vector<std::string_view> names;
  for (const BuiltinSchema& builtin : builtin_schemas()) {
    if (builtin.name == name_or_file) return read_schema(std::string(builtin.yaml), builtin.name);
    names.push_back(builtin.name);
  }
  return Status::invalid(fmt::format(
      "there is no schema of that name: name a file (./my.yaml) or one of {}: schema={}",
      fmt::join(names, ", "), name_or_file));
}

}  // namespace telltale
