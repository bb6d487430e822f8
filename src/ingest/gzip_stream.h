// GzipStream: the bytes inside a gzip file (RFC 1952, any number of members). A file that ends
// inside a member, or whose checksum differs, is kCorrupt once everything before has been given
// out.
#pragma once

#include <memory>

#include "base/env.h"

namespace telltale {

// Takes a stream that begins with gzip's magic bytes.
std::unique_ptr<ByteStream> make_gzip_stream(std::unique_ptr<ByteStream> compressed);

constexpr std::string_view kGzipMagic = "\x1f\x8b";

}  // namespace telltale
