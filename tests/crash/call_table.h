// The system calls that touch files: what each does to them and which arguments say to which. Plain
// data for x86-64; the order of arguments is the kernel's.
#pragma once

#include <cstdint>
#include <span>

namespace telltale::crash {

// A point is one call of the kind that is counted.
enum class Kind : uint8_t {
  kWrite,  // changes bytes or names, or makes them durable; opening counts when it may create or
           // cut
  kOpen,   // opens a file or folder, to read or to write
  kRead,   // looks: opens without creating, reads, lists, asks for length
};

constexpr int kNoArgument = -1;

struct Call {
  long number = 0;
  const char* name = "";
  int fd = kNoArgument;      // a file by descriptor
  int folder = kNoArgument;  // the folder a path is relative to; none: the working folder
  int path = kNoArgument;
  int folder2 = kNoArgument;  // of the second path
  int path2 = kNoArgument;
  int flags = kNoArgument;  // of an open
  int size = kNoArgument;   // how many bytes
  bool is_write = false;
  bool is_open = false;
  bool is_unseen = false;  // lets a program write without a call of this table
};

std::span<const Call> call_table();
const Call* find_call(long number);

// Whether a call with these arguments is of that kind.
bool is_of_kind(const Call& call, const uint64_t* arguments, Kind kind);

// Whether it opens a way to write that this table cannot see: a shared mapping, a ring of calls.
bool hides_writes(const Call& call, const uint64_t* arguments);

}  // namespace telltale::crash
