#include "store/sql.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <duckdb.h>
#include <fmt/format.h>

#include "base/json.h"
#include "base/message_text.h"
#include "store/as_of.h"
#include "store/file_check.h"
#include "store/lake_views.h"

namespace telltale {
namespace {

// Owns what the C API hands out.
template <typename Handle, void (*Destroy)(Handle*)>
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

// Reads one value of a result as a cell.
class CellReader {
 public:
  CellReader(duckdb_vector vector, duckdb_logical_type type)
      : vector_(vector), type_(type), id_(duckdb_get_type_id(type)) {}

  Cell read(idx_t row) const {
    uint64_t* validity = duckdb_vector_get_validity(vector_);
    if (validity != nullptr && !duckdb_validity_row_is_valid(validity, row)) return Cell::null();
    switch (id_) {
      case DUCKDB_TYPE_BOOLEAN:
        return Cell::of(at<bool>(row));
      case DUCKDB_TYPE_TINYINT:
        return Cell::of(int64_t{at<int8_t>(row)});
      case DUCKDB_TYPE_SMALLINT:
        return Cell::of(int64_t{at<int16_t>(row)});
      case DUCKDB_TYPE_INTEGER:
        return Cell::of(int64_t{at<int32_t>(row)});
      case DUCKDB_TYPE_BIGINT:
        return Cell::of(at<int64_t>(row));
      case DUCKDB_TYPE_UTINYINT:
        return Cell::of(uint64_t{at<uint8_t>(row)});
      case DUCKDB_TYPE_USMALLINT:
        return Cell::of(uint64_t{at<uint16_t>(row)});
      case DUCKDB_TYPE_UINTEGER:
        return Cell::of(uint64_t{at<uint32_t>(row)});
      case DUCKDB_TYPE_UBIGINT:
        return Cell::of(at<uint64_t>(row));
      case DUCKDB_TYPE_HUGEINT:
        return Cell{Cell::Kind::kNumber, huge(at<duckdb_hugeint>(row))};
      case DUCKDB_TYPE_FLOAT:
        return float_cell(at<float>(row));
      case DUCKDB_TYPE_DOUBLE:
        return Cell::of(at<double>(row));
      case DUCKDB_TYPE_VARCHAR:
        return Cell::of(text(row));
      case DUCKDB_TYPE_BLOB:
        return Cell::of(text(row));
      case DUCKDB_TYPE_TIMESTAMP:
      case DUCKDB_TYPE_TIMESTAMP_TZ:
        return instant(at<int64_t>(row));
      case DUCKDB_TYPE_DATE:
        return Cell::of(format_instant(instant_of(at<int32_t>(row) * kMicrosPerDay)).substr(0, 10));
      case DUCKDB_TYPE_LIST:
        return list(row);
      case DUCKDB_TYPE_STRUCT:
        return structure(row);
      default:
        return Cell::of("?");
    }
  }

  // Whether every type inside can be read; others are asked of the engine as text.
  static bool knows(duckdb_logical_type type) {
    switch (duckdb_get_type_id(type)) {
      case DUCKDB_TYPE_LIST: {
        const LogicalType child(duckdb_list_type_child_type(type));
        return knows(child.get());
      }
      case DUCKDB_TYPE_STRUCT: {
        for (idx_t i = 0; i < duckdb_struct_type_child_count(type); ++i) {
          const LogicalType child(duckdb_struct_type_child_type(type, i));
          if (!knows(child.get())) return false;
        }
        return true;
      }
      case DUCKDB_TYPE_BOOLEAN:
      case DUCKDB_TYPE_TINYINT:
      case DUCKDB_TYPE_SMALLINT:
      case DUCKDB_TYPE_INTEGER:
      case DUCKDB_TYPE_BIGINT:
      case DUCKDB_TYPE_UTINYINT:
      case DUCKDB_TYPE_USMALLINT:
      case DUCKDB_TYPE_UINTEGER:
      case DUCKDB_TYPE_UBIGINT:
      case DUCKDB_TYPE_HUGEINT:
      case DUCKDB_TYPE_FLOAT:
      case DUCKDB_TYPE_DOUBLE:
      case DUCKDB_TYPE_VARCHAR:
      case DUCKDB_TYPE_BLOB:
      case DUCKDB_TYPE_TIMESTAMP:
      case DUCKDB_TYPE_TIMESTAMP_TZ:
      case DUCKDB_TYPE_DATE:
        return true;
      default:
        return false;
    }
  }

 private:
  template <typename T>
  const T& at(idx_t row) const {
    return static_cast<const T*>(duckdb_vector_get_data(vector_))[row];
  }

  std::string_view text(idx_t row) const {
    auto& string = const_cast<duckdb_string_t&>(at<duckdb_string_t>(row));
    return {duckdb_string_t_data(&string), duckdb_string_t_length(string)};
  }

  // The shortest digits that are this float, not those of the double it widens to.
  static Cell float_cell(float value) {
    if (!std::isfinite(value)) return Cell::null();
    return Cell{Cell::Kind::kNumber, fmt::format("{}", value)};
  }

  static Cell instant(int64_t micros) {
    if (micros < kInstantMicrosMin || micros > kInstantMicrosMax)
      return Cell::of(micros < 0 ? "-infinity" : "infinity");
    return Cell::of(format_instant(instant_of(micros)));
  }

  static std::string huge(duckdb_hugeint value) {
    auto whole =
        static_cast<__int128>((static_cast<unsigned __int128>(value.upper) << 64) | value.lower);
    const bool negative = whole < 0;
    auto left =
        negative ? -static_cast<unsigned __int128>(whole) : static_cast<unsigned __int128>(whole);
    std::string digits;
    do {
      digits += static_cast<char>('0' + static_cast<int>(left % 10));
      left /= 10;
    } while (left != 0);
    if (negative) digits += '-';
    return {digits.rbegin(), digits.rend()};
  }

  static std::string as_json(const Cell& cell) {
    if (cell.kind == Cell::Kind::kNull) return "null";
    return cell.kind == Cell::Kind::kText ? json_quoted(cell.text) : cell.text;
  }

  Cell list(idx_t row) const {
    const auto& entry = at<duckdb_list_entry>(row);
    const LogicalType child_type(duckdb_list_type_child_type(type_));
    const CellReader child(duckdb_list_vector_get_child(vector_), child_type.get());
    std::string json = "[";
    for (uint64_t i = 0; i < entry.length; ++i)
      json += (i > 0 ? "," : "") + as_json(child.read(entry.offset + i));
    return Cell{Cell::Kind::kJson, json + "]"};
  }

  Cell structure(idx_t row) const {
    std::string json = "{";
    for (idx_t i = 0; i < duckdb_struct_type_child_count(type_); ++i) {
      const LogicalType child_type(duckdb_struct_type_child_type(type_, i));
      char* name = duckdb_struct_type_child_name(type_, i);
      const CellReader child(duckdb_struct_vector_get_child(vector_, i), child_type.get());
      json += (i > 0 ? "," : "") + json_quoted(name) + ":" + as_json(child.read(row));
      duckdb_free(name);
    }
    return Cell{Cell::Kind::kJson, json + "}"};
  }

  duckdb_vector vector_;
  duckdb_logical_type type_;
  duckdb_type id_;
};

class DuckdbEngine : public SqlEngine {
 public:
  explicit DuckdbEngine(const LakeAt& lake) : lake_(lake), views_(lake_views(lake)) {}

  Status start(const SqlOptions& options) {
    Config config;
    duckdb_create_config(config.out());
    char* error = nullptr;
    if (duckdb_open_ext(nullptr, database_.out(), config.get(), &error) != DuckDBSuccess) {
      const std::string why = error == nullptr ? "unknown error" : error;
      duckdb_free(error);
      return Status::internal("cannot start the SQL engine: " + why);
    }
    if (duckdb_connect(database_.get(), connection_.out()) != DuckDBSuccess)
      return Status::internal("cannot connect to the SQL engine");
    return run_all(
        {fmt::format("SET threads = {}", options.threads),
         fmt::format("SET memory_limit = '{}B'", options.memory_bytes), "SET TimeZone = 'UTC'",
         "SET temp_directory = ''", "SET autoinstall_known_extensions = false",
         "SET autoload_known_extensions = false", "SET allow_community_extensions = false",
         fmt::format("SET allowed_directories = [{}]", sql_text(join_path(lake_.folder, ""))),
         "SET enable_external_access = false", "SET lock_configuration = true"});
  }

  Status query(const std::string& sql, RowSink& sink) override {
    TRY(check_is_one_statement(sql));
    TRY(make_views_for(sql));
    Prepared prepared;
    TRY(prepare(sql, prepared));
    if (duckdb_prepared_statement_type(prepared.get()) != DUCKDB_STATEMENT_TYPE_SELECT)
      return Status::invalid("cannot run SQL: only SELECT is taken");
    columns_.clear();
    bool all_known = true;
    for (idx_t i = 0; i < duckdb_prepared_statement_column_count(prepared.get()); ++i) {
      const LogicalType type(duckdb_prepared_statement_column_logical_type(prepared.get(), i));
      columns_.push_back({column_name(prepared, i),
                          duckdb_get_type_id(type.get()) == DUCKDB_TYPE_DECIMAL,
                          CellReader::knows(type.get())});
      all_known &= columns_.back().is_known;
    }
    if (all_known) return execute(prepared, sink);
    Prepared as_text;
    TRY(prepare(with_unknown_as_text(sql), as_text));
    return execute(as_text, sink);
  }

 private:
  Status run_all(const std::vector<std::string>& statements) {
    for (const std::string& sql : statements) {
      Answer answer;
      if (duckdb_query(connection_.get(), sql.c_str(), answer.out()) != DuckDBSuccess)
        return Status::internal(fmt::format("cannot set up the SQL engine: {}",
                                            one_line(duckdb_result_error(answer.out()))));
    }
    return {};
  }

  // The query is wrong, unless the files could not be read.
  static Status wrong(const char* why) {
    const std::string said = why == nullptr ? "unknown error" : one_line(why);
    const bool is_world = said.starts_with("IO Error");
    return {is_world ? Code::kInternal : Code::kInvalid, fmt::format("cannot run SQL: {}", said)};
  }

  Status prepare(const std::string& sql, Prepared& prepared) {
    if (duckdb_prepare(connection_.get(), sql.c_str(), prepared.out()) == DuckDBSuccess) return {};
    return wrong(duckdb_prepare_error(prepared.get()));
  }

  static std::string column_name(const Prepared& prepared, idx_t column) {
    const char* name = duckdb_prepared_statement_column_name(prepared.get(), column);
    std::string copy = name == nullptr ? "" : name;
    duckdb_free(const_cast<char*>(name));
    return copy;
  }

  // The same rows with the columns of types not read here as the engine's own text.
  std::string with_unknown_as_text(const std::string& sql) const {
    std::vector<std::string> names;
    std::vector<std::string> selected;
    for (size_t i = 0; i < columns_.size(); ++i) {
      names.push_back(fmt::format("c{}", i));
      selected.push_back(names.back() + (columns_[i].is_known ? "" : "::VARCHAR"));
    }
    const size_t end = sql.find_last_not_of("; \t\r\n");
    return fmt::format("SELECT {} FROM ({}\n) AS t({})", fmt::join(selected, ", "),
                       sql.substr(0, end + 1), fmt::join(names, ", "));
  }

  Status check_is_one_statement(const std::string& sql) {
    Statements statements;
    const idx_t count = duckdb_extract_statements(connection_.get(), sql.c_str(), statements.out());
    if (count == 1) return {};
    if (count > 1) return Status::invalid("cannot run SQL: give one statement at a time");
    const char* why = duckdb_extract_statements_error(statements.get());
    return why == nullptr ? Status::invalid("cannot run SQL: the query is empty") : wrong(why);
  }

  // Makes the views a query names, and those they are made of, and checks the files they read.
  Status make_views_for(const std::string& sql) {
    std::set<std::string> wanted;
    for (const std::string& name : names_in(sql)) add_wanted(name, wanted);
    for (const SqlView& view : views_) {
      if (!wanted.contains(view.name) || !made_.insert(view.name).second) continue;
      TRY(check_not_expired(view));
      for (const FileEntry& file : view.files) TRY(check_file(lake_.env, lake_.folder, file));
      const std::string select =
          view.is_of_books ? books_select(TRY(books_as_of(lake_))) : view.select;
      TRY(run_all({fmt::format("CREATE VIEW {} AS {}", sql_name(view.name), select)}));
    }
    return {};
  }

  // What was then cannot be told where rows have left since.
  Status check_not_expired(const SqlView& view) const {
    for (const Table table : view.tables) {
      const CommitId expired = lake_.view.expired_of(table);
      if (expired <= lake_.commit()) continue;
      return Status::invalid(fmt::format(
          "cannot look at {} as of commit {}: rows whose time was over left the lake with commit "
          "{}: name that or a later one",
          view.name, static_cast<uint64_t>(lake_.commit()), static_cast<uint64_t>(expired)));
    }
    return {};
  }

  // The tables a query names. The engine cannot tell them of every query (one that joins tables
  // USING a column of tables it does not know, for one); then every word may be a name.
  std::vector<std::string> names_in(const std::string& sql) const {
    const Value names(duckdb_get_table_names(connection_.get(), sql.c_str(), false));
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

  Status execute(const Prepared& prepared, RowSink& sink) {
    Pending pending;
    if (duckdb_pending_prepared_streaming(prepared.get(), pending.out()) != DuckDBSuccess)
      return wrong(duckdb_pending_error(pending.get()));
    Answer answer;
    if (duckdb_execute_pending(pending.get(), answer.out()) != DuckDBSuccess)
      return wrong(duckdb_result_error(answer.out()));
    TRY(begin(answer, sink));
    while (true) {
      const Chunk chunk(duckdb_fetch_chunk(*answer.out()));
      if (chunk.get() == nullptr) break;
      TRY(write_rows(chunk, sink));
    }
    const char* why = duckdb_result_error(answer.out());
    if (why != nullptr && *why != '\0') return wrong(why);
    return sink.end();
  }

  Status begin(Answer& answer, RowSink& sink) {
    std::vector<std::string> names;
    types_.clear();
    for (idx_t i = 0; i < columns_.size(); ++i) {
      names.push_back(columns_[i].name);
      types_.push_back(std::make_unique<LogicalType>(duckdb_column_logical_type(answer.out(), i)));
    }
    return sink.begin(names);
  }

  Status write_rows(const Chunk& chunk, RowSink& sink) {
    std::vector<CellReader> readers;
    for (idx_t i = 0; i < types_.size(); ++i)
      readers.emplace_back(duckdb_data_chunk_get_vector(chunk.get(), i), types_[i]->get());
    std::vector<Cell> cells(readers.size());
    for (idx_t row = 0; row < duckdb_data_chunk_get_size(chunk.get()); ++row) {
      for (size_t i = 0; i < readers.size(); ++i) {
        cells[i] = readers[i].read(row);
        if (columns_[i].is_decimal && cells[i].kind == Cell::Kind::kText)
          cells[i].kind = Cell::Kind::kNumber;
      }
      TRY(sink.row(cells));
    }
    return {};
  }

  struct Column {
    std::string name;
    bool is_decimal;
    bool is_known;
  };
  const LakeAt lake_;
  const std::vector<SqlView> views_;
  std::set<std::string> made_;
  Database database_;
  Connection connection_;
  std::vector<Column> columns_;  // of the query being run
  std::vector<std::unique_ptr<LogicalType>> types_;
};

}  // namespace

Result<std::unique_ptr<SqlEngine>> SqlEngine::open(const LakeAt& lake, const SqlOptions& options) {
  auto engine = std::make_unique<DuckdbEngine>(lake);
  TRY(engine->start(options));
  return std::unique_ptr<SqlEngine>(std::move(engine));
}

std::string sql_engine_version() {
  return duckdb_library_version();
}

}  // namespace telltale
