# Builds with one mistake each: the named files of src/ with tests/SUITE/broken/NAME.patch applied
# take the place of those in the libraries, which are linked as they are. A patch that does not
# apply any more fails the build: mend it so that it makes the same mistake in the code as it is.
function(telltale_broken_sources out suite name)
  set(_folder ${CMAKE_CURRENT_BINARY_DIR}/broken/${name})
  set(_patch ${CMAKE_SOURCE_DIR}/tests/${suite}/broken/${name}.patch)
  set(_apply ${CMAKE_SOURCE_DIR}/tests/apply_patch.cmake)
  set(_originals "")
  set(_sources "")
  foreach(_file IN LISTS ARGN)
    list(APPEND _originals ${CMAKE_SOURCE_DIR}/src/${_file})
    list(APPEND _sources ${_folder}/src/${_file})
  endforeach()
  add_custom_command(
    OUTPUT ${_sources}
    COMMAND ${CMAKE_COMMAND} -D SOURCE=${CMAKE_SOURCE_DIR} -D FOLDER=${_folder} -D "FILES=${ARGN}"
            -D PATCH=${_patch} -P ${_apply}
    DEPENDS ${_originals} ${_patch} ${_apply}
    VERBATIM)
  set(${out} ${_sources} PARENT_SCOPE)
endfunction()
