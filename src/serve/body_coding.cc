#include "serve/body_coding.h"

#include <memory>

#include <zlib.h>
#include <zstd.h>

namespace telltale::serve {
namespace {

constexpr size_t kPieceBytes = 128 << 10;

Status too_long() {
  return Status::exhausted("the body is longer than may be, once it is unpacked");
}

Status broken(const char* coding) {
  return Status::invalid(std::string("the body is no whole ") + coding);
}

Result<std::string> decode_gzip(std::string_view packed, size_t bytes_max) {
  z_stream stream{};
  constexpr int kGzip = 16 + MAX_WBITS;
  CHECK(inflateInit2(&stream, kGzip) == Z_OK);
  const std::unique_ptr<z_stream, int (*)(z_stream*)> guard(&stream, inflateEnd);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string body;
  int state = Z_OK;
  while (state != Z_STREAM_END || stream.avail_in > 0) {
    if (state == Z_STREAM_END && inflateReset(&stream) != Z_OK) return broken("gzip");
    const size_t before = body.size();
    if (before > bytes_max) return too_long();
    body.resize(before + kPieceBytes);
    stream.next_out = reinterpret_cast<Bytef*>(&body[before]);
    stream.avail_out = kPieceBytes;
    state = inflate(&stream, Z_NO_FLUSH);
    body.resize(body.size() - stream.avail_out);
    if (state != Z_OK && state != Z_STREAM_END) return broken("gzip");
    if (state == Z_OK && stream.avail_in == 0 && stream.avail_out > 0) return broken("gzip");
  }
  if (body.size() > bytes_max) return too_long();
  return body;
}

Result<std::string> decode_zstd(std::string_view packed, size_t bytes_max) {
  const std::unique_ptr<ZSTD_DCtx, size_t (*)(ZSTD_DCtx*)> context(ZSTD_createDCtx(),
                                                                   ZSTD_freeDCtx);
  CHECK(context != nullptr);
  // A frame's window is memory: not more than a body may have.
  ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, 24);
  ZSTD_inBuffer in{packed.data(), packed.size(), 0};
  std::string body;
  size_t left = 1;
  while (in.pos < in.size || left > 0) {
    const size_t before = body.size();
    if (before > bytes_max) return too_long();
    body.resize(before + kPieceBytes);
    ZSTD_outBuffer out{&body[before], kPieceBytes, 0};
    left = ZSTD_decompressStream(context.get(), &out, &in);
    body.resize(before + out.pos);
    if (ZSTD_isError(left) != 0) return broken("zstd");
    if (in.pos == in.size && out.pos < kPieceBytes) break;
  }
  if (left > 0) return broken("zstd");
  if (body.size() > bytes_max) return too_long();
  return body;
}

}  // namespace

Result<std::string> decode_body(std::string body, std::string_view coding, size_t bytes_max) {
  if (coding.empty() || coding == "identity") return body;
  if (coding == "gzip" || coding == "x-gzip") return decode_gzip(body, bytes_max);
  if (coding == "zstd") return decode_zstd(body, bytes_max);
  return Status::not_found("the coding is not known: send gzip, zstd or none");
}

}  // namespace telltale::serve
