#include "app/listen.h"

#include <arpa/inet.h>
#include <charconv>

#include <fmt/format.h>

namespace telltale {
namespace {

Result<Listen> parse_listen(const std::string& text) {
  const size_t colon = text.rfind(':');
  uint32_t port = 65'536;
  if (colon != std::string::npos) {
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data() + colon + 1, end, port);
    if (error != std::errc() || rest != end) port = 65'536;
  }
  if (port > 65'535)
    return Status::invalid(
        fmt::format("cannot listen: say ADDRESS:PORT, such as 127.0.0.1:8080: listen={}", text));
  std::string address = text.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']'))
    address = address.substr(1, address.size() - 2);
  return Listen{address, static_cast<uint16_t>(port)};
}

Status check_rules(const Listen& listen, const Options& options) {
  if (options.tls_certificate.empty() != options.tls_key.empty())
    return Status::invalid("cannot listen: tls_certificate and tls_key go together: set both");
  const bool is_secure = !options.tls_certificate.empty();
  const bool is_own_machine = is_loopback(listen.address);
  if (options.access == "open" && (is_secure || !is_own_machine))
    return Status::invalid(fmt::format(
        "cannot listen: `access: open` is for 127.0.0.1 or [::1] without TLS: use keys: address={}",
        listen.address));
  if (is_secure || is_own_machine) return {};
  return Status::invalid(
      fmt::format("cannot listen: others could read along: set tls_certificate and tls_key, or "
                  "listen on 127.0.0.1: address={}",
                  listen.address));
}

}  // namespace

bool is_loopback(const std::string& address) {
  in_addr v4{};
  if (::inet_pton(AF_INET, address.c_str(), &v4) == 1) return ntohl(v4.s_addr) >> 24 == 127;
  in6_addr v6{};
  if (::inet_pton(AF_INET6, address.c_str(), &v6) != 1) return false;
  const bool is_mapped = IN6_IS_ADDR_V4MAPPED(&v6) && v6.s6_addr[12] == 127;
  return IN6_IS_ADDR_LOOPBACK(&v6) || is_mapped;
}

Result<Listen> plan_listen(const std::string& text, const Options& options) {
  Listen listen = TRY(parse_listen(text));
  TRY(check_rules(listen, options));
  return listen;
}

std::string url_of(const Listen& listen, uint16_t port, bool is_secure) {
  const bool is_v6 = listen.address.find(':') != std::string::npos;
  const std::string host = is_v6 ? "[" + listen.address + "]" : listen.address;
  return fmt::format("{}://{}:{}", is_secure ? "https" : "http", host, port);
}

}  // namespace telltale
