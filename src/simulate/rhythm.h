// Rhythm: what people do over the day and the week, as a share from 0 to 1. Pure.
#pragma once

#include <cstdint>

namespace telltale::simulate {

enum class Rhythm : uint8_t {
  kComfort,   // someone is at home, awake, and wants it warm
  kActivity,  // movement before a camera
  kDoor,      // doors are used: the rush hours
};

// The share at a local time (micros since 1970 on the wall's clock, not negative); weekends differ.
double rhythm(Rhythm which, int64_t local_micros);

}  // namespace telltale::simulate
