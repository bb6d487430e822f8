# Copies FILES of SOURCE/src to FOLDER/src and applies PATCH to them.
foreach(_file IN LISTS FILES)
  get_filename_component(_above ${_file} DIRECTORY)
  file(REMOVE ${FOLDER}/src/${_file})
  file(COPY ${SOURCE}/src/${_file} DESTINATION ${FOLDER}/src/${_above})
endforeach()
execute_process(COMMAND patch --quiet --strip=1 --directory=${FOLDER} --input=${PATCH}
                RESULT_VARIABLE _failed)
if(_failed)
  message(FATAL_ERROR "the sources have moved away from this patch: mend it: ${PATCH}")
endif()
