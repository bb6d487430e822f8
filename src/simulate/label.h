// Label: one line of truth, about one fault that was made. Written rarely, so it is plain JSON.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "simulate/device.h"
#include "simulate/held_readings.h"

namespace telltale::simulate {

// Of a device fault whose last line is out. The device still has it.
Json label_of(const Device& device);

// Of a reading that arrived wrongly as line `line`, with what is special to its kind.
Json label_of(const WrongDelivery& delivery, uint64_t line, Json detail);

// Steps of a signal as the number that is written.
double number_of(const Device& device, Signal signal, int32_t steps);

}  // namespace telltale::simulate
