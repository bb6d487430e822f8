// CHECK: a claim about the program itself, on in every build. A false one prints the place and the
// claim and aborts; user input can never trip it (bad data is a Reject, a bad world is a Status).
#pragma once

namespace telltale {

[[noreturn]] void check_failed(const char* file, int line, const char* claim);

}  // namespace telltale

#define CHECK(claim) \
  (__builtin_expect(!(claim), 0) ? ::telltale::check_failed(__FILE__, __LINE__, #claim) : void())
