#include "simulate/delivery.h"

#include "simulate/decimal.h"
#include "simulate/defect.h"
#include "simulate/exact_math.h"

namespace telltale::simulate {
namespace {

constexpr int64_t kMinute = 60 * kMicrosPerSecond;
constexpr int64_t kRepeatAfterMost = 6 * kMicrosPerHour;
constexpr int64_t kContradictAfterMost = 10 * kMinute;
constexpr int64_t kDelayMost = 2 * kMicrosPerHour;

int64_t between(Random& random, int64_t least, int64_t most) {
  return least + static_cast<int64_t>(random.uniform() * static_cast<double>(most - least));
}

Json detail_of(const WrongDelivery& delivery) {
  Json detail = Json::object();
  if (delivery.first_line != 0) detail.add("of", delivery.first_line);
  detail.add("delay_s", static_cast<double>((delivery.arrival - delivery.sent) / 1000) / 1000);
  return detail;
}

Signal draw_signal(const Device& device, Random& random) {
  const uint64_t known = traits_of(device.type).meters_energy ? kSignalCount : kSignalCount - 1;
  return static_cast<Signal>(random.below(known));
}

// Another value that the signal could show: 5 to 40 steps away, percentages towards their middle.
int32_t another_value(const WrongDelivery& delivery, Random& random) {
  const int32_t value = delivery.reading[delivery.signal];
  const auto steps = static_cast<int32_t>(5 + random.below(36));
  if (delivery.signal == Signal::kEnergyConsumption) return value + steps;
  if (delivery.signal == Signal::kTemperature)
    return (random.next() & 1) != 0 ? value + steps : value - steps;
  return number_of(*delivery.device, delivery.signal, value) > 50 ? value - steps : value + steps;
}

}  // namespace

Delivery::Delivery(const FleetOptions& options, LineSink& records, LineSink* truth)
    : cadence_(Cadence::of(options)),
      faults_(FaultSet(options.faults), options.delivery_fault_share, cadence_),
      held_(1024 + options.devices / 2),
      records_(records) {
  if (truth != nullptr) truth_.emplace(*truth);
}

Sent Delivery::send(Device& device, const Reading& reading) {
  const bool is_late = reading.time_millis <= device.newest_millis;
  if (!is_late) device.newest_millis = reading.time_millis;
  device.last_line = write(device, reading);
  return {device.last_line, is_late};
}

void Delivery::send_by_chance(Device& device, const Reading& reading, const Moment& moment) {
  const std::optional<FaultKind> kind = faults_.draw(moment);
  const bool is_first = device.last_line == 0;  // a gap may need a good line before it
  if (!kind || is_first) {
    send(device, reading);
  } else {
    send_wrongly(*kind, device, reading, moment);
  }
}

void Delivery::send_wrongly(FaultKind kind, Device& device, const Reading& reading,
                            const Moment& moment) {
  Random random(derive(moment.bits, kForDelivery + 100));
  WrongDelivery delivery;
  delivery.sent = moment.micros;
  delivery.arrival = moment.micros;
  delivery.device = &device;
  delivery.reading = reading;
  delivery.kind = kind;
  if (kind == FaultKind::kOutOfOrder) return delay(delivery, random);
  faults_.keep_promise(kind);
  if (kind == FaultKind::kDuplicate) return send_twice(delivery, random);
  if (kind == FaultKind::kConflict) return contradict(delivery, random);
  damage(delivery, random);
}

// Half of the repeats follow at once, the others after an hour or more.
void Delivery::send_twice(WrongDelivery delivery, Random& random) {
  delivery.first_line = send(*delivery.device, delivery.reading).line;
  if (random.uniform() < 0.5) delivery.arrival += between(random, kMicrosPerHour, kRepeatAfterMost);
  hold_or_arrive(delivery);
}

void Delivery::contradict(WrongDelivery delivery, Random& random) {
  delivery.first_line = send(*delivery.device, delivery.reading).line;
  delivery.signal = draw_signal(*delivery.device, random);
  delivery.first_value = delivery.reading[delivery.signal];
  delivery.reading[delivery.signal] = another_value(delivery, random);
  if (random.uniform() < 0.5) delivery.arrival += between(random, 0, kContradictAfterMost);
  hold_or_arrive(delivery);
}

// Late enough that newer readings come first, and back before anything is wrong with the device;
// where that cannot be, the reading is sent as it should.
void Delivery::delay(WrongDelivery delivery, Random& random) {
  const Device& device = *delivery.device;
  const int64_t least = 5 * cadence_.interval / 2;
  const int64_t most = std::max(4 * least, kDelayMost);
  const double share = random.uniform();
  const int64_t healthy_until =
      std::min({device.window_end, device.fault.start, cadence_.end}) - delivery.sent;
  const int64_t wanted =
      least + static_cast<int64_t>(share * share * static_cast<double>(most - least));
  delivery.arrival += std::min(wanted, healthy_until - 1);
  if (healthy_until > least && held_.hold(delivery)) {
    faults_.keep_promise(delivery.kind);
  } else {
    send(*delivery.device, delivery.reading);
  }
}

void Delivery::damage(const WrongDelivery& delivery, Random& random) {
  const Defect& defect = all_defects()[random.below(all_defects().size())];
  char bytes[RecordText::kBytesMax];
  std::string line(bytes, text_.write(bytes, *delivery.device, delivery.reading));
  spoil(line, defect, random);
  const uint64_t number = write_bytes(line);
  Json detail = Json::object();
  detail.add("defect", defect.name);
  detail.add("reason", name_of(defect.reason));
  detail.add("field", defect.field.empty() ? Json() : Json(defect.field));
  write_label(label_of(delivery, number, std::move(detail)));
}

// What would come after the end of the run, or finds no room to wait, comes at once.
void Delivery::hold_or_arrive(const WrongDelivery& delivery) {
  const bool may_wait = delivery.arrival > delivery.sent && delivery.arrival < cadence_.end;
  if (may_wait && held_.hold(delivery)) return;
  WrongDelivery now = delivery;
  now.arrival = now.sent;
  arrive(now);
}

void Delivery::arrive(const WrongDelivery& delivery) {
  if (delivery.kind == FaultKind::kOutOfOrder) return arrive_late(delivery);
  const uint64_t line = write(*delivery.device, delivery.reading);
  Json detail = detail_of(delivery);
  if (delivery.kind == FaultKind::kConflict) {
    const Device& device = *delivery.device;
    detail.add("value", number_of(device, delivery.signal, delivery.reading[delivery.signal]));
    detail.add("first_value", number_of(device, delivery.signal, delivery.first_value));
  }
  write_label(label_of(delivery, line, std::move(detail)));
}

// It is out of order only if a newer reading really came before it.
void Delivery::arrive_late(const WrongDelivery& delivery) {
  Device& device = *delivery.device;
  if (device.newest_millis <= delivery.reading.time_millis) {
    send(device, delivery.reading);
    return;
  }
  Json detail = detail_of(delivery);
  detail.add("newer_line", device.last_line);
  const uint64_t line = write(device, delivery.reading);
  write_label(label_of(delivery, line, std::move(detail)));
}

uint64_t Delivery::write(const Device& device, const Reading& reading) {
  return records_.end_line(text_.write(records_.begin_line(), device, reading));
}

uint64_t Delivery::write_bytes(std::string_view line) {
  return records_.end_line(put(records_.begin_line(), line));
}

void Delivery::write_label(const Json& label) {
  if (!truth_) return;
  truth_->end_line(put(truth_->begin_line(), label.dump() + '\n'));
}

Status Delivery::flush() {
  TRY(records_.flush());
  return truth_ ? truth_->flush() : Status();
}

}  // namespace telltale::simulate
