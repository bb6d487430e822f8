// Delivery: the way of readings to the sinks. It sends them as records, in order of arrival, makes
// the faults that happen on the way, and writes the labels of all faults. One owner thread.
#pragma once

#include <optional>
#include <string>

#include "base/random.h"
#include "simulate/delivery_faults.h"
#include "simulate/held_readings.h"
#include "simulate/label.h"
#include "simulate/line_buffer.h"
#include "simulate/record_text.h"

namespace telltale::simulate {

struct Sent {
  uint64_t line;
  bool is_late;  // not newer than what its device had sent before
};

class Delivery {
 public:
  // `truth` may be null: no labels.
  Delivery(const FleetOptions& options, LineSink& records, LineSink* truth);

  // Sends a reading as it should be.
  Sent send(Device& device, const Reading& reading);
  // Sends a healthy reading, or does to it what chance has in store.
  void send_by_chance(Device& device, const Reading& reading, const Moment& moment);
  // Writes a label.
  void write_label(const Json& label);

  // When the next held reading comes; send_next_held() then sends it.
  int64_t next_arrival() const { return held_.next_arrival(); }
  void send_next_held() { arrive(held_.take()); }

  // Lines are owed to the sinks: true after at most four lines of each kind, until flushed.
  bool is_full() const { return records_.is_full() || (truth_ && truth_->is_full()); }
  Status flush();

 private:
  void send_wrongly(FaultKind kind, Device& device, const Reading& reading, const Moment& moment);
  void arrive(const WrongDelivery& delivery);
  void arrive_late(const WrongDelivery& delivery);
  void send_twice(WrongDelivery delivery, Random& random);
  void contradict(WrongDelivery delivery, Random& random);
  void delay(WrongDelivery delivery, Random& random);
  void damage(const WrongDelivery& delivery, Random& random);
  void hold_or_arrive(const WrongDelivery& delivery);
  uint64_t write(const Device& device, const Reading& reading);
  uint64_t write_bytes(std::string_view line);

  Cadence cadence_;
  DeliveryFaults faults_;
  HeldReadings held_;
  RecordText text_;
  LineBuffer records_;
  std::optional<LineBuffer> truth_;
};

}  // namespace telltale::simulate
