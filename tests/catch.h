// Catch2 for the tests of this tree, and what they say of a Status. Include it last: from here on
// CHECK is Catch2's, not the one of base/check.h, which the headers before were made with.
#pragma once

#include <string>
#include <utility>

#include "base/check.h"
#include "base/result.h"

#undef CHECK
#include <catch2/catch.hpp>

namespace telltale {

// Fails the test with the message of a Status that is not ok.
inline void expect_ok(const Status& status) {
  INFO(status.message());
  REQUIRE(status.ok());
}

// The value of a Result; without one the test fails and says why.
template <typename T>
T value_of(Result<T> result) {
  expect_ok(result.status());
  return std::move(result).value();
}

// The message of what must have failed with that code.
inline std::string message_of(const Status& status, Code code) {
  INFO(status.message());
  REQUIRE(status.code() == code);
  return status.message();
}
template <typename T>
std::string message_of(const Result<T>& result, Code code) {
  return message_of(result.status(), code);
}

}  // namespace telltale
