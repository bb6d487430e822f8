#include "app/show_records.h"

#include <charconv>

#include <fmt/format.h>

#include "base/json.h"
#include "base/message_text.h"
#include "serve/books_rows.h"

namespace telltale {
namespace {

uint64_t number_in(std::string_view text) {
  uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Json books_object(const BooksPage& page) {
  const std::vector<Cell> cells = serve::books_cells(page);
  const std::vector<std::string>& names = serve::books_columns(serve::BooksBy::kTotal);
  Json object = Json::object();
  for (size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].kind == Cell::Kind::kBoolean) {
      object.add(names[i], cells[i].text == "true");
    } else {
      object.add(names[i], number_in(cells[i].text));
    }
  }
  return object;
}

Cell text_or_null(const std::string& text) {
  return text.empty() ? Cell::null() : Cell::of(text);
}

std::string path_of(const std::string& folder, const std::string& file) {
  return folder.empty() ? file : join_path(folder, file);
}

std::string joined_files(const std::string& folder, const FoundRecord& record) {
  std::vector<std::string> paths;
  for (const std::string& file : record.files) paths.push_back(path_of(folder, file));
  return fmt::format("{}", fmt::join(paths, " "));
}

// For people: a line a fact, so that paths do not make the page wide.
Status show_found(CommandContext& context, const std::string& folder, const FoundRecord& record) {
  std::string text;
  const auto line = [&](const char* name, const std::string& value) {
    if (!value.empty()) text += fmt::format("{:12} {}\n", name, printable(value));
  };
  line("receipt", format_receipt(record.position));
  std::string disposition(name_of(record.disposition));
  if (record.is_late) disposition += ", late";
  if (record.is_anomalous) disposition += fmt::format(", unusual (score {:.2f})", record.score);
  line("disposition", disposition);
  if (!record.reason.empty()) {
    line("reason", record.reason);
    line("", std::string(advice_of(*reject_reason_named(record.reason))));
  }
  line("field", record.field);
  line("value", record.value);
  if (record.first) line("repeats", format_receipt(*record.first));
  line("device", record.device);
  if (record.event_time) line("event time", format_instant(instant_of(*record.event_time)));
  line("log", fmt::format("{} ({})", static_cast<uint32_t>(record.position.log), record.log_name));
  line("commit", std::to_string(static_cast<uint64_t>(record.commit)));
  for (const std::string& file : record.files) line("file", path_of(folder, file));
  constexpr size_t kShownBytesMax = 512;
  line("bytes",
       record.bytes.substr(0, kShownBytesMax) + (record.bytes.size() > kShownBytesMax ? " …" : ""));
  return write_text(context.out, text + "\n");
}

Status show_found_rows(CommandContext& context, const std::string& folder,
                       const std::vector<FoundRecord>& records) {
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin({"receipt", "disposition", "reason", "field", "value", "first_receipt",
                     "device_id", "event_time", "late", "is_anomaly", "log_name", "commit", "files",
                     "bytes"}));
  for (const FoundRecord& record : records) {
    TRY(output->row(std::vector<Cell>{
        Cell::of(format_receipt(record.position)), Cell::of(name_of(record.disposition)),
        text_or_null(record.reason), text_or_null(record.field), text_or_null(record.value),
        record.first ? Cell::of(format_receipt(*record.first)) : Cell::null(),
        text_or_null(record.device),
        record.event_time ? Cell::of(format_instant(instant_of(*record.event_time))) : Cell::null(),
        Cell::of(record.is_late), Cell::of(record.is_anomalous), Cell::of(record.log_name),
        Cell::of(static_cast<uint64_t>(record.commit)), Cell::of(joined_files(folder, record)),
        record.has_bytes ? Cell::of(record.bytes) : Cell::null()}));
  }
  return output->end();
}

}  // namespace

Status show_books_total(CommandContext& context, const BooksTotal& shown) {
  const BooksPage& total = shown.page;
  if (context.format == OutputFormat::kJson) {
    Json object = books_object(total);
    object.add("commit", shown.commit);
    object.add("digest", shown.digest);
    return write_text(context.out, object.dump(2) + "\n");
  }
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin(serve::books_columns(serve::BooksBy::kTotal)));
  TRY(output->row(serve::books_cells(total)));
  TRY(output->end());
  if (context.format != OutputFormat::kTable) return {};
  std::string sum;
  for (int i = 1; i <= kDispositionCount; ++i) {
    const auto disposition = static_cast<Disposition>(i % kDispositionCount);
    const uint64_t count = total.count(disposition);
    if (count == 0 && disposition != Disposition::kStored) continue;
    sum +=
        fmt::format("{}{} {}", sum.empty() ? "" : " + ", with_commas(count), name_of(disposition));
  }
  return write_text(context.out,
                    fmt::format("\n{} received = {}: the books {}.\n", with_commas(total.received),
                                sum, total.balances() ? "balance" : "DO NOT BALANCE"));
}

Status show_records(CommandContext& context, const std::string& folder,
                    const std::vector<FoundRecord>& records) {
  if (context.format != OutputFormat::kTable) return show_found_rows(context, folder, records);
  for (const FoundRecord& record : records) TRY(show_found(context, folder, record));
  return flush_output(context.out);
}

const std::vector<std::string>& reject_columns_shown() {
  static const std::vector<std::string> kColumns = {"receipt",   "reason", "field",      "value",
                                                    "device_id", "schema", "ingest_time"};
  return kColumns;
}

Status show_reject(RowSink& sink, const RejectedRecord& reject) {
  return sink.row(std::vector<Cell>{
      Cell::of(format_receipt(reject.position)), Cell::of(reject.reason),
      text_or_null(reject.field), text_or_null(reject.value), text_or_null(reject.device),
      Cell::of(reject.schema), Cell::of(format_instant(instant_of(reject.ingest_time)))});
}

}  // namespace telltale
