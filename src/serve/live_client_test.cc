#include "serve/live_client.h"

#include "serve/live_test_rows.h"
#include "tests/catch.h"

namespace telltale::serve {
namespace {

constexpr size_t kRoom = 1 << 20;
const std::shared_ptr<const LiveWants> kAll = [] {
  auto wants = std::make_shared<LiveWants>();
  LiveRequest all;
  all.topics = {true, true, true, false};
  wants->add(all);
  return wants;
}();

LiveEntry rows_at(Offset offset, Offset to, const std::vector<TestRow>& rows,
                  std::shared_ptr<const LiveWants> wants = kAll) {
  return LiveRows(*batch_at(offset, to, rows), std::move(wants)).render();
}

LiveEntry commit_of(uint64_t id) {
  Commit commit;
  commit.id = CommitId{id};
  return live_entry_of(commit);
}

LiveRequest request_of(std::string_view body) {
  return value_of(live_request_of(HttpHead(), body));
}

struct Following {
  explicit Following(LiveRequest request, LiveCursor now = {CommitId{1}, {0, 0}},
                     Offset journal_end = 1'000'000)
      : client(std::move(request), stream, {now, journal_end, Duration(0)}, Emitter()) {}

  std::string told(const LiveRing& ring, size_t room = kRoom) {
    return client.compose(ring, room, Duration(0));
  }
  std::shared_ptr<HeldStream> stream = std::make_shared<HeldStream>();
  LiveClient client;
};

size_t count(std::string_view text, std::string_view what) {
  size_t times = 0;
  for (size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1))
    ++times;
  return times;
}

std::string last_id(const std::string& text) {
  const size_t at = text.rfind("\nid: ");
  return text.substr(at + 5, text.find('\n', at + 1) - at - 5);
}

}  // namespace

TEST_CASE("a cursor is read as it was written, and nothing else is one") {
  const LiveCursor cursor{CommitId{17}, {18'446, 6}};
  CHECK(format_cursor(cursor) == "17;1@18446:6");
  CHECK(parse_cursor("17;1@18446:6") == cursor);
  for (const char* text : {"", "17", "17;1@18446", "17;2@18446:6", "17;1@18446:6 ", "-1;1@0:0",
                           "17;1@18446:99999999999", "17;1@@0:0"})
    CHECK_FALSE(parse_cursor(text));
}

TEST_CASE("each row is told once, with an id that goes on") {
  LiveRing ring(kRoom);
  ring.add(rows_at(0, 100, {{"a"}, {"b", true}}));
  Following all(request_of("{}"));
  const std::string text = all.told(ring);
  CHECK(count(text, "event: reading\n") == 2);
  CHECK(count(text, "event: anomaly\n") == 1);
  CHECK(text.find("id: 1;1@0:1\n") != std::string::npos);
  CHECK(last_id(text) == "1;1@0:2");
  ring.add(commit_of(2));
  CHECK(last_id(all.told(ring)) == "2;1@100:0");
  CHECK(all.told(ring).empty());
}

TEST_CASE("a reading whose anomaly was not told yet is told again to who comes back") {
  LiveRing ring(kRoom);
  ring.add(rows_at(0, 100, {{"a"}, {"b", true}, {"c"}}));
  Following cut(request_of("{}"));
  std::string text = cut.told(ring, 0);  // the greeting
  while (count(text, "event: reading\n") < 2) text += cut.told(ring, 1);
  LiveRequest back = request_of("{}");
  back.from = parse_cursor(last_id(text));
  Following again(back);
  const std::string rest = again.told(ring);
  CHECK(count(rest, "event: anomaly\n") == 1);
  CHECK(rest.find("\"device\":\"c\"") != std::string::npos);
  CHECK(rest.find("\"device\":\"a\"") == std::string::npos);
}

TEST_CASE("room is kept to, and what did not fit comes next") {
  LiveRing ring(kRoom);
  std::vector<TestRow> rows(100, TestRow{"a"});
  ring.add(rows_at(0, 100, rows));
  Following slow(request_of("{}"));
  size_t told = 0;
  for (int i = 0; i < 200; ++i) {
    const std::string text = slow.told(ring, 1'000);
    CHECK(text.size() < 1'500);
    told += count(text, "event: reading\n");
  }
  CHECK(told == 100);
}

TEST_CASE("what falls off the ring is a gap with counts and places") {
  LiveRing ring(kRoom);
  ring.add(rows_at(0, 100, {{"a"}, {"b", true}}));
  ring.add(commit_of(2));
  ring.add(rows_at(100, 200, {{"a"}}));
  Following slow(request_of("{\"devices\":[\"b\"]}"));
  for (int i = 0; i < 2; ++i) {
    slow.client.miss(ring.at(ring.first()));
    ring.drop_first();
  }
  const std::string early = slow.told(ring);
  INFO(early);
  CHECK(early.find(R"("from":"0:0","to":"100:0","readings":1,"anomalies":1)") != std::string::npos);
  Following begun(request_of("{\"devices\":[\"b\"]}"), {CommitId{2}, {100, 0}});
  CHECK(begun.told(ring).find("gap") == std::string::npos);
  ring.add(rows_at(200, 300, {{"b"}, {"b"}}));
  begun.client.miss(ring.at(ring.end() - 1));
  const std::string text = begun.told(ring);
  CHECK(text.find(R"({"why":"slow","from":"200:0","to":"300:0","readings":2,"anomalies":0})") !=
        std::string::npos);
  CHECK(last_id(text) == "2;1@300:0");
}

TEST_CASE("nothing it asked for is known to be missed where nobody wanted it") {
  LiveRing ring(kRoom);
  ring.add(rows_at(0, 100, {{"b"}}, std::make_shared<LiveWants>()));
  ring.add(rows_at(100, 200, {{"b"}}));
  Following late(request_of("{}"));
  late.client.miss(ring.at(ring.first()));
  ring.drop_first();
  const std::string text = late.told(ring);
  INFO(text);
  CHECK(text.find("\"readings\":") == std::string::npos);
  CHECK(count(text, "event: reading\n") == 1);
}

TEST_CASE("missing rows and missing commits are one gap, each with its own bounds") {
  LiveGap gap{LiveGapWhy::kSlow, {500, 0}, {600, 0}, 4};
  LiveGap commits{LiveGapWhy::kSlow, {}, {}};
  commits.commit_first = commits.commit_last = CommitId{7};
  REQUIRE(gap.take(commits));
  CHECK(gap.json() == R"({"why":"slow","from":"500:0","to":"600:0","readings":4,"anomalies":0,)"
                      R"("commits":{"first":7,"last":7}})");
  CHECK_FALSE(gap.take(LiveGap{LiveGapWhy::kAway, {600, 0}, {700, 0}}));
}

TEST_CASE("who comes back is told what is not held") {
  LiveRing ring(kRoom);
  ring.add(rows_at(500, 600, {{"a"}}));
  LiveRequest back = request_of("{}");
  back.from = LiveCursor{CommitId{3}, {100, 0}};
  SECTION("between his cursor and the oldest") {
    Following again(back, {CommitId{5}, {600, 0}});
    const std::string text = again.told(ring);
    CHECK(text.find(R"({"why":"away","from":"100:0","to":"500:0"})") != std::string::npos);
    CHECK(text.find(R"("commits":{"first":4,"last":5})") != std::string::npos);
    CHECK(count(text, "event: reading\n") == 1);
  }
  SECTION("when nothing is held") {
    LiveRing empty(kRoom);
    Following again(back, {CommitId{3}, {600, 0}});
    CHECK(again.told(empty).find(R"({"why":"away","from":"100:0","to":"600:0"})") !=
          std::string::npos);
  }
  SECTION("when his cursor is of no place here") {
    Following again(back, {CommitId{3}, {60, 0}}, 60);
    CHECK(again.told(ring).find(R"({"why":"reset"})") != std::string::npos);
  }
  SECTION("when others did not follow what he follows") {
    auto others = std::make_shared<LiveWants>();
    others->add(request_of("{\"devices\":[\"z\"]}"));
    LiveRing sparse(kRoom);
    sparse.add(rows_at(100, 600, {{"z"}}, others));
    Following again(back, {CommitId{3}, {600, 0}});
    CHECK(again.told(sparse).find(R"({"why":"away","from":"100:0","to":"600:0"})") !=
          std::string::npos);
  }
}

TEST_CASE("signals that were not chosen are left out of what is told") {
  LiveRing ring(kRoom);
  ring.add(rows_at(0, 100, {{"a"}}));
  Following one(request_of(R"({"signals":["temperature"]})"));
  CHECK(one.told(ring).find(R"("values":{"temperature":20.5}})") != std::string::npos);
  Following none(request_of(R"({"signals":["pressure"]})"));
  CHECK(none.told(ring).find("event: reading") == std::string::npos);
}

TEST_CASE("a set of devices covers what it holds") {
  DeviceSet few{false, {}};
  CHECK_FALSE(few.covers(DeviceSet()));
  few.add({false, {5, 9}});
  few.add({false, {1, 5}});
  CHECK(few.hashes == std::vector<uint64_t>{1, 5, 9});
  CHECK(few.covers({false, {1, 9}}));
  CHECK_FALSE(few.covers({false, {2}}));
  few.add(DeviceSet());
  CHECK(few.covers(DeviceSet()));
  CHECK(few.has(77));
}

}  // namespace telltale::serve
