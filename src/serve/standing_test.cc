#include "serve/standing.h"

#include "serve/http_exchange.h"
#include "tests/catch.h"

namespace telltale::serve {
namespace {

std::shared_ptr<PieceStream> new_stream() {
  return std::make_shared<PieceStream>(1'000, [] {});
}

class KeepAnswer : public AnswerTaker {
 public:
  void deliver(Answer answer) override { answer_ = std::move(answer); }
  void wake() override {}
  void watch(std::function<void()>) override {}
  Answer answer_;
};

}  // namespace

TEST_CASE("what was begun is cut off when standing ends") {
  Standing standing;
  const auto open = new_stream();
  standing.guard(open);
  standing.guard(new_stream());  // nobody has it any more
  CHECK(open->write("a"));
  standing.end();
  CHECK(standing.has_ended());
  CHECK(open->is_closed());
  CHECK(!open->write("b"));
  bool is_last = false;
  CHECK(open->take(is_last) == "a");
  CHECK(!is_last);
}

TEST_CASE("what begins after standing has ended is cut off at once") {
  Standing standing;
  standing.end();
  const auto late = new_stream();
  standing.guard(late);
  CHECK(late->is_closed());
}

TEST_CASE("an answer in pieces to a guarded exchange is cut off with it") {
  const auto standing = std::make_shared<Standing>();
  const auto taker = std::make_shared<KeepAnswer>();
  const auto exchange =
      guarded(std::make_shared<Exchange>(taker, 1'000, HttpHead(), std::string("body")), standing);
  CHECK(exchange->body() == "body");
  const std::shared_ptr<HttpStream> stream = exchange->begin_stream({});
  CHECK(stream->write("a"));
  standing->end();
  CHECK(stream->is_closed());
  CHECK(taker->answer_.pieces->is_closed());
}

}  // namespace telltale::serve
