#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include <simdjson.h>

#include "refine/decoder.h"
#include "refine/json_keys.h"
#include "refine/json_shape.h"
#include "refine/values.h"

namespace telltale {
namespace {

namespace ondemand = simdjson::ondemand;
using simdjson::error_code;

static_assert(simdjson::SIMDJSON_PADDING <= kTextPadding);

// Takes the value of a simdjson result, or returns its error from the function.
#define TELLTALE_JSON_GET(target, expression) \
  if (const error_code json_error = (expression).get(target); json_error) return json_error

RejectReason reason_of(error_code error) {
  switch (error) {
    case simdjson::UTF8_ERROR:
      return RejectReason::kInvalidUtf8;
    case simdjson::DEPTH_ERROR:
      return RejectReason::kTooDeep;
    default:
      return RejectReason::kMalformed;
  }
}

std::string_view without_trailing_space(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

TextRef text_ref(std::string_view text) {
  return {text.data(), static_cast<uint32_t>(text.size())};
}

// Whether the token is a number by the grammar of JSON (RFC 8259 section 6), however large.
bool is_json_number(std::string_view token) {
  size_t i = 0;
  const auto digits = [&] {
    const size_t begin = i;
    while (i < token.size() && token[i] >= '0' && token[i] <= '9') ++i;
    return i - begin;
  };
  if (i < token.size() && token[i] == '-') ++i;
  const bool leads_with_zero = i < token.size() && token[i] == '0';
  const size_t whole = digits();
  if (whole == 0 || (leads_with_zero && whole > 1)) return false;
  if (i < token.size() && token[i] == '.') {
    ++i;
    if (digits() == 0) return false;
  }
  if (i < token.size() && (token[i] == 'e' || token[i] == 'E')) {
    ++i;
    if (i < token.size() && (token[i] == '+' || token[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == token.size();
}

// Walks the fields of each record in their order (On-Demand), never looks one up by name, and reads
// what it skips, so that what is broken there is found too. Records of a shape it has met before
// are read by that shape.
class JsonDecoder : public Decoder {
 public:
  JsonDecoder(const LogInfo& log, FieldCensus& unknown, JsonReading reading)
      : schema_(*log.schema),
        keys_(log.format == RecordFormat::kThingsBoard ? JsonKeys::of_thingsboard(schema_)
                                                       : JsonKeys(schema_)),
        writer_(log),
        unknown_(unknown),
        shapes_max_(reading == JsonReading::kByShape ? kShapesMax : 0) {}

  void decode(Batch& batch) override {
    batch_ = &batch;
    for (size_t row = 0; row < batch.rows(); ++row) {
      if (batch.state[row] == RowState::kRejected) continue;
      if (!read_by_shape(row)) parse(row);
    }
    count_unknown();
  }

 private:
  static constexpr size_t kShapesMax = 8;
  static constexpr size_t kParserBytesMin = 4096;
  // A producer whose records never look alike must not cost a lesson each.
  static constexpr size_t kLessonsMax = 1'000;

  struct Learned {
    JsonShape shape;
    uint64_t records = 0;  // read since its unknown keys were counted
  };

  // Tries the shapes, the one that fitted last first.
  bool read_by_shape(size_t row) {
    const std::string_view record = batch_->bytes[row].view();
    for (size_t i = 0; i < shapes_.size(); ++i) {
      begin(row);
      if (!shapes_[i].shape.read(record, *batch_, row, writer_)) continue;
      writer_.end();
      ++shapes_[i].records;
      if (i > 0) std::swap(shapes_[i], shapes_[0]);
      return true;
    }
    return false;
  }

  void begin(size_t row) {
    batch_->device[row] = {};
    batch_->present[row] = 0;
    batch_->flags[row] = 0;
    writer_.begin(*batch_, row);
  }

  void parse(size_t row) {
    begin(row);
    seen_low_ = seen_high_ = 0;
    const RejectReason broken = decode_record(batch_->bytes[row]);
    if (broken != RejectReason::kNone) {
      writer_.end_broken(broken);
      return;
    }
    writer_.end();
    if (batch_->state[row] != RowState::kRejected) learn(batch_->bytes[row].view());
  }

  void learn(std::string_view record) {
    if (shapes_max_ == 0 || lessons_ == kLessonsMax || !could_be_learned(record)) return;
    ++lessons_;
    std::optional<JsonShape> shape = JsonShape::learn(record, keys_, schema_);
    if (!shape) return;
    if (shapes_.size() == shapes_max_) {
      count_unknown();
      shapes_.pop_back();
    }
    shapes_.insert(shapes_.begin(), {std::move(*shape), 0});
  }

  // A shape has neither arrays nor escapes: where there may be one, there is nothing to learn.
  static bool could_be_learned(std::string_view record) {
    return std::memchr(record.data(), '\\', record.size()) == nullptr &&
           std::memchr(record.data(), '[', record.size()) == nullptr;
  }

  void count_unknown() {
    for (Learned& learned : shapes_) {
      for (const std::string& key : learned.shape.unknown_keys())
        unknown_.count(key, learned.records);
      learned.records = 0;
    }
  }

  // Left to itself the parser grows with every record that is longer than all before.
  error_code make_room(size_t size) {
    if (size <= parser_.capacity()) return simdjson::SUCCESS;
    return parser_.allocate(std::bit_ceil(std::max(size, kParserBytesMin)));
  }

  RejectReason decode_record(TextRef bytes) {
    if (const error_code error = make_room(bytes.size)) return reason_of(error);
    const simdjson::padded_string_view text(bytes.data, bytes.size, bytes.size + kTextPadding);
    ondemand::document document;
    if (const error_code error = parser_.iterate(text).get(document)) return reason_of(error);
    ondemand::object object;
    const error_code no_object = document.get_object().get(object);
    if (no_object == simdjson::INCORRECT_TYPE) {
      ondemand::json_type type;
      const bool is_json = !document.type().get(type);
      return is_json ? RejectReason::kNotAnObject : RejectReason::kMalformed;
    }
    if (no_object) return reason_of(no_object);
    if (const error_code error = decode_object(object, JsonKeys::kRoot)) return reason_of(error);
    return document.at_end() ? RejectReason::kNone : RejectReason::kMalformed;
  }

  error_code decode_object(ondemand::object& object, uint32_t node) {
    uint32_t before = JsonKeys::kNone;
    for (auto next : object) {
      ondemand::field field;
      TELLTALE_JSON_GET(field, std::move(next));
      const std::string_view key = plain_key(field);
      const uint32_t found = keys_.find(node, key, before);
      const error_code error = found == JsonKeys::kNone
                                   ? skip_unknown(field.value(), node, key)
                                   : decode_known(field.value(), keys_.entry(node, found));
      if (error) return error;
      if (found != JsonKeys::kNone) before = found;
    }
    return simdjson::SUCCESS;
  }

  // The key as the schema would write it. An escaped one is rare; it is unescaped into the arena.
  std::string_view plain_key(ondemand::field& field) {
    const std::string_view key = field.escaped_key();
    if (std::memchr(key.data(), '\\', key.size()) == nullptr) return key;
    std::string_view unescaped;
    if (field.unescaped_key().get(unescaped)) return key;
    return batch_->arena.add(unescaped).view();
  }

  error_code decode_known(ondemand::value value, const JsonKeys::Entry& entry) {
    ondemand::json_type type;
    TELLTALE_JSON_GET(type, value.type());
    if (type == ondemand::json_type::object && entry.node != 0) {
      ondemand::object object;
      TELLTALE_JSON_GET(object, value.get_object());
      return decode_object(object, entry.node);
    }
    if (type == ondemand::json_type::null) return skip(value, 0);
    Value scalar;
    if (const error_code error = read_value(value, type, scalar)) return error;
    for (const Target target : entry.targets) {
      if (!first_time(target)) writer_.fault(RejectReason::kDuplicateKey, reject_field(target), {});
      writer_.put(target, scalar);
    }
    return simdjson::SUCCESS;
  }

  bool first_time(Target target) {
    uint64_t& seen = target < 64 ? seen_low_ : seen_high_;
    const uint64_t bit = uint64_t{1} << (target % 64);
    const bool is_first = (seen & bit) == 0;
    seen |= bit;
    return is_first;
  }

  error_code read_value(ondemand::value& value, ondemand::json_type type, Value& out) {
    const std::string_view token = without_trailing_space(value.raw_json_token());
    out.text = text_ref(token);
    switch (type) {
      case ondemand::json_type::number:
        out.kind = Value::Kind::kNumber;
        return read_number(value, token, out.number);
      case ondemand::json_type::string:
        out.kind = Value::Kind::kText;
        return read_text(value, token, out.text);
      case ondemand::json_type::boolean:
        out.kind = Value::Kind::kBoolean;
        return value.get_bool().get(out.flag);
      default:
        out.kind = Value::Kind::kComposite;
        return skip(value, 0);
    }
  }

  static error_code read_number(ondemand::value& value, std::string_view token, double& number) {
    const error_code error = value.get_double().get(number);
    if (!error || !is_json_number(token)) return error;
    number = token.front() == '-' ? -HUGE_VAL : HUGE_VAL;  // a number, but beyond what doubles hold
    return simdjson::SUCCESS;
  }

  error_code read_text(ondemand::value& value, std::string_view token, TextRef& text) {
    if (token.size() < 2) return simdjson::STRING_ERROR;
    const std::string_view content = token.substr(1, token.size() - 2);
    if (std::memchr(content.data(), '\\', content.size()) == nullptr) {
      text = text_ref(content);
      return simdjson::SUCCESS;
    }
    std::string_view unescaped;
    TELLTALE_JSON_GET(unescaped, value.get_string());
    text = batch_->arena.add(unescaped);
    return simdjson::SUCCESS;
  }

  error_code skip_unknown(ondemand::value value, uint32_t node, std::string_view key) {
    if (keys_.holds_fields(node)) unknown_.count(key);
    return skip(value, 0);
  }

  // Reads past a value, all of it, so that what is broken inside is found.
  error_code skip(ondemand::value& value, size_t depth) {
    if (depth == kNestingMax) return simdjson::DEPTH_ERROR;
    ondemand::json_type type;
    TELLTALE_JSON_GET(type, value.type());
    switch (type) {
      case ondemand::json_type::object:
        return skip_object(value, depth);
      case ondemand::json_type::array:
        return skip_array(value, depth);
      case ondemand::json_type::number: {
        double number;
        return read_number(value, without_trailing_space(value.raw_json_token()), number);
      }
      case ondemand::json_type::string: {
        TextRef text;
        return read_text(value, without_trailing_space(value.raw_json_token()), text);
      }
      case ondemand::json_type::boolean: {
        bool flag;
        return value.get_bool().get(flag);
      }
      default: {
        bool is_null = false;
        TELLTALE_JSON_GET(is_null, value.is_null());
        return is_null ? simdjson::SUCCESS : simdjson::N_ATOM_ERROR;
      }
    }
  }

  error_code skip_object(ondemand::value& value, size_t depth) {
    ondemand::object object;
    TELLTALE_JSON_GET(object, value.get_object());
    for (auto next : object) {
      ondemand::field field;
      TELLTALE_JSON_GET(field, std::move(next));
      ondemand::value member = field.value();
      if (const error_code error = skip(member, depth + 1)) return error;
    }
    return simdjson::SUCCESS;
  }

  error_code skip_array(ondemand::value& value, size_t depth) {
    ondemand::array array;
    TELLTALE_JSON_GET(array, value.get_array());
    for (auto next : array) {
      ondemand::value item;
      TELLTALE_JSON_GET(item, std::move(next));
      if (const error_code error = skip(item, depth + 1)) return error;
    }
    return simdjson::SUCCESS;
  }

  const Schema& schema_;
  ondemand::parser parser_;
  JsonKeys keys_;
  ValueWriter writer_;
  FieldCensus& unknown_;
  const size_t shapes_max_;
  std::vector<Learned> shapes_;
  size_t lessons_ = 0;
  Batch* batch_ = nullptr;
  uint64_t seen_low_ = 0;
  uint64_t seen_high_ = 0;
};

#undef TELLTALE_JSON_GET

}  // namespace

std::unique_ptr<Decoder> make_json_decoder(const LogInfo& log, FieldCensus& unknown,
                                           JsonReading reading) {
  return std::make_unique<JsonDecoder>(log, unknown, reading);
}

std::string json_library_version() {
  return SIMDJSON_VERSION;
}

}  // namespace telltale
