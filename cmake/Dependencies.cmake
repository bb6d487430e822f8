# Third-party libraries. Packages of the system by find_package; the pinned rest lies in one folder
# that tools/setup fills (TELLTALE_DEPS): arrow/, blake3/, duckdb/, simdjson/. Each is linked only
# by the module that may include it (tools/tidy.py holds the table).
set(TELLTALE_DEPS "" CACHE PATH "folder with the pinned libraries, as tools/setup prints it")
if(NOT TELLTALE_DEPS)
  execute_process(COMMAND ${CMAKE_SOURCE_DIR}/tools/setup where
                  OUTPUT_VARIABLE _deps OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE _failed)
  if(_failed)
    message(FATAL_ERROR "the pinned libraries are missing: run tools/setup build")
  endif()
  set(TELLTALE_DEPS ${_deps} CACHE PATH "" FORCE)
endif()

find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto SSL)
find_package(ZLIB REQUIRED)
find_package(fmt REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(CURL REQUIRED)
find_library(SODIUM_LIBRARY sodium REQUIRED)

function(telltale_need_pinned)  # files and folders
  foreach(_path IN LISTS ARGN)
    if(NOT EXISTS ${_path})
      message(FATAL_ERROR "pinned library is missing: run tools/setup build: ${_path}")
    endif()
  endforeach()
endfunction()

function(telltale_pinned_library name file include)
  telltale_need_pinned(${file} ${include})
  add_library(${name} SHARED IMPORTED GLOBAL)
  get_filename_component(_soname ${file} NAME)
  set_target_properties(${name} PROPERTIES IMPORTED_LOCATION ${file} IMPORTED_SONAME ${_soname}
                                           INTERFACE_INCLUDE_DIRECTORIES ${include})
endfunction()

telltale_pinned_library(Pinned::arrow ${TELLTALE_DEPS}/arrow/libarrow.so.2600
                        ${TELLTALE_DEPS}/arrow/include)
telltale_pinned_library(Pinned::parquet ${TELLTALE_DEPS}/arrow/libparquet.so.2600
                        ${TELLTALE_DEPS}/arrow/include)
target_link_libraries(Pinned::parquet INTERFACE Pinned::arrow)
# DuckDB is loaded by the first query (src/store/duckdb_calls.h): programs know where it lies.
telltale_need_pinned(${TELLTALE_DEPS}/duckdb/libduckdb.so)
list(APPEND CMAKE_BUILD_RPATH ${TELLTALE_DEPS}/duckdb)
add_library(duckdb INTERFACE)
target_include_directories(duckdb SYSTEM INTERFACE ${CMAKE_SOURCE_DIR}/third_party/duckdb)
target_link_libraries(duckdb INTERFACE ${CMAKE_DL_LIBS})

# simdjson is one source file; it picks the best instructions when the program runs.
add_library(simdjson STATIC ${TELLTALE_DEPS}/simdjson/simdjson.cpp)
target_include_directories(simdjson SYSTEM PUBLIC ${TELLTALE_DEPS}/simdjson)
target_compile_options(simdjson PRIVATE -w)

# BLAKE3 picks its instructions when the program runs; off x86-64 it is plain C.
enable_language(C)
set(_blake3 ${TELLTALE_DEPS}/blake3)
add_library(blake3 STATIC ${_blake3}/blake3.c ${_blake3}/blake3_dispatch.c
                          ${_blake3}/blake3_portable.c)
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  enable_language(ASM)
  file(GLOB _blake3_parts ${_blake3}/*_x86-64_unix.S)
  target_sources(blake3 PRIVATE ${_blake3_parts})
else()
  target_compile_definitions(blake3 PRIVATE BLAKE3_USE_NEON=0)
endif()
target_include_directories(blake3 SYSTEM PUBLIC ${_blake3})
target_compile_options(blake3 PRIVATE -w)
