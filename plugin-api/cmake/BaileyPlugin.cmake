# bailey_add_plugin(NAME SOURCES file... [LIBRARIES library...] [OUTPUT_DIRECTORY folder])
#
# Makes NAME.so, a plugin that Bailey can load, unload and replace: it exports the entry and nothing
# else, leaves nothing undefined, and is called what its manifest calls it. Sources are C or C++.
function(bailey_add_plugin name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "OUTPUT_DIRECTORY" "SOURCES;LIBRARIES")
  if(arg_UNPARSED_ARGUMENTS OR NOT arg_SOURCES)
    message(FATAL_ERROR "bailey_add_plugin(${name}): write SOURCES before its files; "
                        "not understood: '${arg_UNPARSED_ARGUMENTS}'")
  endif()
  set(exports ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin.map)
  add_library(${name} MODULE ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE bailey::plugin_api ${arg_LIBRARIES})
  set_target_properties(
    ${name}
    PROPERTIES PREFIX ""
               SUFFIX ".so"
               C_VISIBILITY_PRESET hidden
               CXX_VISIBILITY_PRESET hidden
               VISIBILITY_INLINES_HIDDEN ON
               LINK_DEPENDS ${exports})
  if(arg_OUTPUT_DIRECTORY)
    set_target_properties(${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${arg_OUTPUT_DIRECTORY})
  endif()
  target_link_options(${name} PRIVATE -Wl,--version-script=${exports})
  # A sanitizer's run-time symbols are only found in the program that loads the plugin.
  get_directory_property(link_options LINK_OPTIONS)
  if(NOT "${link_options} ${CMAKE_CXX_FLAGS} ${CMAKE_C_FLAGS}" MATCHES "-fsanitize")
    target_link_options(${name} PRIVATE -Wl,-z,defs)
  endif()
endfunction()
