// The functions of DuckDB's C API that are used, under their own names: pointers into its library,
// which is loaded by the first that queries. It is the largest of all libraries, and everything but
// a query starts in half the time without it. For sql*.cc alone.
#pragma once

#include <duckdb.h>

#include "base/result.h"

// clang-format off
#define TELLTALE_DUCKDB_CALLS(CALL) \
  CALL(duckdb_add_replacement_scan) \
  CALL(duckdb_close) \
  CALL(duckdb_column_logical_type) \
  CALL(duckdb_connect) \
  CALL(duckdb_create_config) \
  CALL(duckdb_create_varchar) \
  CALL(duckdb_data_chunk_get_size) \
  CALL(duckdb_data_chunk_get_vector) \
  CALL(duckdb_data_chunk_set_size) \
  CALL(duckdb_data_chunk_to_arrow) \
  CALL(duckdb_decimal_scale) \
  CALL(duckdb_decimal_width) \
  CALL(duckdb_destroy_arrow_options) \
  CALL(duckdb_destroy_config) \
  CALL(duckdb_destroy_data_chunk) \
  CALL(duckdb_destroy_error_data) \
  CALL(duckdb_destroy_extracted) \
  CALL(duckdb_destroy_logical_type) \
  CALL(duckdb_destroy_pending) \
  CALL(duckdb_destroy_prepare) \
  CALL(duckdb_destroy_result) \
  CALL(duckdb_destroy_value) \
  CALL(duckdb_disconnect) \
  CALL(duckdb_error_data_has_error) \
  CALL(duckdb_error_data_message) \
  CALL(duckdb_execute_pending) \
  CALL(duckdb_extract_statements) \
  CALL(duckdb_extract_statements_error) \
  CALL(duckdb_fetch_chunk) \
  CALL(duckdb_free) \
  CALL(duckdb_get_list_child) \
  CALL(duckdb_get_list_size) \
  CALL(duckdb_get_table_names) \
  CALL(duckdb_get_type_id) \
  CALL(duckdb_get_varchar) \
  CALL(duckdb_library_version) \
  CALL(duckdb_list_type_child_type) \
  CALL(duckdb_list_vector_get_child) \
  CALL(duckdb_nparams) \
  CALL(duckdb_open_ext) \
  CALL(duckdb_pending_error) \
  CALL(duckdb_pending_prepared_streaming) \
  CALL(duckdb_prepare) \
  CALL(duckdb_prepare_error) \
  CALL(duckdb_prepared_statement_column_count) \
  CALL(duckdb_prepared_statement_column_logical_type) \
  CALL(duckdb_prepared_statement_column_name) \
  CALL(duckdb_prepared_statement_type) \
  CALL(duckdb_query) \
  CALL(duckdb_replacement_scan_add_parameter) \
  CALL(duckdb_replacement_scan_set_function_name) \
  CALL(duckdb_result_error) \
  CALL(duckdb_result_get_arrow_options) \
  CALL(duckdb_set_config) \
  CALL(duckdb_string_t_data) \
  CALL(duckdb_string_t_length) \
  CALL(duckdb_struct_type_child_count) \
  CALL(duckdb_struct_type_child_name) \
  CALL(duckdb_struct_type_child_type) \
  CALL(duckdb_struct_vector_get_child) \
  CALL(duckdb_to_arrow_schema) \
  CALL(duckdb_validity_row_is_valid) \
  CALL(duckdb_vector_get_data) \
  CALL(duckdb_vector_get_validity)
// clang-format on

namespace telltale {

#define TELLTALE_DECLARE(name) extern decltype(&::name) name;
TELLTALE_DUCKDB_CALLS(TELLTALE_DECLARE)
#undef TELLTALE_DECLARE

// Loads the library where that was not done; before it, none of the pointers may be used. Any
// thread.
Status load_duckdb();

}  // namespace telltale
