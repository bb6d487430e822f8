#include <arrow/api.h>
#include <arrow/config.h>
#include <arrow/io/memory.h>
#include <arrow/util/key_value_metadata.h>
#include <parquet/arrow/writer.h>
#include <parquet/properties.h>

#include <fmt/format.h>

#include "store/parquet_file.h"

namespace telltale {
namespace {

using ArrayPtr = std::shared_ptr<arrow::Array>;

Status status_of(const arrow::Status& status) {
  if (status.ok()) return {};
  return Status::internal(fmt::format("cannot encode Parquet: {}", status.message()));
}

template <typename T>
std::shared_ptr<arrow::Buffer> wrap(const std::vector<T>& values) {
  return std::make_shared<arrow::Buffer>(reinterpret_cast<const uint8_t*>(values.data()),
                                         static_cast<int64_t>(values.size() * sizeof(T)));
}

// One bit a row where `is_set`; null when all are.
template <typename IsSet>
std::shared_ptr<arrow::Buffer> bitmap(size_t rows, IsSet is_set, bool or_null) {
  std::vector<uint8_t> bits((rows + 7) / 8);
  bool all = true;
  for (size_t row = 0; row < rows; ++row) {
    const bool set = is_set(row);
    all &= set;
    bits[row / 8] = static_cast<uint8_t>(bits[row / 8] | set << row % 8);
  }
  if (all && or_null) return nullptr;
  return arrow::Buffer::FromString(
      std::string(reinterpret_cast<const char*>(bits.data()), bits.size()));
}

// Makes Arrow arrays over the columns' own memory, which must outlive them.
class ArrayMaker {
 public:
  ArrayMaker(const TableColumn& column, size_t rows) : column_(column), rows_(rows) {}

  arrow::Result<ArrayPtr> make() const {
    return std::visit([&](const auto& values) { return make(values); }, column_.values);
  }

 private:
  std::shared_ptr<arrow::Buffer> validity() const {
    return bitmap(rows_, [&](size_t row) { return !column_.is_null(row); }, true);
  }

  template <typename T>
  arrow::Result<ArrayPtr> fixed(const std::shared_ptr<arrow::DataType>& type,
                                const std::vector<T>& values) const {
    return arrow::MakeArray(
        arrow::ArrayData::Make(type, static_cast<int64_t>(rows_), {validity(), wrap(values)}));
  }

  arrow::Result<ArrayPtr> make(const std::vector<int32_t>& values) const {
    return fixed(arrow::int32(), values);
  }
  arrow::Result<ArrayPtr> make(const std::vector<int64_t>& values) const {
    return fixed(arrow::int64(), values);
  }
  arrow::Result<ArrayPtr> make(const std::vector<float>& values) const {
    return fixed(arrow::float32(), values);
  }
  arrow::Result<ArrayPtr> make(const std::vector<double>& values) const {
    return fixed(arrow::float64(), values);
  }
  arrow::Result<ArrayPtr> make(const TimeValues& values) const {
    return fixed(arrow::timestamp(arrow::TimeUnit::MICRO, "UTC"), values.micros);
  }

  arrow::Result<ArrayPtr> make(const BooleanValues& values) const {
    auto bits = bitmap(rows_, [&](size_t row) { return values.values[row] != 0; }, false);
    return arrow::MakeArray(arrow::ArrayData::Make(arrow::boolean(), static_cast<int64_t>(rows_),
                                                   {validity(), std::move(bits)}));
  }

  arrow::Result<ArrayPtr> make(const TextValues& values) const {
    arrow::StringBuilder builder;
    for (const std::string& text : values.dictionary) ARROW_RETURN_NOT_OK(builder.Append(text));
    ARROW_ASSIGN_OR_RAISE(ArrayPtr dictionary, builder.Finish());
    ARROW_ASSIGN_OR_RAISE(ArrayPtr codes, fixed(arrow::int32(), values.codes));
    return arrow::DictionaryArray::FromArrays(arrow::dictionary(arrow::int32(), arrow::utf8()),
                                              codes, dictionary);
  }

  arrow::Result<ArrayPtr> make(const BytesValues& values) const {
    std::vector<int32_t> offsets(rows_ + 1);
    std::copy(values.ends.begin(), values.ends.end(), offsets.begin() + 1);
    auto data = std::make_shared<arrow::Buffer>(values.data);
    return arrow::MakeArray(arrow::ArrayData::Make(
        arrow::binary(), static_cast<int64_t>(rows_),
        {validity(), arrow::Buffer::FromVector(std::move(offsets)), std::move(data)}));
  }

  arrow::Result<ArrayPtr> make(const ContributionValues& values) const {
    auto channel = std::make_shared<arrow::StringBuilder>();
    auto share = std::make_shared<arrow::DoubleBuilder>();
    auto type = arrow::struct_({arrow::field("channel", arrow::utf8(), false),
                                arrow::field("share", arrow::float64(), false)});
    auto items = std::make_shared<arrow::StructBuilder>(
        type, arrow::default_memory_pool(),
        std::vector<std::shared_ptr<arrow::ArrayBuilder>>{channel, share});
    arrow::ListBuilder list(arrow::default_memory_pool(), items);
    for (const std::vector<Contribution>& contributions : values.values) {
      ARROW_RETURN_NOT_OK(list.Append());
      for (const Contribution& one : contributions) {
        ARROW_RETURN_NOT_OK(items->Append());
        ARROW_RETURN_NOT_OK(channel->Append(std::string(one.channel)));
        ARROW_RETURN_NOT_OK(share->Append(one.share));
      }
    }
    return list.Finish();
  }

  const TableColumn& column_;
  const size_t rows_;
};

// Times and offsets grow by small steps, so their differences are packed; bytes are unlike each
// other, so a dictionary and bounds of them would only cost.
std::shared_ptr<parquet::WriterProperties> writer_properties(const TableColumns& table,
                                                             const EncodeOptions& options) {
  parquet::WriterProperties::Builder builder;
  builder.compression(parquet::Compression::ZSTD)
      ->compression_level(options.compression_level)
      ->max_row_group_length(static_cast<int64_t>(options.row_group_rows))
      ->enable_page_checksum()
      ->created_by("telltale");
  for (const TableColumn& column : table.columns) {
    const bool is_delta = std::holds_alternative<TimeValues>(column.values) ||
                          std::holds_alternative<std::vector<int64_t>>(column.values);
    if (is_delta) {
      builder.disable_dictionary(column.name)
          ->encoding(column.name, parquet::Encoding::DELTA_BINARY_PACKED);
    } else if (std::holds_alternative<BytesValues>(column.values)) {
      builder.disable_dictionary(column.name)
          ->disable_statistics(column.name)
          ->encoding(column.name, parquet::Encoding::DELTA_LENGTH_BYTE_ARRAY);
    }
  }
  return builder.build();
}

}  // namespace

Result<std::string> encode_parquet(const TableColumns& table, const EncodeOptions& options) {
  arrow::FieldVector fields;
  arrow::ArrayVector arrays;
  for (const TableColumn& column : table.columns) {
    auto array = ArrayMaker(column, table.rows).make();
    if (!array.ok()) return status_of(array.status());
    fields.push_back(arrow::field(column.name, (*array)->type()));
    arrays.push_back(*std::move(array));
  }
  const auto whole = arrow::Table::Make(arrow::schema(fields), arrays,
                                        static_cast<int64_t>(table.rows));
  auto sink = arrow::io::BufferOutputStream::Create();
  if (!sink.ok()) return status_of(sink.status());
  const arrow::Status written = parquet::arrow::WriteTable(
      *whole, arrow::default_memory_pool(), *sink, static_cast<int64_t>(options.row_group_rows),
      writer_properties(table, options));
  TRY(status_of(written));
  auto buffer = (*sink)->Finish();
  if (!buffer.ok()) return status_of(buffer.status());
  return (*buffer)->ToString();
}

std::string parquet_library_version() { return arrow::GetBuildInfo().version_string; }

}  // namespace telltale
