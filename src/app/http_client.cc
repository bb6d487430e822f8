#include "app/http_client.h"

#include <charconv>
#include <curl/curl.h>

#include <fmt/format.h>

#include "serve/http.h"

namespace telltale {
namespace {

constexpr long kConnectSeconds = 10;
// A server that says nothing for so long has gone; a query may take a while.
constexpr long kSilentSeconds = 300;
constexpr size_t kAnswerBytesMax = 4UL << 30;

struct Answer {
  std::string body;
  int retry_after = 1;
};

size_t take_body(char* bytes, size_t one, size_t count, void* target) {
  auto& answer = *static_cast<Answer*>(target);
  if (answer.body.size() + one * count > kAnswerBytesMax) return 0;
  answer.body.append(bytes, one * count);
  return one * count;
}

size_t take_field(char* bytes, size_t one, size_t count, void* target) {
  constexpr std::string_view kName = "retry-after: ";
  const std::string_view line(bytes, one * count);
  if (line.size() > kName.size() && curl_strnequal(line.data(), kName.data(), kName.size()) != 0) {
    int seconds = 0;
    std::from_chars(line.data() + kName.size(), line.data() + line.size(), seconds);
    if (seconds > 0) static_cast<Answer*>(target)->retry_after = seconds;
  }
  return one * count;
}

Code code_of(long status) {
  switch (status) {
    case 400:
    case 401:
    case 403:
    case 405:
    case 406:
    case 415:
      return Code::kInvalid;
    case 404:
      return Code::kNotFound;
    case 409:
      return Code::kExists;
    case 413:
    case 422:
    case 507:
      return Code::kExhausted;
    case 429:
    case 503:
      return Code::kUnavailable;
    default:
      return Code::kInternal;
  }
}

// The sentence of a problem (RFC 9457), or what else the server said.
Status status_of(long status, const std::string& body) {
  const Result<Json> json = Json::parse(body);
  const Json* detail = json.ok() ? json.value().find("detail") : nullptr;
  if (detail != nullptr && detail->if_string() != nullptr)
    return {code_of(status), *detail->if_string()};
  return {code_of(status), fmt::format("the server answers {}: is it a Telltale?", status)};
}

class CurlClient : public HttpClient {
 public:
  explicit CurlClient(const ServerAddress& address)
      : address_(address), curl_(curl_easy_init(), curl_easy_cleanup) {}

  Status check() const {
    if (curl_ == nullptr) return Status::internal("cannot start the HTTP client");
    if (address_.url.starts_with("http://") || address_.url.starts_with("https://")) return {};
    return Status::invalid("cannot ask server: its URL begins with http:// or https://: server=" +
                           address_.url);
  }

  Result<std::string> send(const HttpAsk& ask) override {
    Answer answer;
    CURL* curl = curl_.get();
    curl_easy_reset(curl);
    const std::string url = url_of(ask);
    const FieldList fields(fields_of(ask));
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, fields.get());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, kSilentSeconds);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_field);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer);
    if (ask.is_post) {
      curl_easy_setopt(curl, CURLOPT_POST, 1L);
      curl_easy_setopt(curl, CURLOPT_POSTFIELDS, ask.body.data());
      curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(ask.body.size()));
    }
    const CURLcode outcome = curl_easy_perform(curl);
    retry_after_ = answer.retry_after;
    if (outcome != CURLE_OK) return failed(outcome);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (status < 200 || status > 299) return status_of(status, answer.body);
    return std::move(answer.body);
  }

  int retry_after() const override { return retry_after_; }

 private:
  class FieldList {
   public:
    explicit FieldList(const std::vector<std::string>& fields) {
      for (const std::string& field : fields) list_ = curl_slist_append(list_, field.c_str());
    }
    FieldList(const FieldList&) = delete;
    FieldList& operator=(const FieldList&) = delete;
    ~FieldList() { curl_slist_free_all(list_); }
    curl_slist* get() const { return list_; }

   private:
    curl_slist* list_ = nullptr;
  };

  std::string url_of(const HttpAsk& ask) const {
    std::string url = address_.url;
    while (url.ends_with('/')) url.pop_back();
    url += ask.path;
    char separator = '?';
    for (const auto& [name, value] : ask.parameters) {
      url += fmt::format("{}{}={}", separator, name, serve::encode_percent(value));
      separator = '&';
    }
    return url;
  }

  std::vector<std::string> fields_of(const HttpAsk& ask) const {
    std::vector<std::string> fields = ask.fields;
    fields.emplace_back("Expect:");  // no round trip before a body
    if (!address_.key.empty()) fields.push_back("Authorization: Bearer " + address_.key);
    if (!address_.lake.empty()) fields.push_back("Telltale-Lake: " + address_.lake);
    return fields;
  }

  Status failed(CURLcode outcome) const {
    const bool is_cut = outcome == CURLE_PARTIAL_FILE || outcome == CURLE_RECV_ERROR;
    if (is_cut) {
      return Status::exhausted(
          "the server closed the connection before the end of its answer: it needs more time, "
          "memory, rows or bytes than it may: ask for less");
    }
    return Status::unavailable(fmt::format("cannot reach server: {}: server={}",
                                           curl_easy_strerror(outcome), address_.url));
  }

  const ServerAddress address_;
  std::unique_ptr<CURL, void (*)(CURL*)> curl_;
  int retry_after_ = 1;
};

}  // namespace

Result<std::unique_ptr<HttpClient>> HttpClient::open(const ServerAddress& address) {
  auto client = std::make_unique<CurlClient>(address);
  TRY(client->check());
  return std::unique_ptr<HttpClient>(std::move(client));
}

Result<Json> HttpClient::get_json(const std::string& path,
                                  std::vector<std::pair<std::string, std::string>> parameters) {
  return Json::parse(TRY(send({path, std::move(parameters), {}, {}, false})));
}

}  // namespace telltale
