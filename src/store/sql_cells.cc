#include "store/sql_cells.h"

#include <cmath>

#include <fmt/format.h>

#include "base/instant.h"
#include "base/json.h"
#include "store/duckdb_calls.h"

namespace telltale {
namespace {

duckdb_vector vector_of(void* vector) {
  return static_cast<duckdb_vector>(vector);
}
duckdb_logical_type type_of(void* type) {
  return static_cast<duckdb_logical_type>(type);
}

// Owns a type that the engine hands out.
class Type {
 public:
  explicit Type(duckdb_logical_type type) : type_(type) {}
  Type(const Type&) = delete;
  Type& operator=(const Type&) = delete;
  ~Type() { duckdb_destroy_logical_type(&type_); }
  duckdb_logical_type get() const { return type_; }

 private:
  duckdb_logical_type type_;
};

// The shortest digits that are this float, not those of the double it widens to.
Cell float_cell(float value) {
  if (!std::isfinite(value)) return Cell::null();
  return Cell{Cell::Kind::kNumber, fmt::format("{}", value)};
}

Cell instant_cell(int64_t micros) {
  if (micros < kInstantMicrosMin || micros > kInstantMicrosMax)
    return Cell::of(micros < 0 ? "-infinity" : "infinity");
  return Cell::of(format_instant(instant_of(micros)));
}

std::string huge(duckdb_hugeint value) {
  auto whole =
      static_cast<__int128>((static_cast<unsigned __int128>(value.upper) << 64) | value.lower);
  const bool negative = whole < 0;
  auto left =
      negative ? -static_cast<unsigned __int128>(whole) : static_cast<unsigned __int128>(whole);
  std::string digits;
  do {
    digits += static_cast<char>('0' + static_cast<int>(left % 10));
    left /= 10;
  } while (left != 0);
  if (negative) digits += '-';
  return {digits.rbegin(), digits.rend()};
}

std::string as_json(const Cell& cell) {
  if (cell.kind == Cell::Kind::kNull) return "null";
  return cell.kind == Cell::Kind::kText ? json_quoted(cell.text) : cell.text;
}

std::string_view plain_type_name(duckdb_type id) {
  switch (id) {
    case DUCKDB_TYPE_BOOLEAN:
      return "BOOLEAN";
    case DUCKDB_TYPE_TINYINT:
      return "TINYINT";
    case DUCKDB_TYPE_SMALLINT:
      return "SMALLINT";
    case DUCKDB_TYPE_INTEGER:
      return "INTEGER";
    case DUCKDB_TYPE_BIGINT:
      return "BIGINT";
    case DUCKDB_TYPE_UTINYINT:
      return "UTINYINT";
    case DUCKDB_TYPE_USMALLINT:
      return "USMALLINT";
    case DUCKDB_TYPE_UINTEGER:
      return "UINTEGER";
    case DUCKDB_TYPE_UBIGINT:
      return "UBIGINT";
    case DUCKDB_TYPE_HUGEINT:
      return "HUGEINT";
    case DUCKDB_TYPE_FLOAT:
      return "FLOAT";
    case DUCKDB_TYPE_DOUBLE:
      return "DOUBLE";
    case DUCKDB_TYPE_BLOB:
      return "BLOB";
    case DUCKDB_TYPE_TIMESTAMP:
      return "TIMESTAMP";
    case DUCKDB_TYPE_TIMESTAMP_TZ:
      return "TIMESTAMPTZ";
    case DUCKDB_TYPE_DATE:
      return "DATE";
    case DUCKDB_TYPE_STRUCT:
      return "STRUCT";
    default:
      return "VARCHAR";  // what is not read here is asked for as text
  }
}

}  // namespace

SqlCells::SqlCells(void* vector, void* type)
    : vector_(vector), type_(type), id_(duckdb_get_type_id(type_of(type))) {}

template <typename T>
const T& SqlCells::at(uint64_t row) const {
  return static_cast<const T*>(duckdb_vector_get_data(vector_of(vector_)))[row];
}

std::string_view SqlCells::text(uint64_t row) const {
  auto& string = const_cast<duckdb_string_t&>(at<duckdb_string_t>(row));
  return {duckdb_string_t_data(&string), duckdb_string_t_length(string)};
}

Cell SqlCells::read(uint64_t row) const {
  uint64_t* validity = duckdb_vector_get_validity(vector_of(vector_));
  if (validity != nullptr && !duckdb_validity_row_is_valid(validity, row)) return Cell::null();
  switch (id_) {
    case DUCKDB_TYPE_BOOLEAN:
      return Cell::of(at<bool>(row));
    case DUCKDB_TYPE_TINYINT:
      return Cell::of(int64_t{at<int8_t>(row)});
    case DUCKDB_TYPE_SMALLINT:
      return Cell::of(int64_t{at<int16_t>(row)});
    case DUCKDB_TYPE_INTEGER:
      return Cell::of(int64_t{at<int32_t>(row)});
    case DUCKDB_TYPE_BIGINT:
      return Cell::of(at<int64_t>(row));
    case DUCKDB_TYPE_UTINYINT:
      return Cell::of(uint64_t{at<uint8_t>(row)});
    case DUCKDB_TYPE_USMALLINT:
      return Cell::of(uint64_t{at<uint16_t>(row)});
    case DUCKDB_TYPE_UINTEGER:
      return Cell::of(uint64_t{at<uint32_t>(row)});
    case DUCKDB_TYPE_UBIGINT:
      return Cell::of(at<uint64_t>(row));
    case DUCKDB_TYPE_HUGEINT:
      return Cell{Cell::Kind::kNumber, huge(at<duckdb_hugeint>(row))};
    case DUCKDB_TYPE_FLOAT:
      return float_cell(at<float>(row));
    case DUCKDB_TYPE_DOUBLE:
      return Cell::of(at<double>(row));
    case DUCKDB_TYPE_VARCHAR:
    case DUCKDB_TYPE_BLOB:
      return Cell::of(text(row));
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_TZ:
      return instant_cell(at<int64_t>(row));
    case DUCKDB_TYPE_DATE:
      return Cell::of(format_instant(instant_of(at<int32_t>(row) * kMicrosPerDay)).substr(0, 10));
    case DUCKDB_TYPE_LIST:
      return list(row);
    case DUCKDB_TYPE_STRUCT:
      return structure(row);
    default:
      return Cell::of("?");
  }
}

Cell SqlCells::list(uint64_t row) const {
  const auto& entry = at<duckdb_list_entry>(row);
  const Type child_type(duckdb_list_type_child_type(type_of(type_)));
  const SqlCells child(duckdb_list_vector_get_child(vector_of(vector_)), child_type.get());
  std::string json = "[";
  for (uint64_t i = 0; i < entry.length; ++i)
    json += (i > 0 ? "," : "") + as_json(child.read(entry.offset + i));
  return Cell{Cell::Kind::kJson, json + "]"};
}

Cell SqlCells::structure(uint64_t row) const {
  std::string json = "{";
  for (idx_t i = 0; i < duckdb_struct_type_child_count(type_of(type_)); ++i) {
    const Type child_type(duckdb_struct_type_child_type(type_of(type_), i));
    char* name = duckdb_struct_type_child_name(type_of(type_), i);
    const SqlCells child(duckdb_struct_vector_get_child(vector_of(vector_), i), child_type.get());
    json += (i > 0 ? "," : "") + json_quoted(name) + ":" + as_json(child.read(row));
    duckdb_free(name);
  }
  return Cell{Cell::Kind::kJson, json + "}"};
}

bool SqlCells::knows(void* type) {
  const duckdb_type id = duckdb_get_type_id(type_of(type));
  if (id == DUCKDB_TYPE_LIST) {
    const Type child(duckdb_list_type_child_type(type_of(type)));
    return knows(child.get());
  }
  if (id == DUCKDB_TYPE_STRUCT) {
    for (idx_t i = 0; i < duckdb_struct_type_child_count(type_of(type)); ++i) {
      const Type child(duckdb_struct_type_child_type(type_of(type), i));
      if (!knows(child.get())) return false;
    }
    return true;
  }
  return id == DUCKDB_TYPE_VARCHAR || plain_type_name(id) != "VARCHAR";
}

std::string sql_type_name(void* type) {
  const duckdb_type id = duckdb_get_type_id(type_of(type));
  if (id == DUCKDB_TYPE_LIST) {
    const Type child(duckdb_list_type_child_type(type_of(type)));
    return sql_type_name(child.get()) + "[]";
  }
  if (id == DUCKDB_TYPE_DECIMAL)
    return fmt::format("DECIMAL({},{})", duckdb_decimal_width(type_of(type)),
                       duckdb_decimal_scale(type_of(type)));
  return std::string(plain_type_name(id));
}

}  // namespace telltale
