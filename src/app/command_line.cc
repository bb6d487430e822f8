#include "app/command_line.h"

#include <filesystem>
#include <functional>

#include <CLI/CLI.hpp>

#include "app/commands.h"
#include "app/stop_signal.h"

namespace telltale {
namespace {

int exit_code_of(const Status& status) {
  switch (status.code()) {
    case Code::kInvalid:
    case Code::kExists:
      return kExitWrongUse;
    case Code::kCorrupt:
      return kExitCheckFailed;
    default:
      return kExitWorldFailed;
  }
}

// Declares every command; the one that was said becomes `action`.
class CommandLine {
 public:
  CommandLine() {
    root_.require_subcommand(1);
    root_.failure_message(CLI::FailureMessage::simple);
    root_
        .add_option("--config", context_.config_file,
                    "options, as `telltale config --reference` shows them")
        ->type_name("FILE");
    add_init();
    add_ingest();
    add_sql();
    add_books();
    add_where_is();
    add_rejects();
    add_anomalies();
    add_verify();
    add_files();
    add_redrive();
    add_maintain();
    add_retention();
    add_storage();
    add_score();
    add_simulate();
    add_serve();
    add_keys();
    add_status();
    add_doctor();
    add_support_bundle();
    add_schema();
    add_config();
    add_metrics();
    add_version();
  }

  int run(int argc, char** argv) {
    try {
      root_.parse(argc, argv);
    } catch (const CLI::Success& wish) {
      return root_.exit(wish);
    } catch (const CLI::ParseError& error) {
      std::fprintf(stderr, "telltale: %s: `telltale --help` shows what can be said\n",
                   error.what());
      return kExitWrongUse;
    }
    const Result<int> outcome = act();
    if (outcome.ok()) return outcome.value();
    if (outcome.status().code() == Code::kCancelled) return kExitDone;
    std::fflush(stdout);
    std::fprintf(stderr, "telltale: %s\n", outcome.status().message().c_str());
    return exit_code_of(outcome.status());
  }

 private:
  Result<int> act() {
    if (!context_.config_file.empty()) {
      const std::string yaml = TRY(read_file(context_.env, context_.config_file, 1 << 20));
      TRY(read_options(yaml, context_.config_file, context_.options));
    }
    if (lanes_ > 0) context_.options.lanes = lanes_;
    if (is_lake_missing_) return Status::invalid("say which lake: --data DIR, or --server URL");
    return action_();
  }

  CLI::App* add(const char* name, const char* what, const char* example,
                std::function<Result<int>()> action) {
    return add_to(root_, {name, what, example}, std::move(action));
  }

  struct Words {
    const char* name;
    const char* what;
    const char* example;
  };

  CLI::App* add_to(CLI::App& parent, const Words& words, std::function<Result<int>()> action) {
    CLI::App* command = parent.add_subcommand(words.name, words.what);
    command->footer(std::string("Example:\n  ") + words.example);
    command->callback([this, action = std::move(action)] { action_ = action; });
    return command;
  }

  void add_format(CLI::App* command) {
    static const std::map<std::string, OutputFormat> kFormats = {{"table", OutputFormat::kTable},
                                                                 {"csv", OutputFormat::kCsv},
                                                                 {"json", OutputFormat::kJson}};
    command->add_option("--format", context_.format, "table, csv or json")
        ->transform(CLI::CheckedTransformer(kFormats).description(""))
        ->type_name("FORMAT")
        ->default_str("table");
  }

  // Paths are kept absolute, so that what is printed of them stays true anywhere.
  static std::string absolute_folder(const std::string& path) {
    std::string absolute = std::filesystem::absolute(path).lexically_normal().string();
    while (absolute.size() > 1 && absolute.back() == '/') absolute.pop_back();
    return absolute;
  }

  void add_folder(CLI::App* command, std::string& folder, const char* name = "--data") {
    command
        ->add_option_function<std::string>(
            name, [&folder](const std::string& path) { folder = absolute_folder(path); },
            "the lake's folder")
        ->required()
        ->type_name("DIR");
  }

  void add_server(CLI::App* command, ServerAddress& server, const char* what) {
    command->add_option("--server", server.url, what)->type_name("URL");
    command->add_option("--key", server.key, "who asks the server; better in TELLTALE_KEY")
        ->envname("TELLTALE_KEY")
        ->type_name("KEY");
    command->add_option("--lake", server.lake, "which of the server's lakes; default: its first")
        ->type_name("NAME");
  }

  // The lake's folder, or a server that has it.
  void add_lake(CLI::App* command, std::string& folder, ServerAddress& server) {
    CLI::Option* data = command->add_option_function<std::string>(
        "--data", [&folder](const std::string& path) { folder = absolute_folder(path); },
        "the lake's folder");
    data->type_name("DIR");
    add_server(command, server, "a server that has the lake");
    CLI::Option* url = command->get_option("--server");
    url->excludes(data);
    command->parse_complete_callback(
        [this, data, url] { is_lake_missing_ = data->count() == 0 && url->count() == 0; });
  }

  void add_init() {
    CLI::App* command = add("init", "Make a lake: a folder that holds a tenant's data.",
                            "telltale init plant --schema smart_device",
                            [this] { return run_init(context_, init_); });
    add_folder(command, init_.folder, "DIR");
    command
        ->add_option("--schema", init_.schema, "the schema used when none is named; a name or file")
        ->type_name("NAME|FILE");
  }

  void add_ingest() {
    CLI::App* command =
        add("ingest",
            "Take records from files or standard input (-): JSON lines, JSON array or CSV, "
            "plain or gzip.",
            "telltale ingest --data plant readings-*.ndjson.gz",
            [this] { return run_ingest(context_, ingest_); });
    add_lake(command, ingest_.folder, ingest_.server);
    command->add_option("--schema", ingest_.schema, "what a record is; default: the lake's")
        ->type_name("NAME|FILE");
    static const std::map<std::string, JudgeTier> kTiers = {
        {"off", JudgeTier::kOff}, {"basic", JudgeTier::kBasic}, {"standard", JudgeTier::kStandard}};
    command
        ->add_option("--judge", ingest_.judge,
                     "how thoroughly signals are judged: off, basic, standard")
        ->transform(CLI::CheckedTransformer(kTiers).description(""))
        ->type_name("TIER")
        ->default_str("standard");
    command->add_flag("--again", ingest_.again, "take files that were ingested before as new logs");
    command->add_option("--lanes", lanes_, "threads that share out the devices; changes no result")
        ->type_name("N")
        ->check(CLI::Range(1, 64));
    command->add_flag("--timings", ingest_.timings, "say what the processor time went into");
    command->add_option("FILE", ingest_.files, "files, or - for standard input")->required();
    add_format(command);
  }

  void add_sql() {
    CLI::App* command = add("sql", "Run one SELECT over the newest commit.",
                            "telltale sql --data plant \"SELECT device_id, avg(temperature) FROM "
                            "device_metrics GROUP BY 1\"",
                            [this] { return run_sql(context_, sql_); });
    add_lake(command, sql_.folder, sql_.server);
    command->add_option("QUERY", sql_.query, "one SELECT")->required();
    command->add_option("--as-of", sql_.as_of, "what the lake showed then: a commit, or a time")
        ->type_name("COMMIT|TIME");
    add_format(command);
  }

  void add_books() {
    CLI::App* command = add("books", "Show what became of every record, and whether it adds up.",
                            "telltale books --data plant --by reason",
                            [this] { return run_books(context_, books_); });
    add_lake(command, books_.folder, books_.server);
    static const std::map<std::string, serve::BooksBy> kBy = {{"log", serve::BooksBy::kLog},
                                                              {"day", serve::BooksBy::kDay},
                                                              {"reason", serve::BooksBy::kReason}};
    command->add_option("--by", books_.by, "log, day or reason")
        ->transform(CLI::CheckedTransformer(kBy).description(""))
        ->type_name("WHAT");
    add_format(command);
  }

  void add_where_is() {
    CLI::App* command =
        add("where-is", "Tell what became of a record: by its receipt, or by device and time.",
            "telltale where-is --data plant 3:18446:0",
            [this] { return run_where_is(context_, where_is_); });
    add_lake(command, where_is_.folder, where_is_.server);
    command->add_option("RECEIPT|DEVICE", where_is_.what, "a receipt, or a device id")->required();
    command->add_option("TIME", where_is_.time, "event time of the device's reading");
    add_format(command);
  }

  void add_rejects() {
    CLI::App* command = add("rejects", "Show the records that were refused, with reasons.",
                            "telltale rejects --data plant --raw > again.ndjson",
                            [this] { return run_rejects(context_, rejects_); });
    add_lake(command, rejects_.folder, rejects_.server);
    command->add_flag("--raw", rejects_.raw, "their exact bytes, one record a line");
    add_format(command);
  }

  void add_anomalies() {
    CLI::App* command = add("anomalies", "Show what was found unusual, and why.",
                            "telltale anomalies --data plant --device thermostat-17",
                            [this] { return run_anomalies(context_, anomalies_); });
    add_lake(command, anomalies_.folder, anomalies_.server);
    command->add_option("--device", anomalies_.device, "of this device only")->type_name("ID");
    command->add_option("--since", anomalies_.since, "from this event time on")->type_name("TIME");
    add_format(command);
  }

  void add_verify() {
    CLI::App* command =
        add("verify", "Compute books, digests and rows again from the lake alone.",
            "telltale verify --data plant", [this] { return run_verify(context_, verify_); });
    add_folder(command, verify_.folder);
    command->add_flag("--quick", verify_.quick, "only commit hashes, file sizes and counters");
    add_format(command);
  }

  void add_files() {
    CLI::App* command = add("files", "List the live files of the newest commit, for other engines.",
                            "telltale files --data plant --table device_metrics --format csv",
                            [this] { return run_files(context_, files_); });
    add_folder(command, files_.folder);
    command->add_option("--table", files_.table, "raw, device_metrics, anomalies or ledger")
        ->type_name("TABLE");
    add_format(command);
  }

  void add_retention() {
    CLI::App* command =
        add("retention", "Show how long rows are kept, or say so.",
            "telltale retention --data plant --table device_metrics --schema wsn --keep 400d",
            [this] { return run_retention(context_, retention_); });
    add_folder(command, retention_.folder);
    command->add_option("--table", retention_.table, "of which table")->type_name("TABLE");
    command->add_option("--schema", retention_.schema, "of which schema; default: every one")
        ->type_name("NAME");
    command->add_option("--keep", retention_.keep, "how long: 90d, 52w, forever")->type_name("T");
    add_format(command);
  }

  void add_storage() {
    CLI::App* command =
        add("storage", "Show what the lake weighs, and how long the disk will do.",
            "telltale storage --data plant", [this] { return run_storage(context_, storage_); });
    add_folder(command, storage_.folder);
    add_format(command);
  }

  void add_redrive() {
    CLI::App* command = add("redrive", "Take rejects again, under a newer schema.",
                            "telltale redrive --data plant --where \"reason = 'out_of_range'\" "
                            "--preview",
                            [this] { return run_redrive(context_, redrive_); });
    add_folder(command, redrive_.folder);
    command->add_option("--where", redrive_.where, "which: a condition over the view rejects")
        ->required()
        ->type_name("SQL");
    command
        ->add_option("--schema", redrive_.schema,
                     "under which; default: the newest version of their own")
        ->type_name("NAME|FILE");
    command->add_flag("--preview", redrive_.preview, "show what would become of them");
    command->add_flag("--yes", redrive_.yes, "do it");
    add_format(command);
  }

  void add_maintain() {
    CLI::App* command =
        add("maintain",
            "Do what keeps a lake healthy: sum readings, let go what had its time, "
            "merge files, sweep what nobody needs.",
            "telltale maintain --data plant", [this] { return run_maintain(context_, maintain_); });
    add_folder(command, maintain_.folder);
    command->add_flag("--compact", maintain_.compact, "merge small files");
    command->add_flag("--retention", maintain_.retention, "take out rows whose time is over");
    command->add_flag("--rollups", maintain_.rollups, "sum readings by hour");
    command->add_flag("--sweep", maintain_.sweep, "remove files that no reader needs");
    add_format(command);
  }

  void add_score() {
    CLI::App* command =
        add("score", "Judge a file without a lake: one row out for each row in, in order.",
            "telltale score --schema series --out scores.csv machine-7.csv",
            [this] { return run_score(context_, score_); });
    command->add_option("--schema", score_.schema, "what a record is")
        ->required()
        ->type_name("NAME|FILE");
    command->add_option("--out", score_.out, "where the scores go")->required()->type_name("FILE");
    command->add_option("--warmup", score_.warmup_rows, "rows known to be a run-in")
        ->type_name("ROWS");
    command->add_option("FILE", score_.file, "the file to judge")->required();
  }

  void add_simulate() {
    CLI::App* command =
        add("simulate",
            "Invent a fleet's records, every one marked as simulated, with the truth beside.",
            "telltale simulate --devices 200 --duration 2d --truth truth.ndjson --out fleet.ndjson",
            [this] { return run_simulate(context_, simulate_); });
    command->add_option("--devices", simulate_.devices, "how many devices")
        ->required()
        ->type_name("N")
        ->check(CLI::Range(1, 100'000'000));
    command->add_option("--duration", simulate_.duration, "how long: 90s, 10min, 6h, 2d")
        ->required()
        ->type_name("T");
    command->add_option("--rate", simulate_.rate, "readings per device and minute")
        ->type_name("R")
        ->default_str("1");
    command->add_option("--seed", simulate_.seed, "the same seed gives the same bytes")
        ->type_name("S")
        ->default_str("1");
    command->add_option("--faults", simulate_.faults, "all, none, or names with commas between")
        ->type_name("LIST")
        ->default_str("all");
    command->add_option("--truth", simulate_.truth, "where the faults are written down")
        ->type_name("FILE");
    command->add_option("--start", simulate_.start, "event time of the beginning")
        ->type_name("TIME");
    command->add_option("--out", simulate_.out, "where the records go; - is standard output")
        ->required()
        ->type_name("FILE|-");
  }

  void add_serve() {
    CLI::App* command = add("serve", "Take records over the network, and answer about them.",
                            "telltale serve --data plant --listen 127.0.0.1:8080",
                            [this] { return run_serve(context_, serve_); });
    command
        ->add_option_function<std::vector<std::string>>(
            "--data",
            [this](const std::vector<std::string>& folders) {
              for (const std::string& folder : folders)
                serve_.folders.push_back(absolute_folder(folder));
            },
            "the lakes' folders; the first is meant when a request names none")
        ->required()
        ->type_name("DIR...");
    command->add_option("--listen", serve_.listen, "where to be reached")
        ->type_name("ADDRESS:PORT")
        ->default_str(context_.options.listen);
  }

  void add_keys() {
    CLI::App* keys = root_.add_subcommand("keys", "Say who may ask a server, and for what.");
    keys->require_subcommand(1);
    add_keys_create(*keys);
    CLI::App* list = add_to(
        *keys,
        {"list", "Show the lake's keys, without their secrets.", "telltale keys list --data plant"},
        [this] { return run_keys_list(context_, keys_folder_); });
    add_folder(list, keys_folder_);
    add_format(list);
    CLI::App* revoke = add_to(
        *keys, {"revoke", "End a key, for good.", "telltale keys revoke --data plant 3fk9t2h7wq4m"},
        [this] { return run_keys_revoke(context_, keys_revoke_); });
    add_folder(revoke, keys_revoke_.folder);
    revoke->add_option("ID", keys_revoke_.id, "the key's id: tt_ID_…")->required();
  }

  void add_keys_create(CLI::App& keys) {
    CLI::App* command = add_to(
        keys,
        {"create", "Make a key, or one for each device of a list; each is shown once.",
         "telltale keys create --data plant --name backend --scope ingest,read --expires 90d\n"
         "  telltale keys create --data plant --devices devices.csv > keys.csv"},
        [this] { return run_keys_create(context_, keys_create_); });
    serve::KeyWish& wish = keys_create_.wish;
    add_folder(command, keys_create_.folder);
    CLI::Option* name = command->add_option("--name", wish.name, "what people call it");
    CLI::Option* scopes = command->add_option("--scope", wish.scopes, "ingest, read, admin");
    CLI::Option* device = command->add_option("--device", wish.device, "it writes as this device");
    CLI::Option* prefix =
        command->add_option("--prefix", wish.prefix, "it writes as devices that begin so");
    name->type_name("TEXT");
    scopes->type_name("LIST");
    device->type_name("ID");
    prefix->type_name("P")->excludes(device);
    command->add_option("--schema", wish.schema, "what its records are; default: the lake's")
        ->type_name("NAME");
    command->add_option("--expires", wish.expires, "90d, or a time; default: never")
        ->type_name("WHEN");
    command
        ->add_option("--devices", keys_create_.devices_file,
                     "a CSV of device[,name]: a key for each, written as device,key")
        ->type_name("FILE")
        ->excludes(name, scopes, device, prefix);
    add_format(command);
  }

  void add_status() {
    CLI::App* command = add("status", "Show on one screen what a lake is doing, and what is wrong.",
                            "telltale status --server http://127.0.0.1:8080",
                            [this] { return run_status(context_, status_); });
    add_lake(command, status_.folder, status_.server);
    add_format(command);
  }

  void add_doctor() {
    CLI::App* command =
        add("doctor", "Look for what may be wrong with a lake and its machine; changes nothing.",
            "telltale doctor --data plant", [this] { return run_doctor(context_, doctor_); });
    command
        ->add_option_function<std::string>(
            "--data", [this](const std::string& path) { doctor_.folder = absolute_folder(path); },
            "the lake's folder; without it only the machine is looked at")
        ->type_name("DIR");
    add_format(command);
  }

  void add_support_bundle() {
    CLI::App* command =
        add("support-bundle",
            "Gather what somebody who helps needs to know: no records, devices or keys.",
            "telltale support-bundle --data plant --out plant.tar.gz",
            [this] { return run_support_bundle(context_, support_bundle_); });
    add_folder(command, support_bundle_.folder);
    add_server(command, support_bundle_.server, "a server whose metrics go in, too");
    command->add_option("--log", support_bundle_.log, "a file with the server's log")
        ->type_name("FILE");
    command->add_option("--out", support_bundle_.out, "where it goes; must not be there")
        ->required()
        ->type_name("FILE.tar.gz");
  }

  void add_metrics() {
    CLI::App* command =
        add("metrics", "Show what the server's metrics are.", "telltale metrics --reference",
            [this] { return run_metrics_reference(context_); });
    command->add_flag("--reference", reference_, "every metric with its kind, labels and meaning")
        ->required();
  }

  void add_schema() {
    CLI::App* schema = root_.add_subcommand("schema", "Work with schemas.");
    schema->require_subcommand(1);
    CLI::App* check = add_to(*schema,
                             {"check", "Tell whether a schema file is right, and what it says.",
                              "telltale schema check greenhouse.yaml"},
                             [this] { return run_schema_check(context_, schema_file_); });
    check->add_option("FILE", schema_file_, "a schema in YAML")->required();
    add_format(check);
  }

  void add_config() {
    CLI::App* command =
        add("config", "Show the options.", "telltale config --reference > telltale.yaml",
            [this] { return run_config_reference(context_); });
    command->add_flag("--reference", reference_, "every option with default, bounds and a sentence")
        ->required();
  }

  void add_version() {
    add("version", "Show the versions of the program and of what it is built on.",
        "telltale version", [this] { return run_version(context_); });
  }

  CommandContext context_{posix_env(), system_clock(),  stdout, stderr, OutputFormat::kTable, {},
                          {},          TELLTALE_VERSION};
  std::function<Result<int>()> action_;
  uint64_t lanes_ = 0;
  bool is_lake_missing_ = false;
  InitArguments init_;
  IngestArguments ingest_;
  SqlArguments sql_;
  BooksArguments books_;
  WhereIsArguments where_is_;
  RejectsArguments rejects_;
  AnomaliesArguments anomalies_;
  VerifyArguments verify_;
  FilesArguments files_;
  RedriveArguments redrive_;
  MaintainArguments maintain_;
  RetentionArguments retention_;
  StorageArguments storage_;
  ScoreArguments score_;
  SimulateArguments simulate_;
  ServeArguments serve_;
  KeysCreateArguments keys_create_;
  KeysRevokeArguments keys_revoke_;
  std::string keys_folder_;
  StatusArguments status_;
  DoctorArguments doctor_;
  SupportBundleArguments support_bundle_;
  std::string schema_file_;
  bool reference_ = false;
  CLI::App root_{
      "Telltale: what devices report, kept, judged and explained; and the books balance.",
      "telltale"};
};

}  // namespace

int run_command_line(int argc, char** argv) {
  install_stop_signals();
  return CommandLine().run(argc, argv);
}

}  // namespace telltale
