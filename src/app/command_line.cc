#include "app/command_line.h"

#include <functional>

#include <CLI/CLI.hpp>

#include "app/command_set.h"
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
    root_.footer(
        "Example:\n  telltale init plant && telltale ingest --data plant readings.ndjson && "
        "telltale books --data plant");
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
    add_copy_commands(set_);
    add_server_commands(set_);
    add_schema();
    add_config();
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
    return set_.run();
  }

  void add_init() {
    CLI::App* command =
        set_.add("init", "Make a lake: a folder that holds a tenant's data.",
                 "telltale init plant --schema smart_device",
                 [this](CommandContext& context) { return run_init(context, init_); });
    set_.add_folder(command, init_.folder, "DIR");
    command
        ->add_option("--schema", init_.schema, "the schema used when none is named; a name or file")
        ->type_name("NAME|FILE");
    command->add_flag("--if-missing", init_.if_missing,
                      "where there is a lake already, leave it as it is");
  }

  void add_ingest() {
    CLI::App* command =
        set_.add("ingest",
                 "Take records from files or standard input (-): JSON lines, JSON array or CSV, "
                 "plain or gzip.",
                 "telltale ingest --data plant readings-*.ndjson.gz",
                 [this](CommandContext& context) { return run_ingest(context, ingest_); });
    set_.add_lake(command, ingest_.folder, ingest_.server);
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
    set_.add_format(command);
  }

  void add_sql() {
    CLI::App* command =
        set_.add("sql", "Run one SELECT over the newest commit.",
                 "telltale sql --data plant \"SELECT device_id, avg(temperature) FROM "
                 "device_metrics GROUP BY 1\"",
                 [this](CommandContext& context) { return run_sql(context, sql_); });
    set_.add_lake(command, sql_.folder, sql_.server);
    command->add_option("QUERY", sql_.query, "one SELECT")->required();
    command->add_option("--as-of", sql_.as_of, "what the lake showed then: a commit, or a time")
        ->type_name("COMMIT|TIME");
    set_.add_format(command);
  }

  void add_books() {
    CLI::App* command =
        set_.add("books", "Show what became of every record, and whether it adds up.",
                 "telltale books --data plant --by reason",
                 [this](CommandContext& context) { return run_books(context, books_); });
    set_.add_lake(command, books_.folder, books_.server);
    static const std::map<std::string, serve::BooksBy> kBy = {{"log", serve::BooksBy::kLog},
                                                              {"day", serve::BooksBy::kDay},
                                                              {"reason", serve::BooksBy::kReason}};
    command->add_option("--by", books_.by, "log, day or reason")
        ->transform(CLI::CheckedTransformer(kBy).description(""))
        ->type_name("WHAT");
    set_.add_format(command);
  }

  void add_where_is() {
    CLI::App* command =
        set_.add("where-is", "Tell what became of a record: by its receipt, or by device and time.",
                 "telltale where-is --data plant 3:18446:0",
                 [this](CommandContext& context) { return run_where_is(context, where_is_); });
    set_.add_lake(command, where_is_.folder, where_is_.server);
    command->add_option("RECEIPT|DEVICE", where_is_.what, "a receipt, or a device id")->required();
    command->add_option("TIME", where_is_.time, "event time of the device's reading");
    set_.add_format(command);
  }

  void add_rejects() {
    CLI::App* command =
        set_.add("rejects", "Show the records that were refused, with reasons.",
                 "telltale rejects --data plant --raw > again.ndjson",
                 [this](CommandContext& context) { return run_rejects(context, rejects_); });
    set_.add_lake(command, rejects_.folder, rejects_.server);
    command->add_flag("--raw", rejects_.raw, "their exact bytes, one record a line");
    set_.add_format(command);
  }

  void add_anomalies() {
    CLI::App* command =
        set_.add("anomalies", "Show what was found unusual, and why.",
                 "telltale anomalies --data plant --device thermostat-17",
                 [this](CommandContext& context) { return run_anomalies(context, anomalies_); });
    set_.add_lake(command, anomalies_.folder, anomalies_.server);
    command->add_option("--device", anomalies_.device, "of this device only")->type_name("ID");
    command->add_option("--since", anomalies_.since, "from this event time on")->type_name("TIME");
    set_.add_format(command);
  }

  void add_verify() {
    CLI::App* command =
        set_.add("verify", "Compute books, digests and rows again from the lake alone.",
                 "telltale verify --data plant",
                 [this](CommandContext& context) { return run_verify(context, verify_); });
    set_.add_folder(command, verify_.folder);
    command->add_flag("--quick", verify_.quick, "only commit hashes, file sizes and counters");
    set_.add_format(command);
  }

  void add_files() {
    CLI::App* command =
        set_.add("files", "List the live files of the newest commit, for other engines.",
                 "telltale files --data plant --table device_metrics --format csv",
                 [this](CommandContext& context) { return run_files(context, files_); });
    set_.add_folder(command, files_.folder);
    command->add_option("--table", files_.table, "raw, device_metrics, anomalies or ledger")
        ->type_name("TABLE");
    set_.add_format(command);
  }

  void add_retention() {
    CLI::App* command =
        set_.add("retention", "Show how long rows are kept, or say so.",
                 "telltale retention --data plant --table device_metrics --schema wsn --keep 400d",
                 [this](CommandContext& context) { return run_retention(context, retention_); });
    set_.add_folder(command, retention_.folder);
    command->add_option("--table", retention_.table, "of which table")->type_name("TABLE");
    command->add_option("--schema", retention_.schema, "of which schema; default: every one")
        ->type_name("NAME");
    command->add_option("--keep", retention_.keep, "how long: 90d, 52w, forever")->type_name("T");
    set_.add_format(command);
  }

  void add_storage() {
    CLI::App* command =
        set_.add("storage", "Show what the lake weighs, and how long the disk will do.",
                 "telltale storage --data plant",
                 [this](CommandContext& context) { return run_storage(context, storage_); });
    set_.add_folder(command, storage_.folder);
    set_.add_format(command);
  }

  void add_redrive() {
    CLI::App* command =
        set_.add("redrive", "Take rejects again, under a newer schema.",
                 "telltale redrive --data plant --where \"reason = 'out_of_range'\" "
                 "--preview",
                 [this](CommandContext& context) { return run_redrive(context, redrive_); });
    set_.add_lake(command, redrive_.folder, redrive_.server);
    command->add_option("--where", redrive_.where, "which: a condition over the view rejects")
        ->required()
        ->type_name("SQL");
    command
        ->add_option("--schema", redrive_.schema,
                     "under which; default: the newest version of their own")
        ->type_name("NAME|FILE");
    command->add_flag("--preview", redrive_.preview, "show what would become of them");
    command->add_flag("--yes", redrive_.yes, "do it");
    set_.add_format(command);
  }

  void add_maintain() {
    CLI::App* command =
        set_.add("maintain",
                 "Do what keeps a lake healthy: sum readings, let go what had its time, "
                 "merge files, sweep what nobody needs.",
                 "telltale maintain --data plant",
                 [this](CommandContext& context) { return run_maintain(context, maintain_); });
    set_.add_folder(command, maintain_.folder);
    command->add_flag("--compact", maintain_.compact, "merge small files");
    command->add_flag("--retention", maintain_.retention, "take out rows whose time is over");
    command->add_flag("--rollups", maintain_.rollups, "sum readings by hour");
    command->add_flag("--sweep", maintain_.sweep, "remove files that no reader needs");
    set_.add_format(command);
  }

  void add_score() {
    CLI::App* command =
        set_.add("score", "Judge a file without a lake: one row out for each row in, in order.",
                 "telltale score --schema series --out scores.csv machine-7.csv",
                 [this](CommandContext& context) { return run_score(context, score_); });
    command->add_option("--schema", score_.schema, "what a record is")
        ->required()
        ->type_name("NAME|FILE");
    command->add_option("--out", score_.out, "where the scores go")->required()->type_name("FILE");
    command->add_option("--warmup", score_.warmup_rows, "rows known to be a run-in")
        ->type_name("ROWS");
    command->add_option("FILE", score_.file, "the file to judge")->required();
  }

  void add_simulate() {
    CLI::App* command = set_.add(
        "simulate",
        "Invent a fleet's records, every one marked as simulated, with the truth beside.",
        "telltale simulate --devices 200 --duration 2d --truth truth.ndjson --out fleet.ndjson",
        [this](CommandContext& context) { return run_simulate(context, simulate_); });
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

  void add_schema() {
    CLI::App* schema = root_.add_subcommand("schema", "Work with schemas.");
    schema->require_subcommand(1);
    CLI::App* check = set_.add_to(
        *schema,
        {"check", "Tell whether a schema file is right, and what it says.",
         "telltale schema check greenhouse.yaml"},
        [this](CommandContext& context) { return run_schema_check(context, schema_file_); });
    check->add_option("FILE", schema_file_, "a schema in YAML")->required();
    set_.add_format(check);
  }

  void add_config() {
    CLI::App* command =
        set_.add("config", "Show the options.", "telltale config --reference > telltale.yaml",
                 run_config_reference);
    command->add_flag("--reference", reference_, "every option with default, bounds and a sentence")
        ->required();
  }

  void add_version() {
    set_.add("version", "Show the versions of the program and of what it is built on.",
             "telltale version", run_version);
  }

  CommandContext context_{posix_env(), system_clock(),  stdout, stderr, OutputFormat::kTable, {},
                          {},          TELLTALE_VERSION};
  uint64_t lanes_ = 0;
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
  std::string schema_file_;
  bool reference_ = false;
  CLI::App root_{
      "Telltale: what devices report, kept, judged and explained; and the books balance.",
      "telltale"};
  CommandSet set_{root_, context_};
};

}  // namespace

int run_command_line(int argc, char** argv) {
  install_stop_signals();
  return CommandLine().run(argc, argv);
}

}  // namespace telltale
