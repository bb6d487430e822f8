#include "journal/journal_writer.h"

#include "base/memory_env.h"
#include "tests/catch.h"

namespace telltale {
namespace {

const Hash128 kLake{3, 4};
constexpr const char* kFolder = "/lake/_journal/0001";
constexpr JournalWriter::Options kSmall{.segment_bytes = 200};

Result<std::unique_ptr<JournalWriter>> open(MemoryEnv& env, Offset committed = 0) {
  return JournalWriter::open(env, {kFolder, kLake, committed}, kSmall);
}

Offset append(JournalWriter& writer, std::string_view payload) {
  return value_of(writer.append(std::span(&payload, 1)));
}

// Every payload there is, with its offset.
std::vector<std::pair<Offset, std::string>> all_frames(MemoryEnv& env) {
  std::vector<std::pair<Offset, std::string>> frames;
  for (const JournalSegment& segment : value_of(list_segments(env, kFolder))) {
    const auto reader = value_of(FrameReader::open(env, segment.path));
    while (true) {
      const Offset offset = segment.first + reader->bytes_read();
      const auto payload = value_of(reader->next());
      if (!payload) break;
      frames.emplace_back(offset, *payload);
    }
  }
  return frames;
}

}  // namespace

TEST_CASE("offsets of a journal count the bytes of its frames, over segments and restarts") {
  MemoryEnv env;
  std::vector<std::pair<Offset, std::string>> written;
  Offset expected = 0;
  for (int restart = 0; restart < 3; ++restart) {
    const auto writer = value_of(open(env));
    CHECK(writer->end() == expected);
    for (int i = 0; i < 5; ++i) {
      const std::string payload(static_cast<size_t>(30 + i), static_cast<char>('a' + i));
      CHECK(append(*writer, payload) == expected);
      written.emplace_back(expected, payload);
      expected += frame_bytes(payload);
    }
  }
  CHECK(value_of(list_segments(env, kFolder)).size() > 2);
  CHECK(all_frames(env) == written);
}

TEST_CASE("a group of frames is one write, and its frames follow each other") {
  MemoryEnv env;
  const auto writer = value_of(open(env));
  const uint64_t syncs = env.count_of(MemoryEnv::Operation::kSyncFile);
  const std::vector<std::string_view> group = {"one", "", "three"};
  CHECK(value_of(writer->append(group)) == 0);
  CHECK(env.count_of(MemoryEnv::Operation::kSyncFile) == syncs + 1);
  CHECK(writer->end() == frame_bytes("one") + frame_bytes("") + frame_bytes("three"));
}

TEST_CASE("what was appended survives the loss of power") {
  MemoryEnv env;
  env.put("/lake/_lock", "");
  {
    const auto writer = value_of(open(env));
    for (int i = 0; i < 10; ++i) append(*writer, std::string(50, 'x'));
    env.lose_power();
  }
  CHECK(all_frames(env).size() == 10);
  CHECK(value_of(open(env))->end() == 10 * frame_bytes(std::string(50, 'x')));
}

TEST_CASE("only segments that lie before the offset are trimmed, and the newest stays") {
  MemoryEnv env;
  const auto writer = value_of(open(env));
  for (int i = 0; i < 12; ++i) append(*writer, std::string(60, 'x'));
  const auto segments = value_of(list_segments(env, kFolder));
  REQUIRE(segments.size() > 3);
  CHECK(writer->first_after_trim(segments[2].first - 1) == segments[1].first);
  expect_ok(writer->trim(segments[2].first - 1));
  CHECK(value_of(list_segments(env, kFolder)).front().first == segments[1].first);
  expect_ok(writer->trim(writer->end()));
  CHECK(value_of(list_segments(env, kFolder)).size() == 1);
  CHECK(append(*writer, "next") == 12 * frame_bytes(std::string(60, 'x')));
}

TEST_CASE("a journal that is gone goes on from what is committed, one with a hole is refused") {
  MemoryEnv env;
  CHECK(value_of(open(env, 777))->end() == 777);
  const Status hole = open(env, 500).status();
  CHECK(hole.code() == Code::kCorrupt);
  CHECK(hole.message().find("from=500 to=777") != std::string::npos);
  CHECK(value_of(open(env, 1000))->end() == 1000);
}

TEST_CASE("a full disk costs the append and nothing else") {
  MemoryEnv env;
  const auto writer = value_of(open(env));
  append(*writer, "kept");
  using Operation = MemoryEnv::Operation;
  for (const Operation operation : {Operation::kAppend, Operation::kCreateFile}) {
    const Offset end = writer->end();
    env.set_fault([&](Operation asked, const std::string&) {
      return asked == operation ? Status::exhausted("no room") : Status();
    });
    // Enough to need a segment more.
    std::string_view payload = "refused";
    Status refused;
    for (int i = 0; i < 20 && refused.ok(); ++i)
      refused = writer->append(std::span(&payload, 1)).status();
    env.set_fault({});
    if (operation == Operation::kCreateFile && refused.ok()) continue;
    CHECK(refused.code() == Code::kExhausted);
    REQUIRE(writer->is_repairable());
    expect_ok(writer->repair());
    CHECK(writer->end() >= end);
    const Offset next = writer->end();
    CHECK(append(*writer, "taken") == next);
  }
  for (const auto& [offset, payload] : all_frames(env))
    CHECK((payload == "kept" || payload == "taken" || payload == "refused"));
  CHECK(all_frames(env).back().second == "taken");
}

TEST_CASE("after a sync that failed nothing is appended any more") {
  MemoryEnv env;
  const auto writer = value_of(open(env));
  append(*writer, "kept");
  env.set_fault(MemoryEnv::fail_nth(MemoryEnv::Operation::kSyncFile, 1,
                                    Status::internal("input/output error")));
  std::string_view payload = "lost";
  CHECK_FALSE(writer->append(std::span(&payload, 1)).ok());
  CHECK_FALSE(writer->is_repairable());
  CHECK_FALSE(writer->append(std::span(&payload, 1)).ok());
}

TEST_CASE("a journal has one writer") {
  MemoryEnv env;
  const auto writer = value_of(open(env));
  CHECK(open(env).status().code() == Code::kUnavailable);
}

}  // namespace telltale
