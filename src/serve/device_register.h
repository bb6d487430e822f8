// DeviceRegister: what is known of each device of a lake right now: when it last reported, its
// newest values, whether something unusual was found lately. A fold of the rows of facts and
// anomalies in which the newest wins, so that rows may come twice and in any order; but intervals
// between readings are learned of those alone that are newer than all before. In memory: about 360
// bytes a device of ten signals. Any thread may call; one at a time folds.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_table.h"
#include "journal/catalog.h"
#include "store/table_columns.h"

namespace telltale::serve {

enum class DeviceState : uint8_t {
  kConnected,
  kSilent,  // nothing was received for longer than is usual of it
  kFaulty,  // reports, and something unusual was found in its latest readings
};
constexpr int kDeviceStateCount = 3;
std::string_view name_of(DeviceState state);
std::optional<DeviceState> device_state_named(std::string_view name);

// A device, to be shown.
struct DevicePage {
  struct Value {
    std::string column;
    bool is_text = false;
    double number = 0;
    std::string text;
    int64_t time = 0;
  };
  std::string id;
  DeviceState state = DeviceState::kConnected;
  int64_t oldest_time = 0;  // event times
  int64_t newest_time = 0;
  int64_t received = 0;                 // the newest
  double interval_seconds = 0;          // usual between its readings; 0: not known
  std::optional<int64_t> anomaly_time;  // of the newest
  double anomaly_score = 0;
  std::vector<Value> values;  // in the order of the lake's columns
};

class DeviceRegister {
 public:
  // Rows of a facts file; `columns` are the lake's, so that a column is known by its number.
  Status fold_readings(const TableColumns& rows, const std::vector<Catalog::LakeColumn>& columns);
  Status fold_anomalies(const TableColumns& rows);

  struct Wish {
    std::string id;      // this device alone
    std::string search;  // a part of the id, in any case of letters
    std::optional<DeviceState> state;
    std::optional<uint16_t> attribute;  // a text, by its number among the lake's columns, which is
    std::string value;                  // this one
    std::string after;                  // an id: those that come after it
    size_t limit = 100;
    int64_t now = 0;  // silence is judged as of then
  };
  struct Found {
    std::vector<DevicePage> devices;  // in order of their ids
    bool has_more = false;
  };
  Found list(const Wish& wish, const std::vector<Catalog::LakeColumn>& columns);
  std::optional<DevicePage> find(std::string_view id, int64_t now,
                                 const std::vector<Catalog::LakeColumn>& columns) const;
  size_t size() const;
  // Devices by state.
  std::vector<uint64_t> count(int64_t now) const;

  // Calls `take` with each device, as of `now`, and its newest values of those columns (numbers
  // among the lake's; of a text its number, see text()). Nothing: it has none. Holds up whoever
  // folds, so it takes no longer than it must.
  struct Values {
    std::string_view id;
    DeviceState state = DeviceState::kConnected;
    std::span<const std::optional<double>> newest;  // by place in `columns`
  };
  void for_each(std::span<const uint16_t> columns, int64_t now,
                const std::function<void(const Values&)>& take) const;
  // A text by its number, as long as for_each() is at it.
  std::string_view text(double number) const;

  std::string save() const;
  Status load(std::string_view bytes);

 private:
  // The times between readings lately, each as a step on a scale of logarithms.
  struct Intervals {
    static constexpr size_t kKept = 31;
    std::array<uint16_t, kKept> lately;
    uint8_t count;
    uint8_t next;

    void add(int64_t micros);
    // The one in the middle, which neither a gap nor a burst moves far.
    double median_seconds() const;
  };
  struct Device {
    int64_t oldest_time;
    int64_t newest_time;
    int64_t received;
    int64_t anomaly_time;
    float anomaly_score;
    float interval_seconds;
    uint32_t layout;
    uint32_t first_slot;
    Intervals intervals;
  };
  struct Slot {
    int64_t time;
    double value;  // of a text: its number in `texts_`
  };
  // What a batch of rows says of one device.
  struct Seen {
    uint32_t device;
    uint32_t rows;
    int64_t oldest;
    int64_t newest;
    int64_t received;
  };

  uint32_t device_of(std::string_view id);
  std::vector<Seen> take_times(const TextValues& ids, const TableColumns& rows);
  void take_intervals(const TextValues& ids, const std::vector<int64_t>& times,
                      const std::vector<Seen>& seen);
  struct NumberedColumn {
    const TableColumn& column;
    uint16_t number;  // among the lake's
  };
  void take_column(const TextValues& ids, const std::vector<int64_t>& times,
                   const NumberedColumn& numbered, const std::vector<Seen>& seen);
  double value_at(const TableColumn& column, size_t row);
  void make_slots(Device& device, const std::vector<uint16_t>& columns);
  uint32_t number_of(std::vector<uint16_t> layout);
  Slot& slot_of(const Device& device, uint16_t column);
  std::optional<double> newest_of(const Device& device, uint16_t column) const;
  bool has_text(const Device& device, uint16_t column, std::string_view value) const;
  DeviceState state_of(const Device& device, int64_t now) const;
  DevicePage page_of(uint32_t number, int64_t now,
                     const std::vector<Catalog::LakeColumn>& columns) const;
  void put_in_order();
  bool matches(uint32_t number, const Wish& wish, const std::string& lowered) const;

  mutable std::shared_mutex mutex_;
  TextTable ids_;
  std::vector<Device> devices_;  // by number
  std::vector<Slot> slots_;
  std::vector<std::vector<uint16_t>> layouts_;  // columns of a device's slots, in their order
  std::map<std::vector<uint16_t>, uint32_t> layout_numbers_;
  TextTable texts_;              // values that are texts
  std::vector<uint32_t> order_;  // numbers by id; those not in it yet are the newest
};

}  // namespace telltale::serve
