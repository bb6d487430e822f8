// What the system knows of the calling thread: its name, as profilers and `top` show it, and
// whether others come first.
#pragma once

#include <cstddef>
#include <cstdint>

namespace telltale {

void name_thread(const char* role, size_t number);
enum class GivesWay : uint8_t {
  kToAnswers,  // what somebody waits for comes first
  kToRecords,  // so does what brings records into the lake
};
// From now on threads that give way less get most of a processor that both want. Threads that this
// one begins give way as it does.
void give_way(GivesWay to);

}  // namespace telltale
