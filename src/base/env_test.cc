// What every Env promises, held against the operating system's and the one in memory alike.
#include "base/env.h"

#include "base/memory_env.h"
#include "tests/catch.h"
#include "tests/temporary_folder.h"

namespace telltale {
namespace {

// Runs a test on both Envs, each time in an empty folder.
template <typename Test>
void on_each_env(Test test) {
  SECTION("on the operating system") {
    const TemporaryFolder folder;
    test(posix_env(), folder.path());
  }
  SECTION("in memory") {
    MemoryEnv env;
    expect_ok(env.make_folders("/place"));
    test(static_cast<Env&>(env), std::string("/place"));
  }
}

void write(Env& env, const std::string& path, std::string_view bytes) {
  expect_ok(write_new_file(env, path, bytes));
}

std::string read(Env& env, const std::string& path) {
  return value_of(read_file(env, path));
}

}  // namespace

TEST_CASE("a file holds what was appended, and grows when it is opened again") {
  on_each_env([](Env& env, const std::string& root) {
    const std::string path = join_path(root, "a");
    const auto file = value_of(env.create_file(path));
    expect_ok(file->append("one"));
    expect_ok(file->append(""));
    expect_ok(file->append(" two"));
    expect_ok(file->sync());
    CHECK(read(env, path) == "one two");
    const auto more = value_of(env.extend_file(path));
    expect_ok(more->append("!"));
    CHECK(read(env, path) == "one two!");
    CHECK(value_of(env.stat(path)).size == 8);
    CHECK_FALSE(value_of(env.stat(path)).is_folder);
  });
}

TEST_CASE("a file is read at any place, and past its end there is nothing") {
  on_each_env([](Env& env, const std::string& root) {
    const std::string path = join_path(root, "a");
    write(env, path, "0123456789");
    const auto file = value_of(env.open_file(path));
    CHECK(file->size() == 10);
    std::string out(4, '.');
    CHECK(value_of(file->read(3, out)) == 4);
    CHECK(out == "3456");
    CHECK(value_of(file->read(8, out)) == 2);
    CHECK(out == "8956");
    CHECK(value_of(file->read(10, out)) == 0);
    CHECK(value_of(file->read(1'000, out)) == 0);
  });
}

TEST_CASE("a stream is read from front to back and then ends") {
  on_each_env([](Env& env, const std::string& root) {
    const std::string path = join_path(root, "a");
    write(env, path, "0123456789");
    const auto stream = value_of(env.open_stream(path));
    CHECK(stream->is_ready_within(std::chrono::milliseconds(0)));
    std::string all;
    std::string out(3, '.');
    while (const size_t got = value_of(stream->read(out))) all += out.substr(0, got);
    CHECK(all == "0123456789");
    CHECK(value_of(stream->read(out)) == 0);
  });
}

TEST_CASE("a name is taken once: by creating and by linking") {
  on_each_env([](Env& env, const std::string& root) {
    const std::string a = join_path(root, "a");
    const std::string b = join_path(root, "b");
    write(env, a, "first");
    message_of(env.create_file(a), Code::kExists);
    expect_ok(env.link_file(a, b));
    message_of(env.link_file(a, b), Code::kExists);
    CHECK(read(env, b) == "first");
    expect_ok(value_of(env.extend_file(b))->append("!"));
    CHECK(read(env, a) == "first!");
    expect_ok(env.remove_file(a));
    CHECK(read(env, b) == "first!");
    message_of(env.open_file(a), Code::kNotFound);
    message_of(env.remove_file(a), Code::kNotFound);
    message_of(env.link_file(a, join_path(root, "c")), Code::kNotFound);
  });
}

TEST_CASE("a file is cut, and what is appended later follows the cut") {
  on_each_env([](Env& env, const std::string& root) {
    const std::string path = join_path(root, "a");
    write(env, path, "0123456789");
    expect_ok(env.truncate_file(path, 4));
    CHECK(read(env, path) == "0123");
    expect_ok(value_of(env.extend_file(path))->append("x"));
    CHECK(read(env, path) == "0123x");
    message_of(env.truncate_file(join_path(root, "b"), 0), Code::kNotFound);
  });
}

TEST_CASE("folders are made with their parents, and their names are listed in order") {
  on_each_env([](Env& env, const std::string& root) {
    const std::string deep = join_path(root, "x/y/z");
    expect_ok(env.make_folders(deep));
    expect_ok(env.make_folders(deep));
    CHECK(value_of(env.stat(deep)).is_folder);
    for (const char* name : {"b", ".hidden", "a"}) write(env, join_path(deep, name), "");
    CHECK(value_of(env.list_folder(deep)) == std::vector<std::string>{".hidden", "a", "b"});
    CHECK(value_of(env.list_folder(root)) == std::vector<std::string>{"x"});
    expect_ok(env.sync_folder(deep));
    message_of(env.list_folder(join_path(root, "nowhere")), Code::kNotFound);
    message_of(env.sync_folder(join_path(root, "nowhere")), Code::kNotFound);
  });
}

TEST_CASE("a file where a folder should be, and a folder where a file should be, are refused") {
  on_each_env([](Env& env, const std::string& root) {
    const std::string file = join_path(root, "file");
    const std::string folder = join_path(root, "folder");
    write(env, file, "");
    expect_ok(env.make_folders(folder));
    message_of(env.make_folders(file), Code::kExists);
    message_of(env.make_folders(join_path(file, "below")), Code::kNotFound);
    message_of(env.create_file(join_path(file, "below")), Code::kNotFound);
    message_of(env.create_file(join_path(root, "none/below")), Code::kNotFound);
    message_of(env.create_file(folder), Code::kExists);
    message_of(env.open_file(folder), Code::kInvalid);
    message_of(env.open_stream(folder), Code::kInvalid);
    message_of(env.list_folder(file), Code::kNotFound);
    message_of(env.stat(join_path(file, "below")), Code::kNotFound);
  });
}

TEST_CASE("a missing file is named in what is said") {
  on_each_env([](Env& env, const std::string& root) {
    const std::string path = join_path(root, "nothing");
    for (const Status& status :
         {env.open_file(path).status(), env.open_stream(path).status(),
          env.extend_file(path).status(), env.stat(path).status(), env.remove_file(path)}) {
      const std::string said = message_of(status, Code::kNotFound);
      CHECK(said.find("No such file or directory: path=" + path) != std::string::npos);
    }
  });
}

TEST_CASE("a lock is held by one at a time and is free when its holder is gone") {
  on_each_env([](Env& env, const std::string& root) {
    const std::string path = join_path(root, "lock");
    {
      const auto lock = value_of(env.lock_file(path));
      message_of(env.lock_file(path), Code::kUnavailable);
    }
    const auto again = value_of(env.lock_file(path));
    CHECK(value_of(env.stat(path)).size == 0);
  });
}

TEST_CASE("a file that is open is read to its end though its name is gone") {
  on_each_env([](Env& env, const std::string& root) {
    const std::string path = join_path(root, "a");
    write(env, path, "still here");
    const auto file = value_of(env.open_file(path));
    expect_ok(env.remove_file(path));
    std::string out(10, '.');
    CHECK(value_of(file->read(0, out)) == 10);
    CHECK(out == "still here");
  });
}

TEST_CASE("a file larger than asked for is not read") {
  on_each_env([](Env& env, const std::string& root) {
    const std::string path = join_path(root, "a");
    write(env, path, "0123456789");
    CHECK(value_of(read_file(env, path, 10)) == "0123456789");
    CHECK(message_of(read_file(env, path, 9), Code::kInvalid) ==
          "cannot read file: it is too large: path=" + path + " bytes=10 most=9");
  });
}

TEST_CASE("the room that is left is told of any path that is there") {
  CHECK(value_of(posix_env().free_bytes("/")) > 0);
  message_of(posix_env().free_bytes("/nowhere/at/all"), Code::kNotFound);
  MemoryEnv env;
  env.set_free_bytes(12'345);
  CHECK(value_of(env.free_bytes("/")) == 12'345);
}

TEST_CASE("paths are put together and taken apart") {
  CHECK(join_path("a", "b") == "a/b");
  CHECK(join_path("a/", "b") == "a/b");
  CHECK(join_path("", "b") == "b");
  CHECK(join_path("a", "") == "a/");
  CHECK(parent_path("/a/b") == "/a");
  CHECK(parent_path("/a") == "/");
  CHECK(parent_path("a") == ".");
  CHECK(file_name("/a/b") == "b");
  CHECK(file_name("b") == "b");
  CHECK(file_name("a/").empty());
}

}  // namespace telltale
