#include "serve/key_ring.h"

#include <filesystem>

#include "serve/key_access.h"
#include "serve/key_text.h"
#include "tests/catch.h"
#include "tests/temporary_folder.h"

namespace telltale::serve {
namespace {

const Hash128 kLake{1, 2};
const Actor kActor{"somebody", "10.0.0.1"};

// A lake's folder with a store of keys, which another process has open too.
class KeyRingTest {
 public:
  KeyRing::Made make(const KeyWish& wish) {
    return value_of(ring_.make(value_of(plan_key(wish, clock_.now())), kActor));
  }
  // The status a request with that key is answered; 200: it is let in.
  int status_of(const std::string& key) {
    HttpHead head;
    head.remote = "10.0.0.1";
    head.fields = {{"authorization", "Bearer " + key}};
    const auto outcome = access_.identify(head);
    const auto* reply = std::get_if<HttpReply>(&outcome);
    last_body_ = reply == nullptr ? "" : reply->body;
    return reply == nullptr ? 200 : reply->status;
  }

 protected:
  const TemporaryFolder folder_;
  ManualClock clock_{instant_of(1'700'000'000'000'000)};
  std::unique_ptr<AccessDatabase> database_ = value_of(AccessDatabase::open(folder_.path(), kLake));
  std::unique_ptr<AccessDatabase> others_ = value_of(AccessDatabase::open(folder_.path(), kLake));
  std::unique_ptr<KeyStore> store_ = std::make_unique<KeyStore>(*database_);
  std::unique_ptr<KeyStore> other_ = std::make_unique<KeyStore>(*others_);
  KeyRing ring_{*store_, clock_};
  KeyAccess access_{{{"plant", &ring_}}, clock_};
  std::string last_body_;
};

}  // namespace

TEST_CASE_METHOD(KeyRingTest, "a key lets in until it is revoked, with its rights and lake") {
  const KeyRing::Made made = make({"n", "ingest", "d", "", "s", ""});
  HttpHead head;
  head.fields = {{"x-api-key", made.text}};
  const auto outcome = access_.identify(head);
  const Principal& principal = std::get<Principal>(outcome);
  CHECK(principal.id == made.key.id);
  CHECK(principal.lake == "plant");
  CHECK(principal.sender == "=d");
  CHECK(principal.schema == "s");
  CHECK(principal.may_ingest);
  CHECK(!principal.may_read);
  CHECK(!principal.may_admin);
  CHECK(!principal.standing->has_ended());
  CHECK(value_of(ring_.revoke(made.key.id, kActor)).revoked);
  CHECK(principal.standing->has_ended());
  CHECK(status_of(made.text) == 401);
}

TEST_CASE_METHOD(KeyRingTest, "wrong, unknown, revoked and expired keys are answered the same") {
  const KeyRing::Made kept = make({"n", "read", "", "", "", ""});
  const KeyRing::Made revoked = make({"n", "read", "", "", "", ""});
  const KeyRing::Made expired = make({"n", "read", "", "", "", "1h"});
  CHECK(status_of(kept.text) == 200);
  CHECK(status_of(expired.text) == 200);
  value_of(ring_.revoke(revoked.key.id, kActor));
  clock_.advance(std::chrono::hours(1));
  CHECK(status_of(revoked.text) == 401);
  const std::string body = last_body_;
  CHECK(status_of(expired.text) == 401);
  CHECK(last_body_ == body);
  CHECK(status_of(make_key_text().text) == 401);
  CHECK(last_body_ == body);
  // The id of one and the secret of another, with the right checksum.
  KeyText other = make_key_text();
  AccessKey stolen = value_of(plan_key({"n", "read", "", "", "", ""}, clock_.now()));
  stolen.id = other.id;
  stolen.hash = hash_of_secret("another secret");
  expect_ok(store_->add({&stolen, 1}, kActor));
  expect_ok(ring_.refresh());
  CHECK(status_of(other.text) == 401);
  CHECK(last_body_ == body);
  CHECK(status_of(kept.text.substr(1)) == 401);
  CHECK(last_body_ != body);
  CHECK(status_of(kept.text) == 200);
}

TEST_CASE_METHOD(KeyRingTest, "what another process writes is seen at the next look") {
  const KeyRing::Made made = make({"n", "read", "", "", "", ""});
  KeyText text = make_key_text();
  AccessKey key = value_of(plan_key({"n", "read", "", "", "", ""}, clock_.now()));
  key.id = text.id;
  key.hash = text.hash;
  expect_ok(other_->add({&key, 1}, kActor));
  value_of(other_->revoke(made.key.id, clock_.now(), kActor));
  const auto standing = ring_.find(made.key.id)->standing;
  expect_ok(ring_.refresh());
  CHECK(status_of(text.text) == 200);
  CHECK(status_of(made.text) == 401);
  CHECK(standing->has_ended());
  CHECK(ring_.size() == 1);
}

TEST_CASE_METHOD(KeyRingTest, "standing ends when a key expires") {
  const KeyRing::Made made = make({"n", "read", "", "", "", "1h"});
  const auto standing = ring_.find(made.key.id)->standing;
  clock_.advance(std::chrono::minutes(59));
  expect_ok(ring_.refresh());
  CHECK(!standing->has_ended());
  clock_.advance(std::chrono::minutes(1));
  expect_ok(ring_.refresh());
  CHECK(standing->has_ended());
}

TEST_CASE_METHOD(KeyRingTest, "failures are limited, and keep nobody with the right key out") {
  const KeyRing::Made made = make({"n", "read", "", "", "", ""});
  int refused = 0;
  for (int i = 0; i < 100; ++i) refused += status_of(make_key_text().text) == 429;
  CHECK(refused >= 79);
  CHECK(refused <= 80);
  CHECK(status_of(made.text) == 200);
  clock_.advance(std::chrono::minutes(2));
  CHECK(status_of(make_key_text().text) == 401);
}

TEST_CASE_METHOD(KeyRingTest, "one key is one too few or too many") {
  const KeyRing::Made made = make({"n", "read", "", "", "", ""});
  const auto is_in = [&](HttpFields fields, const std::string& path_key = "") {
    HttpHead head;
    head.fields = std::move(fields);
    head.path_key = path_key;
    return std::holds_alternative<Principal>(access_.identify(head));
  };
  CHECK(!is_in({}));
  CHECK(is_in({{"authorization", "bearer " + made.text}}));
  CHECK(is_in({}, made.text));
  CHECK(!is_in({{"authorization", "Basic " + made.text}}));
  CHECK(!is_in({{"authorization", made.text}}));
  CHECK(!is_in({{"authorization", "Bearer " + made.text}, {"x-api-key", made.text}}));
  CHECK(!is_in({{"x-api-key", made.text}, {"x-api-key", made.text}}));
}

TEST_CASE_METHOD(KeyRingTest, "the use of a key is written down, to the hour") {
  const KeyRing::Made made = make({"n", "read", "", "", "", ""});
  CHECK(status_of(made.text) == 200);
  expect_ok(ring_.save_uses());
  const auto used = [&] { return value_of(store_->find(made.key.id))->last_used; };
  CHECK(format_instant(*used()) == "2023-11-14T22:00:00Z");
  clock_.advance(std::chrono::hours(1));
  CHECK(status_of(made.text) == 200);
  expect_ok(ring_.save_uses());
  CHECK(format_instant(*used()) == "2023-11-14T23:00:00Z");
}

TEST_CASE_METHOD(KeyRingTest, "a token makes the first key, once and for an hour") {
  const std::string token = value_of(ring_.begin_setup()).value();
  CHECK(ring_.set_up("setup_no", "10.0.0.1").status().code() == Code::kInvalid);
  CHECK(ring_.set_up("", "10.0.0.1").status().code() == Code::kInvalid);
  const KeyRing::Made made = value_of(ring_.set_up(token, "10.0.0.1"));
  CHECK(scopes_text(made.key) == "ingest,read,operate,admin");
  CHECK(status_of(made.text) == 200);
  CHECK(ring_.set_up(token, "10.0.0.1").status().code() == Code::kInvalid);
  CHECK(!value_of(ring_.begin_setup()));
}

TEST_CASE_METHOD(KeyRingTest, "a token counts no more after its hour, or when there is a key") {
  const std::string late = value_of(ring_.begin_setup()).value();
  clock_.advance(std::chrono::hours(1));
  CHECK(ring_.set_up(late, "10.0.0.1").status().code() == Code::kInvalid);
  const std::string second = value_of(ring_.begin_setup()).value();
  make({"n", "admin", "", "", "", ""});
  CHECK(ring_.set_up(second, "10.0.0.1").status().code() == Code::kInvalid);
}

TEST_CASE_METHOD(KeyRingTest, "a store is for its owner and its lake alone") {
  const auto rights = [&](const char* name) {
    return static_cast<int>(
        std::filesystem::status(std::filesystem::path(folder_.path()) / name).permissions());
  };
  CHECK(rights("_access") == 0700);
  CHECK(rights("_access/access.db") == 0600);
  CHECK(rights("_access/access.db-wal") == 0600);
  CHECK(AccessDatabase::open(folder_.path(), {3, 4}).status().code() == Code::kCorrupt);
}

TEST_CASE_METHOD(KeyRingTest, "a store lists keys in pages, and keeps ids apart") {
  std::vector<AccessKey> keys(10);
  for (size_t i = 0; i < keys.size(); ++i) keys[i].id = "k" + std::to_string(i);
  expect_ok(store_->add(keys, kActor));
  CHECK(store_->add({&keys[3], 1}, kActor).code() == Code::kExists);
  std::string ids;
  const auto take = [&](const AccessKey& key) {
    ids += key.id + " ";
    return Status();
  };
  expect_ok(store_->list("", 4, take));
  expect_ok(store_->list("k7", 4, take));
  CHECK(ids == "k0 k1 k2 k3 k8 k9 ");
  CHECK(store_->revoke("none", clock_.now(), kActor).status().code() == Code::kNotFound);
  const Instant revoked = clock_.now();
  value_of(store_->revoke("k1", revoked, kActor));
  clock_.advance(std::chrono::hours(1));
  CHECK(value_of(store_->revoke("k1", clock_.now(), kActor)).revoked == revoked);
}

}  // namespace telltale::serve
