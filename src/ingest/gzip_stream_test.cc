#include "ingest/gzip_stream.h"

#include <string>

#include <zlib.h>

#include "base/memory_env.h"
#include "tests/catch.h"

namespace telltale {
namespace {

constexpr int kGzipWindowBits = 15 + 16;  // zlib's way to ask for gzip's framing

std::string gzipped(const std::string& text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, kGzipWindowBits, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, text.size()), '\0');
  std::string in = text;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string long_text() {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i * 7919) + "\n";
  return text;
}

struct Unpacked {
  std::string bytes;
  Status end;
};

Unpacked unpack(const std::string& file, size_t a_read, size_t room) {
  MemoryEnv env;
  env.put("/f.gz", file);
  env.set_read_bytes_max(a_read);
  const std::unique_ptr<ByteStream> stream = make_gzip_stream(value_of(env.open_stream("/f.gz")));
  Unpacked out;
  std::string buffer(room, '\0');
  while (true) {
    const Result<size_t> got = stream->read(buffer);
    if (!got.ok()) out.end = got.status();
    if (!got.ok() || got.value() == 0) return out;
    out.bytes.append(buffer, 0, got.value());
  }
}

}  // namespace

TEST_CASE("members that follow each other are one stream, however the bytes come") {
  const std::string text = long_text();
  const std::string file = gzipped(text) + gzipped("") + gzipped("last\n");
  for (const size_t a_read : {size_t{1}, size_t{1000}, file.size()}) {
    const Unpacked got = unpack(file, a_read, 777);
    CHECK(got.end.ok());
    CHECK(got.bytes == text + "last\n");
  }
}

TEST_CASE("what stands before the place where a file was cut off is given out, then the fault") {
  const std::string text = long_text();
  const std::string file = gzipped(text);
  const Unpacked got = unpack(file.substr(0, file.size() / 2), 4096, 4096);
  CHECK(got.end.code() == Code::kCorrupt);
  CHECK(got.bytes.size() > text.size() / 4);
  CHECK(text.starts_with(got.bytes));
}

TEST_CASE("a checksum that differs is a fault behind the last byte") {
  const std::string text = long_text();
  std::string file = gzipped(text);
  file[file.size() - 8] = static_cast<char>(file[file.size() - 8] ^ 1);
  const Unpacked got = unpack(file, 4096, 4096);
  CHECK(got.end.code() == Code::kCorrupt);
  CHECK(got.bytes == text);
}

}  // namespace telltale
