// `telltale ingest --server`: files to a server, in requests of bounded size. Where each request
// begins and ends follows from the file's bytes alone, and so does its key: a run that was
// interrupted is run again, and what the server has already it does not take twice.
#include <fmt/format.h>

#include "app/remote_commands.h"
#include "app/stop_signal.h"
#include "base/random.h"
#include "ingest/log_probe.h"
#include "serve/http.h"
#include "telemetry/schema_yaml.h"

namespace telltale {
namespace {

constexpr size_t kRequestBytes = 2 << 20;  // a request is due
constexpr int kTriesMax = 30;

std::string_view media_type_of(Layout layout) {
  switch (layout) {
    case Layout::kCsv:
      return "text/csv";
    case Layout::kJsonArray:
      return "application/json";
    default:
      return "application/x-ndjson";
  }
}

// Cuts a log into the bodies of requests: whole records, those of CSV below the header's line.
class BodyCutter {
 public:
  BodyCutter(ProbedLog probed, const Schema& schema)
      : layout_(probed.layout),
        stream_(std::move(probed.rest)),
        splitter_(make_splitter(probed.layout, schema.csv)),
        window_(std::move(probed.head)) {
    if (window_.starts_with(kByteOrderMark)) window_.erase(0, kByteOrderMark.size());
    has_header_ = layout_ == Layout::kCsv && schema.csv.header != CsvForm::Header::kAbsent;
    header_ = probed.csv_header + "\n";
  }

  std::string_view media_type() const { return media_type_of(layout_); }
  uint64_t offset() const { return offset_; }  // where the next body begins

  // The next body. Nothing: all has been given out.
  Result<std::optional<std::string>> next() {
    if (has_header_ && offset_ == 0) TRY(take(nullptr));
    std::string records;
    while (records.size() < kRequestBytes && TRY(take(&records))) {
    }
    if (records.empty()) return std::optional<std::string>();
    return std::optional(has_header_ ? header_ + records : std::move(records));
  }

 private:
  // Moves the next record to `records`, or passes over it. False: there is none.
  Result<bool> take(std::string* records) {
    Piece piece;
    while (true) {
      const std::string_view window = std::string_view(window_).substr(begin_);
      if (splitter_->next(window, at_end_, piece)) {
        begin_ += piece.total();
        offset_ += piece.total();
        if (piece.size == 0) continue;
        if (records != nullptr) {
          records->append(window.substr(piece.skip, piece.size));
          records->append("\n");
        }
        return true;
      }
      if (at_end_) return false;
      TRY(read_more());
    }
  }

  Status read_more() {
    constexpr size_t kReadBytes = 1 << 20;
    window_.erase(0, begin_);
    begin_ = 0;
    const size_t before = window_.size();
    window_.resize(before + kReadBytes);
    const size_t got = TRY(stream_->read(std::span(window_.data() + before, kReadBytes)));
    window_.resize(before + got);
    at_end_ = got == 0;
    return {};
  }

  const Layout layout_;
  std::unique_ptr<ByteStream> stream_;
  std::unique_ptr<Splitter> splitter_;
  std::string window_;
  size_t begin_ = 0;
  bool at_end_ = false;
  bool has_header_ = false;
  std::string header_;
  uint64_t offset_ = 0;
};

class Upload {
 public:
  Upload(CommandContext& context, const IngestArguments& arguments)
      : context_(context), arguments_(arguments) {}

  Result<int> run() {
    client_ = TRY(HttpClient::open(arguments_.server));
    TRY(choose_schema());
    output_ = make_output(context_.format, context_.out);
    TRY(output_->begin({"file", "accepted", "first", "last"}));
    for (const std::string& file : arguments_.files) {
      if (stop_requested()) break;
      TRY(send_file(file));
    }
    TRY(output_->end());
    if (!stop_requested()) return kExitDone;
    message("stopped: run the same command again to go on");
    return kExitCheckFailed;
  }

 private:
  // The schema that the records follow, as the server has it: it says how CSV is split.
  Status choose_schema() {
    const std::string& wanted = arguments_.schema;
    if (wanted.find('/') != std::string::npos || wanted.ends_with(".yaml") ||
        wanted.ends_with(".yml")) {
      TRY(add_schema(TRY(read_file(context_.env, wanted, 1 << 20))));
    } else if (!wanted.empty()) {
      name_ = wanted;
    } else {
      TRY(find_default());
    }
    const Json json = TRY(client_->get_json("/v1/schemas/" + serve::encode_percent(name_)));
    schema_ = TRY(parse_schema(TRY(JsonFields(json, "schema").text_at("yaml")), name_));
    return {};
  }

  Status add_schema(const std::string& yaml) {
    HttpAsk ask;
    ask.path = "/v1/schemas";
    ask.fields = {"Content-Type: application/yaml"};
    ask.body = yaml;
    ask.is_post = true;
    const Json json = TRY(Json::parse(TRY(client_->send(ask))));
    name_ = TRY(JsonFields(json, "schema").text_at("name"));
    return {};
  }

  Status find_default() {
    const Json json = TRY(client_->get_json("/v1/schemas"));
    for (const Json& item : *TRY(JsonFields(json, "schemas").array_at("schemas"))) {
      const JsonFields schema(item, "schema");
      if (TRY(schema.bool_at("default"))) name_ = TRY(schema.text_at("name"));
    }
    return {};
  }

  Status send_file(const std::string& file) {
    const bool is_stream = file == "-";
    const std::string digest = TRY(digest_of(file));
    auto stream = TRY(is_stream ? context_.env.standard_input() : context_.env.open_stream(file));
    BodyCutter cutter(TRY(probe_log(std::move(stream), schema_)), schema_);
    uint64_t accepted = 0;
    std::string first;
    std::string last;
    while (!stop_requested()) {
      const std::string key = fmt::format("{}:{}:{}", digest, cutter.offset(), name_);
      const std::optional<std::string> body = TRY(cutter.next());
      if (!body) break;
      const Json json = TRY(Json::parse(TRY(send(*body, cutter.media_type(), key))));
      const JsonFields taken(json, "answer");
      accepted += TRY(taken.uint_at("accepted"));
      last = TRY(taken.text_at("last"));
      if (first.empty()) first = TRY(taken.text_at("first"));
    }
    return output_->row(std::vector<Cell>{Cell::of(is_stream ? "standard input" : file_name(file)),
                                          Cell::of(accepted),
                                          first.empty() ? Cell::null() : Cell::of(first),
                                          last.empty() ? Cell::null() : Cell::of(last)});
  }

  // Under which a file's requests may be repeated; a stream, or a file taken as new, has one of its
  // own each time.
  Result<std::string> digest_of(const std::string& file) const {
    if (file == "-" || arguments_.again)
      return fmt::format("{:016x}{:016x}", system_entropy(), system_entropy());
    return to_hex(TRY(digest_of_file(context_.env, file)));
  }

  // A server that is busy or away is asked again after the time it names.
  Result<std::string> send(const std::string& body, std::string_view type, const std::string& key) {
    HttpAsk ask;
    ask.path = "/v1/readings";
    ask.parameters = {{"schema", name_}};
    ask.fields = {fmt::format("Content-Type: {}", type), "Idempotency-Key: " + key,
                  "Prefer: return=minimal"};
    ask.body = body;
    ask.is_post = true;
    for (int tries = 1;; ++tries) {
      Result<std::string> answer = client_->send(ask);
      if (answer.status().code() != Code::kUnavailable || tries == kTriesMax) return answer;
      message(answer.status().message() + ": trying again");
      if (wait_for_stop(std::chrono::seconds(client_->retry_after())))
        return Status::unavailable("stopped: run the same command again to go on");
    }
  }

  void message(const std::string& text) const {
    std::fprintf(context_.messages, "telltale: %s\n", text.c_str());
  }

  CommandContext& context_;
  const IngestArguments& arguments_;
  std::unique_ptr<HttpClient> client_;
  std::unique_ptr<RowSink> output_;
  std::string name_;
  Schema schema_;
};

}  // namespace

Result<int> run_remote_ingest(CommandContext& context, const IngestArguments& arguments) {
  return Upload(context, arguments).run();
}

}  // namespace telltale
