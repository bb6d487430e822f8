// HttpClient: requests to a Telltale server. The library behind it (libcurl) appears in the .cc
// file only. What the server says is wrong becomes a status with its sentence. One owner thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace telltale {

struct ServerAddress {
  std::string url;   // http://127.0.0.1:8080; empty: no server is meant
  std::string key;   // of who asks; empty: none
  std::string lake;  // empty: the server's first

  bool is_set() const { return !url.empty(); }
};

struct HttpAsk {
  std::string path;  // already encoded
  std::vector<std::pair<std::string, std::string>> parameters;
  std::vector<std::string> fields;  // `Name: value`
  std::string_view body;            // with a body it is a POST
  bool is_post = false;
};

class HttpClient {
 public:
  // kInvalid: the URL is none.
  static Result<std::unique_ptr<HttpClient>> open(const ServerAddress& address);
  virtual ~HttpClient() = default;

  // The body of an answer in the 200s. kUnavailable: the server cannot be reached or is busy, and
  // `retry_after` says for how many seconds; else the status its answer means.
  virtual Result<std::string> send(const HttpAsk& ask) = 0;
  virtual int retry_after() const = 0;

  Result<Json> get_json(const std::string& path,
                        std::vector<std::pair<std::string, std::string>> parameters = {});
};

}  // namespace telltale
