#include "app/tar_gz.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>
#include <zlib.h>

#include "base/check.h"

namespace telltale {
namespace {

constexpr size_t kBlock = 512;

// A field of a header (pax(1), ustar interchange format): octal digits and a NUL.
void put_octal(std::string& header, size_t at, size_t size, uint64_t number) {
  const std::string digits = fmt::format("{:0{}o}", number, size - 1);
  header.replace(at, digits.size(), digits);
}

}  // namespace

void TarGz::add(std::string_view name, std::string_view content) {
  CHECK(name.size() <= 100);
  std::string header(kBlock, '\0');
  header.replace(0, name.size(), name);
  put_octal(header, 100, 8, 0644);
  put_octal(header, 108, 8, 0);
  put_octal(header, 116, 8, 0);
  put_octal(header, 124, 12, content.size());
  put_octal(header, 136, 12, static_cast<uint64_t>(micros(time_) / kMicrosPerSecond));
  header.replace(148, 8, "        ");
  header[156] = '0';
  header.replace(257, 8, std::string_view("ustar\00000", 8));
  const uint64_t sum = std::accumulate(
      header.begin(), header.end(), uint64_t{0},
      [](uint64_t so_far, char c) { return so_far + static_cast<unsigned char>(c); });
  put_octal(header, 148, 7, sum);
  tar_ += header;
  tar_ += content;
  tar_.resize((tar_.size() + kBlock - 1) / kBlock * kBlock, '\0');
}

std::string TarGz::finish() {
  tar_.append(2 * kBlock, '\0');
  z_stream stream{};
  constexpr int kGzip = 16 + MAX_WBITS;
  constexpr int kMemory = 8;
  CHECK(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzip, kMemory, Z_DEFAULT_STRATEGY) ==
        Z_OK);
  std::string packed(deflateBound(&stream, tar_.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(tar_.data());
  stream.avail_in = static_cast<uInt>(tar_.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(packed.size() - stream.avail_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace telltale
