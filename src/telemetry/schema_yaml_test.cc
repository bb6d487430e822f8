#include "telemetry/schema_yaml.h"

#include "tests/catch.h"

namespace telltale {
namespace {

Schema parse(std::string_view yaml) {
  return value_of(parse_schema(yaml, "s.yaml"));
}

// What is wrong with a schema, without the words every refusal begins with.
std::string refusal(std::string_view yaml) {
  INFO(yaml);
  const std::string said = message_of(parse_schema(yaml, "s.yaml"), Code::kInvalid);
  const std::string begin = "cannot read schema: s.yaml:";
  REQUIRE(said.starts_with(begin));
  return said.substr(begin.size());
}

// A schema that is right but for the lines given, which begin at line 4.
std::string with(std::string_view lines) {
  return refusal("schema: s\ndevice: d\ntime: t\n" + std::string(lines) + "\n");
}

}  // namespace

TEST_CASE("a schema of three lines is enough") {
  const Schema schema = parse("schema: s\ndevice: id\ntime: at\n");
  CHECK(schema.title() == "s version 1");
  CHECK((schema.device.kind == DeviceRule::Kind::kField && schema.device.text == "id"));
  CHECK(schema.device.name == "id");
  CHECK((schema.time.kind == TimeRule::Kind::kField && schema.time.from == "at"));
  CHECK(schema.time.name == "at");
  CHECK_FALSE(schema.time.zone.has_value());
  CHECK_FALSE(schema.format.has_value());
  CHECK_FALSE(schema.has_seq());
  CHECK(schema.fields.empty());
  CHECK(schema.ahead_flagged == std::chrono::minutes(5));
  CHECK(schema.ahead_rejected == std::chrono::hours(1));
}

TEST_CASE("everything a schema can say is understood") {
  const Schema schema = parse(
      "schema: all_of_it\nversion: 3\nformat: csv\ncsv: {delimiter: ';', header: short}\n"
      "device: {from: meta.id, prefix: p-, name: thing}\nseq: /meta/a~1b\n"
      "time: {from: 2, epoch: ms, name: measured}\nahead: {flag: 1min, reject: 2d}\n"
      "signals:\n  v: {from: x.y, unit: °C, range: [-1, ~], resolution: 0.5, judge: basic}\n"
      "  w: {type: boolean, required: true}\n"
      "attributes:\n  mode: {allowed: [a, b]}\n  floor: {type: integer, from: 7}\n"
      "claims: [anomaly]\nrequired: [mode]\n");
  CHECK((schema.version == 3 && schema.format == RecordFormat::kCsv));
  CHECK((schema.csv.delimiter == ';' && schema.csv.header == CsvForm::Header::kShort));
  CHECK((schema.device.text == "meta.id" && schema.device.prefix == "p-"));
  CHECK((schema.device.name == "thing" && schema.seq_from == "/meta/a~1b"));
  CHECK((schema.time.column == 2 && schema.time.form == TimeRule::Form::kMillis));
  CHECK(schema.time.name == "measured");
  CHECK((schema.ahead_flagged == std::chrono::minutes(1)));
  CHECK((schema.ahead_rejected == std::chrono::hours(48)));
  REQUIRE(schema.fields.size() == 5);
  const Field& v = schema.fields[0];
  CHECK((v.from == "x.y" && v.unit == "°C" && v.least == -1.0 && !v.most && v.resolution == 0.5));
  CHECK((v.judge == JudgeTier::kBasic && v.role == FieldRole::kSignal));
  CHECK((schema.fields[1].type == FieldType::kBoolean && schema.fields[1].is_required));
  CHECK(schema.fields[2].allowed == std::vector<std::string>{"a", "b"});
  CHECK(schema.fields[2].is_required);
  CHECK((schema.fields[3].column == 7 && schema.fields[3].type == FieldType::kInteger));
  CHECK((schema.fields[4].role == FieldRole::kClaim && schema.fields[4].is_text()));
  CHECK(schema.fields[4].lake_name() == "claimed_anomaly");
}

TEST_CASE("devices and times are named in other ways") {
  CHECK(parse("schema: s\ndevice: {constant: room}\ntime: t\n").device.text == "room");
  CHECK(parse("schema: s\ndevice: {file_name: true}\ntime: t\n").device.kind ==
        DeviceRule::Kind::kFileName);
  CHECK(parse("schema: s\ndevice: 3\ntime: '4'\n").device.column == 3);
  CHECK(parse("schema: s\ndevice: d\ntime: '4'\n").time.from == "4");
  CHECK(parse("schema: s\ndevice: d\ntime: '4'\n").time.column == 0);
  CHECK(parse("schema: s\ndevice: d\ntime: {ingest: true}\n").time.kind == TimeRule::Kind::kIngest);
  const Schema steps =
      parse("schema: s\ndevice: d\ntime: {start: 2025-01-01T00:00:00+01:00, step: 5s}\n");
  CHECK(steps.time.kind == TimeRule::Kind::kStep);
  CHECK(format_instant(steps.time.start) == "2024-12-31T23:00:00Z");
  CHECK(steps.time.step == std::chrono::seconds(5));
  const Schema zoned = parse("schema: s\ndevice: d\ntime: {from: t, zone: '-03:30'}\n");
  CHECK(zoned.time.zone == std::chrono::minutes(-210));
  CHECK(parse("schema: s\ndevice: /a/b\ntime: x.y\n").device.name == "b");
  CHECK(parse("schema: s\ndevice: /a/b\ntime: x.y\n").time.name == "y");
  CHECK(parse("schema: s\ndevice: d\ntime: t\ncsv: {delimiter: \\t}\n").csv.delimiter == '\t');
  const Schema long_form = parse("schema: s\ndevice: d\ntime: t\nlong: {name: 3, value: val}\n");
  REQUIRE(long_form.long_form.has_value());
  CHECK((long_form.long_form->name_column == 3 && long_form.long_form->value_from == "val"));
}

TEST_CASE("what is no map of keys is refused") {
  const std::string one_map = " it must hold one map of keys";
  for (const char* yaml : {"", "# nothing", "- a", "word", "schema: a\n---\nschema: b\n"})
    CHECK(refusal(yaml) == one_map);
  CHECK(refusal("schema: s\n\tdevice: d\n").starts_with("2:"));
  CHECK(refusal("schema: [s\n").starts_with("2:1: "));
  CHECK(refusal("schema: *none\n").starts_with("1:"));
}

TEST_CASE("keys are known, and come once") {
  CHECK(with("signal: [v]") == "4:1: unknown key `signal`: did you mean `signals`?");
  CHECK(with("q: 1") ==
        "4:1: unknown key `q`: known are schema, version, format, csv, device, seq, time, signals, "
        "attributes, claims, required, long, ahead");
  CHECK(with("time: u") == "4:1: key `time` is repeated: keep one");
  CHECK(with("csv: {delimeter: x}") == "4:7: unknown key `delimeter`: did you mean `delimiter`?");
  CHECK(with("signals:\n  v: {unti: K}") == "5:7: unknown key `unti`: did you mean `unit`?");
  CHECK(with("ahead: {flags: 1s}") == "4:9: unknown key `flags`: did you mean `flag`?");
  CHECK(with("long: {name: a, val: b}") == "4:17: unknown key `val`: known are name, value");
  CHECK(with("csv: ;") == "4:6: it must be a map of keys");
  CHECK(with("long: x") == "4:7: it must be a map of keys");
  CHECK(with("ahead: 5s") == "4:8: it must be a map of keys");
}

TEST_CASE("what must be said is asked for") {
  CHECK(refusal("device: d\ntime: t\n") == "1:1: key `schema` is missing: add it");
  CHECK(refusal("schema: s\ntime: t\n") == "1:1: key `device` is missing: add it");
  CHECK(refusal("schema: s\ndevice: d\n") == "1:1: key `time` is missing: add it");
  CHECK(refusal("schema: [s]\ndevice: d\ntime: t\n") == "1:9: `schema` must be one word");
  CHECK(refusal("schema: ''\ndevice: d\ntime: t\n") == "1:9: `schema` must be one word");
  CHECK(with("long: {name: a}") == "4:7: key `value` is missing: add it");
  CHECK(with("long: {value: a}") == "4:7: key `name` is missing: add it");
}

TEST_CASE("the head's values are checked") {
  const std::string version = "4:10: `version` is a whole number from 1";
  CHECK(with("version: 0") == version);
  CHECK(with("version: 1.5") == version);
  CHECK(with("version: 1e7") == version);
  CHECK(with("version: new") == "4:10: `version` must be a number");
  CHECK(with("format: xml") == "4:9: `format` is one of json, csv");
  CHECK(with("seq: [a]") == "4:6: `from` must be one word");
  CHECK(with("seq: 0") == "4:6: columns count from 1");
  CHECK(with("ahead: {flag: soon}") == "4:15: `flag` must be a duration such as 5s or 10min");
  CHECK(with("ahead: {flag: 2h}") == " cannot use `ahead`: `reject` must not be less than `flag`");
  CHECK(with("csv: {delimiter: ab}") == "4:18: `delimiter` is one character, or \\t");
  CHECK(with("csv: {delimiter: '\"'}") == "4:18: `delimiter` is one character, or \\t");
  CHECK(with("csv: {delimiter: ''}") == "4:18: `delimiter` must be one word");
  CHECK(with("csv: {header: yes}") == "4:15: `header` is one of present, absent, short");
}

TEST_CASE("a delimiter must not be a character that ends rows") {
  CHECK(with("csv: {delimiter: \"\\n\"}") == "4:18: `delimiter` is one character, or \\t");
  CHECK(with("csv: {delimiter: \"\\r\"}") == "4:18: `delimiter` is one character, or \\t");
}

TEST_CASE("a device is named in one way") {
  const auto device = [](const std::string& value) {
    return refusal("schema: s\ntime: t\ndevice: " + value + "\n");
  };
  CHECK(device("[a, b]") == "3:9: a record has one device: name one field, not a list");
  CHECK(device("{}") == "3:9: `device` needs one of `from`, `constant`, `file_name`");
  CHECK(device("{prefix: p}") == "3:9: `device` needs one of `from`, `constant`, `file_name`");
  CHECK(device("{from: a, constant: b}") ==
        "3:9: `device` needs one of `from`, `constant`, `file_name`");
  CHECK(device("{file_name: false}") == "3:9: `file_name: false` says nothing: name another way");
  CHECK(device("{file_name: maybe}") == "3:21: `file_name` must be true or false");
  CHECK(device("{constant: }") == "3:20: `constant` must be one word");
  CHECK(device("-1") == "3:9: columns count from 1");
  CHECK(device("{from: 0}") == "3:16: columns count from 1");
  CHECK(device("{from: a, as: b}").starts_with("3:19: unknown key `as`"));
}

TEST_CASE("a time is named in one way, in a form that has it") {
  const auto time = [](const std::string& value) {
    return refusal("schema: s\ndevice: d\ntime: " + value + "\n");
  };
  CHECK(time("{}") == "3:7: `time` needs one of `from`, `ingest`, `start`");
  CHECK(time("{from: a, ingest: true}") == "3:7: `time` needs one of `from`, `ingest`, `start`");
  CHECK(time("{ingest: false}") == "3:7: `ingest: false` says nothing: name another way");
  CHECK(time("{from: a, epoch: ns}") == "3:24: `epoch` is one of s, ms, us");
  CHECK(time("{from: a, zone: CET}") == "3:23: `zone` is UTC or an offset such as +02:00");
  CHECK(time("{from: a, epoch: s, zone: UTC}") == "3:33: an epoch time has no zone: leave it out");
  CHECK(time("{start: 2025-01-01, step: 5s}") ==
        "3:15: `start` is a time with a zone: 2025-01-01T00:00:00Z");
  CHECK(time("{start: 2025-01-01T00:00:00Z}") == "3:7: key `step` is missing: add it");
  CHECK(time("{start: 2025-01-01T00:00:00Z, step: 0s}") ==
        "3:43: `step` must be longer than nothing");
  CHECK(time("{start: 2025-01-01T00:00:00Z, step: -5s}") ==
        "3:43: `step` must be a duration such as 5s or 10min");
  CHECK(time("[a]") == "3:7: it must be a map of keys");
}

TEST_CASE("a field is described in words that fit it") {
  CHECK(with("signals: v") == "4:10: `signals` is a map or a list of names");
  CHECK(with("signals: [[v]]") == "4:11: `signals` must be one word");
  CHECK(with("signals: {v: K}") == "4:14: say what the field is in a map: {unit: °C}");
  CHECK(with("signals: {v: {type: float}}") ==
        "4:21: `type` is one of number, integer, boolean, text");
  const std::string range = "`range` is two numbers: [least, most]; ~ leaves one open";
  CHECK(with("signals: {v: {range: 5}}") == "4:22: " + range);
  CHECK(with("signals: {v: {range: [1]}}") == "4:22: " + range);
  CHECK(with("signals: {v: {range: [1, 2, 3]}}") == "4:22: " + range);
  CHECK(with("signals: {v: {range: [a, 2]}}") == "4:23: `range` must be a number");
  CHECK(with("signals: {v: {range: [1, .inf]}}") == "4:26: `range` must be a number");
  CHECK(with("signals: {v: {required: 1}}") == "4:25: `required` must be true or false");
  CHECK(with("signals: {v: {resolution: 0}}") == "4:27: it must be over 0");
  CHECK(with("signals: {v: {resolution: fine}}") == "4:27: `resolution` must be a number");
  CHECK(with("signals: {v: {judge: full}}") == "4:22: `judge` is one of off, basic, standard");
  CHECK(with("attributes: {a: {judge: off}}") == "4:25: only a signal is judged: leave it out");
  CHECK(with("attributes: {a: {allowed: x}}") == "4:27: `allowed` is a list of values: [a, b]");
  CHECK(with("attributes: {a: {allowed: []}}") == "4:27: `allowed` is a list of values: [a, b]");
  CHECK(with("attributes: {a: {from: 0}}") == "4:24: columns count from 1");
  CHECK(with("required: v") == "4:11: `required` is a list of field names");
  CHECK(with("signals: [v]\nrequired: [v, w]") ==
        "5:15: `required` names no field of this schema: w");
}

TEST_CASE("names are refused that the lake cannot take") {
  CHECK(refusal("schema: S\ndevice: d\ntime: t\n") ==
        " cannot use schema name: use a-z, 0-9 and _, a letter first, 63 at most: schema=S");
  CHECK(with("signals: [2v]") ==
        " cannot use field name: use letters, digits and _, a letter first, 63 at most: field=2v");
  CHECK(with("signals: ['a b']").starts_with(" cannot use field name: use letters"));
  CHECK(with("signals: [_v]").starts_with(" cannot use field name: use letters"));
  CHECK(with("signals: [" + std::string(64, 'a') + "]").starts_with(" cannot use field name"));
  CHECK(with("signals: [Device_ID]") ==
        " cannot use field name: the lake has a column of that name: give it another name and say "
        "`from: Device_ID`: field=Device_ID");
  CHECK(with("attributes: [claimed_x]").starts_with(" cannot use field name: the lake has"));
  CHECK(with("signals: [v]\nattributes: [V]") ==
        " cannot use field name: two fields have it: field=V");
  CHECK(parse("schema: s\ndevice: d\ntime: t\nsignals: [v]\nclaims: [v]\n").fields.size() == 2);
}

TEST_CASE("rules that contradict each other are refused") {
  CHECK(with("signals: {v: {type: text}}") ==
        " cannot use signal: a signal is a number or a boolean: make it an attribute: field=v");
  CHECK(with("attributes: {a: {range: [0, 1]}}") == " cannot use range: a text has none: field=a");
  CHECK(with("signals: {v: {allowed: [1]}}") ==
        " cannot use allowed values: only a text has them: field=v");
  CHECK(with("signals: {v: {range: [2, 1]}}") == " cannot use range: it is empty: field=v");
  std::string names;
  for (int i = 0; i < 65; ++i) names += (i > 0 ? ", f" : "f") + std::to_string(i);
  CHECK(with("signals: [" + names + "]") ==
        " cannot use schema: it has too many fields: count=65 most=64");
}

TEST_CASE("the shipped schemas are right") {
  CHECK(builtin_schemas().size() == 5);
  for (const BuiltinSchema& builtin : builtin_schemas()) {
    const Schema schema = value_of(parse_schema(builtin.yaml, builtin.name));
    CHECK(schema.name == builtin.name);
  }
}

TEST_CASE("the nearest known word is offered, or none") {
  const std::vector<std::string_view> known = {"device", "time", "signals"};
  CHECK(nearest_word("devcie", known) == "device");
  CHECK(nearest_word("tim", known) == "time");
  CHECK(nearest_word("signal", known) == "signals");
  CHECK(nearest_word("zzz", known).empty());
  CHECK(nearest_word("", known).empty());
}

}  // namespace telltale
