// The dashboard's pages and files: what a browser is answered where the table of routes has
// nothing. They say nothing of a lake, so anybody may have them; what they show they ask of the
// routes, with the reader's key.
#pragma once

#include <optional>
#include <span>

#include "serve/http.h"
#include "serve/web_asset.h"

namespace telltale::serve {

// The answer, or nothing: the path is none of theirs. Without assets the start page says in plain
// text that this build has no dashboard, and no other page is there.
std::optional<HttpReply> web_reply(const HttpHead& head, std::span<const WebAsset> assets);

}  // namespace telltale::serve
