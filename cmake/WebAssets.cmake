# Makes of the dashboard's files in DIST a part of a program, in FOLDER: the bytes by the assembler,
# a table of them in C++, and for Ninja the list of what was read. Run by `cmake -P`.
cmake_minimum_required(VERSION 3.25)

# The media type of a file, by its name; what has none is not the dashboard's.
function(media_type_of name result)
  if(name MATCHES "\\.html$")
    set(_type "text/html; charset=utf-8")
  elseif(name MATCHES "\\.js$")
    set(_type "text/javascript; charset=utf-8")
  elseif(name MATCHES "\\.css$")
    set(_type "text/css; charset=utf-8")
  elseif(name MATCHES "\\.svg$")
    set(_type "image/svg+xml")
  elseif(name MATCHES "\\.woff2$")
    set(_type "font/woff2")
  else()
    message(FATAL_ERROR "cmake/WebAssets.cmake: no media type for ${name}: add it")
  endif()
  set(${result} "${_type}" PARENT_SCOPE)
endfunction()

# A symbol with a file's bytes. Appends to _bytes (assembler), _names (declarations) and _read, and
# sets `result` to the expression of its view.
macro(add_symbol file symbol result)
  string(APPEND _bytes ".global ${symbol}, ${symbol}_end\n${symbol}: .incbin \"${file}\"\n"
                       "${symbol}_end:\n")
  string(APPEND _names "extern const char ${symbol}[], ${symbol}_end[];\n")
  string(APPEND _read " ${file}")
  set(${result} "{${symbol}, ${symbol}_end}")
endmacro()

# A row of the table, appended to _rows.
macro(add_file file number)
  set(_path ${DIST}/${file})
  file(SHA256 ${_path} _digest)
  string(SUBSTRING ${_digest} 0 16 _digest)
  media_type_of(${file} _type)
  set(_raw "{}")
  set(_gzip "{}")
  set(_brotli "{}")
  if(EXISTS ${_path}.gz)
    add_symbol(${_path}.gz web_${number}_gzip _gzip)
    add_symbol(${_path}.br web_${number}_brotli _brotli)
  else()
    add_symbol(${_path} web_${number}_raw _raw)
  endif()
  string(APPEND _rows "      {\"/${file}\", \"${_type}\", \"${_digest}\", ${_raw}, ${_gzip}, "
                      "${_brotli}},\n")
endmacro()

file(GLOB_RECURSE _files LIST_DIRECTORIES false RELATIVE ${DIST} ${DIST}/*)
list(FILTER _files EXCLUDE REGEX "\\.(br|gz)$")
if(NOT "index.html" IN_LIST _files)
  message(FATAL_ERROR "the dashboard is not built: run make web: ${DIST} has no index.html")
endif()
set(_bytes ".section .rodata\n")
set(_number 0)
foreach(_file IN LISTS _files)
  math(EXPR _number "${_number} + 1")
  add_file(${_file} ${_number})
endforeach()
# Without the note the linker would make the stack executable.
file(WRITE ${FOLDER}/web_assets.S "${_bytes}.section .note.GNU-stack,\"\",%progbits\n")
file(WRITE ${FOLDER}/web_assets.cc "#include \"serve/web_asset.h\"

extern \"C\" {
${_names}}

std::span<const telltale::serve::WebAsset> telltale::serve::web_assets() {
  static const WebAsset kAssets[] = {
${_rows}  };
  return kAssets;
}
")
file(WRITE ${FOLDER}/web_assets.d "${FOLDER}/web_assets.cc:${_read}\n")
