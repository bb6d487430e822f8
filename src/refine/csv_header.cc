#include "refine/csv_header.h"

#include <algorithm>

#include <fmt/format.h>

#include "refine/csv_fields.h"

namespace telltale {
namespace {

// A value the schema wants: by column number, or by name when that is 0.
struct Wanted {
  std::string name;
  int column;
  Target target;
  bool is_required;
};

std::vector<Wanted> wanted_columns(const Schema& schema) {
  std::vector<Wanted> wanted;
  if (schema.device.kind == DeviceRule::Kind::kField)
    wanted.push_back({schema.device.text, schema.device.column, kTargetDevice, true});
  if (schema.time.kind == TimeRule::Kind::kField)
    wanted.push_back({schema.time.from, schema.time.column, kTargetTime, true});
  if (schema.has_seq()) wanted.push_back({schema.seq_from, schema.seq_column, kTargetSeq, false});
  if (schema.long_form) {
    const LongForm& form = *schema.long_form;
    wanted.push_back({form.name_from, form.name_column, kTargetLongName, true});
    wanted.push_back({form.value_from, form.value_column, kTargetLongValue, true});
  }
  bool names_simulated = false;
  for (size_t i = 0; i < schema.fields.size(); ++i) {
    const Field& field = schema.fields[i];
    if (schema.long_form && field.role == FieldRole::kSignal) continue;
    wanted.push_back({field.from, field.column, static_cast<Target>(i), field.is_required});
    names_simulated |= field.from == "simulated";
  }
  if (!names_simulated) wanted.push_back({"simulated", 0, kTargetSimulated, false});
  return wanted;
}

// One name a column; all empty where the first line is no header but a row.
std::vector<std::string> header_names(const LogInfo& log) {
  std::vector<CsvField> fields;
  TextArena scratch;
  if (!split_csv_row(log.csv_header, log.schema->csv.delimiter, scratch, fields)) return {};
  if (log.schema->csv.header == CsvForm::Header::kAbsent)
    return std::vector<std::string>(fields.size());
  std::vector<std::string> names;
  if (log.schema->csv.header == CsvForm::Header::kShort) names.emplace_back();
  for (const CsvField& field : fields) names.emplace_back(field.text.view());
  return names;
}

}  // namespace

CsvColumns csv_columns(const LogInfo& log) {
  const std::vector<std::string> names = header_names(log);
  CsvColumns columns;
  columns.count = names.size();
  std::vector<bool> used(names.size());
  for (const Wanted& wanted : wanted_columns(*log.schema)) {
    auto number = static_cast<size_t>(wanted.column);
    if (number == 0) {
      const auto found = std::find(names.begin(), names.end(), wanted.name);
      if (found == names.end()) {
        if (wanted.target != kTargetSimulated) columns.missing.push_back(wanted.name);
        continue;
      }
      number = static_cast<size_t>(found - names.begin()) + 1;
    }
    columns.known.push_back({number, wanted.target});
    if (number <= used.size()) used[number - 1] = true;
  }
  std::stable_sort(columns.known.begin(), columns.known.end(),
                   [](const CsvColumn& a, const CsvColumn& b) { return a.number < b.number; });
  for (size_t i = 0; i < names.size(); ++i) {
    if (!used[i] && !names[i].empty()) columns.unknown.push_back(names[i]);
  }
  return columns;
}

Status check_csv_header(const LogInfo& log) {
  const CsvColumns columns = csv_columns(log);
  for (const Wanted& wanted : wanted_columns(*log.schema)) {
    const bool found =
        std::any_of(columns.known.begin(), columns.known.end(), [&](const CsvColumn& column) {
          return column.target == wanted.target && column.number <= columns.count;
        });
    if (found || !wanted.is_required) continue;
    const std::string name =
        wanted.column > 0 ? std::to_string(wanted.column) : fmt::format("`{}`", wanted.name);
    return Status::invalid(fmt::format(
        "cannot read CSV: its header lacks column {}, which schema {} requires: name another "
        "schema with --schema: header={}",
        name, log.schema->name, log.csv_header));
  }
  return {};
}

}  // namespace telltale
