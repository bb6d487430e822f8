#include "journal/frame_file.h"

#include "base/memory_env.h"
#include "tests/catch.h"

namespace telltale {
namespace {

const Hash128 kLake{1, 2};
constexpr const char* kPath = "frames.log";

void append(MemoryEnv& env, const std::vector<std::string>& frames) {
  const FrameFileContent content = value_of(read_frame_file(env, kPath));
  const std::unique_ptr<FrameWriter> writer = value_of(FrameWriter::open(env, kPath, content));
  for (const std::string& frame : frames) expect_ok(writer->append(frame));
}

std::unique_ptr<MemoryEnv> file_of(const std::vector<std::string>& frames) {
  auto env = std::make_unique<MemoryEnv>();
  expect_ok(create_frame_file(*env, kPath, kLake, 7));
  append(*env, frames);
  return env;
}

std::string bytes_of(MemoryEnv& env) {
  return value_of(read_file(env, kPath));
}

void replace(MemoryEnv& env, const std::string& bytes) {
  expect_ok(env.remove_file(kPath));
  expect_ok(write_new_file(env, kPath, bytes));
}

}  // namespace

TEST_CASE("frames come back as they were appended, empty ones too") {
  const std::vector<std::string> frames = {"one", "", std::string(100'000, 'x'), "four"};
  const auto env = file_of(frames);
  const FrameFileContent content = value_of(read_frame_file(*env, kPath));
  CHECK(content.frames == frames);
  CHECK(content.lake == kLake);
  CHECK(content.first == 7);
  CHECK(content.whole_bytes == content.file_bytes);
}

TEST_CASE("wherever one byte is flipped, only the frames before it are read") {
  const std::vector<std::string> frames = {"first", "second", "third"};
  const auto env = file_of(frames);
  const std::string bytes = bytes_of(*env);
  size_t begin = bytes_of(*file_of({})).size();
  size_t frame = 0;
  size_t end = begin + 12 + frames[frame].size();
  for (size_t at = begin; at < bytes.size(); ++at) {
    if (at == end) {
      ++frame;
      end += 12 + frames[frame].size();
    }
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    replace(*env, damaged);
    INFO("byte " << at);
    const FrameFileContent content = value_of(read_frame_file(*env, kPath));
    REQUIRE(content.frames == std::vector<std::string>(frames.begin(), frames.begin() + frame));
    REQUIRE(content.whole_bytes < content.file_bytes);
  }
}

TEST_CASE("wherever the header is damaged, nothing is read") {
  const auto env = file_of({"first"});
  const std::string bytes = bytes_of(*env);
  const size_t header = bytes_of(*file_of({})).size();
  for (size_t at = 0; at < header; ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    replace(*env, damaged);
    INFO("byte " << at);
    REQUIRE(read_frame_file(*env, kPath).status().code() == Code::kCorrupt);
  }
}

TEST_CASE("a frame that was not finished is cut off, and the next takes its place") {
  const auto env = file_of({"first", "second"});
  const std::string bytes = bytes_of(*env);
  for (size_t size = bytes.size() - 1; size > bytes.size() - 12 - 6; --size) {
    replace(*env, bytes.substr(0, size));
    append(*env, {"third"});
    INFO(size << " bytes");
    const FrameFileContent content = value_of(read_frame_file(*env, kPath));
    REQUIRE(content.frames == std::vector<std::string>{"first", "third"});
    REQUIRE(content.whole_bytes == content.file_bytes);
  }
}

TEST_CASE("a reader sees frames as they come, and nothing of an append that was cut off") {
  const auto env = file_of({"first"});
  const std::unique_ptr<FrameReader> reader = value_of(FrameReader::open(*env, kPath));
  CHECK(value_of(reader->next()) == "first");
  CHECK_FALSE(value_of(reader->next()).has_value());
  append(*env, {"second"});
  const FrameFileContent content = value_of(read_frame_file(*env, kPath));
  const std::unique_ptr<FrameWriter> writer = value_of(FrameWriter::open(*env, kPath, content));
  const auto durable = [&] { return reader->first() + writer->bytes() - kFrameFileHeaderBytes; };
  env->set_fault(
      MemoryEnv::fail_nth(MemoryEnv::Operation::kAppend, 1, Status::exhausted("no room")));
  // Half of the group is there, and in it a whole frame.
  const std::string long_one(100, 'x');
  const std::array<std::string_view, 2> group = {"refused", long_one};
  CHECK_FALSE(writer->append(group).ok());
  CHECK(value_of(reader->next(durable())) == "second");
  CHECK_FALSE(value_of(reader->next(durable())).has_value());
  expect_ok(writer->repair(*env));
  expect_ok(writer->append("accepted"));
  CHECK(value_of(reader->next(durable())) == "accepted");
  CHECK(reader->first() + reader->bytes_read() == durable());
}

}  // namespace telltale
