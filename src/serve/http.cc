#include "serve/http.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "base/json.h"
#include "base/utf8.h"

namespace telltale::serve {
namespace {

constexpr std::string_view kPathKey = "{key}";

std::optional<std::string_view> find(const HttpFields& fields, std::string_view name) {
  for (const auto& [known, value] : fields) {
    if (known == name) return value;
  }
  return std::nullopt;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

// What may stand in a target unescaped (RFC 3986 section 3.3 and 3.4). Brackets and a few more are
// what clients send anyway and nobody reads in two ways.
bool is_target_char(char c) {
  constexpr std::string_view kOthers = "-._~!$&'()*+,;=:@/?%[]|";
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return is_letter || (c >= '0' && c <= '9') || kOthers.find(c) != std::string_view::npos;
}

std::optional<std::string> canonical_path(std::string_view path) {
  std::string canonical;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const size_t slash = path.find('/');
    const std::string_view raw = path.substr(0, slash);
    path.remove_prefix(std::min(raw.size(), path.size()));
    const std::optional<std::string> part = decode_percent(raw, false);
    if (!part || *part == "." || *part == ".." || part->find('/') != std::string::npos)
      return std::nullopt;
    const bool is_last = path.empty();
    if (part->empty() && !(is_last && canonical.empty())) return std::nullopt;
    canonical.append("/").append(*part);
  }
  return canonical;
}

}  // namespace

std::optional<std::string_view> HttpHead::field(std::string_view name) const {
  return find(fields, name);
}

std::optional<std::string_view> HttpHead::parameter(std::string_view name) const {
  return find(query, name);
}

std::string lower_case(std::string_view text) {
  std::string small(text);
  for (char& c : small) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return small;
}

std::string_view reason_phrase(int status) {
  constexpr std::array<std::pair<int, std::string_view>, 30> kPhrases = {{
      {100, "Continue"},
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {206, "Partial Content"},
      {303, "See Other"},
      {304, "Not Modified"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {406, "Not Acceptable"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {411, "Length Required"},
      {412, "Precondition Failed"},
      {413, "Content Too Large"},
      {414, "URI Too Long"},
      {415, "Unsupported Media Type"},
      {417, "Expectation Failed"},
      {422, "Unprocessable Content"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {503, "Service Unavailable"},
      {505, "HTTP Version Not Supported"},
      {507, "Insufficient Storage"},
  }};
  for (const auto& [known, phrase] : kPhrases) {
    if (known == status) return phrase;
  }
  return "Status";
}

HttpReply problem(int status, std::string_view detail, const HttpFields& more) {
  HttpReply reply;
  reply.status = status;
  reply.type = "application/problem+json";
  Json body =
      Json::object({{"title", reason_phrase(status)}, {"status", status}, {"detail", detail}});
  for (const auto& [name, value] : more) body.add(name, value);
  reply.body = body.dump() + "\n";
  return reply;
}

std::string take_path_key(std::string& path) {
  constexpr std::string_view kBefore = "/api/v1/";
  if (!path.starts_with(kBefore)) return {};
  const size_t size = path.find('/', kBefore.size()) - kBefore.size();
  std::string key = path.substr(kBefore.size(), size);
  path.replace(kBefore.size(), key.size(), kPathKey);
  return key;
}

std::optional<std::string> decode_percent(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (text.size() - i < 3) return std::nullopt;
      const int high = hex_value(text[i + 1]);
      const int low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    if (is_control(c)) return std::nullopt;
    decoded += c;
  }
  if (!is_utf8(decoded)) return std::nullopt;
  return decoded;
}

std::string encode_percent(std::string_view text) {
  constexpr std::string_view kPlain = "-._~";
  std::string encoded;
  for (const char c : text) {
    const bool is_letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (is_letter || kPlain.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return encoded;
}

std::optional<HttpTarget> parse_target(std::string_view target) {
  if (target.empty() || target.front() != '/') return std::nullopt;
  if (!std::all_of(target.begin(), target.end(), is_target_char)) return std::nullopt;
  const size_t mark = target.find('?');
  std::optional<std::string> path = canonical_path(target.substr(0, mark));
  if (!path) return std::nullopt;
  HttpTarget parsed{std::move(*path), {}};
  std::string_view query = mark == std::string_view::npos ? "" : target.substr(mark + 1);
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    if (pair.empty()) continue;
    const size_t equals = pair.find('=');
    std::optional<std::string> name = decode_percent(pair.substr(0, equals), true);
    std::optional<std::string> value =
        equals == std::string_view::npos ? "" : decode_percent(pair.substr(equals + 1), true);
    if (!name || !value) return std::nullopt;
    parsed.query.emplace_back(std::move(*name), std::move(*value));
  }
  return parsed;
}

}  // namespace telltale::serve
