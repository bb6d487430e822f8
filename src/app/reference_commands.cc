// Commands that need no lake: is a schema right, which options are there, which version is this.
#include <fmt/format.h>

#include "app/commands.h"
#include "app/schema_choice.h"
#include "refine/decoder.h"
#include "store/parquet_file.h"
#include "store/sql.h"
#include "telemetry/schema_yaml.h"

namespace telltale {
namespace {

constexpr std::string_view kVersion = TELLTALE_VERSION;

std::string range_text(const Field& field) {
  const auto bound = [](const std::optional<double>& value, const char* open) {
    return value ? fmt::format("{:g}", *value) : std::string(open);
  };
  if (field.least || field.most)
    return fmt::format("{} … {}", bound(field.least, "-∞"), bound(field.most, "∞"));
  return fmt::format("{}", fmt::join(field.allowed, ", "));
}

std::string source_text(const std::string& from, int column) {
  return column > 0 ? fmt::format("column {}", column) : from;
}

std::string device_text(const DeviceRule& device) {
  switch (device.kind) {
    case DeviceRule::Kind::kConstant:
      return "always " + device.prefix + device.text;
    case DeviceRule::Kind::kFileName:
      return "the name of the file";
    default:
      return source_text(device.text, device.column);
  }
}

std::string time_text(const TimeRule& time) {
  switch (time.kind) {
    case TimeRule::Kind::kIngest:
      return "the time of receipt";
    case TimeRule::Kind::kStep:
      return fmt::format("{} + {} a record of the device", format_instant(time.start),
                         format_duration(time.step));
    default:
      return source_text(time.from, time.column);
  }
}

Status show_schema(CommandContext& context, const Schema& schema) {
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin({"role", "name", "type", "unit", "from", "range", "required", "judge"}));
  const auto row = [&](std::string_view role, std::string_view name, const std::string& from) {
    return output->row(std::vector<Cell>{Cell::of(role), Cell::of(name), Cell::null(), Cell::null(),
                                         Cell::of(from), Cell::null(), Cell::of(true),
                                         Cell::null()});
  };
  TRY(row("device", schema.device.name, device_text(schema.device)));
  TRY(row("time", schema.time.name, time_text(schema.time)));
  for (const Field& field : schema.fields) {
    const auto text = [](const std::string& value) {
      return value.empty() ? Cell::null() : Cell::of(value);
    };
    const bool is_signal = field.role == FieldRole::kSignal;
    TRY(output->row(std::vector<Cell>{
        Cell::of(name_of(field.role)), Cell::of(field.lake_name()), Cell::of(name_of(field.type)),
        text(field.unit), Cell::of(source_text(field.from, field.column)), text(range_text(field)),
        Cell::of(field.is_required), is_signal ? Cell::of(name_of(field.judge)) : Cell::null()}));
  }
  return output->end();
}

}  // namespace

Result<int> run_schema_check(CommandContext& context, const std::string& file) {
  const std::string yaml = TRY(read_file(context.env, file, 1 << 20));
  const Result<Schema> schema = parse_schema(yaml, file);
  if (!schema.ok()) {
    std::fprintf(context.messages, "telltale: %s\n", schema.status().message().c_str());
    return kExitCheckFailed;
  }
  TRY(show_schema(context, schema.value()));
  std::fprintf(context.messages, "telltale: schema %s is right\n", schema.value().title().c_str());
  return kExitDone;
}

Result<int> run_version(CommandContext& context) {
  const std::string sql_version = TRY(sql_engine_version());
  TRY(write_text(context.out, fmt::format("telltale {}\nSQL: DuckDB {}\nParquet: Arrow {}\nJSON: "
                                          "simdjson {}\n",
                                          kVersion, sql_version, parquet_library_version(),
                                          json_library_version())));
  TRY(flush_output(context.out));
  return kExitDone;
}

Result<int> run_config_reference(CommandContext& context) {
  TRY(write_text(context.out, options_reference()));
  TRY(flush_output(context.out));
  return kExitDone;
}

}  // namespace telltale
