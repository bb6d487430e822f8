#include "base/memory_env.h"

#include "tests/catch.h"

namespace telltale {
namespace {

using Operation = MemoryEnv::Operation;

std::string read(MemoryEnv& env, const std::string& path) {
  return value_of(read_file(env, path));
}

}  // namespace

TEST_CASE("without power, bytes after the last sync are gone") {
  MemoryEnv env;
  const auto file = value_of(env.create_file("/a"));
  expect_ok(file->append("kept"));
  expect_ok(file->sync());
  expect_ok(file->append(" lost"));
  expect_ok(env.sync_folder("/"));
  env.lose_power();
  CHECK(read(env, "/a") == "kept");
  message_of(file->append("more"), Code::kInternal);
  message_of(file->sync(), Code::kInternal);
}

TEST_CASE(
    "without power, names made since their folder's sync are gone and removed ones are back") {
  MemoryEnv env;
  expect_ok(write_new_file(env, "/old", "old"));
  expect_ok(env.sync_folder("/"));
  expect_ok(write_new_file(env, "/new", "new"));
  expect_ok(env.link_file("/old", "/linked"));
  expect_ok(env.remove_file("/old"));
  env.lose_power();
  CHECK(env.all_files() == std::vector<std::string>{"/old"});
  CHECK(read(env, "/old") == "old");
}

TEST_CASE("a folder's own name is durable only when the folder above was synced") {
  MemoryEnv env;
  expect_ok(env.make_folders("/x/y"));
  expect_ok(write_new_file(env, "/x/y/a", "a"));
  expect_ok(env.sync_folder("/x/y"));
  expect_ok(env.sync_folder("/"));
  MemoryEnv other;
  expect_ok(other.make_folders("/x/y"));
  expect_ok(write_new_file(other, "/x/y/a", "a"));
  for (const char* folder : {"/x/y", "/x", "/"}) expect_ok(other.sync_folder(folder));
  env.lose_power();
  other.lose_power();
  CHECK(value_of(env.list_folder("/x")).empty());
  CHECK(read(other, "/x/y/a") == "a");
}

TEST_CASE("without power, a linked name keeps the synced bytes and a cut stays cut") {
  MemoryEnv env;
  expect_ok(write_new_file(env, "/draft", "whole"));
  expect_ok(env.link_file("/draft", "/final"));
  expect_ok(env.remove_file("/draft"));
  expect_ok(write_new_file(env, "/log", "0123456789"));
  expect_ok(env.truncate_file("/log", 3));
  expect_ok(env.sync_folder("/"));
  env.lose_power();
  CHECK(read(env, "/final") == "whole");
  CHECK(read(env, "/log") == "012");
}

TEST_CASE("without power nobody holds a lock, and a lock of before frees none of after") {
  MemoryEnv env;
  auto lock = value_of(env.lock_file("/lock"));
  expect_ok(env.sync_folder("/"));
  env.lose_power();
  const auto again = value_of(env.lock_file("/lock"));
  lock.reset();
  message_of(env.lock_file("/lock"), Code::kUnavailable);
}

TEST_CASE("the operation asked for fails, once, and nothing has happened") {
  MemoryEnv env;
  env.put("/f/a", "a");
  env.set_fault(MemoryEnv::fail_nth(Operation::kLinkFile, 2, Status::exhausted("no room")));
  expect_ok(env.link_file("/f/a", "/f/b"));
  CHECK(message_of(env.link_file("/f/a", "/f/c"), Code::kExhausted) == "no room");
  CHECK(env.all_files() == std::vector<std::string>{"/f/a", "/f/b"});
  expect_ok(env.link_file("/f/a", "/f/c"));
  CHECK(env.count_of(Operation::kLinkFile) == 3);
  CHECK(env.count_of(Operation::kRemoveFile) == 0);
}

TEST_CASE("an append that fails leaves half of its bytes, and its file is of no more use") {
  MemoryEnv env;
  const auto file = value_of(env.create_file("/a"));
  expect_ok(file->append("whole "));
  env.set_fault(MemoryEnv::fail_nth(Operation::kAppend, 1, Status::exhausted("no room")));
  message_of(file->append("torn"), Code::kExhausted);
  CHECK(env.bytes_of("/a") == "whole to");
  message_of(file->append("x"), Code::kInternal);
  message_of(file->sync(), Code::kInternal);
  expect_ok(value_of(env.extend_file("/a"))->append("n"));
  CHECK(env.bytes_of("/a") == "whole ton");
}

TEST_CASE("a sync that fails makes nothing durable, and a second one proves nothing") {
  MemoryEnv env;
  const auto file = value_of(env.create_file("/a"));
  expect_ok(env.sync_folder("/"));
  expect_ok(file->append("bytes"));
  env.set_fault(MemoryEnv::fail_nth(Operation::kSyncFile, 1, Status::internal("input/output")));
  message_of(file->sync(), Code::kInternal);
  message_of(file->sync(), Code::kInternal);
  env.lose_power();
  CHECK(env.bytes_of("/a").empty());
}

TEST_CASE("every kind of operation can be made to fail") {
  MemoryEnv env;
  env.put("/f/a", "bytes");
  const auto file = value_of(env.open_file("/f/a"));
  env.set_fault([](Operation, const std::string&) { return Status::unavailable("away"); });
  message_of(env.create_file("/f/b"), Code::kUnavailable);
  message_of(env.extend_file("/f/a"), Code::kUnavailable);
  message_of(env.open_file("/f/a"), Code::kUnavailable);
  message_of(env.open_stream("/f/a"), Code::kUnavailable);
  message_of(env.truncate_file("/f/a", 0), Code::kUnavailable);
  message_of(env.remove_file("/f/a"), Code::kUnavailable);
  message_of(env.make_folders("/g"), Code::kUnavailable);
  message_of(env.sync_folder("/f"), Code::kUnavailable);
  message_of(env.list_folder("/f"), Code::kUnavailable);
  message_of(env.stat("/f/a"), Code::kUnavailable);
  message_of(env.lock_file("/f/lock"), Code::kUnavailable);
  std::string out(5, '.');
  message_of(file->read(0, out), Code::kUnavailable);
  CHECK(env.all_files() == std::vector<std::string>{"/f/a"});
  CHECK(env.bytes_of("/f/a") == "bytes");
}

TEST_CASE("streams give out as little at a time as they are told to") {
  MemoryEnv env;
  env.set_standard_input("0123456");
  env.set_read_bytes_max(3);
  const auto stream = value_of(env.standard_input());
  std::string out(100, '.');
  CHECK(value_of(stream->read(out)) == 3);
  CHECK(value_of(stream->read(out)) == 3);
  CHECK(value_of(stream->read(out)) == 1);
  CHECK(value_of(stream->read(out)) == 0);
  CHECK(value_of(value_of(env.standard_input())->read(out)) == 0);
}

TEST_CASE("what a test puts there is durable, with its folders") {
  MemoryEnv env;
  env.put("/x/y/a", "one");
  env.put("/x/y/a", "two");
  env.lose_power();
  CHECK(env.bytes_of("x//y/./a") == "two");
}

}  // namespace telltale
