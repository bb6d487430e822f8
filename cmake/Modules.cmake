# One static library for each line of src/layers.txt, linked to exactly the modules the line names.
function(telltale_add_modules)
  set(_layers ${CMAKE_SOURCE_DIR}/src/layers.txt)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${_layers})
  file(STRINGS ${_layers} _lines REGEX "^[a-z]")
  set(_known "")
  foreach(_line IN LISTS _lines)
    string(REGEX MATCH "^([a-z]+) +(.*)$" _matched "${_line}")
    set(_module ${CMAKE_MATCH_1})
    string(REGEX REPLACE "   .*" "" _uses "${CMAKE_MATCH_2}")
    string(REPLACE " " ";" _uses "${_uses}")
    telltale_add_module(${_module} "${_uses}" "${_known}")
    list(APPEND _known ${_module})
  endforeach()
  telltale_third_party()
endfunction()

function(telltale_add_module module uses known)
  set(_folder ${CMAKE_SOURCE_DIR}/src/${module})
  file(GLOB_RECURSE _sources CONFIGURE_DEPENDS ${_folder}/*.cc)
  list(FILTER _sources EXCLUDE REGEX "_test\\.cc$|/main\\.cc$")
  add_library(telltale_${module} STATIC ${_sources})
  target_include_directories(telltale_${module} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  if(module STREQUAL detect)
    # Its loops over channels and codes are written to become vector instructions, and its small
    # functions to lie within each other, in whichever file they are.
    set(_gnu_release $<AND:$<CONFIG:Release>,$<CXX_COMPILER_ID:GNU>>)
    target_compile_options(telltale_${module} PRIVATE
      $<$<CONFIG:Release>:-O3> $<${_gnu_release}:-flto=auto> $<${_gnu_release}:-ffat-lto-objects>)
    target_link_options(telltale_${module} INTERFACE $<${_gnu_release}:-flto=auto>)
  endif()
  foreach(_use IN LISTS uses)
    if(_use STREQUAL "-")
      continue()
    endif()
    if(NOT _use IN_LIST known)
      message(FATAL_ERROR "src/layers.txt: ${module} names ${_use}, which is not an earlier line")
    endif()
    target_link_libraries(telltale_${module} PUBLIC telltale_${_use})
  endforeach()
endfunction()

# Which module may use which library; src files include them in .cc files only.
function(telltale_third_party)
  target_link_libraries(telltale_base PUBLIC fmt::fmt Threads::Threads
                                      PRIVATE OpenSSL::Crypto blake3
                                              nlohmann_json::nlohmann_json)
  target_link_libraries(telltale_telemetry PRIVATE yaml-cpp)
  target_link_libraries(telltale_ingest PRIVATE ZLIB::ZLIB)
  target_link_libraries(telltale_refine PRIVATE simdjson)
  target_link_libraries(telltale_store PRIVATE Pinned::parquet Pinned::arrow duckdb
                                                ZLIB::ZLIB zstd)
  target_link_libraries(telltale_serve PRIVATE OpenSSL::SSL OpenSSL::Crypto SQLite::SQLite3
                                                ${SODIUM_LIBRARY}
                                                ZLIB::ZLIB zstd)
  target_link_libraries(telltale_app PRIVATE CLI11::CLI11 CURL::libcurl OpenSSL::Crypto
                                               ZLIB::ZLIB yaml-cpp)
  target_compile_definitions(telltale_app PRIVATE TELLTALE_VERSION="${PROJECT_VERSION}")
  telltale_embed_schemas()
  telltale_embed_contract()
  telltale_embed_guessed_passwords()
  telltale_without_web()
endfunction()

# The shipped schemas become a source file of `telemetry`.
function(telltale_embed_schemas)
  set(_names smart_device wsn occupancy series nested)
  set(_code "#include \"telemetry/schema_yaml.h\"\n\nnamespace telltale {\n\n"
            "const std::vector<BuiltinSchema>& builtin_schemas() {\n"
            "  static const std::vector<BuiltinSchema> kSchemas = {\n")
  foreach(_name IN LISTS _names)
    set(_file ${CMAKE_SOURCE_DIR}/schemas/${_name}.yaml)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${_file})
    file(READ ${_file} _yaml)
    list(APPEND _code "    {\"${_name}\", R\"yaml(${_yaml})yaml\"},\n")
  endforeach()
  list(APPEND _code "  }\;\n  return kSchemas\;\n}\n\n}  // namespace telltale\n")
  string(CONCAT _text ${_code})
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/builtin_schemas.cc CONTENT "${_text}" @ONLY)
  target_sources(telltale_telemetry PRIVATE ${CMAKE_BINARY_DIR}/generated/builtin_schemas.cc)
endfunction()

# The passwords that guessers try first become a source file of `serve`.
function(telltale_embed_guessed_passwords)
  set(_file ${CMAKE_SOURCE_DIR}/src/serve/guessed_passwords.txt)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${_file})
  file(READ ${_file} _lines)
  string(CONCAT _text "#include \"serve/guessed_passwords.h\"\n\nnamespace telltale::serve {\n\n"
                "std::string_view guessed_passwords_text() {\n"
                "  return R\"text(${_lines})text\";\n}\n\n"
                "}  // namespace telltale::serve\n")
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/guessed_passwords_text.cc CONTENT "${_text}"
       @ONLY)
  target_sources(telltale_serve PRIVATE ${CMAKE_BINARY_DIR}/generated/guessed_passwords_text.cc)
endfunction()

# The contract of the server's routes becomes a source file of `serve`.
function(telltale_embed_contract)
  set(_file ${CMAKE_SOURCE_DIR}/api/openapi.yaml)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${_file})
  file(READ ${_file} _yaml)
  string(CONCAT _text "#include \"serve/contract_api.h\"\n\nnamespace telltale::serve {\n\n"
                "std::string_view openapi_text() {\n  return R\"yaml(${_yaml})yaml\";\n}\n\n"
                "}  // namespace telltale::serve\n")
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/openapi_text.cc CONTENT "${_text}" @ONLY)
  target_sources(telltale_serve PRIVATE ${CMAKE_BINARY_DIR}/generated/openapi_text.cc)
endfunction()
