#include "store/sql.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/message_text.h"
#include "store/as_of.h"
#include "store/batch_stream.h"
#include "store/duckdb_calls.h"
#include "store/file_check.h"
#include "store/sql_cells.h"
#include "store/sql_guard.h"
#include "store/sql_text.h"
#include "store/text_of_row.h"

namespace telltale {
namespace {

// Owns what the C API hands out.
template <typename Handle, void (*&Destroy)(Handle*)>
class Owned {
 public:
  Owned() = default;
  explicit Owned(Handle handle) : handle_(handle) {}
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  ~Owned() { Destroy(&handle_); }
  Handle get() const { return handle_; }
  Handle* out() { return &handle_; }

 private:
  Handle handle_{};
};
using Database = Owned<duckdb_database, duckdb_close>;
using Connection = Owned<duckdb_connection, duckdb_disconnect>;
using Config = Owned<duckdb_config, duckdb_destroy_config>;
using Statements = Owned<duckdb_extracted_statements, duckdb_destroy_extracted>;
using Prepared = Owned<duckdb_prepared_statement, duckdb_destroy_prepare>;
using Pending = Owned<duckdb_pending_result, duckdb_destroy_pending>;
using Answer = Owned<duckdb_result, duckdb_destroy_result>;
using Chunk = Owned<duckdb_data_chunk, duckdb_destroy_data_chunk>;
using LogicalType = Owned<duckdb_logical_type, duckdb_destroy_logical_type>;
using Value = Owned<duckdb_value, duckdb_destroy_value>;
using ArrowOptions = Owned<duckdb_arrow_options, duckdb_destroy_arrow_options>;
using ErrorData = Owned<duckdb_error_data, duckdb_destroy_error_data>;

// A database in memory and a connection to it: what both kinds of queries are made of. The library
// must be there.
class Session {
 public:
  Status start() {
    Config config;
    duckdb_create_config(config.out());
    duckdb_set_config(config.get(), "threads", "1");
    char* error = nullptr;
    if (duckdb_open_ext(nullptr, database_.out(), config.get(), &error) != DuckDBSuccess) {
      const std::string why = error == nullptr ? "unknown error" : error;
      duckdb_free(error);
      return Status::internal("cannot start the SQL engine: " + why);
    }
    if (duckdb_connect(database_.get(), connection_.out()) != DuckDBSuccess)
      return Status::internal("cannot connect to the SQL engine");
    duckdb_add_replacement_scan(database_.get(), &Session::find_view, this, nullptr);
    return run_all({"SET TimeZone = 'UTC'", "SET temp_directory = ''",
                    "SET autoinstall_known_extensions = false",
                    "SET autoload_known_extensions = false",
                    "SET allow_community_extensions = false"});
  }

  // From here on no setting changes, and only these files are read.
  Status lock(const SqlOptions& options, const std::string& allowed) {
    return run_all({fmt::format("SET threads = {}", options.threads),
                    // A view of sums reads its files twice, and a query is bound twice.
                    "SET parquet_metadata_cache = true",
                    fmt::format("SET memory_limit = '{}B'", options.memory_bytes), allowed,
                    "SET enable_external_access = false", "SET lock_configuration = true"});
  }

  duckdb_connection connection() const { return connection_.get(); }

  Status run_all(const std::vector<std::string>& statements) {
    for (const std::string& sql : statements) {
      Answer answer;
      if (duckdb_query(connection_.get(), sql.c_str(), answer.out()) != DuckDBSuccess)
        return Status::internal(fmt::format("cannot set up the SQL engine: {}",
                                            one_line(duckdb_result_error(answer.out()))));
    }
    return {};
  }

  // What a query refers to, by the engine's own parse. kInvalid: it is none, or not a plain one.
  Result<SqlReferences> references_of(const std::string& sql) {
    TextOfRow parse;
    TRY(prepare_select("SELECT json_serialize_sql(" + sql_text(sql) + ")::VARCHAR"));
    TRY(run(parse));
    return read_references(parse.text);
  }

  // The query is wrong, or needs more than it may have, unless the files could not be read.
  static Status wrong(const char* why) {
    const std::string said = why == nullptr ? "unknown error" : one_line(why);
    Code code = Code::kInvalid;
    if (said.starts_with("IO Error")) code = Code::kInternal;
    if (said.starts_with("Out of Memory Error")) code = Code::kExhausted;
    return {code, fmt::format("cannot run SQL: {}", said)};
  }

  Status check_is_one_statement(const std::string& sql) {
    Statements statements;
    const idx_t count = duckdb_extract_statements(connection_.get(), sql.c_str(), statements.out());
    if (count == 1) return {};
    if (count > 1) return Status::invalid("cannot run SQL: give one statement at a time");
    const char* why = duckdb_extract_statements_error(statements.get());
    if (why == nullptr) return Status::invalid("cannot run SQL: the query is empty");
    const Status said = wrong(why);
    if (said.code() == Code::kInvalid) return said;
    // Some statements read files as they are parsed; which there are is nobody's business.
    return Status::invalid("cannot run SQL: only SELECT is taken");
  }

  Status prepare_select(const std::string& sql) {
    TRY(prepare(sql));
    if (duckdb_prepared_statement_type(prepared_->get()) != DUCKDB_STATEMENT_TYPE_SELECT)
      return Status::invalid("cannot run SQL: only SELECT is taken");
    if (duckdb_nparams(prepared_->get()) > 0)
      return Status::invalid("cannot run SQL: it has parameters, for which there are no values");
    sql_ = sql;
    columns_.clear();
    is_known_.clear();
    for (idx_t i = 0; i < duckdb_prepared_statement_column_count(prepared_->get()); ++i) {
      const LogicalType type(duckdb_prepared_statement_column_logical_type(prepared_->get(), i));
      columns_.push_back({column_name(i), sql_type_name(type.get())});
      is_known_.push_back(SqlCells::knows(type.get()));
    }
    return {};
  }
  // The same of a query over these views: narrow ones, and whole ones where it is wrong then.
  Status prepare_select_over(const std::vector<ViewDefinition>& views, const std::string& sql) {
    bool has_narrow = false;
    offered_.clear();
    for (const ViewDefinition& view : views) {
      offered_[view.name] = view.narrow.empty() ? view.select : view.narrow;
      has_narrow = has_narrow || !view.narrow.empty();
    }
    const Status prepared = prepare_select(sql);
    if (!has_narrow || prepared.code() != Code::kInvalid) return prepared;
    for (const ViewDefinition& view : views) offered_[view.name] = view.select;
    return prepare_select(sql);
  }
  const std::vector<SqlColumn>& columns() const { return columns_; }

  Status run(RowSink& sink) {
    const bool all_known = std::find(is_known_.begin(), is_known_.end(), false) == is_known_.end();
    if (!all_known) TRY(prepare(with_unknown_as_text()));
    Answer answer;
    TRY(execute(answer));
    std::vector<std::string> names;
    for (const SqlColumn& column : columns_) names.push_back(column.name);
    TRY(sink.begin(names));
    const auto types = types_of(answer);
    TRY(for_each_chunk(answer, [&](const Chunk& chunk) -> Result<bool> {
      TRY(write_rows(chunk, types, sink));
      return true;
    }));
    return sink.end();
  }

  Status run_as_batches(BatchForm form, const UserSql::TakeRows& take_rows,
                        const UserSql::Write& write) {
    Answer answer;
    TRY(execute(answer));
    const ArrowOptions options(duckdb_result_get_arrow_options(answer.out()));
    const BatchStream::FillSchema fill = fill_schema(answer, options);
    const std::unique_ptr<BatchStream> stream = TRY(BatchStream::begin(form, fill, write));
    TRY(for_each_chunk(answer, [&](const Chunk& chunk) -> Result<bool> {
      const uint64_t rows = duckdb_data_chunk_get_size(chunk.get());
      const uint64_t wanted = TRY(take_rows(rows));
      if (wanted < rows) duckdb_data_chunk_set_size(chunk.get(), wanted);
      TRY(stream->add([&](ArrowArray* batch) {
        return check(duckdb_data_chunk_to_arrow(options.get(), chunk.get(), batch));
      }));
      return wanted == rows;
    }));
    return stream->end();
  }

 private:
  using Types = std::vector<std::unique_ptr<LogicalType>>;

  // Views are looked up by name, as tables that the engine does not know: to make one is to bind it
  // once more than the query does.
  static void find_view(duckdb_replacement_scan_info info, const char* name, void* session) {
    for (const auto& [offered, select] : static_cast<const Session*>(session)->offered_) {
      if (!same_column_name(offered, name)) continue;
      const Value text(duckdb_create_varchar(select.c_str()));
      duckdb_replacement_scan_set_function_name(info, "query");
      return duckdb_replacement_scan_add_parameter(info, text.get());
    }
  }

  Status prepare(const std::string& sql) {
    prepared_.emplace();
    if (duckdb_prepare(connection_.get(), sql.c_str(), prepared_->out()) == DuckDBSuccess)
      return {};
    return wrong(duckdb_prepare_error(prepared_->get()));
  }

  std::string column_name(idx_t column) const {
    const char* name = duckdb_prepared_statement_column_name(prepared_->get(), column);
    std::string copy = name == nullptr ? "" : name;
    duckdb_free(const_cast<char*>(name));
    return copy;
  }

  // The same rows with the columns of types not read here as the engine's own text.
  std::string with_unknown_as_text() const {
    std::vector<std::string> names;
    std::vector<std::string> selected;
    for (size_t i = 0; i < columns_.size(); ++i) {
      names.push_back(fmt::format("c{}", i));
      selected.push_back(names.back() + (is_known_[i] ? "" : "::VARCHAR"));
    }
    const size_t end = sql_.find_last_not_of("; \t\r\n");
    return fmt::format("SELECT {} FROM ({}\n) AS t({})", fmt::join(selected, ", "),
                       sql_.substr(0, end + 1), fmt::join(names, ", "));
  }

  Status execute(Answer& answer) const {
    Pending pending;
    if (duckdb_pending_prepared_streaming(prepared_->get(), pending.out()) != DuckDBSuccess)
      return wrong(duckdb_pending_error(pending.get()));
    if (duckdb_execute_pending(pending.get(), answer.out()) != DuckDBSuccess)
      return wrong(duckdb_result_error(answer.out()));
    return {};
  }

  // Until `take` says that there is enough.
  template <typename Take>
  static Status for_each_chunk(Answer& answer, const Take& take) {
    while (true) {
      const Chunk chunk(duckdb_fetch_chunk(*answer.out()));
      if (chunk.get() == nullptr) break;
      if (!TRY(take(chunk))) return {};
    }
    const char* why = duckdb_result_error(answer.out());
    return why == nullptr || *why == '\0' ? Status() : wrong(why);
  }

  Types types_of(Answer& answer) const {
    Types types;
    for (idx_t i = 0; i < columns_.size(); ++i)
      types.push_back(std::make_unique<LogicalType>(duckdb_column_logical_type(answer.out(), i)));
    return types;
  }

  Status write_rows(const Chunk& chunk, const Types& types, RowSink& sink) const {
    std::vector<SqlCells> columns;
    for (idx_t i = 0; i < types.size(); ++i)
      columns.emplace_back(duckdb_data_chunk_get_vector(chunk.get(), i), types[i]->get());
    std::vector<Cell> cells(columns.size());
    for (idx_t row = 0; row < duckdb_data_chunk_get_size(chunk.get()); ++row) {
      for (size_t i = 0; i < columns.size(); ++i) {
        cells[i] = columns[i].read(row);
        if (cells[i].kind == Cell::Kind::kText && columns_[i].type.starts_with("DECIMAL("))
          cells[i].kind = Cell::Kind::kNumber;
      }
      TRY(sink.row(cells));
    }
    return {};
  }

  static Status check(duckdb_error_data data) {
    const ErrorData error(data);
    if (!duckdb_error_data_has_error(error.get())) return {};
    return wrong(duckdb_error_data_message(error.get()));
  }

  // Both must outlive what it gives.
  BatchStream::FillSchema fill_schema(Answer& answer, const ArrowOptions& options) const {
    return [&](ArrowSchema* schema) {
      const Types types = types_of(answer);
      std::vector<duckdb_logical_type> type_list;
      std::vector<const char*> name_list;
      for (size_t i = 0; i < columns_.size(); ++i) {
        type_list.push_back(types[i]->get());
        name_list.push_back(columns_[i].name.c_str());
      }
      return check(duckdb_to_arrow_schema(options.get(), type_list.data(), name_list.data(),
                                          columns_.size(), schema));
    };
  }

  Database database_;
  Connection connection_;
  std::optional<Prepared> prepared_;
  std::map<std::string, std::string> offered_;  // views' selects, by name
  std::string sql_;
  std::vector<SqlColumn> columns_;  // of the query prepared last
  std::vector<bool> is_known_;
};

class LakeSql : public SqlEngine {
 public:
  explicit LakeSql(const LakeAt& lake) : lake_(lake), views_(lake_views(lake)) {}

  Status start(const SqlOptions& options) {
    TRY(session_.start());
    return session_.lock(options, fmt::format("SET allowed_directories = [{}]",
                                              sql_text(join_path(lake_.folder, ""))));
  }

  Status query(const std::string& sql, RowSink& sink) override {
    TRY(session_.check_is_one_statement(sql));
    TRY(prepare(sql));
    return session_.run(sink);
  }

  Result<std::vector<SqlColumn>> columns_of(const std::string& view) override {
    TRY(prepare("SELECT * FROM " + sql_name(view)));
    return session_.columns();
  }

 private:
  Status prepare(const std::string& sql) {
    const Result<SqlReferences> references = session_.references_of(sql);
    const ReadColumns read = references.ok() ? columns_read(references.value()) : ReadColumns();
    return session_.prepare_select_over(TRY(views_for(sql, read)), sql);
  }

  // The views a query names, and those they are made of, of which the files have been checked.
  Result<std::vector<ViewDefinition>> views_for(const std::string& sql, const ReadColumns& read) {
    std::set<std::string> wanted;
    for (const std::string& name : names_in(sql)) add_wanted(name, wanted);
    std::vector<ViewDefinition> views;
    for (const SqlView& view : views_) {
      if (!wanted.contains(view.name)) continue;
      if (!checked_.contains(view.name)) {
        for (const FileEntry& file : view.files) TRY(check_file(lake_.env, lake_.folder, file));
        checked_.insert(view.name);
      }
      views.push_back(TRY(definition_as_of(lake_, view, read)));
    }
    return views;
  }

  // The tables a query names. The engine cannot tell them of every query (one that joins tables
  // USING a column of tables it does not know, for one); then every word may be a name.
  std::vector<std::string> names_in(const std::string& sql) const {
    const Value names(duckdb_get_table_names(session_.connection(), sql.c_str(), false));
    if (names.get() == nullptr) return words_of(sql);
    std::vector<std::string> found;
    for (idx_t i = 0; i < duckdb_get_list_size(names.get()); ++i) {
      const Value item(duckdb_get_list_child(names.get(), i));
      char* name = duckdb_get_varchar(item.get());
      found.emplace_back(name);
      duckdb_free(name);
    }
    return found;
  }

  static std::vector<std::string> words_of(const std::string& sql) {
    std::vector<std::string> words(1);
    for (const char c : sql) {
      const bool is_inside =
          c == '_' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
      if (is_inside) {
        words.back() += c;
      } else if (!words.back().empty()) {
        words.emplace_back();
      }
    }
    return words;
  }

  void add_wanted(const std::string& name, std::set<std::string>& wanted) const {
    for (const SqlView& view : views_) {
      if (!same_column_name(view.name, name) || !wanted.insert(view.name).second) continue;
      for (const std::string& need : view.needs) add_wanted(need, wanted);
    }
  }

  const LakeAt lake_;
  const std::vector<SqlView> views_;
  std::set<std::string> checked_;  // views
  Session session_;
};

class ConfinedSql : public UserSql {
 public:
  Status start() { return session_.start(); }

  Result<Reads> reads_of(const std::string& sql, const std::vector<std::string>& views) override {
    TRY(session_.check_is_one_statement(sql));
    const SqlReferences references = TRY(session_.references_of(sql));
    return Reads{TRY(check_references(references, views)), columns_read(references)};
  }

  Status prepare(const Plan& plan) override {
    std::vector<std::string> files;
    for (const std::string& file : plan.files) files.push_back(sql_text(file));
    TRY(session_.lock(plan.options,
                      fmt::format("SET allowed_paths = [{}]", fmt::join(files, ", "))));
    TRY(session_.run_all({"BEGIN TRANSACTION READ ONLY"}));
    return session_.prepare_select_over(plan.views, plan.sql);
  }

  const std::vector<SqlColumn>& columns() const override { return session_.columns(); }
  Status run(RowSink& sink) override { return session_.run(sink); }
  Status run_as_batches(BatchForm form, const TakeRows& take_rows, const Write& write) override {
    return session_.run_as_batches(form, take_rows, write);
  }

 private:
  Session session_;
};

}  // namespace

Result<std::unique_ptr<SqlEngine>> SqlEngine::open(const LakeAt& lake, const SqlOptions& options) {
  TRY(load_duckdb());
  auto engine = std::make_unique<LakeSql>(lake);
  TRY(engine->start(options));
  return std::unique_ptr<SqlEngine>(std::move(engine));
}

Result<std::unique_ptr<UserSql>> UserSql::open() {
  TRY(load_duckdb());
  auto engine = std::make_unique<ConfinedSql>();
  TRY(engine->start());
  return std::unique_ptr<UserSql>(std::move(engine));
}

Result<std::string> sql_engine_version() {
  TRY(load_duckdb());
  return std::string(duckdb_library_version());
}

}  // namespace telltale
