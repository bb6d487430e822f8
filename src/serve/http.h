// What a request and its answer are, whatever carries them. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace telltale::serve {

using HttpFields = std::vector<std::pair<std::string, std::string>>;

// All of a request but its body. The path is decoded and canonical: it begins with a slash, has no
// empty part, no `.` and no `..`, and no part holds a slash.
struct HttpHead {
  std::string method;
  std::string path;
  HttpFields query;    // decoded, in order
  HttpFields fields;   // names in lower case
  std::string remote;  // the peer's address, without its port
  bool is_secure = false;
  // The key that the path had in it, in whose place it has `{key}` now.
  std::string path_key;

  // The value of a header or parameter, or nothing; of several the first.
  std::optional<std::string_view> field(std::string_view name) const;
  std::optional<std::string_view> parameter(std::string_view name) const;
};

struct HttpReply {
  int status = 200;
  std::string type = "application/json";
  std::string body;
  HttpFields fields;
};

// A status that passes by itself: there is no room at this moment.
constexpr int kTooMany = 429;

std::string_view reason_phrase(int status);

// ASCII letters made small.
std::string lower_case(std::string_view text);

// An answer that says what is wrong (RFC 9457): one sentence that ends in what to do. `more` are
// members beside, for programs.
HttpReply problem(int status, std::string_view detail, const HttpFields& more = {});

// A request target in origin form (RFC 9112 section 3.2.1), taken apart. Nothing: it is none, or
// one that two programs could understand differently.
struct HttpTarget {
  std::string path;
  HttpFields query;
};
std::optional<HttpTarget> parse_target(std::string_view target);

// ThingsBoard's devices send their key in the path, `/api/v1/KEY/telemetry`: takes it out and
// leaves
// `{key}`, so that whoever sees the path, in a log or a metric, does not see the key. Empty: the
// path is no such one.
std::string take_path_key(std::string& path);

// Undoes %XX, and `+` where it stands for a space. Nothing: a broken escape, a control character,
// or bytes that are not UTF-8.
std::optional<std::string> decode_percent(std::string_view text, bool plus_is_space);

// The text with all but letters, digits and `-._~` written as %XX (RFC 3986 section 2.1).
std::string encode_percent(std::string_view text);

}  // namespace telltale::serve
