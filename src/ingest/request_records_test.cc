#include "ingest/request_records.h"

#include "telemetry/schema_yaml.h"
#include "tests/catch.h"

namespace telltale {
namespace {

Schema schema_of(std::string_view more = "") {
  return value_of(
      parse_schema("schema: s\ndevice: d\ntime: t\nsignals: [v]\n" + std::string(more), "test"));
}

std::vector<std::string> records_of(std::string_view body, BodyForm form = BodyForm::kByBytes,
                                    const Schema& schema = schema_of()) {
  const RequestRecords split = value_of(split_request(body, form, schema));
  std::vector<std::string> records;
  size_t at = 0;
  for (const uint32_t size : split.sizes) {
    records.push_back(split.bytes.substr(at, size));
    at += size;
  }
  CHECK(at == split.bytes.size());
  return records;
}

using Records = std::vector<std::string>;

}  // namespace

TEST_CASE("an object, an array and objects after each other are records of JSON") {
  CHECK(records_of(R"( {"v":1} )", BodyForm::kJson) == Records{R"({"v":1})"});
  CHECK(records_of("{\n  \"v\": 1\n}\n", BodyForm::kJson) == Records{"{\n  \"v\": 1\n}"});
  CHECK(records_of(R"([{"v":1},{"v":2}])", BodyForm::kJson) == Records{R"({"v":1})", R"({"v":2})"});
  CHECK(records_of("{\"v\":1}\n{\"v\":2}", BodyForm::kJson) == Records{R"({"v":1})", R"({"v":2})"});
}

TEST_CASE("each line is a record of JSON lines, and an array on one line is several") {
  CHECK(records_of("{\"v\":1}\r\n\n{\"v\":2}", BodyForm::kJsonLines) ==
        Records{R"({"v":1})", R"({"v":2})"});
  CHECK(records_of("[{\"v\":1},{\"v\":2}]\n{\"v\":3}\n", BodyForm::kJsonLines) ==
        Records{R"({"v":1})", R"({"v":2})", R"({"v":3})"});
}

TEST_CASE("a bad record is a record like any other, and never its neighbours") {
  CHECK(records_of("{\"v\":1}\n{\"v\":\n{\"v\":3}\n", BodyForm::kJsonLines) ==
        Records{R"({"v":1})", R"({"v":)", R"({"v":3})"});
  CHECK(records_of("nonsense", BodyForm::kJson) == Records{"nonsense"});
}

TEST_CASE("the header of CSV is no record") {
  const RequestRecords split = value_of(
      split_request("\xef\xbb\xbf\r\nd,t,v\r\na,1,2\r\n\"b\nc\",3,4", BodyForm::kCsv, schema_of()));
  CHECK(split.format == RecordFormat::kCsv);
  CHECK(split.csv_header == "d,t,v");
  CHECK(split.sizes == std::vector<uint32_t>{5, 9});
  CHECK(split.bytes == "a,1,2\"b\nc\",3,4");
  CHECK(records_of("a,1,2\nb,3,4", BodyForm::kCsv, schema_of("csv:\n  header: absent\n")) ==
        Records{"a,1,2", "b,3,4"});
}

TEST_CASE("what the sender does not say is told by the bytes") {
  CHECK(value_of(split_request("d,t,v\na,1,2", BodyForm::kByBytes, schema_of())).format ==
        RecordFormat::kCsv);
  CHECK(records_of("{\"v\":1}\n{\"v\":2}\n").size() == 2);
  CHECK(records_of("[\n{\"v\":1},\n{\"v\":2}\n]\n").size() == 2);
}

TEST_CASE("a body without a record is no request") {
  for (const char* body : {"", " \n\r\n\t", "[]"}) {
    INFO(body);
    CHECK(split_request(body, BodyForm::kJson, schema_of()).status().code() == Code::kInvalid);
  }
  CHECK(split_request("d,t,v\n", BodyForm::kCsv, schema_of()).status().code() == Code::kInvalid);
}

}  // namespace telltale
