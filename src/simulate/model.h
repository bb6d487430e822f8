// Model: what a healthy device feels and reports at one moment: the weather, the house, the people,
// its own corner and its sensors' scatter. Pure.
#pragma once

#include "simulate/device.h"
#include "simulate/weather.h"

namespace telltale::simulate {

// What its sensors feel, scatter included.
Senses sense(const Device& device, const Weather& weather, const Moment& moment);

// What it sends of that: rounded to its sensors' steps and kept to what they can show, with its
// own opinion of it.
Reading report(const Device& device, const Senses& senses, int64_t time_millis);

}  // namespace telltale::simulate
