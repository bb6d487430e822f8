#include "store/arrow_stream.h"

#include <arrow/api.h>
#include <arrow/c/abi.h>
#include <arrow/c/bridge.h>
#include <arrow/io/interfaces.h>
#include <arrow/ipc/writer.h>

namespace telltale {
namespace {

// Gives what Arrow writes to a function, whose error is kept: Arrow's own says less.
class WriteThrough : public arrow::io::OutputStream {
 public:
  explicit WriteThrough(ArrowStream::Write write) : write_(std::move(write)) {}

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
  const ArrowStream::Write write_;
  int64_t written_ = 0;
  Status error_;
};

class IpcStream : public ArrowStream {
 public:
  explicit IpcStream(Write write) : out_(std::make_shared<WriteThrough>(std::move(write))) {}

  Status open(const FillSchema& fill) {
    ArrowSchema schema{};
    TRY(fill(&schema));
    auto imported = arrow::ImportSchema(&schema);
    TRY(status_of(imported.status()));
    schema_ = *std::move(imported);
    auto writer = arrow::ipc::MakeStreamWriter(out_, schema_);
    TRY(status_of(writer.status()));
    writer_ = *std::move(writer);
    return {};
  }

  Status add(const FillBatch& fill) override {
    ArrowArray batch{};
    TRY(fill(&batch));
    auto imported = arrow::ImportRecordBatch(&batch, schema_);
    TRY(status_of(imported.status()));
    return status_of(writer_->WriteRecordBatch(**imported));
  }

  Status end() override { return status_of(writer_->Close()); }

 private:
  Status status_of(const arrow::Status& status) const {
    if (status.ok()) return {};
    if (!out_->error().ok()) return out_->error();
    return Status::internal("cannot write an Arrow stream: " + status.message());
  }

  std::shared_ptr<WriteThrough> out_;
  std::shared_ptr<arrow::Schema> schema_;
  std::shared_ptr<arrow::ipc::RecordBatchWriter> writer_;
};

}  // namespace

Result<std::unique_ptr<ArrowStream>> ArrowStream::begin(const FillSchema& fill, Write write) {
  auto stream = std::make_unique<IpcStream>(std::move(write));
  TRY(stream->open(fill));
  return std::unique_ptr<ArrowStream>(std::move(stream));
}

}  // namespace telltale
