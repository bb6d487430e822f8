// JsonShape: the form of a record as one producer writes it: the same keys in the same order with
// the same spacing, only the values differ. Learned from a record the full parser accepted; read by
// comparing what is constant and taking each value in place. What it cannot be sure of it does not
// read, and the full parser decides: both agree value for value, or the shape steps aside.
// Immutable once learned.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "refine/json_keys.h"
#include "refine/values.h"

namespace telltale {

class JsonShape {
 public:
  // Nothing when the record has arrays, escaped keys or more values than a shape may have.
  // `record` must be valid JSON.
  static std::optional<JsonShape> learn(std::string_view record, JsonKeys& keys,
                                        const Schema& schema);

  // Reads a record of this shape into the writer, which begun its row. False: it has another shape,
  // or a value only the full parser may judge; the row must be begun again.
  bool read(std::string_view record, Batch& batch, size_t row, ValueWriter& writer) const;

  // Keys beside the fields that the schema does not name.
  const std::vector<std::string>& unknown_keys() const { return unknown_keys_; }

 private:
  enum class Action : uint8_t { kNumberField, kTextField, kPut, kSkip };
  // What stands before a value, and what to do with it.
  struct Step {
    uint32_t literal_begin;  // in literals_
    uint32_t literal_size;
    Action action;
    uint8_t field;  // of kNumberField and kTextField
    uint16_t slot;
    uint32_t first_target;  // of kPut: in targets_
    uint32_t target_count;
  };
  class Learner;

  static constexpr size_t kStepsMax = 256;
  std::string literals_;
  std::vector<Step> steps_;
  uint32_t tail_begin_ = 0;  // what stands after the last value
  uint32_t tail_size_ = 0;
  std::vector<Target> targets_;
  std::vector<std::string> unknown_keys_;
};

}  // namespace telltale
