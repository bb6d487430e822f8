// Whether the peer of a TCP connection has closed its side. It may have sent more before that, so
// that reading would not tell.
#pragma once

namespace telltale::serve {

bool is_peer_there(int socket);

}  // namespace telltale::serve
