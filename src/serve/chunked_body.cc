#include "serve/chunked_body.h"

#include <algorithm>
#include <charconv>

namespace telltale::serve {
namespace {

constexpr size_t kLineBytesMax = 1'024;
constexpr size_t kTrailersBytesMax = 8 << 10;
constexpr size_t kSizeDigitsMax = 15;  // so that no sum of sizes overflows

bool is_text(std::string_view line) {
  return std::all_of(line.begin(), line.end(), [](char c) {
    const auto code = static_cast<unsigned char>(c);
    return c == '\t' || (code >= 0x20 && code != 0x7f);
  });
}

}  // namespace

size_t ChunkedBody::take(std::string_view bytes, std::string& data) {
  size_t at = 0;
  while (at < bytes.size() && !is_done() && !is_broken()) {
    if (part_ != Part::kData) {
      take_line_byte(bytes[at++]);
      continue;
    }
    const size_t size = static_cast<size_t>(std::min<uint64_t>(left_, bytes.size() - at));
    data.append(bytes.substr(at, size));
    at += size;
    left_ -= size;
    if (left_ == 0) part_ = Part::kDataEnd;
  }
  return at;
}

// Lines end in CR LF and in nothing else.
void ChunkedBody::take_line_byte(char c) {
  const bool follows_return = !line_.empty() && line_.back() == '\r';
  const bool is_expected = part_ != Part::kDataEnd || c == '\r' || c == '\n';
  if (follows_return != (c == '\n') || !is_expected || line_.size() == kLineBytesMax) {
    part_ = Part::kBroken;
  } else if (follows_return) {
    line_.pop_back();
    end_line();
    line_.clear();
  } else {
    line_ += c;
  }
}

void ChunkedBody::end_line() {
  if (part_ == Part::kSize) return read_size(line_);
  if (part_ == Part::kDataEnd) {
    part_ = Part::kSize;
    return;
  }
  trailer_bytes_ += line_.size();
  if (line_.empty()) {
    part_ = Part::kDone;
  } else if (line_.find(':') == std::string::npos || !is_text(line_) ||
             trailer_bytes_ > kTrailersBytesMax) {
    part_ = Part::kBroken;
  }
}

void ChunkedBody::read_size(std::string_view line) {
  const char* end = line.data() + line.size();
  const auto [rest, error] = std::from_chars(line.data(), end, left_, 16);
  const auto digits = static_cast<size_t>(rest - line.data());
  const bool is_size = error == std::errc() && digits <= kSizeDigitsMax;
  if (!is_size || (rest != end && *rest != ';') || !is_text(line)) {
    part_ = Part::kBroken;
  } else {
    part_ = left_ == 0 ? Part::kTrailer : Part::kData;
  }
}

}  // namespace telltale::serve
