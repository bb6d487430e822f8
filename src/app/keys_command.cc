// `telltale keys`: the keys of a lake, made, listed and revoked beside a running server or without
// one.
#include <set>

#include <fmt/format.h>

#include "app/command_line_actor.h"
#include "app/server_commands.h"
#include "base/message_text.h"
#include "refine/csv_fields.h"
#include "serve/key_store.h"
#include "store/lake.h"
#include "telemetry/sender.h"

namespace telltale {
namespace {

using serve::AccessKey;
using serve::KeyStore;

constexpr uint64_t kListBytesMax = 1UL << 30;
constexpr size_t kPageKeys = 10'000;

struct OpenKeys {
  OpenLake lake;
  std::unique_ptr<serve::AccessDatabase> database;
  std::unique_ptr<KeyStore> store;
};

Result<OpenKeys> open_keys(CommandContext& context, const std::string& folder) {
  OpenKeys keys{TRY(open_lake(context.env, folder)), nullptr, nullptr};
  keys.database = TRY(serve::AccessDatabase::open(folder, keys.lake.control->lake()));
  keys.store = std::make_unique<KeyStore>(*keys.database);
  return keys;
}

Status check_schema(const OpenKeys& keys, const std::string& schema) {
  if (schema.empty() || keys.lake.catalog().newest_schema(schema) != nullptr) return {};
  return Status::invalid(
      fmt::format("cannot make a key: the lake has no such schema: schema={}", printable(schema)));
}

// What a key is for: `device ID`, `prefix P` or any.
std::string writes_as(const AccessKey& key) {
  if (!key.may_ingest) return "";
  if (key.sender.empty()) return "any device";
  const Sender sender = read_sender(key.sender);
  return fmt::format("{} {}", sender.kind == Sender::Kind::kDevice ? "device" : "prefix",
                     sender.text);
}

Cell time_or_null(const std::optional<Instant>& instant) {
  return instant ? Cell::of(format_instant(*instant)) : Cell::null();
}

const std::vector<std::string> kColumns = {"id",      "name",    "scopes",    "writes_as", "schema",
                                           "created", "expires", "last_used", "state"};

std::vector<Cell> cells_of(const AccessKey& key, Instant now) {
  return {
      Cell::of(key.id),          Cell::of(key.name),          Cell::of(scopes_text(key)),
      Cell::of(writes_as(key)),  Cell::of(key.schema),        Cell::of(format_instant(key.created)),
      time_or_null(key.expires), time_or_null(key.last_used), Cell::of(state_text(key, now))};
}

Status show_made(CommandContext& context, const AccessKey& key, const std::string& text) {
  if (context.format == OutputFormat::kTable) {
    TRY(write_text(context.out, text + "\n"));
    TRY(flush_output(context.out));
    std::fprintf(context.messages,
                 "telltale: made key %s: it is shown this once, and kept nowhere\n",
                 key.id.c_str());
    return {};
  }
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  std::vector<std::string> columns = kColumns;
  columns.emplace_back("key");
  TRY(output->begin(columns));
  std::vector<Cell> cells = cells_of(key, key.created);
  cells.push_back(Cell::of(text));
  TRY(output->row(cells));
  return output->end();
}

Status wrong_line(const std::string& path, size_t line, std::string_view why) {
  return Status::invalid(fmt::format(
      "cannot read devices: {}: say `device,name` in each line: path={} line={}", why, path, line));
}

// Reads `device[,name]` lines, below a line that says so or not.
Result<std::vector<serve::KeyWish>> read_devices(CommandContext& context, const std::string& path) {
  const std::string text = TRY(read_file(context.env, path, kListBytesMax));
  std::vector<serve::KeyWish> wishes;
  std::set<std::string, std::less<>> seen;
  TextArena scratch;
  std::vector<CsvField> fields;
  std::string_view rest = text;
  for (size_t number = 1; !rest.empty(); ++number) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    if (!split_csv_row(line, ',', scratch, fields) || fields.size() > 2)
      return wrong_line(path, number, "it is no row of one or two fields");
    const std::string device(fields[0].text.view());
    if (number == 1 && device == "device") continue;
    if (!seen.insert(device).second) return wrong_line(path, number, "the device is there twice");
    const bool is_named = fields.size() == 2 && !fields[1].text.view().empty();
    const std::string name(fields[is_named ? 1 : 0].text.view());
    wishes.push_back({name, "ingest", device, "", "", ""});
  }
  return wishes;
}

// All keys in one transaction; their texts are shown once it is durable.
Result<int> make_for_devices(CommandContext& context, const KeysCreateArguments& arguments) {
  const OpenKeys keys = TRY(open_keys(context, arguments.folder));
  std::vector<serve::KeyWish> wishes = TRY(read_devices(context, arguments.devices_file));
  TRY(check_schema(keys, arguments.wish.schema));
  const Instant now = context.clock.now();
  std::vector<AccessKey> made;
  std::vector<std::string> texts;
  for (serve::KeyWish& wish : wishes) {
    wish.schema = arguments.wish.schema;
    wish.expires = arguments.wish.expires;
    serve::MadeKey key = serve::with_secret(TRY(plan_key(wish, now)));
    made.push_back(std::move(key.key));
    texts.push_back(std::move(key.text));
  }
  TRY(keys.store->add(made, command_line_actor()));
  const OutputFormat format =
      context.format == OutputFormat::kTable ? OutputFormat::kCsv : context.format;
  const std::unique_ptr<RowSink> output = make_output(format, context.out);
  TRY(output->begin({"device", "key"}));
  for (size_t i = 0; i < made.size(); ++i)
    TRY(output->row(std::vector<Cell>{Cell::of(wishes[i].device), Cell::of(texts[i])}));
  TRY(output->end());
  std::fprintf(context.messages,
               "telltale: made %s keys: they are shown this once, and kept nowhere\n",
               with_commas(made.size()).c_str());
  return kExitDone;
}

}  // namespace

Result<int> run_keys_create(CommandContext& context, const KeysCreateArguments& arguments) {
  if (!arguments.devices_file.empty()) return make_for_devices(context, arguments);
  const OpenKeys keys = TRY(open_keys(context, arguments.folder));
  TRY(check_schema(keys, arguments.wish.schema));
  const serve::MadeKey made =
      serve::with_secret(TRY(plan_key(arguments.wish, context.clock.now())));
  TRY(keys.store->add({&made.key, 1}, command_line_actor()));
  TRY(show_made(context, made.key, made.text));
  return kExitDone;
}

Result<int> run_keys_list(CommandContext& context, const std::string& folder) {
  const OpenKeys keys = TRY(open_keys(context, folder));
  const Instant now = context.clock.now();
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin(kColumns));
  std::string after;
  size_t listed = kPageKeys;
  while (listed == kPageKeys) {
    listed = 0;
    TRY(keys.store->list(after, kPageKeys, [&](const AccessKey& key) {
      ++listed;
      after = key.id;
      return output->row(cells_of(key, now));
    }));
  }
  TRY(output->end());
  return kExitDone;
}

Result<int> run_keys_revoke(CommandContext& context, const KeysRevokeArguments& arguments) {
  const OpenKeys keys = TRY(open_keys(context, arguments.folder));
  const AccessKey key =
      TRY(keys.store->revoke(arguments.id, context.clock.now(), command_line_actor()));
  std::fprintf(context.messages,
               "telltale: revoked key %s (%s): a running server refuses it within a second\n",
               key.id.c_str(), printable(key.name).c_str());
  return kExitDone;
}

}  // namespace telltale
