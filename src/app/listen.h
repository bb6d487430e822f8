// Listen: where a server is reached, and what that asks for: elsewhere than on its own machine it
// speaks TLS, and it is open to anybody nowhere else. Pure.
#pragma once

#include <cstdint>
#include <string>

#include "app/options.h"
#include "base/result.h"

namespace telltale {

struct Listen {
  std::string address;
  uint16_t port = 0;
};

// Whether only the machine itself can reach that address.
bool is_loopback(const std::string& address);

// Reads `ADDRESS:PORT`. kInvalid: it is none, or the options do not go with it.
Result<Listen> plan_listen(const std::string& text, const Options& options);

// The URL of a server that got that port.
std::string url_of(const Listen& listen, uint16_t port, bool is_secure);

}  // namespace telltale
