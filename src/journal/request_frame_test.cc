#include "journal/request_frame.h"

#include "tests/catch.h"

namespace telltale {
namespace {

RequestFrame example() {
  RequestFrame frame;
  frame.log = LogId{7};
  frame.received = instant_of(1'700'000'000'123'456);
  frame.key = {11, 12};
  frame.senders = {{1, "=boiler-7"}, {2, ""}};
  frame.sizes = {3, 0, 4};
  frame.records = "onefour";
  return frame;
}

}  // namespace

TEST_CASE("a frame of a request is read as it was written") {
  const RequestFrame written = example();
  const std::string payload = write_request_frame(written);
  RequestFrame read;
  expect_ok(read_request_frame(payload, read));
  CHECK(read.log == written.log);
  CHECK(read.received == written.received);
  CHECK(read.key == written.key);
  CHECK(read.senders == written.senders);
  CHECK(read.sizes == written.sizes);
  CHECK(read.records == written.records);
}

TEST_CASE("a frame that is cut off or too long is refused") {
  const std::string payload = write_request_frame(example());
  RequestFrame read;
  for (size_t size = 0; size < payload.size(); ++size) {
    INFO(size << " bytes of " << payload.size());
    CHECK_FALSE(read_request_frame(std::string_view(payload).substr(0, size), read).ok());
  }
  CHECK(read_request_frame(payload + "x", read).code() == Code::kCorrupt);
}

TEST_CASE("a frame whose senders are not those of its records is refused") {
  RequestFrame frame = example();
  frame.senders.pop_back();
  RequestFrame read;
  CHECK(read_request_frame(write_request_frame(frame), read).code() == Code::kCorrupt);
}

}  // namespace telltale
