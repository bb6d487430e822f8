#include "ingest/request_records.h"

#include "ingest/log_probe.h"
#include "telemetry/limits.h"

namespace telltale {
namespace {

Layout layout_for(std::string_view body, BodyForm form, const Schema& schema) {
  switch (form) {
    case BodyForm::kJson:
      return Layout::kJsonArray;
    case BodyForm::kJsonLines:
      return Layout::kLines;
    case BodyForm::kCsv:
      return Layout::kCsv;
    case BodyForm::kByBytes:
      break;
  }
  return layout_of(schema, body);
}

class Splitting {
 public:
  Splitting(Layout layout, const Schema& schema)
      : layout_(layout), splitter_(make_splitter(layout, schema.csv)) {
    records_.format = layout == Layout::kCsv ? RecordFormat::kCsv : RecordFormat::kJson;
  }

  void skip_header(std::string_view& body) {
    records_.csv_header = first_line(body);
    Piece header;
    while (splitter_->next(body, true, header)) {
      body.remove_prefix(header.total());
      if (header.size > 0) return;
    }
  }

  void take(std::string_view body) {
    records_.bytes.reserve(body.size());
    Piece piece;
    while (splitter_->next(body, true, piece)) {
      if (piece.size > 0) take_piece(body.substr(piece.skip, piece.size));
      body.remove_prefix(piece.total());
    }
  }

  RequestRecords finish() { return std::move(records_); }

 private:
  void take_piece(std::string_view piece) {
    if (layout_ != Layout::kLines || piece.front() != '[' || !split_json_array(piece, elements_))
      return add(piece);
    for (const std::string_view element : elements_) add(element);
  }

  void add(std::string_view record) {
    records_.sizes.push_back(static_cast<uint32_t>(record.size()));
    records_.bytes.append(record);
  }

  const Layout layout_;
  std::unique_ptr<Splitter> splitter_;
  RequestRecords records_;
  std::vector<std::string_view> elements_;
};

}  // namespace

Result<RequestRecords> split_request(std::string_view body, BodyForm form, const Schema& schema) {
  CHECK(body.size() <= kRecordBytesMax);
  if (body.starts_with(kByteOrderMark)) body.remove_prefix(kByteOrderMark.size());
  const Layout layout = layout_for(body, form, schema);
  Splitting splitting(layout, schema);
  if (layout == Layout::kCsv && schema.csv.header != CsvForm::Header::kAbsent)
    splitting.skip_header(body);
  splitting.take(body);
  RequestRecords records = splitting.finish();
  if (records.sizes.empty()) return Status::invalid("there is no record in the body");
  return records;
}

}  // namespace telltale
