#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>

#include "store/parquet_encodings.h"
#include "store/parquet_file.h"
#include "store/thrift_writer.h"

namespace telltale {
namespace {

// Numbers of parquet-format's parquet.thrift.
enum class Physical : int32_t {
  kBoolean = 0,
  kInt32 = 1,
  kInt64 = 2,
  kFloat = 4,
  kDouble = 5,
  kByteArray = 6,
};
enum class Encoding : int32_t {
  kPlain = 0,
  kRle = 3,
  kDelta = 5,
  kDeltaLength = 6,
  kRleDictionary = 8,
};
enum class Repetition : int32_t { kRequired = 0, kOptional = 1, kRepeated = 2 };
enum class Converted : int32_t { kUtf8 = 0, kList = 3, kTimestampMicros = 10 };
constexpr int32_t kCodecZstd = 6;
constexpr int32_t kDataPage = 0;
constexpr int32_t kDictionaryPage = 2;

// More different numbers than this and a dictionary saves nothing.
constexpr size_t kDictionaryValuesMax = 1 << 16;

using Type = ThriftWriter::Type;

struct Range {
  size_t begin;
  size_t end;
  size_t size() const { return end - begin; }
};

// Least and most as Parquet writes them; empty when there is none.
struct Bounds {
  std::string least;
  std::string most;
};

template <typename T>
std::string plain_bytes(T value) {
  return {reinterpret_cast<const char*>(&value), sizeof(value)};
}

template <typename T>
Bounds bounds_of(std::span<const T> values) {
  if (values.empty()) return {};
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  if constexpr (std::is_floating_point_v<T>) {
    // A zero stands for both zeros, so bounds must take in the other one (parquet.thrift,
    // ColumnOrder).
    return {plain_bytes<T>(*least == 0 ? T{-0.0} : *least),
            plain_bytes<T>(*most == 0 ? T{0} : *most)};
  }
  return {plain_bytes(*least), plain_bytes(*most)};
}

// A leaf column's values of one row group, encoded but not compressed.
struct EncodedColumn {
  std::string dictionary;  // a PLAIN page, when there is one
  size_t dictionary_values = 0;
  bool has_dictionary = false;
  Encoding encoding = Encoding::kPlain;
  std::string page;   // levels and values
  size_t values = 0;  // of the page, nulls included
  size_t nulls = 0;
  Bounds bounds;
};

// Definition levels of one bit: whether a row has a value.
void append_levels(std::span<const uint32_t> levels, std::string& page) {
  std::string encoded;
  encode_hybrid(levels, 1, encoded);
  page.append(plain_bytes(static_cast<uint32_t>(encoded.size()))).append(encoded);
}

// Encodes the rows of one column of a row group.
class ColumnEncoder {
 public:
  ColumnEncoder(const TableColumn& column, Range rows) : column_(column), rows_(rows) {}

  EncodedColumn encode() {
    append_presence();
    std::visit([&](const auto& values) { encode_values(values); }, column_.values);
    return std::move(out_);
  }

 private:
  void append_presence() {
    out_.values = rows_.size();
    std::vector<uint32_t> levels(rows_.size(), 1);
    if (may_be_null()) {
      for (size_t i = 0; i < levels.size(); ++i) levels[i] = !column_.is_null(rows_.begin + i);
      out_.nulls = static_cast<size_t>(std::count(levels.begin(), levels.end(), 0U));
    }
    append_levels(levels, out_.page);
  }

  bool may_be_null() const {
    return !column_.valid.empty() || std::holds_alternative<TextValues>(column_.values);
  }

  // The values of the rows that have one, in place when all have.
  template <typename T>
  std::span<const T> present(const std::vector<T>& values, std::vector<T>& gathered) const {
    if (out_.nulls == 0) return std::span(values).subspan(rows_.begin, rows_.size());
    gathered.reserve(rows_.size() - out_.nulls);
    for (size_t row = rows_.begin; row < rows_.end; ++row) {
      if (column_.valid[row] != 0) gathered.push_back(values[row]);
    }
    return gathered;
  }

  // Numbers that repeat are numbered; else they stand as they are.
  template <typename T>
  void encode_numbers(const std::vector<T>& values) {
    std::vector<T> gathered;
    const std::span<const T> numbers = present(values, gathered);
    out_.bounds = bounds_of(numbers);
    Dictionary<T> dictionary;
    const size_t distinct_max = std::min(kDictionaryValuesMax, numbers.size() / 2 + 1);
    if (numbers.empty() || !make_dictionary(numbers, distinct_max, dictionary)) {
      encode_plain(numbers, out_.page);
      return;
    }
    encode_plain(std::span<const T>(dictionary.values), out_.dictionary);
    append_codes(dictionary.codes, dictionary.values.size());
  }

  void append_codes(std::span<const uint32_t> codes, size_t distinct) {
    out_.has_dictionary = true;
    out_.dictionary_values = distinct;
    out_.encoding = Encoding::kRleDictionary;
    const int width = bit_width_of(distinct);
    out_.page += static_cast<char>(width);
    encode_hybrid(codes, width, out_.page);
  }

  void encode_values(const std::vector<int32_t>& values) { encode_numbers(values); }
  void encode_values(const std::vector<float>& values) { encode_numbers(values); }
  void encode_values(const std::vector<double>& values) { encode_numbers(values); }
  void encode_values(const std::vector<int64_t>& values) { encode_deltas(values); }
  void encode_values(const TimeValues& values) { encode_deltas(values.micros); }

  // Times and offsets grow by small steps, so their differences are packed.
  void encode_deltas(const std::vector<int64_t>& values) {
    std::vector<int64_t> gathered;
    const std::span<const int64_t> numbers = present(values, gathered);
    out_.bounds = bounds_of(numbers);
    out_.encoding = Encoding::kDelta;
    encode_delta(numbers, out_.page);
  }

  void encode_values(const BooleanValues& values) {
    std::vector<uint8_t> gathered;
    encode_bits(present(values.values, gathered), out_.page);
  }

  void encode_values(const TextValues& texts) {
    std::vector<uint32_t> number_of(texts.dictionary.ends.size(), 0);
    std::vector<uint32_t> codes;
    codes.reserve(rows_.size() - out_.nulls);
    size_t distinct = 0;
    for (size_t row = rows_.begin; row < rows_.end; ++row) {
      if (texts.is_null(row)) continue;
      const auto code = static_cast<size_t>(texts.codes[row]);
      if (number_of[code] == 0) {
        number_of[code] = static_cast<uint32_t>(++distinct);
        encode_plain_text(texts.dictionary.at(code), out_.dictionary);
        take_bounds(texts.dictionary.at(code));
      }
      codes.push_back(number_of[code] - 1);
    }
    append_codes(codes, distinct);
  }

  void take_bounds(std::string_view text) {
    if (out_.dictionary_values++ == 0) {
      out_.bounds = {std::string(text), std::string(text)};
      return;
    }
    if (text < out_.bounds.least) out_.bounds.least = text;
    if (text > out_.bounds.most) out_.bounds.most = text;
  }

  // Bytes are unlike each other: their lengths are packed, they follow as they are.
  void encode_values(const BytesValues& bytes) {
    CHECK(column_.valid.empty());
    std::vector<int64_t> lengths(rows_.size());
    for (size_t i = 0; i < lengths.size(); ++i)
      lengths[i] = static_cast<int64_t>(bytes.at(rows_.begin + i).size());
    out_.encoding = Encoding::kDeltaLength;
    encode_delta(lengths, out_.page);
    if (rows_.size() == 0) return;
    const char* begin = bytes.at(rows_.begin).data();
    const std::string_view last = bytes.at(rows_.end - 1);
    out_.page.append(begin, last.data() + last.size());
  }

  void encode_values(const ContributionValues&) { CHECK(false); }

  const TableColumn& column_;
  const Range rows_;
  EncodedColumn out_;
};

// The two leaves of a list of contributions: channel and share. A row has a repetition level for
// each of its contributions (0 for the first, 1 for the rest) and a definition level of 0 when it
// has none.
class ContributionEncoder {
 public:
  ContributionEncoder(const ContributionValues& lists, Range rows) {
    for (size_t row = rows.begin; row < rows.end; ++row) {
      const std::vector<Contribution>& list = lists.values[row];
      if (list.empty()) {
        repetition_.push_back(0);
        definition_.push_back(0);
      }
      for (size_t i = 0; i < list.size(); ++i) {
        repetition_.push_back(i > 0);
        definition_.push_back(1);
        channels_.push_back(list[i].channel);
        shares_.push_back(list[i].share);
      }
    }
  }

  EncodedColumn encode_channels() const {
    EncodedColumn out = begin();
    for (const std::string_view channel : channels_) encode_plain_text(channel, out.page);
    return out;
  }

  EncodedColumn encode_shares() const {
    EncodedColumn out = begin();
    encode_plain(std::span<const double>(shares_), out.page);
    return out;
  }

 private:
  EncodedColumn begin() const {
    EncodedColumn out;
    out.values = definition_.size();
    out.nulls = definition_.size() - shares_.size();
    append_levels(repetition_, out.page);
    append_levels(definition_, out.page);
    return out;
  }

  std::vector<uint32_t> repetition_;
  std::vector<uint32_t> definition_;
  std::vector<std::string_view> channels_;
  std::vector<double> shares_;
};

// What the footer says of a written column chunk.
struct ChunkMetadata {
  Physical type;
  std::vector<std::string> path;
  Encoding encoding;
  bool has_dictionary;
  size_t values;
  size_t nulls;
  Bounds bounds;
  size_t offset;  // of its first page
  size_t data_offset;
  size_t uncompressed_bytes;
  size_t compressed_bytes;
};

struct RowGroupMetadata {
  std::vector<ChunkMetadata> chunks;
  size_t rows;
};

// Compresses pages; keeps its context for the next.
class PageCompressor {
 public:
  explicit PageCompressor(int level) : context_(ZSTD_createCCtx()), level_(level) {
    CHECK(context_ != nullptr);
  }
  PageCompressor(const PageCompressor&) = delete;
  PageCompressor& operator=(const PageCompressor&) = delete;
  ~PageCompressor() { ZSTD_freeCCtx(context_); }

  Result<std::string_view> compress(std::string_view page) {
    buffer_.resize(std::max(buffer_.size(), ZSTD_compressBound(page.size())));
    const size_t size = ZSTD_compressCCtx(context_, buffer_.data(), buffer_.size(), page.data(),
                                          page.size(), level_);
    if (ZSTD_isError(size) != 0)
      return Status::internal(fmt::format("cannot compress page: {}", ZSTD_getErrorName(size)));
    return std::string_view(buffer_).substr(0, size);
  }

 private:
  ZSTD_CCtx* context_;
  const int level_;
  std::string buffer_;
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

class ParquetWriter {
 public:
  ParquetWriter(const TableColumns& table, const EncodeOptions& options)
      : table_(table), options_(options), compressor_(options.compression_level) {}

  Result<std::string> write() {
    out_ = kMagic;
    for (size_t row = 0; row < table_.rows; row += options_.row_group_rows)
      TRY(write_row_group({row, std::min(table_.rows, row + options_.row_group_rows)}));
    const std::string footer = footer_bytes();
    out_.append(footer).append(plain_bytes(static_cast<uint32_t>(footer.size()))).append(kMagic);
    return std::move(out_);
  }

 private:
  static constexpr std::string_view kMagic = "PAR1";

  Status write_row_group(Range rows) {
    RowGroupMetadata group{{}, rows.size()};
    for (const TableColumn& column : table_.columns) {
      if (const auto* lists = std::get_if<ContributionValues>(&column.values)) {
        const ContributionEncoder encoder(*lists, rows);
        TRY(write_chunk({column.name, "list", "element", "channel"}, Physical::kByteArray,
                        encoder.encode_channels(), group));
        TRY(write_chunk({column.name, "list", "element", "share"}, Physical::kDouble,
                        encoder.encode_shares(), group));
      } else {
        TRY(write_chunk({column.name}, physical_of(column), ColumnEncoder(column, rows).encode(),
                        group));
      }
    }
    row_groups_.push_back(std::move(group));
    return {};
  }

  Status write_chunk(std::vector<std::string> path, Physical type, const EncodedColumn& column,
                     RowGroupMetadata& group) {
    ChunkMetadata chunk{type,
                        std::move(path),
                        column.encoding,
                        column.has_dictionary,
                        column.values,
                        column.nulls,
                        column.bounds,
                        out_.size(),
                        0,
                        0,
                        0};
    if (column.has_dictionary)
      TRY(write_page(column.dictionary, kDictionaryPage, column.dictionary_values, Encoding::kPlain,
                     chunk));
    chunk.data_offset = out_.size();
    TRY(write_page(column.page, kDataPage, column.values, column.encoding, chunk));
    group.chunks.push_back(std::move(chunk));
    return {};
  }

  Status write_page(std::string_view page, int32_t type, size_t values, Encoding encoding,
                    ChunkMetadata& chunk) {
    const std::string_view compressed = TRY(compressor_.compress(page));
    const uLong checksum = crc32(0, reinterpret_cast<const Bytef*>(compressed.data()),
                                 static_cast<uInt>(compressed.size()));
    ThriftWriter header;
    header.begin_element();
    header.field_i32(1, type);
    header.field_i32(2, static_cast<int32_t>(page.size()));
    header.field_i32(3, static_cast<int32_t>(compressed.size()));
    header.field_i32(4, static_cast<int32_t>(checksum));
    header.begin_struct(type == kDataPage ? 5 : 7);
    header.field_i32(1, static_cast<int32_t>(values));
    header.field_i32(2, static_cast<int32_t>(encoding));
    if (type == kDataPage) {
      header.field_i32(3, static_cast<int32_t>(Encoding::kRle));
      header.field_i32(4, static_cast<int32_t>(Encoding::kRle));
    }
    header.end_struct();
    header.end_struct();
    const std::string head = header.take();
    out_.append(head).append(compressed);
    chunk.uncompressed_bytes += head.size() + page.size();
    chunk.compressed_bytes += head.size() + compressed.size();
    return {};
  }

  std::string footer_bytes() const {
    ThriftWriter footer;
    footer.begin_element();
    footer.field_i32(1, 1);
    write_schema(footer);
    footer.field_i64(3, static_cast<int64_t>(table_.rows));
    footer.begin_list(4, Type::kStruct, row_groups_.size());
    for (const RowGroupMetadata& group : row_groups_) write_row_group_metadata(group, footer);
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

  static bool is_list(const TableColumn& column) {
    return std::holds_alternative<ContributionValues>(column.values);
  }
  size_t leaf_count() const {
    const auto lists = std::count_if(table_.columns.begin(), table_.columns.end(), is_list);
    return table_.columns.size() + static_cast<size_t>(lists);
  }

  void write_schema(ThriftWriter& footer) const {
    constexpr size_t kListExtraElements = 4;  // list, element and its two leaves
    const size_t lists = leaf_count() - table_.columns.size();
    footer.begin_list(2, Type::kStruct, 1 + table_.columns.size() + lists * kListExtraElements);
    footer.begin_element();
    footer.field_binary(4, "schema");
    footer.field_i32(5, static_cast<int32_t>(table_.columns.size()));
    footer.end_struct();
    for (const TableColumn& column : table_.columns) {
      if (is_list(column)) {
        write_list_schema(column.name, footer);
      } else {
        write_leaf_schema(column, footer);
      }
    }
  }

  static void write_leaf_schema(const TableColumn& column, ThriftWriter& footer) {
    begin_leaf(physical_of(column), Repetition::kOptional, column.name, footer);
    if (std::holds_alternative<TextValues>(column.values)) write_text_type(footer);
    if (std::holds_alternative<TimeValues>(column.values)) {
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
    footer.field_i32(4, kCodecZstd);
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

  const TableColumns& table_;
  const EncodeOptions options_;
  PageCompressor compressor_;
  std::string out_;
  std::vector<RowGroupMetadata> row_groups_;
};

}  // namespace

Result<std::string> encode_parquet(const TableColumns& table, const EncodeOptions& options) {
  return ParquetWriter(table, options).write();
}

}  // namespace telltale
