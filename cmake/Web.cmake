# The dashboard's files, which tools/web left in TELLTALE_WEB_DIST, become part of `serve`: the
# bytes by the assembler, a table of them in C++. Without TELLTALE_WEB the table is empty, and
# nothing of web/ is needed.
set(TELLTALE_WEB_DIST ${CMAKE_SOURCE_DIR}/build/web-dist CACHE PATH "what tools/web built")

# The media type of a file, by its name; what has none is not the dashboard's.
function(telltale_web_type name result)
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
    message(FATAL_ERROR "cmake/Web.cmake: no media type for ${name}: add it")
  endif()
  set(${result} "${_type}" PARENT_SCOPE)
endfunction()

# A symbol with a file's bytes. Appends to _bytes (assembler) and _names (declarations), and sets
# `result` to the expression of its view.
macro(telltale_web_symbol file symbol result)
  string(APPEND _bytes ".global ${symbol}, ${symbol}_end\n${symbol}: .incbin \"${file}\"\n"
                       "${symbol}_end:\n")
  string(APPEND _names "extern const char ${symbol}[], ${symbol}_end[];\n")
  set(${result} "{${symbol}, ${symbol}_end}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
endmacro()

function(telltale_embed_web)
  set(_folder ${CMAKE_BINARY_DIR}/generated)
  set(_bytes ".section .rodata\n")
  set(_names "")
  set(_rows "")
  set(_number 0)
  if(TELLTALE_WEB)
    file(GLOB_RECURSE _files LIST_DIRECTORIES false RELATIVE ${TELLTALE_WEB_DIST}
         ${TELLTALE_WEB_DIST}/*)
    list(FILTER _files EXCLUDE REGEX "\\.(br|gz)$")
    if(NOT "index.html" IN_LIST _files)
      message(FATAL_ERROR "TELLTALE_WEB: ${TELLTALE_WEB_DIST} has no index.html: run tools/web")
    endif()
  endif()
  foreach(_file IN LISTS _files)
    set(_path ${TELLTALE_WEB_DIST}/${_file})
    math(EXPR _number "${_number} + 1")
    file(SHA256 ${_path} _digest)
    string(SUBSTRING ${_digest} 0 16 _digest)
    telltale_web_type(${_file} _type)
    set(_raw "{}")
    set(_gzip "{}")
    set(_brotli "{}")
    if(EXISTS ${_path}.gz)
      telltale_web_symbol(${_path}.gz web_${_number}_gzip _gzip)
      telltale_web_symbol(${_path}.br web_${_number}_brotli _brotli)
    else()
      telltale_web_symbol(${_path} web_${_number}_raw _raw)
    endif()
    string(APPEND _rows "      {\"/${_file}\", \"${_type}\", \"${_digest}\", ${_raw}, ${_gzip}, "
                        "${_brotli}},\n")
  endforeach()
  telltale_write_web("${_folder}" "${_bytes}" "${_names}" "${_rows}")
endfunction()

function(telltale_write_web folder bytes names rows)
  set(_body "  return {};\n")
  if(rows)
    set(_body "  static const WebAsset kAssets[] = {\n${rows}  };\n  return kAssets;\n")
    enable_language(ASM)
    # Without the note the linker would make the stack executable.
    file(CONFIGURE OUTPUT ${folder}/web_assets.S @ONLY
         CONTENT "${bytes}.section .note.GNU-stack,\"\",%progbits\n")
    target_sources(telltale_serve PRIVATE ${folder}/web_assets.S)
  endif()
  string(CONCAT _text "#include \"serve/web_asset.h\"\n\nextern \"C\" {\n${names}}\n\n"
            "namespace telltale::serve {\n\nstd::span<const WebAsset> web_assets() {\n${_body}}\n\n"
            "}  // namespace telltale::serve\n")
  file(CONFIGURE OUTPUT ${folder}/web_assets.cc CONTENT "${_text}" @ONLY)
  target_sources(telltale_serve PRIVATE ${folder}/web_assets.cc)
endfunction()
