#include "refine/json_shape.h"

#include "base/same_bytes.h"
#include "refine/json_scalars.h"

namespace telltale {

// Walks a valid record once, cutting it into what is constant and the values between.
class JsonShape::Learner {
 public:
  Learner(std::string_view record, JsonKeys& keys, const Schema& schema)
      : text_(record), keys_(keys), schema_(schema) {}

  std::optional<JsonShape> learn() {
    skip_space();
    if (!learn_object(JsonKeys::kRoot, 0)) return std::nullopt;
    end_literal(shape_.tail_begin_, shape_.tail_size_);
    return std::move(shape_);
  }

 private:
  static constexpr uint32_t kUnknownNode = JsonKeys::kNone;

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_space() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\r' || peek() == '\n') ++at_;
  }
  bool take(char wanted) {
    skip_space();
    if (peek() != wanted) return false;
    ++at_;
    skip_space();
    return true;
  }

  // The literal from the end of the last value to here. A shape must begin with its first byte, as
  // leading space is constant too.
  void end_literal(uint32_t& begin, uint32_t& size) {
    begin = static_cast<uint32_t>(shape_.literals_.size());
    size = static_cast<uint32_t>(at_ - literal_);
    shape_.literals_.append(text_.substr(literal_, size));
  }

  bool learn_object(uint32_t node, size_t depth) {
    if (depth > kNestingMax || !take('{')) return false;
    if (take_close()) return true;
    uint32_t before = JsonKeys::kNone;
    do {
      TextRef key;
      const char* end = text_.data() + text_.size();
      if (peek() != '"') return false;
      const char* after = read_plain_text(text_.data() + at_, end, key);
      if (after == nullptr) return false;
      at_ = static_cast<size_t>(after - text_.data());
      if (!take(':')) return false;
      const uint32_t found =
          node == kUnknownNode ? JsonKeys::kNone : keys_.find(node, key.view(), before);
      if (found != JsonKeys::kNone) before = found;
      if (node != kUnknownNode && keys_.holds_fields(node) && found == JsonKeys::kNone)
        shape_.unknown_keys_.emplace_back(key.view());
      const JsonKeys::Entry* entry = found == JsonKeys::kNone ? nullptr : &keys_.entry(node, found);
      if (!learn_value(entry, depth)) return false;
    } while (take(','));
    return take_close();
  }

  // Takes the closing brace without the space after it, which may be trailing space of the record.
  bool take_close() {
    skip_space();
    if (peek() != '}') return false;
    ++at_;
    return true;
  }

  bool learn_value(const JsonKeys::Entry* entry, size_t depth) {
    if (peek() == '[') return false;
    if (peek() == '{') {
      if (entry != nullptr && (!entry->targets.empty() || entry->node == 0)) return false;
      return learn_object(entry == nullptr ? kUnknownNode : entry->node, depth + 1);
    }
    if (shape_.steps_.size() == kStepsMax) return false;
    Step step{};
    end_literal(step.literal_begin, step.literal_size);
    choose_action(step, entry);
    shape_.steps_.push_back(step);
    return skip_scalar();
  }

  void choose_action(Step& step, const JsonKeys::Entry* entry) {
    step.action = entry == nullptr || entry->targets.empty() ? Action::kSkip : Action::kPut;
    if (step.action == Action::kSkip) return;
    step.first_target = static_cast<uint32_t>(shape_.targets_.size());
    step.target_count = static_cast<uint32_t>(entry->targets.size());
    shape_.targets_.insert(shape_.targets_.end(), entry->targets.begin(), entry->targets.end());
    if (entry->targets.size() != 1 || entry->targets[0] >= kFieldsMax) return;
    step.field = entry->targets[0];
    const Field& field = schema_.fields[step.field];
    step.slot = field.slot;
    if (field.type == FieldType::kNumber) step.action = Action::kNumberField;
    if (field.type == FieldType::kText) step.action = Action::kTextField;
  }

  bool skip_scalar() {
    Value value;
    bool is_null = false;
    const char* end = text_.data() + text_.size();
    const char* after = read_plain_scalar(text_.data() + at_, end, value, is_null);
    if (after == nullptr) return false;
    at_ = literal_ = static_cast<size_t>(after - text_.data());
    return true;
  }

  std::string_view text_;
  JsonKeys& keys_;
  const Schema& schema_;
  size_t at_ = 0;
  size_t literal_ = 0;  // where the literal being read begins
  JsonShape shape_;
};

std::optional<JsonShape> JsonShape::learn(std::string_view record, JsonKeys& keys,
                                          const Schema& schema) {
  return Learner(record, keys, schema).learn();
}

bool JsonShape::read(std::string_view record, Batch& batch, size_t row, ValueWriter& writer) const {
  const char* at = record.data();
  const char* end = at + record.size();
  uint64_t present = 0;
  for (const Step& step : steps_) {
    if (static_cast<size_t>(end - at) <= step.literal_size) return false;
    if (!same_bytes(at, literals_.data() + step.literal_begin, step.literal_size)) return false;
    at += step.literal_size;
    if (step.action == Action::kNumberField && *at != '"' && *at < 'a') {
      at = read_plain_number(at, end, batch.numbers[step.slot][row]);
      if (at == nullptr) return false;
      present |= uint64_t{1} << step.field;
    } else if (step.action == Action::kTextField && *at == '"') {
      at = read_plain_text(at, end, batch.texts[step.slot][row]);
      if (at == nullptr) return false;
      present |= uint64_t{1} << step.field;
    } else {
      Value value;
      bool is_null = false;
      at = read_plain_scalar(at, end, value, is_null);
      if (at == nullptr) return false;
      if (is_null || step.action == Action::kSkip) continue;
      for (uint32_t i = 0; i < step.target_count; ++i)
        writer.put(targets_[step.first_target + i], value);
    }
  }
  if (static_cast<size_t>(end - at) < tail_size_) return false;
  if (!same_bytes(at, literals_.data() + tail_begin_, tail_size_)) return false;
  for (at += tail_size_; at < end; ++at) {
    if (*at != ' ' && *at != '\t' && *at != '\r' && *at != '\n') return false;
  }
  batch.present[row] |= present;
  return true;
}

}  // namespace telltale
