# The dashboard. The table of its files in `serve` is empty, so that nothing of web/ is needed to
# build it; a program that carries the dashboard is the same objects with a table of its own, which
# the linker meets first. The files are those that tools/web left in TELLTALE_WEB_DIST.
set(TELLTALE_WEB_DIST ${CMAKE_SOURCE_DIR}/build/web-dist CACHE PATH "what tools/web built")

# Alone in its file: a library's object is taken only for what no object before it has.
function(telltale_without_web)
  set(_file ${CMAKE_BINARY_DIR}/generated/no_web_assets.cc)
  file(CONFIGURE OUTPUT ${_file} @ONLY CONTENT "#include \"serve/web_asset.h\"

std::span<const telltale::serve::WebAsset> telltale::serve::web_assets() {
  return {};
}
")
  target_sources(telltale_serve PRIVATE ${_file})
endfunction()

# The files are read when the program is built, and again when one of them has changed.
function(telltale_carry_web program)
  set(_folder ${CMAKE_BINARY_DIR}/generated/web)
  set(_script ${CMAKE_SOURCE_DIR}/cmake/WebAssets.cmake)
  enable_language(ASM)
  if(NOT TARGET telltale_web_assets)
    add_custom_command(OUTPUT ${_folder}/web_assets.cc ${_folder}/web_assets.S
      COMMAND ${CMAKE_COMMAND} -D DIST=${TELLTALE_WEB_DIST} -D FOLDER=${_folder} -P ${_script}
      DEPENDS ${_script} DEPFILE ${_folder}/web_assets.d COMMENT "" VERBATIM)
    add_library(telltale_web_assets OBJECT EXCLUDE_FROM_ALL ${_folder}/web_assets.cc
                                                            ${_folder}/web_assets.S)
    target_include_directories(telltale_web_assets PRIVATE ${CMAKE_SOURCE_DIR}/src)
  endif()
  target_sources(${program} PRIVATE $<TARGET_OBJECTS:telltale_web_assets>)
endfunction()
