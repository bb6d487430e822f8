#include "telemetry/schema_yaml.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <numeric>
#include <streambuf>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "base/message_text.h"

namespace telltale {
namespace {

// A YAML map read by name: every key must be known, none may come twice.
class Section {
 public:
  Section(YAML::Node node, std::string_view file) : node_(std::move(node)), file_(file) {}

  Status expect_keys(const std::vector<std::string_view>& known) const {
    if (!node_.IsMap()) return wrong(node_, "it must be a map of keys");
    std::vector<std::string> seen;
    for (const auto& entry : node_) {
      const std::string key = entry.first.Scalar();
      if (std::find(seen.begin(), seen.end(), key) != seen.end())
        return wrong(entry.first, fmt::format("key `{}` is repeated: keep one", key));
      seen.push_back(key);
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      const std::string_view nearest = nearest_word(key, known);
      return wrong(entry.first,
                   nearest.empty()
                       ? fmt::format("unknown key `{}`: known are {}", key, fmt::join(known, ", "))
                       : fmt::format("unknown key `{}`: did you mean `{}`?", key, nearest));
    }
    return {};
  }

  bool has(const char* key) const { return static_cast<bool>(node_[key]); }
  YAML::Node at(const char* key) const { return node_[key]; }
  const YAML::Node& node() const { return node_; }
  Section section(const char* key) const { return section(node_[key]); }
  Section section(YAML::Node node) const { return {std::move(node), file_}; }

  Status wrong(const YAML::Node& where, const std::string& why) const {
    const YAML::Mark mark = where.Mark();
    return Status::invalid(fmt::format("cannot read schema: {}:{}:{}: {}", file_, mark.line + 1,
                                       mark.column + 1, printable(why)));
  }

  Result<std::string> text(const char* key) const {
    if (!has(key)) return wrong(node_, fmt::format("key `{}` is missing: add it", key));
    return text_of(at(key), key);
  }

  Result<std::string> text_of(const YAML::Node& value, std::string_view what) const {
    if (!value.IsScalar() || value.Scalar().empty())
      return wrong(value, fmt::format("`{}` must be one word", what));
    return value.Scalar();
  }

  Result<double> number_of(const YAML::Node& value, std::string_view what) const {
    double number = 0;
    const std::string text = value.IsScalar() ? value.Scalar() : "";
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
      return wrong(value, fmt::format("`{}` must be a number", what));
    return number;
  }

  Result<bool> flag(const char* key) const {
    const YAML::Node value = at(key);
    const std::string text = value.IsScalar() ? value.Scalar() : "";
    if (text == "true" || text == "false") return text == "true";
    return wrong(value, fmt::format("`{}` must be true or false", key));
  }

  Result<Duration> duration(const char* key) const {
    const auto parsed = parse_duration(TRY(text(key)));
    if (!parsed)
      return wrong(at(key), fmt::format("`{}` must be a duration such as 5s or 10min", key));
    return *parsed;
  }

 private:
  YAML::Node node_;
  std::string_view file_;
};

// Where a value is found: a name or path, or a column's number.
struct From {
  std::string path;
  int column = 0;
};

Result<From> read_from(const Section& section, const YAML::Node& value) {
  From from;
  from.path = TRY(section.text_of(value, "from"));
  const char* end = from.path.data() + from.path.size();
  const auto [rest, error] = std::from_chars(from.path.data(), end, from.column);
  const bool is_number = error == std::errc() && rest == end && value.Tag() != "!";
  if (!is_number) from.column = 0;
  if (is_number && from.column < 1) return section.wrong(value, "columns count from 1");
  return from;
}

// The last step of a path names what it leads to.
std::string last_step(const std::string& path) {
  const size_t step = path.find_last_of(path.starts_with('/') ? '/' : '.');
  return step == std::string::npos ? path : path.substr(step + 1);
}

Status read_device(const Section& root, Schema& schema) {
  if (!root.has("device")) return root.wrong(root.node(), "key `device` is missing: add it");
  DeviceRule& device = schema.device;
  const YAML::Node value = root.at("device");
  if (value.IsScalar()) {
    const From from = TRY(read_from(root, value));
    device.text = from.path;
    device.column = from.column;
    if (from.column == 0) device.name = last_step(from.path);
    return {};
  }
  if (value.IsSequence())
    return root.wrong(value, "a record has one device: name one field, not a list");
  const Section section = root.section("device");
  TRY(section.expect_keys({"from", "constant", "file_name", "prefix", "name"}));
  const int ways = section.has("from") + section.has("constant") + section.has("file_name");
  if (ways != 1)
    return section.wrong(value, "`device` needs one of `from`, `constant`, `file_name`");
  if (section.has("from")) {
    const From from = TRY(read_from(section, section.at("from")));
    device.text = from.path;
    device.column = from.column;
    if (from.column == 0) device.name = last_step(from.path);
  } else if (section.has("constant")) {
    device.kind = DeviceRule::Kind::kConstant;
    device.text = TRY(section.text("constant"));
  } else {
    if (!TRY(section.flag("file_name")))
      return section.wrong(value, "`file_name: false` says nothing: name another way");
    device.kind = DeviceRule::Kind::kFileName;
  }
  if (section.has("prefix")) device.prefix = TRY(section.text("prefix"));
  if (section.has("name")) device.name = TRY(section.text("name"));
  return {};
}

Status read_time_field(const Section& section, TimeRule& time) {
  const From from = TRY(read_from(section, section.at("from")));
  time.from = from.path;
  time.column = from.column;
  if (from.column == 0) time.name = last_step(from.path);
  if (section.has("epoch")) {
    const std::string unit = TRY(section.text("epoch"));
    if (unit == "s") {
      time.form = TimeRule::Form::kSeconds;
    } else if (unit == "ms") {
      time.form = TimeRule::Form::kMillis;
    } else if (unit == "us") {
      time.form = TimeRule::Form::kMicros;
    } else {
      return section.wrong(section.at("epoch"), "`epoch` is one of s, ms, us");
    }
  }
  if (section.has("zone")) {
    time.zone = parse_zone(TRY(section.text("zone")));
    if (!time.zone)
      return section.wrong(section.at("zone"), "`zone` is UTC or an offset such as +02:00");
    if (time.form != TimeRule::Form::kIso)
      return section.wrong(section.at("zone"), "an epoch time has no zone: leave it out");
  }
  return {};
}

Status read_time_steps(const Section& section, TimeRule& time) {
  time.kind = TimeRule::Kind::kStep;
  const auto start = parse_iso_time(TRY(section.text("start")));
  if (!start || !start->has_zone)
    return section.wrong(section.at("start"),
                         "`start` is a time with a zone: 2025-01-01T00:00:00Z");
  time.start = instant_of(start->micros);
  time.step = TRY(section.duration("step"));
  if (time.step.count() == 0)
    return section.wrong(section.at("step"), "`step` must be longer than nothing");
  return {};
}

Status read_time(const Section& root, Schema& schema) {
  if (!root.has("time")) return root.wrong(root.node(), "key `time` is missing: add it");
  TimeRule& time = schema.time;
  const YAML::Node value = root.at("time");
  if (value.IsScalar()) {
    const From from = TRY(read_from(root, value));
    time.from = from.path;
    time.column = from.column;
    if (from.column == 0) time.name = last_step(from.path);
    return {};
  }
  const Section section = root.section("time");
  TRY(section.expect_keys({"from", "epoch", "zone", "ingest", "start", "step", "name"}));
  const int ways = section.has("from") + section.has("ingest") + section.has("start");
  if (ways != 1) return section.wrong(value, "`time` needs one of `from`, `ingest`, `start`");
  if (section.has("from")) {
    TRY(read_time_field(section, time));
  } else if (section.has("start")) {
    TRY(read_time_steps(section, time));
  } else {
    if (!TRY(section.flag("ingest")))
      return section.wrong(value, "`ingest: false` says nothing: name another way");
    time.kind = TimeRule::Kind::kIngest;
  }
  if (section.has("name")) time.name = TRY(section.text("name"));
  return {};
}

Status read_range(const Section& section, Field& field) {
  const YAML::Node range = section.at("range");
  if (!range.IsSequence() || range.size() != 2)
    return section.wrong(range, "`range` is two numbers: [least, most]; ~ leaves one open");
  if (!range[0].IsNull()) field.least = TRY(section.number_of(range[0], "range"));
  if (!range[1].IsNull()) field.most = TRY(section.number_of(range[1], "range"));
  return {};
}

Result<FieldType> read_type(const Section& section) {
  const std::string type = TRY(section.text("type"));
  for (const FieldType known :
       {FieldType::kNumber, FieldType::kInteger, FieldType::kBoolean, FieldType::kText}) {
    if (type == name_of(known)) return known;
  }
  return section.wrong(section.at("type"), "`type` is one of number, integer, boolean, text");
}

Status read_field_details(const Section& section, Field& field) {
  TRY(section.expect_keys(
      {"from", "type", "unit", "range", "allowed", "required", "resolution", "judge"}));
  if (section.has("from")) {
    const From from = TRY(read_from(section, section.at("from")));
    field.from = from.path;
    field.column = from.column;
  }
  if (section.has("type")) field.type = TRY(read_type(section));
  if (section.has("unit")) field.unit = TRY(section.text("unit"));
  if (section.has("range")) TRY(read_range(section, field));
  if (section.has("required")) field.is_required = TRY(section.flag("required"));
  if (section.has("resolution")) {
    field.resolution = TRY(section.number_of(section.at("resolution"), "resolution"));
    if (field.resolution <= 0) return section.wrong(section.at("resolution"), "it must be over 0");
  }
  if (section.has("allowed")) {
    const YAML::Node allowed = section.at("allowed");
    if (!allowed.IsSequence() || allowed.size() == 0)
      return section.wrong(allowed, "`allowed` is a list of values: [a, b]");
    for (const auto& value : allowed)
      field.allowed.push_back(TRY(section.text_of(value, "allowed")));
  }
  if (section.has("judge")) {
    if (field.role != FieldRole::kSignal)
      return section.wrong(section.at("judge"), "only a signal is judged: leave it out");
    const auto tier = judge_tier_named(TRY(section.text("judge")));
    if (!tier) return section.wrong(section.at("judge"), "`judge` is one of off, basic, standard");
    field.judge = *tier;
  }
  return {};
}

Status read_fields(const Section& root, const char* key, FieldRole role, Schema& schema) {
  if (!root.has(key)) return {};
  const YAML::Node list = root.at(key);
  const auto new_field = [&](const std::string& name) {
    Field field;
    field.name = field.from = name;
    field.role = role;
    field.type = role == FieldRole::kSignal ? FieldType::kNumber : FieldType::kText;
    return field;
  };
  if (list.IsSequence()) {
    for (const auto& name : list) schema.fields.push_back(new_field(TRY(root.text_of(name, key))));
    return {};
  }
  if (!list.IsMap()) return root.wrong(list, fmt::format("`{}` is a map or a list of names", key));
  for (const auto& entry : list) {
    Field field = new_field(TRY(root.text_of(entry.first, key)));
    if (!entry.second.IsNull()) {
      if (!entry.second.IsMap())
        return root.wrong(entry.second, "say what the field is in a map: {unit: °C}");
      TRY(read_field_details(root.section(entry.second), field));
    }
    schema.fields.push_back(std::move(field));
  }
  return {};
}

Status read_csv(const Section& root, Schema& schema) {
  if (!root.has("csv")) return {};
  const Section section = root.section("csv");
  TRY(section.expect_keys({"delimiter", "header"}));
  if (section.has("delimiter")) {
    const std::string delimiter = TRY(section.text("delimiter"));
    const bool is_one = delimiter.size() == 1 &&
                        std::string_view("\"\r\n").find(delimiter) == std::string_view::npos;
    if (delimiter != "\\t" && !is_one)
      return section.wrong(section.at("delimiter"), "`delimiter` is one character, or \\t");
    schema.csv.delimiter = delimiter == "\\t" ? '\t' : delimiter[0];
  }
  if (section.has("header")) {
    const std::string header = TRY(section.text("header"));
    if (header == "present") {
      schema.csv.header = CsvForm::Header::kPresent;
    } else if (header == "absent") {
      schema.csv.header = CsvForm::Header::kAbsent;
    } else if (header == "short") {
      schema.csv.header = CsvForm::Header::kShort;
    } else {
      return section.wrong(section.at("header"), "`header` is one of present, absent, short");
    }
  }
  return {};
}

Status read_long_form(const Section& root, Schema& schema) {
  if (!root.has("long")) return {};
  const Section section = root.section("long");
  TRY(section.expect_keys({"name", "value"}));
  TRY(section.text("name"));
  TRY(section.text("value"));
  const From name = TRY(read_from(section, section.at("name")));
  const From value = TRY(read_from(section, section.at("value")));
  schema.long_form = LongForm{name.path, name.column, value.path, value.column};
  return {};
}

Status read_required(const Section& root, Schema& schema) {
  if (!root.has("required")) return {};
  const YAML::Node list = root.at("required");
  if (!list.IsSequence()) return root.wrong(list, "`required` is a list of field names");
  for (const auto& entry : list) {
    const std::string name = TRY(root.text_of(entry, "required"));
    const auto field = std::find_if(schema.fields.begin(), schema.fields.end(),
                                    [&](const Field& candidate) { return candidate.name == name; });
    if (field == schema.fields.end())
      return root.wrong(entry, fmt::format("`required` names no field of this schema: {}", name));
    field->is_required = true;
  }
  return {};
}

Status read_head(const Section& root, Schema& schema) {
  schema.name = TRY(root.text("schema"));
  if (root.has("version")) {
    const double version = TRY(root.number_of(root.at("version"), "version"));
    if (version < 1 || version != std::floor(version) || version > 1e6)
      return root.wrong(root.at("version"), "`version` is a whole number from 1");
    schema.version = static_cast<uint32_t>(version);
  }
  if (root.has("format")) {
    const std::string format = TRY(root.text("format"));
    if (format != "json" && format != "csv")
      return root.wrong(root.at("format"), "`format` is one of json, csv");
    schema.format = format == "json" ? RecordFormat::kJson : RecordFormat::kCsv;
  }
  if (root.has("seq")) {
    const From from = TRY(read_from(root, root.at("seq")));
    schema.seq_from = from.path;
    schema.seq_column = from.column;
  }
  if (root.has("ahead")) {
    const Section section = root.section("ahead");
    TRY(section.expect_keys({"flag", "reject"}));
    if (section.has("flag")) schema.ahead_flagged = TRY(section.duration("flag"));
    if (section.has("reject")) schema.ahead_rejected = TRY(section.duration("reject"));
  }
  return {};
}

Result<Schema> read_schema(const YAML::Node& document, std::string_view file) {
  const Section root(document, file);
  TRY(root.expect_keys({"schema", "version", "format", "csv", "device", "seq", "time", "signals",
                        "attributes", "claims", "required", "long", "ahead"}));
  Schema schema;
  TRY(read_head(root, schema));
  TRY(read_csv(root, schema));
  TRY(read_device(root, schema));
  TRY(read_time(root, schema));
  TRY(read_fields(root, "signals", FieldRole::kSignal, schema));
  TRY(read_fields(root, "attributes", FieldRole::kAttribute, schema));
  TRY(read_fields(root, "claims", FieldRole::kClaim, schema));
  TRY(read_required(root, schema));
  TRY(read_long_form(root, schema));
  const Status finished = schema.finish();
  if (!finished.ok())
    return Status::invalid(
        fmt::format("cannot read schema: {}: {}", file, printable(finished.message())));
  return schema;
}

size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0]++;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

// Looks only at where documents begin. (YAML::LoadAll finds new ones without end in some texts.)
class DocumentCounter : public YAML::EventHandler {
 public:
  int count() const { return count_; }

  void OnDocumentStart(const YAML::Mark&) override { ++count_; }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}

 private:
  int count_ = 0;
};

// Gives out a text as a stream; the text must stay.
class StreamOfText : public std::streambuf {
 public:
  explicit StreamOfText(std::string& text) {
    setg(text.data(), text.data(), text.data() + text.size());
  }
};

bool has_one_document(std::string text) {
  StreamOfText buffer(text);
  std::istream stream(&buffer);
  YAML::Parser parser(stream);
  DocumentCounter documents;
  while (documents.count() < 2 && parser.HandleNextDocument(documents)) {
  }
  return documents.count() == 1;
}

}  // namespace

std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& known) {
  std::string_view nearest;
  // Two letters swapped are two edits; in a short word two edits are another word.
  size_t nearest_distance = word.size() < 4 ? 2 : std::max<size_t>(2, word.size() / 3) + 1;
  for (const std::string_view candidate : known) {
    const size_t distance = edit_distance(word, candidate);
    if (distance >= nearest_distance) continue;
    nearest = candidate;
    nearest_distance = distance;
  }
  return nearest;
}

Result<Schema> parse_schema(std::string_view yaml, std::string_view file) {
  try {
    const std::string text(yaml);
    const YAML::Node root = has_one_document(text) ? YAML::Load(text) : YAML::Node();
    if (!root.IsMap())
      return Status::invalid(
          fmt::format("cannot read schema: {}: it must hold one map of keys", file));
    return read_schema(root, file);
  } catch (const YAML::Exception& error) {
    return Status::invalid(fmt::format("cannot read schema: {}:{}:{}: {}", file,
                                       error.mark.line + 1, error.mark.column + 1,
                                       printable(error.msg)));
  }
}

}  // namespace telltale
