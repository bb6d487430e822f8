#include "ingest/gzip_stream.h"

#include <vector>

#include <zlib.h>

namespace telltale {
namespace {

class GzipStream : public ByteStream {
 public:
  explicit GzipStream(std::unique_ptr<ByteStream> compressed)
      : compressed_(std::move(compressed)), input_(kInputBytes) {
    constexpr int kGzipWindow = 15 + 16;  // the largest window, gzip framing
    CHECK(inflateInit2(&zlib_, kGzipWindow) == Z_OK);
  }
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;
  ~GzipStream() override { inflateEnd(&zlib_); }

  Result<size_t> read(std::span<char> out) override {
    zlib_.next_out = reinterpret_cast<Bytef*>(out.data());
    zlib_.avail_out = static_cast<uInt>(out.size());
    while (zlib_.avail_out == out.size() && failed_.ok()) {
      if (zlib_.avail_in == 0 && !TRY(refill())) {
        if (is_member_open_) return Status::corrupt("gzip data ends too early");
        return size_t{0};
      }
      failed_ = inflate_some();
    }
    // What came out before the damage is given out first.
    if (zlib_.avail_out == out.size()) return failed_;
    return out.size() - zlib_.avail_out;
  }

 private:
  static constexpr size_t kInputBytes = 256 * 1024;

  Result<bool> refill() {
    const size_t got = TRY(compressed_->read(input_));
    zlib_.next_in = reinterpret_cast<Bytef*>(input_.data());
    zlib_.avail_in = static_cast<uInt>(got);
    return got > 0;
  }

  Status inflate_some() {
    if (!is_member_open_) CHECK(inflateReset(&zlib_) == Z_OK);
    is_member_open_ = true;
    const int code = inflate(&zlib_, Z_NO_FLUSH);
    if (code == Z_STREAM_END) {
      is_member_open_ = false;
      return {};
    }
    if (code == Z_OK || code == Z_BUF_ERROR) return {};
    const char* why = zlib_.msg == nullptr ? "unknown error" : zlib_.msg;
    return Status::corrupt(std::string("gzip data is damaged: ") + why);
  }

  std::unique_ptr<ByteStream> compressed_;
  std::vector<char> input_;
  z_stream zlib_{};
  Status failed_;
  bool is_member_open_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> make_gzip_stream(std::unique_ptr<ByteStream> compressed) {
  return std::make_unique<GzipStream>(std::move(compressed));
}

}  // namespace telltale
