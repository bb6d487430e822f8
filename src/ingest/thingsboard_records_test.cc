#include "ingest/thingsboard_records.h"

#include "telemetry/schema_yaml.h"
#include "tests/catch.h"

namespace telltale {
namespace {

// Each record with its device: `A={"v":1}`.
std::vector<std::string> gateway_records(std::string_view body) {
  const GatewayRecords split = value_of(split_gateway_request(body));
  CHECK(split.records.format == RecordFormat::kThingsBoard);
  std::vector<std::string> records;
  size_t at = 0;
  size_t next = 0;
  for (const DeviceRun& run : split.runs) {
    for (uint32_t i = 0; i < run.records; ++i) {
      const uint32_t size = split.records.sizes[next++];
      records.push_back(run.device + "=" + split.records.bytes.substr(at, size));
      at += size;
    }
  }
  CHECK(next == split.records.sizes.size());
  CHECK(at == split.records.bytes.size());
  return records;
}

using Records = std::vector<std::string>;

}  // namespace

TEST_CASE("a device sends an object or an array of objects") {
  const Schema schema =
      value_of(parse_schema("schema: s\ndevice: d\ntime: t\nsignals: [v]\n", "t"));
  const RequestRecords one = value_of(split_thingsboard_request(R"({"v":1})", schema));
  CHECK(one.format == RecordFormat::kThingsBoard);
  CHECK(one.bytes == R"({"v":1})");
  const RequestRecords two =
      value_of(split_thingsboard_request(R"([{"ts":1,"values":{"v":[1]}}, {"v":2}])", schema));
  CHECK(two.sizes.size() == 2);
  CHECK(two.bytes == R"({"ts":1,"values":{"v":[1]}}{"v":2})");
  CHECK(split_thingsboard_request(" ", schema).status().code() == Code::kInvalid);
}

TEST_CASE("a gateway sends an array of objects for each of its devices") {
  CHECK(gateway_records(R"({"A":[{"ts":1,"values":{"v":1}},{"v":2}],"B":[{"v":3}]})") ==
        Records{R"(A={"ts":1,"values":{"v":1}})", R"(A={"v":2})", R"(B={"v":3})"});
  CHECK(gateway_records(" { \"A\" : [ ] , \"B\" : [ {\"v\": 1} ] } ") == Records{"B={\"v\": 1}"});
  CHECK(gateway_records(R"({"A":[1,"x",{}]})") == Records{"A=1", "A=\"x\"", "A={}"});
  CHECK(gateway_records(R"({"A":[{}],"B":[{}],"A":[{}]})") == Records{"A={}", "B={}", "A={}"});
}

TEST_CASE("a device's name may be escaped, and is one that a device may have") {
  CHECK(gateway_records(R"({"a\"\u00e9\\":[{}]})") == Records{"a\"é\\={}"});
  CHECK(gateway_records("{\"é\":[{}]}") == Records{"é={}"});
  for (const std::string& name :
       {std::string(), std::string("\xff"), std::string("\\ud800"), std::string("a\\nb"),
        std::string("a\tb"), std::string("\\x"), std::string(257, 'a')}) {
    INFO(name);
    CHECK(split_gateway_request("{\"" + name + "\":[{}]}").status().code() == Code::kInvalid);
  }
}

TEST_CASE("what is no gateway's request is refused as a whole") {
  for (const char* body : {"",
                           "1",
                           "[]",
                           "[{}]",
                           "{",
                           "{}",
                           "{\"A\"}",
                           "{\"A\":}",
                           "{\"A\":[{}]",
                           "{\"A\":[{}]}}",
                           "{\"A\":[{}],}",
                           "{\"A\":{\"v\":1}}",
                           "{\"A\":1}",
                           "{\"A\":[{}] \"B\":[{}]}",
                           "{A:[{}]}",
                           "{\"A\":[{}",
                           "{\"A\":[]}",
                           "{\"A\":[{]}]}",
                           "{\"A",
                           "{\"A\\"}) {
    INFO(body);
    CHECK(split_gateway_request(body).status().code() == Code::kInvalid);
  }
}

TEST_CASE("one request is of a bounded number of devices") {
  std::string body = "{";
  for (int i = 0; i < 65'536; ++i) body += "\"d" + std::to_string(i) + "\":[{}],";
  body.back() = '}';
  CHECK(split_gateway_request(body).status().code() == Code::kExhausted);
}

}  // namespace telltale
