#include "serve/http_strict.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string>

#include "serve/http.h"

namespace telltale::serve {
namespace {

constexpr size_t kTargetBytesMax = 8'000;  // RFC 9112 section 3 asks for as many
constexpr size_t kFieldsMax = 128;

bool is_alnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// A token (RFC 9110 section 5.6.2).
bool is_token(std::string_view text) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_alnum(c) || kOthers.find(c) != std::string_view::npos;
  });
}

bool is_value_char(char c) {
  const auto code = static_cast<unsigned char>(c);
  return c == '\t' || (code >= 0x20 && code != 0x7f);
}

bool is_host(std::string_view text) {
  constexpr std::string_view kOthers = "-._:[]";
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return is_alnum(c) || kOthers.find(c) != std::string_view::npos;
  });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// `HTTP/2.0` is a version, and one that is not spoken here; `HTTP/one` is none.
bool is_version(std::string_view text) {
  return text.size() == 8 && text.starts_with("HTTP/") && text[6] == '.' &&
         std::isdigit(static_cast<unsigned char>(text[5])) != 0 &&
         std::isdigit(static_cast<unsigned char>(text[7])) != 0;
}

struct RequestLine {
  std::string_view method;
  std::string_view target;
  std::string_view version;
};

std::optional<HttpFault> read_request_line(std::string_view line, RequestLine& parts) {
  const size_t first = line.find(' ');
  const size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last)
    return HttpFault{400, "the request line is not `METHOD TARGET HTTP/1.1`"};
  parts = {line.substr(0, first), line.substr(first + 1, last - first - 1), line.substr(last + 1)};
  if (!is_token(parts.method)) return HttpFault{400, "the method is not a token"};
  if (!is_version(parts.version)) return HttpFault{400, "the version is not HTTP/1.1"};
  if (!parts.version.starts_with("HTTP/1.")) return HttpFault{505, "only HTTP/1.1 is spoken here"};
  if (parts.version != "HTTP/1.1" && parts.version != "HTTP/1.0")
    return HttpFault{400, "the version is not HTTP/1.1"};
  if (parts.target.size() > kTargetBytesMax) return HttpFault{414, "the target is too long"};
  if (parts.target.empty() || parts.target.find(' ') != std::string_view::npos)
    return HttpFault{400, "the target is not one word"};
  return std::nullopt;
}

// Counts of the fields that decide where a request ends and whom it is for.
struct Framing {
  int hosts = 0;
  int lengths = 0;
  int encodings = 0;
  std::string_view host;
};

std::optional<HttpFault> read_length(std::string_view value, RequestHead& request) {
  const bool is_number = !value.empty() && std::all_of(value.begin(), value.end(),
                                                       [](char c) { return c >= '0' && c <= '9'; });
  if (!is_number) return HttpFault{400, "Content-Length is not a number"};
  const char* end = value.data() + value.size();
  if (std::from_chars(value.data(), end, request.length).ec == std::errc()) return std::nullopt;
  return HttpFault{413, "Content-Length is larger than any body may be"};
}

void read_connection(std::string_view value, RequestHead& request) {
  while (!value.empty()) {
    const std::string_view option = value.substr(0, value.find(','));
    value.remove_prefix(std::min(option.size() + 1, value.size()));
    const std::string name = lower_case(trimmed(option));
    if (name == "close") request.keeps = false;
    if (name == "keep-alive" && request.is_old) request.keeps = true;
  }
}

std::optional<HttpFault> read_special(std::string_view name, std::string_view value,
                                      Framing& framing, RequestHead& request) {
  if (name == "host") {
    ++framing.hosts;
    framing.host = value;
    if (!is_host(value)) return HttpFault{400, "Host is not a name with a port"};
  } else if (name == "content-length") {
    ++framing.lengths;
    return read_length(value, request);
  } else if (name == "transfer-encoding") {
    ++framing.encodings;
    request.is_chunked = true;
    if (lower_case(value) != "chunked") return HttpFault{400, "Transfer-Encoding is not chunked"};
  } else if (name == "connection") {
    read_connection(value, request);
  } else if (name == "expect" && !request.is_old) {
    request.expects_continue = true;
    if (lower_case(value) != "100-continue") return HttpFault{417, "Expect is not 100-continue"};
  }
  return std::nullopt;
}

std::optional<HttpFault> read_field(std::string_view line, Framing& framing, RequestHead& request) {
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
    return HttpFault{400, "a header's name is not a token before a colon"};
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (!std::all_of(value.begin(), value.end(), is_value_char))
    return HttpFault{400, "a header's value has a control character"};
  if (request.head.fields.size() == kFieldsMax)
    return HttpFault{431, "there are more than 128 headers"};
  std::string name = lower_case(line.substr(0, colon));
  const auto fault = read_special(name, value, framing, request);
  request.head.fields.emplace_back(std::move(name), std::string(value));
  return fault;
}

std::optional<HttpFault> fault_of_framing(const Framing& framing, bool is_old) {
  if (framing.hosts != 1 && !(is_old && framing.hosts == 0))
    return HttpFault{400, "there is not exactly one Host"};
  if (framing.lengths > 1) return HttpFault{400, "there is more than one Content-Length"};
  if (framing.encodings > 1) return HttpFault{400, "there is more than one Transfer-Encoding"};
  if (framing.encodings == 1 && framing.lengths == 1)
    return HttpFault{400, "there are both Content-Length and Transfer-Encoding"};
  if (framing.encodings == 1 && is_old)
    return HttpFault{400, "Transfer-Encoding is not for HTTP/1.0"};
  return std::nullopt;
}

// The absolute form (RFC 9112 section 3.2.2) is taken when it names the host that Host names.
std::string_view origin_form(std::string_view target, std::string_view host) {
  const size_t colon = target.find("://");
  if (target.starts_with('/') || colon == std::string_view::npos) return target;
  const std::string scheme = lower_case(target.substr(0, colon));
  if (scheme != "http" && scheme != "https") return {};
  target.remove_prefix(colon + 3);
  const size_t end = std::min(target.find_first_of("/?"), target.size());
  if (host.empty() || lower_case(target.substr(0, end)) != lower_case(host)) return {};
  target.remove_prefix(end);
  return target.empty() ? "/" : target;
}

std::optional<HttpFault> read_target(std::string_view target, std::string_view host,
                                     HttpHead& head) {
  std::optional<HttpTarget> parsed = parse_target(origin_form(target, host));
  if (!parsed) return HttpFault{400, "the target is not a plain path"};
  head.path = std::move(parsed->path);
  head.query = std::move(parsed->query);
  head.path_key = take_path_key(head.path);
  return std::nullopt;
}

// Cuts the next line off; nothing: its end is not CR LF, or it has a CR, LF or NUL inside.
std::optional<std::string_view> take_line(std::string_view& raw) {
  const size_t end = raw.find("\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = raw.substr(0, end);
  raw.remove_prefix(end + 2);
  if (line.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos)
    return std::nullopt;
  return line;
}

}  // namespace

std::optional<HttpFault> fault_of_request_line(std::string_view line) {
  RequestLine parts;
  return read_request_line(line, parts);
}

std::optional<HttpFault> read_head(std::string_view raw, RequestHead& request) {
  constexpr HttpFault kBadLineEnd{400, "a line does not end in CR LF"};
  const std::optional<std::string_view> first = take_line(raw);
  if (!first) return kBadLineEnd;
  RequestLine parts;
  if (const auto fault = read_request_line(*first, parts)) return fault;
  request.head.method = parts.method;
  request.is_old = parts.version == "HTTP/1.0";
  request.keeps = !request.is_old;
  Framing framing;
  while (true) {
    const std::optional<std::string_view> line = take_line(raw);
    if (!line) return kBadLineEnd;
    if (line->empty()) break;
    if (const auto fault = read_field(*line, framing, request)) return fault;
  }
  if (!raw.empty()) return HttpFault{400, "bytes follow the head"};
  if (const auto fault = fault_of_framing(framing, request.is_old)) return fault;
  return read_target(parts.target, framing.host, request.head);
}

}  // namespace telltale::serve
