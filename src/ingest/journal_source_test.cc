#include "ingest/journal_source.h"

#include "base/memory_env.h"
#include "journal/journal_log.h"
#include "journal/journal_writer.h"
#include "telemetry/schema_yaml.h"
#include "tests/catch.h"

namespace telltale {
namespace {

constexpr const char* kFolder = "/lake/_journal/0001";
constexpr int64_t kNoon = 1'700'000'000'000'000 / kMicrosPerHour * kMicrosPerHour;

// A journal with a catalog of one schema and two logs, and a source that follows it.
class JournalSourceTest : public JournalTail {
 public:
  JournalSourceTest() {
    expect_ok(catalog_.apply(SchemaAdded{"schema: s\ndevice: d\ntime: t\nsignals: [v]\n"}));
    expect_ok(catalog_.apply(EpochBegun{"s", JudgeTier::kOff}));
    for (const RecordFormat format : {RecordFormat::kJson, RecordFormat::kCsv})
      expect_ok(catalog_.apply(journal_log(catalog_, 1, {"s", 1, format, "d,t,v"})));
    env_.put("/lake/_lock", "");
    writer_ =
        value_of(JournalWriter::open(env_, {kFolder, Hash128{1, 1}, 0}, {.segment_bytes = 4096}));
    follow({});
  }

  // A source as after a restart at which so much of each log was committed.
  void follow(std::map<LogId, Offset> committed) {
    source_ = std::make_unique<JournalSource>(env_, *this, catalog_,
                                              JournalSource::From{kFolder, std::move(committed)});
    source_->set_interrupt([this] { return source_->is_at_end(); });
  }

  Offset write(uint32_t log, size_t records, int64_t received = kNoon,
               std::vector<SenderRun> senders = {}) {
    RequestFrame frame;
    frame.log = LogId{log};
    frame.received = instant_of(received);
    frame.senders = std::move(senders);
    std::string bytes;
    for (size_t i = 0; i < records; ++i) {
      const std::string record = std::to_string(next_++);
      frame.sizes.push_back(static_cast<uint32_t>(record.size()));
      bytes += record;
    }
    frame.records = bytes;
    const std::string payload = write_request_frame(frame);
    const std::string_view view = payload;
    return value_of(writer_->append(std::span(&view, 1)));
  }

  // Polls until all is given out.
  struct Got {
    std::vector<std::string> records;
    std::vector<Turn> turns;
    size_t batches = 0;
  };
  Got poll_all() {
    Got got;
    while (value_of(source_->poll(batch_))) {
      ++got.batches;
      for (size_t row = 0; row < batch_.rows(); ++row) {
        got.records.emplace_back(batch_.bytes[row].view());
        CHECK(batch_.ingest_time[row] / kMicrosPerHour == batch_.ingest_time[0] / kMicrosPerHour);
      }
      got.turns.push_back({batch_.log().id, batch_.from, batch_.to});
      last_ends_open_ = batch_.is_message_open;
    }
    return got;
  }

  Offset readable() const override { return writer_->end(); }
  bool wait_beyond(Offset offset, std::chrono::milliseconds) override {
    return writer_->end() > offset;
  }

 protected:
  MemoryEnv env_;
  Catalog catalog_;
  std::unique_ptr<JournalWriter> writer_;
  std::unique_ptr<JournalSource> source_;
  Batch batch_;
  bool last_ends_open_ = false;
  int next_ = 0;
};

}  // namespace

TEST_CASE_METHOD(JournalSourceTest, "every record of every frame comes once, in order") {
  for (int i = 0; i < 200; ++i) write(1, static_cast<size_t>(i % 7 + 1));
  const Got got = poll_all();
  REQUIRE(got.records.size() == static_cast<size_t>(next_));
  for (int i = 0; i < next_; ++i) CHECK(got.records[static_cast<size_t>(i)] == std::to_string(i));
  CHECK(got.batches < 10);
}

TEST_CASE_METHOD(JournalSourceTest, "the ranges of each log follow each other without a gap") {
  for (int i = 0; i < 60; ++i) write(i % 3 == 0 ? 2 : 1, 40);
  std::map<LogId, Offset> to;
  for (const Turn& turn : poll_all().turns) {
    CHECK(turn.from == to[turn.log]);
    CHECK(turn.to > turn.from);
    to[turn.log] = turn.to;
  }
  CHECK(to[LogId{1}] == writer_->end());
}

TEST_CASE_METHOD(JournalSourceTest, "a restart goes on where each log was committed") {
  write(1, 10);
  const Offset second = write(2, 10);
  const Offset third = write(1, 10);
  write(2, 10);
  follow({{LogId{1}, third}, {LogId{2}, second + 1}});
  const Got got = poll_all();
  REQUIRE(got.records.size() == 20);
  CHECK(got.records.front() == "20");
  CHECK(got.turns.front().from == third);
  CHECK(got.turns.back().from == second + 1);
}

TEST_CASE_METHOD(JournalSourceTest,
                 "what a copy of a journal lacks is passed over where the lake has it") {
  write(1, 10);
  const Offset committed = writer_->end() + 5000;
  writer_.reset();
  writer_ = value_of(JournalWriter::open(env_, {kFolder, Hash128{1, 1}, committed}, {}));
  follow({{LogId{1}, committed}});
  write(1, 2);
  CHECK(poll_all().records == std::vector<std::string>{"10", "11"});
}

TEST_CASE_METHOD(JournalSourceTest, "a frame of many records is open until its last is out") {
  const Offset offset = write(1, kBatchRows * 2 + 5);
  REQUIRE(value_of(source_->poll(batch_)));
  CHECK(batch_.is_message_open);
  CHECK(batch_.to == offset);
  CHECK(batch_.index[kBatchRows - 1] == kBatchRows - 1);
  REQUIRE(value_of(source_->poll(batch_)));
  CHECK(batch_.is_message_open);
  REQUIRE(value_of(source_->poll(batch_)));
  CHECK_FALSE(batch_.is_message_open);
  CHECK(batch_.rows() == 5);
  CHECK(batch_.to == writer_->end());
}

TEST_CASE_METHOD(JournalSourceTest,
                 "a batch holds one hour of receipt, and each row its own time") {
  write(1, 3, kNoon + kMicrosPerHour - 1);
  write(1, 3, kNoon + kMicrosPerHour);
  CHECK(poll_all().batches == 2);
  write(1, 1, kNoon + kMicrosPerHour + 5);
  write(1, 1, kNoon + kMicrosPerHour + 9);
  REQUIRE(value_of(source_->poll(batch_)));
  CHECK(batch_.ingest_time[0] == kNoon + kMicrosPerHour + 5);
  CHECK(batch_.ingest_time[1] == kNoon + kMicrosPerHour + 9);
}

TEST_CASE_METHOD(JournalSourceTest, "each record has its sender, over the ends of batches too") {
  write(1, kBatchRows + 2, kNoon, {{2, "=a"}, {kBatchRows - 1, ""}, {1, "^b"}});
  REQUIRE(value_of(source_->poll(batch_)));
  CHECK(batch_.sender[1].view() == "=a");
  CHECK(batch_.sender[2].is_null());
  REQUIRE(value_of(source_->poll(batch_)));
  CHECK(batch_.sender[0].is_null());
  CHECK(batch_.sender[1].view() == "^b");
}

TEST_CASE_METHOD(JournalSourceTest,
                 "a durable frame that cannot be read is named, not passed over") {
  write(1, 3);
  const std::string path = value_of(list_segments(env_, kFolder)).front().path;
  std::string bytes = env_.bytes_of(path);
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  expect_ok(env_.remove_file(path));
  env_.put(path, bytes);
  const std::string message = message_of(source_->poll(batch_), Code::kCorrupt);
  CHECK(message.find(path) != std::string::npos);
}

}  // namespace telltale
