// Parameters: what a request's query string says, read by name with type and bounds. The first
// thing that is wrong is kept and said; a parameter that nobody asks for is wrong too, so that a
// misspelled filter does not pass for none. Of one request.
#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "serve/http.h"

namespace telltale::serve {

class Parameters {
 public:
  // `known` are the names there are.
  Parameters(const HttpHead& head, std::initializer_list<std::string_view> known);

  // Empty: it is not there. Said empty is wrong.
  std::string text(std::string_view name);
  std::string required_text(std::string_view name);
  // Microseconds since 1970 of an ISO time.
  std::optional<int64_t> moment(std::string_view name);
  int64_t required_moment(std::string_view name);
  struct Bounds {
    uint64_t usual;
    uint64_t least;
    uint64_t most;
  };
  uint64_t number(std::string_view name, const Bounds& bounds);
  std::optional<double> fraction(std::string_view name);  // 0 to 1
  std::optional<double> number_between(std::string_view name, double least, double most);
  bool flag(std::string_view name);  // true or false
  // One of the words, or empty.
  std::string_view word(std::string_view name, std::initializer_list<std::string_view> words);

  // Notes what is wrong where a caller finds it.
  void refuse(std::string why);
  // kInvalid: something was wrong.
  const Status& status() const { return status_; }

 private:
  std::optional<std::string_view> find(std::string_view name);
  void wrong(std::string_view name, std::string_view wanted);

  const HttpHead& head_;
  Status status_;
};

}  // namespace telltale::serve
