#include "store/batch_stream.h"

#include <arrow/api.h>
#include <arrow/c/abi.h>
#include <arrow/c/bridge.h>
#include <arrow/io/interfaces.h>
#include <arrow/ipc/writer.h>
#include <parquet/arrow/writer.h>

#include "base/message_text.h"

namespace telltale {
namespace {

// Gives what Arrow writes to a function, whose error is kept: Arrow's own says less.
class WriteThrough : public arrow::io::OutputStream {
 public:
  explicit WriteThrough(BatchStream::Write write) : write_(std::move(write)) {}

  using arrow::io::OutputStream::Write;
  arrow::Status Write(const void* data, int64_t size) override {
    error_ = write_({static_cast<const char*>(data), static_cast<size_t>(size)});
    written_ += size;
    return error_.ok() ? arrow::Status::OK() : arrow::Status::IOError("stopped");
  }
  arrow::Status Close() override { return arrow::Status::OK(); }
  bool closed() const override { return false; }
  arrow::Result<int64_t> Tell() const override { return written_; }
  const Status& error() const { return error_; }

 private:
  const BatchStream::Write write_;
  int64_t written_ = 0;
  Status error_;
};

// What both forms share: batches of one schema, written by one of Arrow's writers.
class ArrowBatches : public BatchStream {
 public:
  explicit ArrowBatches(Write write) : out_(std::make_shared<WriteThrough>(std::move(write))) {}

  Status open(const FillSchema& fill) {
    ArrowSchema schema{};
    TRY(fill(&schema));
    auto imported = arrow::ImportSchema(&schema);
    TRY(status_of(imported.status()));
    schema_ = *std::move(imported);
    return status_of(open_writer());
  }

  Status add(const FillBatch& fill) override {
    ArrowArray batch{};
    TRY(fill(&batch));
    auto imported = arrow::ImportRecordBatch(&batch, schema_);
    TRY(status_of(imported.status()));
    return status_of(write_batch(**imported));
  }

  Status end() override { return status_of(close_writer()); }

 protected:
  virtual arrow::Status open_writer() = 0;
  virtual arrow::Status write_batch(const arrow::RecordBatch& batch) = 0;
  virtual arrow::Status close_writer() = 0;

  std::shared_ptr<WriteThrough> out_;
  std::shared_ptr<arrow::Schema> schema_;

 private:
  Status status_of(const arrow::Status& status) const {
    if (status.ok()) return {};
    if (!out_->error().ok()) return out_->error();
    if (status.IsOutOfMemory()) return Status::exhausted("there is no memory for the result");
    const std::string message = one_line(status.message());
    if (status.IsNotImplemented() || status.IsInvalid() || status.IsTypeError())
      return Status::invalid("a column has a type that this format has not: cast it: " + message);
    return Status::internal("cannot write the result: " + message);
  }
};

class IpcStream : public ArrowBatches {
 public:
  using ArrowBatches::ArrowBatches;

 private:
  arrow::Status open_writer() override {
    return arrow::ipc::MakeStreamWriter(out_, schema_).Value(&writer_);
  }
  arrow::Status write_batch(const arrow::RecordBatch& batch) override {
    return writer_->WriteRecordBatch(batch);
  }
  arrow::Status close_writer() override { return writer_->Close(); }

  std::shared_ptr<arrow::ipc::RecordBatchWriter> writer_;
};

class ParquetStream : public ArrowBatches {
 public:
  using ArrowBatches::ArrowBatches;

 private:
  // As many rows as are held in memory until they are written.
  static constexpr int64_t kGroupRows = 64 << 10;

  arrow::Status open_writer() override {
    const auto properties = parquet::WriterProperties::Builder()
                                .compression(parquet::Compression::ZSTD)
                                ->max_row_group_length(kGroupRows)
                                ->build();
    // Types that Parquet has not, such as the zone of a time, are told from the schema beside.
    const auto arrow_properties = parquet::ArrowWriterProperties::Builder().store_schema()->build();
    return parquet::arrow::FileWriter::Open(*schema_, arrow::default_memory_pool(), out_,
                                            properties, arrow_properties)
        .Value(&writer_);
  }
  arrow::Status write_batch(const arrow::RecordBatch& batch) override {
    return writer_->WriteRecordBatch(batch);
  }
  arrow::Status close_writer() override { return writer_->Close(); }

  std::unique_ptr<parquet::arrow::FileWriter> writer_;
};

template <typename Stream>
Result<std::unique_ptr<BatchStream>> open_stream(const BatchStream::FillSchema& fill,
                                                 BatchStream::Write write) {
  auto stream = std::make_unique<Stream>(std::move(write));
  TRY(stream->open(fill));
  return std::unique_ptr<BatchStream>(std::move(stream));
}

}  // namespace

Result<std::unique_ptr<BatchStream>> BatchStream::begin(BatchForm form, const FillSchema& fill,
                                                        Write write) {
  return form == BatchForm::kArrow ? open_stream<IpcStream>(fill, std::move(write))
                                   : open_stream<ParquetStream>(fill, std::move(write));
}

}  // namespace telltale
