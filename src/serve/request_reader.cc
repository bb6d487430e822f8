#include "serve/request_reader.h"

#include <algorithm>
#include <utility>

namespace telltale::serve {
namespace {

constexpr uint64_t kHeadRoom = 4 << 10;  // a connection that waits holds no more

}  // namespace

std::span<char> RequestReader::make_room() {
  uint64_t room = kHeadRoom;
  if (is_in_request_)
    room = request_.is_chunked ? kBodyRoom
                               : std::clamp(request_.length - body_.size(), kHeadRoom, kBodyRoom);
  if (!has_begun() && bytes_.capacity() > 2 * kHeadRoom) bytes_ = std::string();
  kept_ = bytes_.size();
  bytes_.resize(kept_ + room);
  return {&bytes_[kept_], room};
}

void RequestReader::keep(size_t bytes) {
  bytes_.resize(kept_ + bytes);
}

RequestReader::Step RequestReader::fail(HttpFault fault) {
  fault_ = fault;
  return Step::kFault;
}

// RFC 9112 section 2.2: clients send one too many after a body.
void RequestReader::skip_blank_line() {
  if (!may_skip_blank_ || !bytes_.starts_with("\r\n")) return;
  bytes_.erase(0, 2);
  searched_ = 0;
  may_skip_blank_ = false;
}

// Looks at each line as it ends, so that what cannot become a request is not waited for.
RequestReader::Step RequestReader::read_head() {
  skip_blank_line();
  while (true) {
    const size_t newline = bytes_.find('\n', searched_);
    if (newline == std::string::npos) break;
    if (newline == 0 || bytes_[newline - 1] != '\r')
      return fail({400, "a line does not end in CR LF"});
    const std::string_view line = std::string_view(bytes_).substr(line_, newline - 1 - line_);
    line_ = searched_ = newline + 1;
    if (is_first_line_) {
      if (const auto fault = fault_of_request_line(line)) return fail(*fault);
      is_first_line_ = false;
    }
    if (searched_ > head_bytes_max_) break;
    if (line.empty()) return end_head(searched_);
  }
  if (std::max(bytes_.size(), searched_) > head_bytes_max_)
    return fail({is_first_line_ ? 414 : 431, "the head is too long"});
  searched_ = bytes_.size();
  return Step::kMore;
}

RequestReader::Step RequestReader::end_head(size_t size) {
  request_ = RequestHead();
  const auto fault = telltale::serve::read_head(std::string_view(bytes_).substr(0, size), request_);
  if (fault) return fail(*fault);
  bytes_.erase(0, size);
  searched_ = line_ = 0;
  is_first_line_ = may_skip_blank_ = true;
  is_in_request_ = request_.is_chunked || request_.length > 0;
  chunks_ = ChunkedBody();
  body_.clear();
  return Step::kDone;
}

RequestReader::Step RequestReader::read_body(size_t body_bytes_max) {
  constexpr HttpFault kTooLarge{413, "its body is larger than may be"};
  if (!request_.is_chunked && request_.length > body_bytes_max) return fail(kTooLarge);
  const size_t used = take_body_bytes();
  bytes_.erase(0, used);
  if (body_.size() > body_bytes_max) return fail(kTooLarge);
  if (chunks_.is_broken()) return fail({400, "its body is not in chunks as its head says"});
  return is_in_request_ ? Step::kMore : Step::kDone;
}

bool RequestReader::take_invitation() {
  if (!body_.empty() || !bytes_.empty()) return false;
  return std::exchange(request_.expects_continue, false);
}

size_t RequestReader::take_body_bytes() {
  if (!is_in_request_) return 0;
  if (request_.is_chunked) {
    const size_t used = chunks_.take(bytes_, body_);
    is_in_request_ = !chunks_.is_done();
    return used;
  }
  const size_t left = static_cast<size_t>(request_.length) - body_.size();
  const size_t used = std::min(left, bytes_.size());
  body_.append(bytes_, 0, used);
  is_in_request_ = used < left;
  return used;
}

}  // namespace telltale::serve
