#include "store/parquet_footer.h"

#include <algorithm>

#include "store/thrift_writer.h"

namespace telltale {
namespace {

enum class Repetition : int32_t { kRequired = 0, kOptional = 1, kRepeated = 2 };
enum class Converted : int32_t { kUtf8 = 0, kList = 3, kTimestampMicros = 10 };

using Type = ThriftWriter::Type;
using Kind = ColumnForm::Kind;

class FooterWriter {
 public:
  FooterWriter(std::span<const ColumnForm> columns, std::span<const RowGroupMetadata> groups,
               const FileMetadata& metadata)
      : columns_(columns), groups_(groups), metadata_(metadata) {}

  std::string write() const {
    ThriftWriter footer;
    footer.begin_element();
    footer.field_i32(1, 1);
    write_schema(footer);
    footer.field_i64(3, static_cast<int64_t>(row_count()));
    footer.begin_list(4, Type::kStruct, groups_.size());
    for (const RowGroupMetadata& group : groups_) write_row_group_metadata(group, footer);
    write_metadata(footer);
    footer.field_binary(6, "telltale");
    const size_t leaves = leaf_count();
    footer.begin_list(7, Type::kStruct, leaves);
    for (size_t i = 0; i < leaves; ++i) {
      footer.begin_element();  // ColumnOrder: the order of the type
      footer.begin_struct(1);
      footer.end_struct();
      footer.end_struct();
    }
    footer.end_struct();
    return footer.take();
  }

 private:
  static bool is_list(const ColumnForm& column) { return column.kind == Kind::kContributions; }
  size_t row_count() const {
    size_t rows = 0;
    for (const RowGroupMetadata& group : groups_) rows += group.rows;
    return rows;
  }
  size_t leaf_count() const {
    const auto lists = std::count_if(columns_.begin(), columns_.end(), is_list);
    return columns_.size() + static_cast<size_t>(lists);
  }

  void write_metadata(ThriftWriter& footer) const {
    if (metadata_.empty()) return;
    footer.begin_list(5, Type::kStruct, metadata_.size());
    for (const auto& [name, text] : metadata_) {
      footer.begin_element();
      footer.field_binary(1, name);
      footer.field_binary(2, text);
      footer.end_struct();
    }
  }

  void write_schema(ThriftWriter& footer) const {
    constexpr size_t kListExtraElements = 4;  // list, element and its two leaves
    const size_t lists = leaf_count() - columns_.size();
    footer.begin_list(2, Type::kStruct, 1 + columns_.size() + lists * kListExtraElements);
    footer.begin_element();
    footer.field_binary(4, "schema");
    footer.field_i32(5, static_cast<int32_t>(columns_.size()));
    footer.end_struct();
    for (const ColumnForm& column : columns_) {
      if (is_list(column)) {
        write_list_schema(column.name, footer);
      } else {
        write_leaf_schema(column, footer);
      }
    }
  }

  static void write_leaf_schema(const ColumnForm& column, ThriftWriter& footer) {
    begin_leaf(column.physical, Repetition::kOptional, column.name, footer);
    if (column.kind == Kind::kText) write_text_type(footer);
    if (column.kind == Kind::kTime) {
      footer.field_i32(6, static_cast<int32_t>(Converted::kTimestampMicros));
      footer.begin_struct(10);
      footer.begin_struct(8);
      footer.field_bool(1, true);  // UTC
      footer.begin_struct(2);
      footer.begin_struct(2);  // microseconds
      footer.end_struct();
      footer.end_struct();
      footer.end_struct();
      footer.end_struct();
    }
    footer.end_struct();
  }

  static void begin_leaf(Physical type, Repetition repetition, std::string_view name,
                         ThriftWriter& footer) {
    footer.begin_element();
    footer.field_i32(1, static_cast<int32_t>(type));
    footer.field_i32(3, static_cast<int32_t>(repetition));
    footer.field_binary(4, name);
  }

  static void write_text_type(ThriftWriter& footer) {
    footer.field_i32(6, static_cast<int32_t>(Converted::kUtf8));
    footer.begin_struct(10);
    footer.begin_struct(1);
    footer.end_struct();
    footer.end_struct();
  }

  static void begin_group(Repetition repetition, std::string_view name, int32_t children,
                          ThriftWriter& footer) {
    footer.begin_element();
    footer.field_i32(3, static_cast<int32_t>(repetition));
    footer.field_binary(4, name);
    footer.field_i32(5, children);
  }

  // parquet-format/LogicalTypes.md, "Lists".
  static void write_list_schema(std::string_view name, ThriftWriter& footer) {
    begin_group(Repetition::kRequired, name, 1, footer);
    footer.field_i32(6, static_cast<int32_t>(Converted::kList));
    footer.begin_struct(10);
    footer.begin_struct(3);
    footer.end_struct();
    footer.end_struct();
    footer.end_struct();
    begin_group(Repetition::kRepeated, "list", 1, footer);
    footer.end_struct();
    begin_group(Repetition::kRequired, "element", 2, footer);
    footer.end_struct();
    begin_leaf(Physical::kByteArray, Repetition::kRequired, "channel", footer);
    write_text_type(footer);
    footer.end_struct();
    begin_leaf(Physical::kDouble, Repetition::kRequired, "share", footer);
    footer.end_struct();
  }

  static void write_row_group_metadata(const RowGroupMetadata& group, ThriftWriter& footer) {
    size_t uncompressed = 0;
    size_t compressed = 0;
    footer.begin_element();
    footer.begin_list(1, Type::kStruct, group.chunks.size());
    for (const ChunkMetadata& chunk : group.chunks) {
      write_chunk_metadata(chunk, footer);
      uncompressed += chunk.uncompressed_bytes;
      compressed += chunk.compressed_bytes;
    }
    footer.field_i64(2, static_cast<int64_t>(uncompressed));
    footer.field_i64(3, static_cast<int64_t>(group.rows));
    footer.field_i64(5, static_cast<int64_t>(group.chunks.front().offset));
    footer.field_i64(6, static_cast<int64_t>(compressed));
    footer.end_struct();
  }

  static void write_chunk_metadata(const ChunkMetadata& chunk, ThriftWriter& footer) {
    footer.begin_element();
    footer.field_i64(2, static_cast<int64_t>(chunk.offset));
    footer.begin_struct(3);
    footer.field_i32(1, static_cast<int32_t>(chunk.type));
    footer.begin_list(2, Type::kI32, chunk.has_dictionary ? 3 : 2);
    footer.element_i32(static_cast<int32_t>(Encoding::kRle));
    footer.element_i32(static_cast<int32_t>(chunk.encoding));
    if (chunk.has_dictionary) footer.element_i32(static_cast<int32_t>(Encoding::kPlain));
    footer.begin_list(3, Type::kBinary, chunk.path.size());
    for (const std::string& step : chunk.path) footer.element_binary(step);
    footer.field_i32(4, static_cast<int32_t>(chunk.codec));
    footer.field_i64(5, static_cast<int64_t>(chunk.values));
    footer.field_i64(6, static_cast<int64_t>(chunk.uncompressed_bytes));
    footer.field_i64(7, static_cast<int64_t>(chunk.compressed_bytes));
    footer.field_i64(9, static_cast<int64_t>(chunk.data_offset));
    if (chunk.has_dictionary) footer.field_i64(11, static_cast<int64_t>(chunk.offset));
    write_statistics(chunk, footer);
    footer.end_struct();
    footer.end_struct();
  }

  static void write_statistics(const ChunkMetadata& chunk, ThriftWriter& footer) {
    footer.begin_struct(12);
    footer.field_i64(3, static_cast<int64_t>(chunk.nulls));
    if (!chunk.bounds.least.empty() || !chunk.bounds.most.empty()) {
      footer.field_binary(5, chunk.bounds.most);
      footer.field_binary(6, chunk.bounds.least);
    }
    footer.end_struct();
  }

  const std::span<const ColumnForm> columns_;
  const std::span<const RowGroupMetadata> groups_;
  const FileMetadata& metadata_;
};

Physical physical_of(const TableColumn& column) {
  switch (column.values.index()) {
    case 0:
      return Physical::kInt32;
    case 2:
      return Physical::kFloat;
    case 3:
      return Physical::kDouble;
    case 4:
      return Physical::kBoolean;
    case 1:
    case 5:
      return Physical::kInt64;
    default:
      return Physical::kByteArray;
  }
}
static_assert(std::is_same_v<std::variant_alternative_t<5, TableColumn::Values>, TimeValues>);
static_assert(std::is_same_v<std::variant_alternative_t<4, TableColumn::Values>, BooleanValues>);

}  // namespace

ColumnForm form_of(const TableColumn& column) {
  Kind kind = Kind::kPlain;
  if (std::holds_alternative<TextValues>(column.values)) kind = Kind::kText;
  if (std::holds_alternative<TimeValues>(column.values)) kind = Kind::kTime;
  if (std::holds_alternative<ContributionValues>(column.values)) kind = Kind::kContributions;
  return {column.name, physical_of(column), kind};
}

std::string parquet_footer(std::span<const ColumnForm> columns,
                           std::span<const RowGroupMetadata> groups, const FileMetadata& metadata) {
  return FooterWriter(columns, groups, metadata).write();
}

}  // namespace telltale
