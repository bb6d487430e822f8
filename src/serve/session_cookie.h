// The cookie that a browser holds a session by, and whether a request under it is one of the
// server's own pages. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "serve/http.h"

namespace telltale::serve {

// What the request brings of the session: the text of a key (serve/key_text.h).
std::optional<std::string_view> session_cookie(const HttpHead& head);

// The field that has the browser keep the session, or forget it when the text is empty. Script
// cannot read it, no page of another server sends it, and it is sent over TLS or to the browser's
// own machine alone (RFC 6265bis section 4.1.3).
std::pair<std::string, std::string> set_session_cookie(std::string_view text);

// Whether the request says that a page of another server sends it.
bool is_of_other_page(const HttpHead& head);
// Whether a request that says where it comes from comes from a page of this server, and one that
// does not changes nothing. A browser adds the cookie to whatever page asks; this tells them apart.
bool is_own_page(const HttpHead& head);

}  // namespace telltale::serve
