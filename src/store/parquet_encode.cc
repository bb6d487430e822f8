#include <algorithm>

#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>

#include "store/column_encoder.h"
#include "store/parquet_file.h"
#include "store/parquet_footer.h"
#include "store/thrift_writer.h"

namespace telltale {
namespace {

constexpr std::string_view kMagic = "PAR1";
constexpr int32_t kDataPage = 0;
constexpr int32_t kDictionaryPage = 2;
// A column chunk is compressed where that saves so much: readers make a context for each page,
// which costs more than these bytes do.
constexpr size_t kWorthCompressing = 1024;

// Compresses pages; keeps its context for the next.
class PageCompressor {
 public:
  explicit PageCompressor(const Compression& how) : how_(how), context_(nullptr, ZSTD_freeCCtx) {}

  Result<std::string_view> compress(std::string_view page) {
    if (!context_) begin();
    buffer_.resize(std::max(buffer_.size(), ZSTD_compressBound(page.size())));
    const size_t size =
        ZSTD_compress2(context_.get(), buffer_.data(), buffer_.size(), page.data(), page.size());
    if (ZSTD_isError(size) != 0)
      return Status::internal(fmt::format("cannot compress page: {}", ZSTD_getErrorName(size)));
    return std::string_view(buffer_).substr(0, size);
  }

 private:
  void begin() {
    context_.reset(ZSTD_createCCtx());
    CHECK(context_ != nullptr);
    set(ZSTD_c_compressionLevel, how_.level);
    set(ZSTD_c_windowLog, how_.window_log);
    set(ZSTD_c_hashLog, how_.hash_log);
    set(ZSTD_c_minMatch, how_.match_min);
  }
  void set(ZSTD_cParameter parameter, int value) {
    CHECK(ZSTD_isError(ZSTD_CCtx_setParameter(context_.get(), parameter, value)) == 0);
  }

  const Compression how_;
  std::unique_ptr<ZSTD_CCtx, size_t (*)(ZSTD_CCtx*)> context_;
  std::string buffer_;
};

// What stands before a page of so many values.
struct PageForm {
  int32_t type;
  size_t values;
  Encoding encoding;
};

std::string page_header(const PageForm& form, size_t size, std::string_view compressed) {
  const uLong checksum = crc32(0, reinterpret_cast<const Bytef*>(compressed.data()),
                               static_cast<uInt>(compressed.size()));
  ThriftWriter header;
  header.begin_element();
  header.field_i32(1, form.type);
  header.field_i32(2, static_cast<int32_t>(size));
  header.field_i32(3, static_cast<int32_t>(compressed.size()));
  header.field_i32(4, static_cast<int32_t>(checksum));
  header.begin_struct(form.type == kDataPage ? 5 : 7);
  header.field_i32(1, static_cast<int32_t>(form.values));
  header.field_i32(2, static_cast<int32_t>(form.encoding));
  if (form.type == kDataPage) {
    header.field_i32(3, static_cast<int32_t>(Encoding::kRle));
    header.field_i32(4, static_cast<int32_t>(Encoding::kRle));
  }
  header.end_struct();
  header.end_struct();
  return header.take();
}

}  // namespace

class ParquetBuilder::Writer {
 public:
  Writer(const TableColumns& like, const Compression& compression) : compressor_(compression) {
    // Room for a whole file, so that it need not move as it grows; only what is written takes
    // memory.
    constexpr size_t kFileBytes = 16 << 20;
    for (const TableColumn& column : like.columns) forms_.push_back(form_of(column));
    out_.reserve(kFileBytes);
    out_ = kMagic;
  }

  Status add(const TableColumns& table, RowRange rows) {
    begin_group(table, rows.size());
    for (const TableColumn& column : table.columns) TRY(write_leaves(encode_column(column, rows)));
    return {};
  }

  // All rows, those of bytes where they lie.
  Status add_in_place(TableColumns& table) {
    begin_group(table, table.rows);
    for (TableColumn& column : table.columns) {
      if (std::holds_alternative<BytesValues>(column.values)) {
        TRY(write_leaves({encode_bytes_column(column)}));
      } else {
        TRY(write_leaves(encode_column(column, {0, table.rows})));
      }
    }
    return {};
  }

  void add_metadata(std::string name, std::string text) {
    metadata_.emplace_back(std::move(name), std::move(text));
  }
  size_t bytes() const { return out_.size(); }

  std::string finish() {
    const std::string footer = parquet_footer(forms_, groups_, metadata_);
    const auto size = static_cast<uint32_t>(footer.size());
    out_.append(footer).append(reinterpret_cast<const char*>(&size), sizeof(size)).append(kMagic);
    return std::move(out_);
  }

 private:
  void begin_group(const TableColumns& table, size_t rows) {
    CHECK(table.columns.size() == forms_.size());
    groups_.push_back({{}, rows});
  }

  Status write_leaves(std::vector<EncodedColumn> leaves) {
    for (EncodedColumn& leaf : leaves) groups_.back().chunks.push_back(TRY(write_chunk(leaf)));
    return {};
  }

  Result<ChunkMetadata> write_chunk(EncodedColumn& column) {
    ChunkMetadata chunk{
        column.type,   std::move(column.path), column.encoding,          column.has_dictionary,
        column.values, column.nulls,           std::move(column.bounds), out_.size()};
    if (column.dictionary.size() + column.page_view().size() >= kWorthCompressing) {
      TRY(write_pages(column, chunk));
      if (chunk.compressed_bytes + kWorthCompressing <= chunk.uncompressed_bytes) return chunk;
      out_.resize(chunk.offset);
    }
    chunk.codec = Codec::kUncompressed;
    TRY(write_pages(column, chunk));
    return chunk;
  }

  Status write_pages(const EncodedColumn& column, ChunkMetadata& chunk) {
    chunk.uncompressed_bytes = 0;
    chunk.compressed_bytes = 0;
    if (column.has_dictionary)
      TRY(write_page(column.dictionary,
                     {kDictionaryPage, column.dictionary_values, Encoding::kPlain}, chunk));
    chunk.data_offset = out_.size();
    return write_page(column.page_view(), {kDataPage, column.values, column.encoding}, chunk);
  }

  Status write_page(std::string_view page, const PageForm& form, ChunkMetadata& chunk) {
    const bool is_compressed = chunk.codec == Codec::kZstd;
    const std::string_view kept = is_compressed ? TRY(compressor_.compress(page)) : page;
    const std::string header = page_header(form, page.size(), kept);
    out_.append(header).append(kept);
    chunk.uncompressed_bytes += header.size() + page.size();
    chunk.compressed_bytes += header.size() + kept.size();
    return {};
  }

  PageCompressor compressor_;
  std::string out_;
  std::vector<ColumnForm> forms_;
  std::vector<RowGroupMetadata> groups_;
  FileMetadata metadata_;
};

ParquetBuilder::ParquetBuilder(const TableColumns& like, const Compression& compression)
    : writer_(std::make_unique<Writer>(like, compression)) {}
ParquetBuilder::ParquetBuilder(ParquetBuilder&&) noexcept = default;
ParquetBuilder::~ParquetBuilder() = default;

Status ParquetBuilder::add_row_group(TableColumns& table) {
  return writer_->add_in_place(table);
}

void ParquetBuilder::add_metadata(std::string name, std::string text) {
  writer_->add_metadata(std::move(name), std::move(text));
}

size_t ParquetBuilder::bytes() const {
  return writer_->bytes();
}

std::string ParquetBuilder::finish() {
  return writer_->finish();
}

Result<std::string> encode_parquet(const TableColumns& table, const EncodeOptions& options) {
  ParquetBuilder builder(table, options.compression);
  for (size_t row = 0; row < table.rows; row += options.row_group_rows)
    TRY(builder.writer_->add(table, {row, std::min(table.rows, row + options.row_group_rows)}));
  return builder.finish();
}

}  // namespace telltale
