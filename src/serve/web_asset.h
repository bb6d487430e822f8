// WebAsset: a file of the dashboard (web/) inside the program, compressed as it is sent. A build
// without the dashboard has none.
#pragma once

#include <span>
#include <string_view>

namespace telltale::serve {

struct WebAsset {
  std::string_view path;    // as it is asked for: `/assets/index-B4x.js`
  std::string_view type;    // media type
  std::string_view digest;  // of what it holds
  // One that has no compressed form has its bytes here; it is compressed in itself.
  std::string_view raw;
  std::string_view gzip;
  std::string_view brotli;
};

std::span<const WebAsset> web_assets();

}  // namespace telltale::serve
