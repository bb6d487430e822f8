#include <map>

#include <arrow/api.h>
#include <arrow/config.h>
#include <arrow/io/interfaces.h>
#include <arrow/util/key_value_metadata.h>
#include <fmt/format.h>
#include <parquet/arrow/reader.h>
#include <parquet/column_reader.h>
#include <parquet/exception.h>
#include <parquet/file_reader.h>
#include <parquet/statistics.h>

#include "base/message_text.h"
#include "store/parquet_file.h"

namespace telltale {
namespace {

// How many times as much memory as bytes of the file a footer takes.
constexpr size_t kFooterGrows = 10;

// Lets Arrow read through Env. Why a read failed is kept in `failure`: Arrow's errors do not tell
// bytes that are wrong from bytes that could not be had.
class EnvFile : public arrow::io::RandomAccessFile {
 public:
  EnvFile(std::unique_ptr<RandomFile> file, std::shared_ptr<Status> failure)
      : file_(std::move(file)), failure_(std::move(failure)) {}

  arrow::Status Close() override {
    closed_ = true;
    return arrow::Status::OK();
  }
  bool closed() const override { return closed_; }
  arrow::Result<int64_t> Tell() const override { return position_; }
  arrow::Status Seek(int64_t position) override {
    position_ = position;
    return arrow::Status::OK();
  }
  arrow::Result<int64_t> GetSize() override { return static_cast<int64_t>(file_->size()); }

  arrow::Result<int64_t> ReadAt(int64_t position, int64_t count, void* out) override {
    const Result<size_t> got =
        file_->read(static_cast<uint64_t>(position),
                    std::span(static_cast<char*>(out), static_cast<size_t>(count)));
    if (got.ok()) return static_cast<int64_t>(got.value());
    *failure_ = got.status();
    return arrow::Status::IOError(got.status().message());
  }

  arrow::Result<std::shared_ptr<arrow::Buffer>> ReadAt(int64_t position, int64_t count) override {
    ARROW_ASSIGN_OR_RAISE(auto buffer, arrow::AllocateResizableBuffer(count));
    ARROW_ASSIGN_OR_RAISE(const int64_t got, ReadAt(position, count, buffer->mutable_data()));
    ARROW_RETURN_NOT_OK(buffer->Resize(got));
    return std::shared_ptr<arrow::Buffer>(std::move(buffer));
  }

  arrow::Result<int64_t> Read(int64_t count, void* out) override {
    ARROW_ASSIGN_OR_RAISE(const int64_t got, ReadAt(position_, count, out));
    position_ += got;
    return got;
  }

  arrow::Result<std::shared_ptr<arrow::Buffer>> Read(int64_t count) override {
    ARROW_ASSIGN_OR_RAISE(auto buffer, ReadAt(position_, count));
    position_ += buffer->size();
    return buffer;
  }

 private:
  std::unique_ptr<RandomFile> file_;
  std::shared_ptr<Status> failure_;
  int64_t position_ = 0;
  bool closed_ = false;
};

std::vector<uint8_t> valid_bytes(const arrow::Array& array) {
  if (array.null_count() == 0) return {};
  std::vector<uint8_t> valid(static_cast<size_t>(array.length()));
  for (int64_t i = 0; i < array.length(); ++i) valid[static_cast<size_t>(i)] = !array.IsNull(i);
  return valid;
}

template <typename ArrayType, typename T>
std::vector<T> fixed_values(const arrow::Array& array) {
  const auto& typed = static_cast<const ArrayType&>(array);
  const auto* values = reinterpret_cast<const T*>(typed.raw_values());
  return {values, values + array.length()};
}

// -1 where there is no value. Nothing: one is not in the dictionary, or codes are of another type
// than the library reads.
std::optional<std::vector<int32_t>> codes_of(const arrow::DictionaryArray& array) {
  if (array.indices()->type_id() != arrow::Type::INT32) return std::nullopt;
  std::vector<int32_t> codes = fixed_values<arrow::Int32Array, int32_t>(*array.indices());
  const auto size = static_cast<uint64_t>(array.dictionary()->length());
  const bool has_nulls = array.null_count() > 0;
  for (size_t i = 0; i < codes.size(); ++i) {
    if (has_nulls && array.IsNull(static_cast<int64_t>(i))) {
      codes[i] = -1;
    } else if (static_cast<uint32_t>(codes[i]) >= size) {
      return std::nullopt;
    }
  }
  return codes;
}

TextValues text_values(const arrow::Array& dictionary, std::vector<int32_t> codes) {
  TextValues texts;
  const auto& all = static_cast<const arrow::StringArray&>(dictionary);
  for (int64_t i = 0; i < all.length(); ++i) texts.dictionary.add(all.GetView(i));
  texts.codes = std::move(codes);
  return texts;
}

BytesValues bytes_values(const arrow::BinaryArray& array) {
  BytesValues bytes;
  for (int64_t i = 0; i < array.length(); ++i) {
    if (!array.IsNull(i)) bytes.data.append(array.GetView(i));
    bytes.ends.push_back(static_cast<int32_t>(bytes.data.size()));
  }
  return bytes;
}

// A list of contributions: channel and share.
ContributionValues contribution_values(const arrow::ListArray& lists,
                                       const arrow::StructArray& items) {
  ContributionValues contributions;
  const auto& channels = static_cast<const arrow::StringArray&>(*items.field(0));
  const auto& shares = static_cast<const arrow::DoubleArray&>(*items.field(1));
  auto names = std::make_shared<ContributionValues::Names>();
  for (int64_t row = 0; row < lists.length(); ++row) {
    std::vector<Contribution>& list = contributions.values.emplace_back();
    for (int64_t i = lists.value_offset(row); i < lists.value_offset(row + 1); ++i) {
      const std::string_view channel = *names->emplace(channels.GetView(i)).first;
      list.push_back({channel, shares.Value(i)});
    }
  }
  contributions.names.push_back(std::move(names));
  return contributions;
}

ContributionValues contributions_of(const arrow::ListArray& lists) {
  return contribution_values(lists, static_cast<const arrow::StructArray&>(*lists.values()));
}

Status unknown_type(const std::string& name, const arrow::Array& array) {
  return Status::corrupt(
      fmt::format("column {} has an unknown type: {}", name, array.type()->ToString()));
}

bool holds_contributions(const arrow::DataType& type) {
  if (type.num_fields() != 1 || type.field(0)->type()->id() != arrow::Type::STRUCT) return false;
  const arrow::DataType& item = *type.field(0)->type();
  return item.num_fields() == 2 && item.field(0)->type()->id() == arrow::Type::STRING &&
         item.field(1)->type()->id() == arrow::Type::DOUBLE;
}

Result<TableColumn> column_of(const std::string& name, const arrow::Array& array) {
  TableColumn column{name, {}, valid_bytes(array)};
  switch (array.type_id()) {
    case arrow::Type::INT32:
      column.values = fixed_values<arrow::Int32Array, int32_t>(array);
      break;
    case arrow::Type::INT64:
      column.values = fixed_values<arrow::Int64Array, int64_t>(array);
      break;
    case arrow::Type::FLOAT:
      column.values = fixed_values<arrow::FloatArray, float>(array);
      break;
    case arrow::Type::DOUBLE:
      column.values = fixed_values<arrow::DoubleArray, double>(array);
      break;
    case arrow::Type::TIMESTAMP:
      column.values = TimeValues{fixed_values<arrow::TimestampArray, int64_t>(array)};
      break;
    case arrow::Type::BOOL: {
      BooleanValues booleans;
      const auto& typed = static_cast<const arrow::BooleanArray&>(array);
      for (int64_t i = 0; i < array.length(); ++i) booleans.values.push_back(typed.Value(i));
      column.values = std::move(booleans);
      break;
    }
    case arrow::Type::BINARY:
      column.values = bytes_values(static_cast<const arrow::BinaryArray&>(array));
      break;
    case arrow::Type::LIST:
      if (!holds_contributions(*array.type())) return unknown_type(name, array);
      column.values = contributions_of(static_cast<const arrow::ListArray&>(array));
      break;
    default:
      return unknown_type(name, array);
  }
  return column;
}

class ArrowParquetReader : public ParquetReader {
 public:
  ArrowParquetReader(std::unique_ptr<parquet::ParquetFileReader> file, std::string path,
                     std::shared_ptr<const Status> failure)
      : path_(std::move(path)), failure_(std::move(failure)) {
    metadata_ = file->metadata();
    parquet::ArrowReaderProperties properties(false);
    for (int i = 0; i < metadata_->num_columns(); ++i) {
      const auto* column = metadata_->schema()->Column(i);
      const bool is_text =
          column->logical_type()->is_string() && column->max_repetition_level() == 0;
      if (is_text) properties.set_read_dictionary(i, true);
    }
    auto reader =
        parquet::arrow::FileReader::Make(arrow::default_memory_pool(), std::move(file), properties);
    PARQUET_THROW_NOT_OK(reader.status());
    reader_ = *std::move(reader);
    const int roots = metadata_->schema()->group_node()->field_count();
    for (int i = 0; i < roots; ++i)
      roots_.emplace(metadata_->schema()->group_node()->field(i)->name(), i);
    for (int i = 0; i < metadata_->num_columns(); ++i)
      leaves_.emplace(metadata_->schema()->Column(i)->path()->ToDotVector()[0], i);
  }

  size_t rows() const override { return static_cast<size_t>(metadata_->num_rows()); }
  size_t row_groups() const override { return static_cast<size_t>(metadata_->num_row_groups()); }
  size_t rows_in(size_t row_group) const override {
    return static_cast<size_t>(metadata_->RowGroup(static_cast<int>(row_group))->num_rows());
  }
  std::vector<std::string> column_names() const override {
    std::vector<std::string> names(roots_.size());
    for (const auto& [name, place] : roots_) names[static_cast<size_t>(place)] = name;
    return names;
  }
  bool has_column(const std::string& name) const override { return roots_.contains(name); }

  std::string metadata(const std::string& name) const override {
    if (metadata_->key_value_metadata() == nullptr) return "";
    return metadata_->key_value_metadata()->Get(name).ValueOr("");
  }

  bool bounds(size_t row_group, const std::string& column, int64_t& least,
              int64_t& most) const override {
    const auto leaf = leaves_.find(column);
    if (leaf == leaves_.end()) return false;
    const auto chunk = metadata_->RowGroup(static_cast<int>(row_group))->ColumnChunk(leaf->second);
    const std::shared_ptr<parquet::Statistics> statistics = chunk->statistics();
    if (statistics == nullptr || !statistics->HasMinMax()) return false;
    if (statistics->physical_type() == parquet::Type::INT64) {
      const auto& typed = static_cast<const parquet::Int64Statistics&>(*statistics);
      least = typed.min();
      most = typed.max();
      return true;
    }
    if (statistics->physical_type() != parquet::Type::INT32) return false;
    const auto& typed = static_cast<const parquet::Int32Statistics&>(*statistics);
    least = typed.min();
    most = typed.max();
    return true;
  }

  Result<TableColumns> read(size_t row_group, const std::vector<std::string>& names) override {
    TableColumns table;
    table.rows = rows_in(row_group);
    for (const std::string& name : names) {
      const auto root = roots_.find(name);
      if (root == roots_.end()) continue;
      table.columns.push_back(TRY(read_column(row_group, name, root->second)));
    }
    return table;
  }

  Result<std::string> read_bytes(size_t row_group, const std::string& name, size_t row) override {
    const int leaf = leaves_.at(name);
    if (metadata_->schema()->Column(leaf)->physical_type() != parquet::Type::BYTE_ARRAY)
      return damaged(name, "it holds no bytes");
    try {
      const auto group = reader_->parquet_reader()->RowGroup(static_cast<int>(row_group));
      const auto column = std::static_pointer_cast<parquet::ByteArrayReader>(group->Column(leaf));
      const auto skipped = column->Skip(static_cast<int64_t>(row));
      parquet::ByteArray value;
      int16_t definition = 0;
      int16_t repetition = 0;
      int64_t count = 0;
      if (skipped != static_cast<int64_t>(row) ||
          column->ReadBatch(1, &definition, &repetition, &value, &count) != 1 || count != 1)
        return damaged(name, "it has other rows than its row group");
      return std::string(reinterpret_cast<const char*>(value.ptr), value.len);
    } catch (const parquet::ParquetException& error) {
      return damaged(name, error.what());
    }
  }

 private:
  Result<TableColumn> read_column(size_t row_group, const std::string& name, int root) {
    std::shared_ptr<arrow::ChunkedArray> chunks;
    arrow::Status status;
    try {
      status = reader_->RowGroup(static_cast<int>(row_group))->Column(root)->Read(&chunks);
    } catch (const parquet::ParquetException& error) {
      status = arrow::Status::IOError(error.what());
    }
    if (!status.ok()) return damaged(name, status.message());
    // Pages have checksums, their heads have none: one that is damaged may give other rows.
    if (static_cast<size_t>(chunks->length()) != rows_in(row_group))
      return damaged(name, "it has other rows than its row group");
    if (chunks->num_chunks() != 1) {
      auto joined = arrow::Concatenate(chunks->chunks());
      if (!joined.ok()) return damaged(name, joined.status().message());
      return checked_column(name, **joined);
    }
    return checked_column(name, *chunks->chunk(0));
  }

  Result<TableColumn> checked_column(const std::string& name, const arrow::Array& array) const {
    const arrow::Status fits = array.Validate();
    if (!fits.ok()) return damaged(name, fits.message());
    if (array.type_id() != arrow::Type::DICTIONARY) return column_of(name, array);
    const auto& texts = static_cast<const arrow::DictionaryArray&>(array);
    std::optional<std::vector<int32_t>> codes = codes_of(texts);
    if (!codes) return damaged(name, "a value is not in its dictionary");
    return TableColumn{name, text_values(*texts.dictionary(), *std::move(codes)), {}};
  }

  Status damaged(const std::string& column, const std::string& why) const {
    if (!failure_->ok()) return *failure_;
    return Status::corrupt(fmt::format(
        "cannot read file of the lake: its bytes are damaged ({}): restore it from a backup: "
        "path={} column={}",
        one_line(why), path_, column));
  }

  std::string path_;
  std::shared_ptr<const Status> failure_;
  std::shared_ptr<parquet::FileMetaData> metadata_;
  std::unique_ptr<parquet::arrow::FileReader> reader_;
  std::map<std::string, int, std::less<>> roots_;
  std::map<std::string, int, std::less<>> leaves_;  // the first leaf of each root
};

}  // namespace

Result<std::unique_ptr<ParquetReader>> ParquetReader::open(Env& env, const std::string& path,
                                                           FooterCache* footers) {
  auto failure = std::make_shared<Status>();
  auto file = std::make_shared<EnvFile>(TRY(env.open_file(path)), failure);
  try {
    parquet::ReaderProperties properties;
    properties.set_page_checksum_verification(true);
    FooterCache::Footer footer = footers == nullptr ? nullptr : footers->find(path);
    const bool is_new = footer == nullptr;
    auto reader = parquet::ParquetFileReader::Open(std::move(file), properties, std::move(footer));
    if (is_new && footers != nullptr)
      footers->keep(path, reader->metadata(), reader->metadata()->size() * kFooterGrows);
    return std::unique_ptr<ParquetReader>(
        std::make_unique<ArrowParquetReader>(std::move(reader), path, failure));
  } catch (const std::exception& error) {
    if (!failure->ok()) return *failure;
    return Status::corrupt(fmt::format(
        "cannot open file of the lake: it is no whole Parquet file ({}): restore it from a backup: "
        "path={}",
        one_line(error.what()), path));
  }
}

std::string parquet_library_version() {
  return arrow::GetBuildInfo().version_string;
}

}  // namespace telltale
