// ChunkedBody: undoes the chunked transfer coding (RFC 9112 section 7.1) of a request's body as its
// bytes come. Extensions and trailers are read past, within bounds; whatever is not written as the
// RFC says ends the request. Pure; one owner.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace telltale::serve {

class ChunkedBody {
 public:
  // Takes from `bytes` what is of the body and adds the data to `data`; how many bytes it took.
  // After a fault nothing more is taken.
  size_t take(std::string_view bytes, std::string& data);

  bool is_done() const { return part_ == Part::kDone; }
  bool is_broken() const { return part_ == Part::kBroken; }

 private:
  enum class Part : uint8_t { kSize, kData, kDataEnd, kTrailer, kDone, kBroken };

  void take_line_byte(char c);
  void end_line();
  void read_size(std::string_view line);

  Part part_ = Part::kSize;
  std::string line_;   // so far, of kSize, kDataEnd and kTrailer
  uint64_t left_ = 0;  // of the chunk's data
  size_t trailer_bytes_ = 0;
};

}  // namespace telltale::serve
