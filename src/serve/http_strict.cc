#include "serve/http_strict.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace telltale::serve {
namespace {

// A token (RFC 9110 section 5.6.2).
bool is_token(std::string_view text) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           kOthers.find(c) != std::string_view::npos;
  });
}

bool is_value_char(char c) {
  const auto code = static_cast<unsigned char>(c);
  return c == '\t' || (code >= 0x20 && code != 0x7f);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return small;
}

// Counts of the fields that decide where a request ends and whom it is for.
struct Framing {
  int hosts = 0;
  int lengths = 0;
  int encodings = 0;
};

std::string_view fault_of_request_line(std::string_view line, bool& is_old) {
  const size_t first = line.find(' ');
  const size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return "the request line is none";
  const std::string_view version = line.substr(last + 1);
  is_old = version == "HTTP/1.0";
  if (!is_old && version != "HTTP/1.1") return "the version is not HTTP/1.1";
  if (!is_token(line.substr(0, first))) return "the method is none";
  const std::string_view target = line.substr(first + 1, last - first - 1);
  if (target.empty() || target.find(' ') != std::string_view::npos) return "the target is none";
  return {};
}

std::string_view fault_of_field(std::string_view line, Framing& framing) {
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
    return "a header's name is none";
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (!std::all_of(value.begin(), value.end(), is_value_char)) return "a header's value is none";
  const std::string name = lower(line.substr(0, colon));
  framing.hosts += name == "host";
  if (name == "content-length") {
    ++framing.lengths;
    const bool is_number =
        !value.empty() && value.size() <= 18 &&
        std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number) return "Content-Length is no number";
  }
  if (name == "transfer-encoding") {
    ++framing.encodings;
    if (lower(value) != "chunked") return "Transfer-Encoding is not chunked";
  }
  return {};
}

}  // namespace

std::string_view fault_of_head(std::string_view head) {
  if (!head.ends_with("\r\n\r\n")) return "it does not end";
  head.remove_suffix(2);
  bool is_first = true;
  bool is_old = false;
  Framing framing;
  while (!head.empty()) {
    const size_t end = head.find("\r\n");
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(end + 2);
    if (line.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos)
      return "a line end is not CR LF";
    const std::string_view fault =
        is_first ? fault_of_request_line(line, is_old) : fault_of_field(line, framing);
    if (!fault.empty()) return fault;
    is_first = false;
  }
  if (framing.hosts != 1 && !(is_old && framing.hosts == 0)) return "there is not one Host";
  if (framing.lengths > 1) return "there is more than one Content-Length";
  if (framing.encodings > 1) return "there is more than one Transfer-Encoding";
  if (framing.encodings == 1 && framing.lengths == 1)
    return "there are both Content-Length and Transfer-Encoding";
  if (framing.encodings == 1 && is_old) return "Transfer-Encoding is not for HTTP/1.0";
  return {};
}

}  // namespace telltale::serve
