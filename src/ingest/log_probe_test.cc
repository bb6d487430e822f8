#include "ingest/log_probe.h"

#include <string>

#include "base/memory_env.h"
#include "telemetry/schema_yaml.h"
#include "tests/catch.h"

namespace telltale {
namespace {

constexpr const char* kPath = "/log";

Schema schema_of() {
  return parse_schema("schema: plain\ndevice: d\ntime: t\nsignals: [v]\n", "plain").value();
}

ProbedLog probe(const std::string& bytes, size_t a_read) {
  MemoryEnv env;
  env.put(kPath, bytes);
  env.set_read_bytes_max(a_read);
  return probe_log(env.open_stream(kPath).value(), schema_of()).value();
}

// What is told of a log must not depend on how its bytes came.
void check_probe(const std::string& bytes, Layout layout, const std::string& csv_header) {
  for (const size_t a_read : {1, 2, 3, 4, 5, 7, 11, 64, 4096}) {
    INFO(bytes << " by " << a_read);
    const ProbedLog log = probe(bytes, a_read);
    CHECK(log.layout == layout);
    CHECK(log.csv_header == csv_header);
  }
}

TEST_CASE("a header is read whole, however few bytes come at once") {
  check_probe("d,t,v\na,1,2\n", Layout::kCsv, "d,t,v");
  check_probe("\r\n\nd,t,v\r\na,1,2\r\n", Layout::kCsv, "d,t,v");
  check_probe(std::string(kByteOrderMark) + "d,t,v\na,1,2\n", Layout::kCsv, "d,t,v");
}

TEST_CASE("an empty line after a byte order mark is no header") {
  check_probe("\xef\xbb\xbf\nd,t,v\na,1,2\n", Layout::kCsv, "d,t,v");
  check_probe("\xef\xbb\xbf\r\n\r\nd,t,v\na,1,2\n", Layout::kCsv, "d,t,v");
}

TEST_CASE("a log has one byte order mark at most: a second is text") {
  check_probe("\xef\xbb\xbf\xef\xbb\xbf\nd,t,v\n", Layout::kCsv, "\xef\xbb\xbf");
}

TEST_CASE("a byte order mark changes nothing in how JSON is laid out") {
  for (const std::string mark : {"", "\xef\xbb\xbf", "\xef\xbb\xbf\n", "\n"}) {
    check_probe(mark + "{\"d\":1}\n{\"d\":2}\n", Layout::kLines, "");
    check_probe(mark + "{\n\"d\":1}\n", Layout::kJsonArray, "");
    check_probe(mark + "[{\"d\":1}]\n", Layout::kJsonArray, "");
    check_probe(mark + "[{\"d\":1}]\n[{\"d\":2}]\n", Layout::kLines, "");
  }
}

}  // namespace
}  // namespace telltale
