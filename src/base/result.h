// Status and Result: how a bad world (file gone, disk full, damaged bytes) is reported, as a value.
// A message says what failed, why, what to do, then run-time values. Both are value types without
// synchronisation; only kUnavailable is ever retried, and only by the Pipeline.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/check.h"

namespace telltale {

enum class Code {
  kOk,
  kInvalid,      // asked for something that makes no sense: wrong use, wrong schema, wrong option
  kNotFound,     // the thing named is not there
  kExists,       // the thing to be created is there already
  kUnavailable,  // the outside is away; trying again may help
  kExhausted,    // no room: disk, memory limit, descriptors
  kCorrupt,      // bytes are not what was written
  kCancelled,    // a person asked to stop
  kFenced,       // a newer owner has taken over: whoever hears it must do nothing more
  kInternal,     // a library failed in a way that has no better name
};

class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Code code, std::string message) : code_(code), message_(std::move(message)) {}

  static Status invalid(std::string message) { return {Code::kInvalid, std::move(message)}; }
  static Status not_found(std::string message) { return {Code::kNotFound, std::move(message)}; }
  static Status exists(std::string message) { return {Code::kExists, std::move(message)}; }
  static Status unavailable(std::string message) {
    return {Code::kUnavailable, std::move(message)};
  }
  static Status exhausted(std::string message) { return {Code::kExhausted, std::move(message)}; }
  static Status corrupt(std::string message) { return {Code::kCorrupt, std::move(message)}; }
  static Status cancelled(std::string message) { return {Code::kCancelled, std::move(message)}; }
  static Status fenced(std::string message) { return {Code::kFenced, std::move(message)}; }
  static Status internal(std::string message) { return {Code::kInternal, std::move(message)}; }

  bool ok() const { return code_ == Code::kOk; }
  Code code() const { return code_; }
  const std::string& message() const { return message_; }

 private:
  Code code_ = Code::kOk;
  std::string message_;
};

// A value, or the Status that says why there is none. `value()` CHECKs that there is one.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}
  Result(Status status) : status_(std::move(status)) { CHECK(!status_.ok()); }

  bool ok() const { return value_.has_value(); }
  const Status& status() const { return status_; }
  T& value() & { return checked(); }
  T value() && { return std::move(checked()); }
  const T& value() const& { return const_cast<Result*>(this)->checked(); }
  T* operator->() { return &checked(); }
  T& operator*() { return checked(); }

 private:
  T& checked() {
    CHECK(value_.has_value());
    return *value_;
  }
  Status status_;
  std::optional<T> value_;
};

namespace internal {
inline Status take_status(Status&& status) {
  return std::move(status);
}
template <typename T>
Status take_status(Result<T>&& result) {
  return result.status();
}
inline void take_value(Status&&) {}
template <typename T>
T take_value(Result<T>&& result) {
  return std::move(result).value();
}
}  // namespace internal

}  // namespace telltale

// Evaluates to the value of a Result (nothing for a Status), or returns its Status from the
// function.
#define TRY(expression)                                                                      \
  ({                                                                                         \
    auto try_outcome = (expression);                                                         \
    if (!try_outcome.ok()) return ::telltale::internal::take_status(std::move(try_outcome)); \
    ::telltale::internal::take_value(std::move(try_outcome));                                \
  })
