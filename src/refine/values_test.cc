#include "refine/values.h"

#include "base/hash.h"
#include "telemetry/schema_yaml.h"
#include "telemetry/sender.h"
#include "tests/catch.h"

namespace telltale {
namespace {

// One reading of `device` (none when empty) that came with that sender.
struct Sent {
  explicit Sent(std::string_view device, std::string_view with) {
    log->schema = std::make_shared<const Schema>(
        value_of(parse_schema(builtin_schemas().front().yaml, "test")));
    batch->start(log, 1024);
    batch->add_row({batch->text.append("{}"), 2}, 0, 0);
    if (!with.empty()) batch->sender[0] = batch->arena.add(with);
    ValueWriter writer(*log);
    writer.begin(*batch, 0);
    const TextRef id = device.empty() ? TextRef() : batch->arena.add(device);
    if (!device.empty()) writer.put(kTargetDevice, {Value::Kind::kText, false, 0, id});
    const TextRef time = batch->arena.add("2025-01-01T00:00:00Z");
    writer.put(kTargetTime, {Value::Kind::kText, false, 0, time});
    writer.end();
  }

  bool is_refused() const { return batch->state[0] == RowState::kRejected; }

  std::shared_ptr<LogInfo> log = std::make_shared<LogInfo>();
  std::unique_ptr<Batch> batch = std::make_unique<Batch>();
};

}  // namespace

TEST_CASE("a record without a device is its sender's") {
  const Sent sent("", "=boiler-7");
  CHECK_FALSE(sent.is_refused());
  CHECK(sent.batch->device[0].view() == "boiler-7");
  CHECK(sent.batch->device_hash[0] == hash64("boiler-7"));
}

TEST_CASE("a record is refused when its sender may not write as its device") {
  CHECK_FALSE(Sent("boiler-7", "").is_refused());
  CHECK_FALSE(Sent("boiler-7", "=boiler-7").is_refused());
  CHECK_FALSE(Sent("plant-1/boiler-7", "^plant-1/").is_refused());
  for (const char* sender : {"=boiler-8", "^plant-1/", "!boiler-7", "nobody"}) {
    const Sent sent("boiler-7", sender);
    INFO(sender);
    CHECK(sent.is_refused());
    CHECK(sent.batch->reason[0] == RejectReason::kNotPermitted);
    CHECK(sent.batch->reason_field[0] == Batch::kDeviceField);
    CHECK(sent.batch->reason_value[0].view() == "boiler-7");
  }
}

TEST_CASE("a prefix names no device") {
  const Sent sent("", "^plant-1/");
  CHECK(sent.batch->reason[0] == RejectReason::kMissingField);
}

TEST_CASE("a sender is read as it was written") {
  for (const auto kind : {Sender::Kind::kDevice, Sender::Kind::kPrefix, Sender::Kind::kForeign}) {
    const std::string text = write_sender({kind, "plant-1/boiler"});
    CHECK(read_sender(text).kind == kind);
    CHECK(read_sender(text).text == "plant-1/boiler");
  }
  CHECK_FALSE(read_sender("").may_write_as(""));
}

}  // namespace telltale
