// What a device fault does to a reading. Functions of the fault, the device and the moment; a fault
// remembers how it began (its sign, the value that is stuck).
#pragma once

#include "simulate/device.h"

namespace telltale::simulate {

// Changes what the sensors feel.
void disturb(Device& device, const Moment& moment, Senses& senses);

// Changes what is sent: holds a stuck value, shifts the clock.
void distort(Device& device, Reading& reading);

}  // namespace telltale::simulate
