#include "serve/device_register.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <mutex>

#include "base/hash.h"
#include "base/instant.h"

namespace telltale::serve {
namespace {

constexpr int64_t kNever = std::numeric_limits<int64_t>::min();
// Texts that are told apart; a value beyond is not shown.
constexpr uint32_t kTextsMax = 1 << 16;
constexpr double kNoText = -1;

constexpr std::array<std::string_view, kDeviceStateCount> kStates = {"connected", "silent",
                                                                     "faulty"};

// A device is silent after so many of its usual intervals, and never before so long.
constexpr double kIntervalsMissed = 3;
constexpr int64_t kSilentAfterAtLeast = 60 * kMicrosPerSecond;
// Of what has no rhythm yet, as it sent once: most fleets report at least so often, and a device
// that does so more seldom is told of wrongly until its second reading, not for ever.
constexpr int64_t kSilentAfterUsually = kMicrosPerHour;
// Steps of the scale of intervals to a factor of two: two of them are 0.07 % apart.
constexpr double kStepsPerOctave = 1'024;
// An anomaly counts as lately for so long before the newest reading, and for so many readings.
constexpr int64_t kFaultyFor = kMicrosPerHour;
constexpr double kFaultyIntervals = 10;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool contains_in_any_case(std::string_view text, const std::string& part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char a, char b) { return lower(a) == b; }) != text.end();
}

Status unfit(std::string_view what) {
  return Status::corrupt("file of the lake lacks a column for the register of devices: column=" +
                         std::string(what));
}

template <typename T>
void put_all(StateWriter& out, const std::vector<T>& values) {
  out.put(static_cast<uint64_t>(values.size()));
  for (const T& value : values) out.put(value);
}

template <typename T>
Status get_all(StateReader& in, std::vector<T>& values) {
  uint64_t count = 0;
  TRY(in.get(count));
  values.clear();
  for (uint64_t i = 0; i < count; ++i) {
    T value{};
    TRY(in.get(value));
    values.push_back(value);
  }
  return {};
}

}  // namespace

std::string_view name_of(DeviceState state) {
  return kStates[static_cast<size_t>(state)];
}

std::optional<DeviceState> device_state_named(std::string_view name) {
  const auto* found = std::find(kStates.begin(), kStates.end(), name);
  if (found == kStates.end()) return std::nullopt;
  return static_cast<DeviceState>(found - kStates.begin());
}

uint32_t DeviceRegister::device_of(std::string_view id) {
  const uint32_t number = ids_.intern(hash64(id), id);
  if (number == devices_.size()) {
    devices_.push_back(
        {std::numeric_limits<int64_t>::max(), kNever, kNever, kNever, 0, 0, number_of({}), 0, {}});
  }
  return number;
}

Status DeviceRegister::fold_readings(const TableColumns& rows,
                                     const std::vector<Catalog::LakeColumn>& columns) {
  const auto* ids = values_of<TextValues>(rows, "device_id");
  const auto* times = values_of<TimeValues>(rows, "event_time");
  if (ids == nullptr || times == nullptr) return unfit("device_id, event_time");
  const std::unique_lock lock(mutex_);
  const std::vector<Seen> seen = take_times(*ids, rows);
  std::vector<uint16_t> numbers;
  for (size_t number = 0; number < columns.size(); ++number) {
    if (rows.find(columns[number].name) != nullptr)
      numbers.push_back(static_cast<uint16_t>(number));
  }
  for (const Seen& one : seen) {
    if (one.rows > 0) make_slots(devices_[one.device], numbers);
  }
  for (const uint16_t number : numbers)
    take_column(*ids, times->micros, {*rows.find(columns[number].name), number}, seen);
  return {};
}

// Newest times, and how far apart readings are.
std::vector<DeviceRegister::Seen> DeviceRegister::take_times(const TextValues& ids,
                                                             const TableColumns& rows) {
  const std::vector<int64_t>& times = values_of<TimeValues>(rows, "event_time")->micros;
  const auto* received = values_of<TimeValues>(rows, "ingest_time");
  std::vector<Seen> seen(ids.dictionary.size(),
                         {0, 0, std::numeric_limits<int64_t>::max(), kNever, kNever});
  for (size_t row = 0; row < rows.rows; ++row) {
    if (ids.is_null(row)) continue;
    Seen& one = seen[static_cast<size_t>(ids.codes[row])];
    ++one.rows;
    one.oldest = std::min(one.oldest, times[row]);
    one.newest = std::max(one.newest, times[row]);
    if (received != nullptr) one.received = std::max(one.received, received->micros[row]);
  }
  for (size_t code = 0; code < seen.size(); ++code) {
    if (seen[code].rows > 0) seen[code].device = device_of(ids.dictionary.at(code));
  }
  take_intervals(ids, times, seen);
  for (const Seen& one : seen) {
    if (one.rows == 0) continue;
    Device& device = devices_[one.device];
    device.oldest_time = std::min(device.oldest_time, one.oldest);
    device.newest_time = std::max(device.newest_time, one.newest);
    device.received = std::max(device.received, one.received);
  }
  return seen;
}

// Between readings in the order measured; of late ones and of those that come again nothing is
// learned, so that the rest of them do not pass for a faster rhythm.
void DeviceRegister::take_intervals(const TextValues& ids, const std::vector<int64_t>& times,
                                    const std::vector<Seen>& seen) {
  std::vector<std::pair<uint32_t, int64_t>> newer;  // by device
  for (size_t row = 0; row < times.size(); ++row) {
    if (ids.is_null(row)) continue;
    const uint32_t device = seen[static_cast<size_t>(ids.codes[row])].device;
    if (times[row] > devices_[device].newest_time) newer.emplace_back(device, times[row]);
  }
  if (!std::is_sorted(newer.begin(), newer.end())) std::sort(newer.begin(), newer.end());
  for (size_t i = 0; i < newer.size(); ++i) {
    const auto [number, time] = newer[i];
    Device& device = devices_[number];
    const bool is_first = i == 0 || newer[i - 1].first != number;
    const int64_t before = is_first ? device.newest_time : newer[i - 1].second;
    if (before != kNever && time > before) device.intervals.add(time - before);
    const bool is_last = i + 1 == newer.size() || newer[i + 1].first != number;
    if (is_last) device.interval_seconds = static_cast<float>(device.intervals.median_seconds());
  }
}

void DeviceRegister::Intervals::add(int64_t micros) {
  lately[next] =
      static_cast<uint16_t>(std::lround(std::log2(static_cast<double>(micros)) * kStepsPerOctave));
  next = static_cast<uint8_t>((next + 1) % kKept);
  count = static_cast<uint8_t>(std::min<size_t>(count + 1, kKept));
}

// To three digits, as steps are about that far apart.
double DeviceRegister::Intervals::median_seconds() const {
  if (count == 0) return 0;
  std::array<uint16_t, kKept> sorted = lately;
  const auto middle = sorted.begin() + (count - 1) / 2;
  std::nth_element(sorted.begin(), middle, sorted.begin() + count);
  const double seconds = std::exp2(*middle / kStepsPerOctave) / kMicrosPerSecond;
  const double unit = std::pow(10, std::floor(std::log10(seconds)) - 2);
  return std::round(seconds / unit) * unit;
}

void DeviceRegister::take_column(const TextValues& ids, const std::vector<int64_t>& times,
                                 const NumberedColumn& numbered, const std::vector<Seen>& seen) {
  const auto& [column, number] = numbered;
  constexpr uint32_t kNone = 0xffffffff;
  std::vector<uint32_t> newest(seen.size(), kNone);  // row of each device, by code
  for (size_t row = 0; row < times.size(); ++row) {
    if (ids.is_null(row) || column.is_null(row)) continue;
    uint32_t& best = newest[static_cast<size_t>(ids.codes[row])];
    if (best == kNone || times[row] >= times[best]) best = static_cast<uint32_t>(row);
  }
  for (size_t code = 0; code < newest.size(); ++code) {
    if (newest[code] == kNone) continue;
    Slot& slot = slot_of(devices_[seen[code].device], number);
    const int64_t time = times[newest[code]];
    if (time >= slot.time) slot = {time, value_at(column, newest[code])};
  }
}

double DeviceRegister::value_at(const TableColumn& column, size_t row) {
  if (const auto* numbers = std::get_if<std::vector<double>>(&column.values))
    return (*numbers)[row];
  if (const auto* numbers = std::get_if<std::vector<int64_t>>(&column.values))
    return static_cast<double>((*numbers)[row]);
  if (const auto* booleans = std::get_if<BooleanValues>(&column.values))
    return booleans->values[row];
  const auto* texts = std::get_if<TextValues>(&column.values);
  if (texts == nullptr) return kNoText;
  const std::string_view text = texts->at(row);
  const uint64_t hash = hash64(text);
  const uint32_t known = texts_.find(hash, text);
  if (known != TextTable::kNone) return known;
  return texts_.size() < kTextsMax ? texts_.intern(hash, text) : kNoText;
}

// Gives a device slots for all these columns. One that has others moves to new slots; its old ones
// stay unused.
void DeviceRegister::make_slots(Device& device, const std::vector<uint16_t>& columns) {
  std::vector<uint16_t> layout = layouts_[device.layout];
  const size_t before = layout.size();
  for (const uint16_t column : columns) {
    if (std::find(layout.begin(), layout.end(), column) == layout.end()) layout.push_back(column);
  }
  if (layout.size() == before) return;
  const auto first = static_cast<uint32_t>(slots_.size());
  for (size_t i = 0; i < layout.size(); ++i)
    slots_.push_back(i < before ? slots_[device.first_slot + i] : Slot{kNever, 0});
  device.first_slot = first;
  device.layout = number_of(std::move(layout));
}

uint32_t DeviceRegister::number_of(std::vector<uint16_t> layout) {
  const auto [known, is_new] = layout_numbers_.emplace(layout, layouts_.size());
  if (is_new) layouts_.push_back(std::move(layout));
  return known->second;
}

DeviceRegister::Slot& DeviceRegister::slot_of(const Device& device, uint16_t column) {
  const std::vector<uint16_t>& layout = layouts_[device.layout];
  const auto found = std::find(layout.begin(), layout.end(), column);
  CHECK(found != layout.end());
  return slots_[device.first_slot + static_cast<size_t>(found - layout.begin())];
}

std::optional<double> DeviceRegister::newest_of(const Device& device, uint16_t column) const {
  const std::vector<uint16_t>& layout = layouts_[device.layout];
  const auto found = std::find(layout.begin(), layout.end(), column);
  if (found == layout.end()) return std::nullopt;
  const Slot& slot = slots_[device.first_slot + static_cast<size_t>(found - layout.begin())];
  return slot.time == kNever ? std::nullopt : std::optional(slot.value);
}

bool DeviceRegister::has_text(const Device& device, uint16_t column, std::string_view value) const {
  const std::optional<double> newest = newest_of(device, column);
  return newest && *newest != kNoText && text(*newest) == value;
}

Status DeviceRegister::fold_anomalies(const TableColumns& rows) {
  const auto* ids = values_of<TextValues>(rows, "device_id");
  const auto* times = values_of<TimeValues>(rows, "event_time");
  const auto* scores = values_of<std::vector<double>>(rows, "score");
  if (ids == nullptr || times == nullptr || scores == nullptr) return unfit("device_id, score");
  const std::unique_lock lock(mutex_);
  for (size_t row = 0; row < rows.rows; ++row) {
    if (ids->is_null(row)) continue;
    Device& device = devices_[device_of(ids->at(row))];
    if (times->micros[row] < device.anomaly_time) continue;
    device.anomaly_time = times->micros[row];
    device.anomaly_score = static_cast<float>((*scores)[row]);
  }
  return {};
}

DeviceState DeviceRegister::state_of(const Device& device, int64_t now) const {
  const double interval = device.interval_seconds * static_cast<double>(kMicrosPerSecond);
  const int64_t patience =
      interval == 0
          ? kSilentAfterUsually
          : std::max(kSilentAfterAtLeast, static_cast<int64_t>(kIntervalsMissed * interval));
  if (device.received != kNever && now - device.received > patience) return DeviceState::kSilent;
  const int64_t lately = std::max(kFaultyFor, static_cast<int64_t>(kFaultyIntervals * interval));
  const bool is_faulty = device.anomaly_time != kNever && device.newest_time != kNever &&
                         device.newest_time - device.anomaly_time <= lately;
  return is_faulty ? DeviceState::kFaulty : DeviceState::kConnected;
}

DevicePage DeviceRegister::page_of(uint32_t number, int64_t now,
                                   const std::vector<Catalog::LakeColumn>& columns) const {
  const Device& device = devices_[number];
  DevicePage page;
  page.id = ids_.text(number);
  page.state = state_of(device, now);
  page.oldest_time = device.oldest_time;
  page.newest_time = device.newest_time;
  page.received = device.received;
  page.interval_seconds = device.interval_seconds;
  if (device.anomaly_time != kNever) page.anomaly_time = device.anomaly_time;
  page.anomaly_score = device.anomaly_score;
  const std::vector<uint16_t>& layout = layouts_[device.layout];
  for (size_t i = 0; i < layout.size(); ++i) {
    const Slot& slot = slots_[device.first_slot + i];
    if (layout[i] >= columns.size() || slot.time == kNever) continue;
    const Catalog::LakeColumn& column = columns[layout[i]];
    DevicePage::Value value{
        column.name, column.type == FieldType::kText, slot.value, {}, slot.time};
    if (value.is_text && slot.value == kNoText) continue;
    if (value.is_text) value.text = texts_.text(static_cast<uint32_t>(slot.value));
    page.values.push_back(std::move(value));
  }
  return page;
}

// New devices are few at a time, once a lake is known: each is put in its place.
void DeviceRegister::put_in_order() {
  const auto is_before = [&](uint32_t a, uint32_t b) { return ids_.text(a) < ids_.text(b); };
  const size_t known = order_.size();
  const size_t added = devices_.size() - known;
  if (added == 0) return;
  for (size_t number = known; number < devices_.size(); ++number)
    order_.push_back(static_cast<uint32_t>(number));
  const auto middle = order_.begin() + static_cast<std::ptrdiff_t>(known);
  std::sort(middle, order_.end(), is_before);
  std::inplace_merge(order_.begin(), middle, order_.end(), is_before);
}

bool DeviceRegister::matches(uint32_t number, const Wish& wish, const std::string& part) const {
  const Device& device = devices_[number];
  if (wish.state && state_of(device, wish.now) != *wish.state) return false;
  if (wish.attribute && !has_text(device, *wish.attribute, wish.value)) return false;
  return part.empty() || contains_in_any_case(ids_.text(number), part);
}

DeviceRegister::Found DeviceRegister::list(const Wish& wish,
                                           const std::vector<Catalog::LakeColumn>& columns) {
  {
    const std::unique_lock lock(mutex_);
    put_in_order();
  }
  const std::shared_lock lock(mutex_);
  const std::string part = lowered(wish.search);
  const auto is_past = [&](const std::string& after, uint32_t number) {
    return after < ids_.text(number);
  };
  auto at = std::upper_bound(order_.begin(), order_.end(), wish.after, is_past);
  if (wish.after.empty()) at = order_.begin();
  Found found;
  if (!wish.id.empty()) {
    const uint32_t number = ids_.find(hash64(wish.id), wish.id);
    if (number != TextTable::kNone && matches(number, wish, part))
      found.devices.push_back(page_of(number, wish.now, columns));
    return found;
  }
  for (; at != order_.end(); ++at) {
    if (!matches(*at, wish, part)) continue;
    found.has_more = found.devices.size() == wish.limit;
    if (found.has_more) break;
    found.devices.push_back(page_of(*at, wish.now, columns));
  }
  return found;
}

std::optional<DevicePage> DeviceRegister::find(
    std::string_view id, int64_t now, const std::vector<Catalog::LakeColumn>& columns) const {
  const std::shared_lock lock(mutex_);
  const uint32_t number = ids_.find(hash64(id), id);
  if (number == TextTable::kNone) return std::nullopt;
  return page_of(number, now, columns);
}

size_t DeviceRegister::size() const {
  const std::shared_lock lock(mutex_);
  return devices_.size();
}

std::vector<uint64_t> DeviceRegister::count(int64_t now) const {
  const std::shared_lock lock(mutex_);
  std::vector<uint64_t> counts(kDeviceStateCount);
  for (const Device& device : devices_) ++counts[static_cast<size_t>(state_of(device, now))];
  return counts;
}

void DeviceRegister::for_each(std::span<const uint16_t> columns, int64_t now,
                              const std::function<void(const Values&)>& take) const {
  const std::shared_lock lock(mutex_);
  std::vector<std::optional<double>> newest(columns.size());
  for (uint32_t number = 0; number < devices_.size(); ++number) {
    const Device& device = devices_[number];
    for (size_t i = 0; i < columns.size(); ++i) newest[i] = newest_of(device, columns[i]);
    take({ids_.text(number), state_of(device, now), newest});
  }
}

std::string_view DeviceRegister::text(double number) const {
  return number == kNoText ? std::string_view() : texts_.text(static_cast<uint32_t>(number));
}

std::string DeviceRegister::save() const {
  const std::shared_lock lock(mutex_);
  StateWriter out;
  ids_.save(out);
  texts_.save(out);
  put_all(out, devices_);
  put_all(out, slots_);
  out.put(static_cast<uint64_t>(layouts_.size()));
  for (const auto& layout : layouts_) put_all(out, layout);
  return std::string(out.bytes());
}

// Nothing changes unless all of it fits.
Status DeviceRegister::load(std::string_view bytes) {
  DeviceRegister read;
  StateReader in(bytes);
  TRY(read.ids_.load(in));
  TRY(read.texts_.load(in));
  TRY(get_all(in, read.devices_));
  TRY(get_all(in, read.slots_));
  uint64_t layouts = 0;
  TRY(in.get(layouts));
  for (uint64_t i = 0; i < layouts; ++i) {
    std::vector<uint16_t> layout;
    TRY(get_all(in, layout));
    read.number_of(std::move(layout));
  }
  if (read.ids_.size() != read.devices_.size())
    return Status::corrupt("the register of devices has other names than devices");
  for (const Device& device : read.devices_) {
    if (device.layout >= read.layouts_.size() ||
        device.first_slot + read.layouts_[device.layout].size() > read.slots_.size() ||
        device.intervals.count > Intervals::kKept || device.intervals.next >= Intervals::kKept)
      return Status::corrupt("the register of devices points outside of itself");
  }
  const std::unique_lock lock(mutex_);
  ids_ = std::move(read.ids_);
  texts_ = std::move(read.texts_);
  devices_ = std::move(read.devices_);
  slots_ = std::move(read.slots_);
  layouts_ = std::move(read.layouts_);
  layout_numbers_ = std::move(read.layout_numbers_);
  order_.clear();
  return {};
}

}  // namespace telltale::serve
