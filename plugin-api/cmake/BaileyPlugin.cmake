# bailey_add_plugin(NAME SOURCES file... [LIBRARIES library...] [OUTPUT_DIRECTORY folder]
#                   [TEST_CONFIG integration.json [TEST_AUTH credentials.json] [TEST_OPTIONS option...]])
#
# Makes NAME.so, a plugin that Bailey can load, unload and replace: it exports the entry and nothing
# else, leaves nothing undefined, and is called what its manifest calls it. Sources are C or C++.
#
# TEST_CONFIG adds the test NAME.conformance, which runs `bailey test` on the plugin with that
# integration, with the credentials in TEST_AUTH, a JSON object as it comes in `auth`, and with
# TEST_OPTIONS, any other options of `bailey test`. It needs enable_testing() before, and a `bailey` program: BAILEY_PROGRAM names one, otherwise the installed
# one is looked for.
function(bailey_add_plugin name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "OUTPUT_DIRECTORY;TEST_CONFIG;TEST_AUTH"
                        "SOURCES;LIBRARIES;TEST_OPTIONS")
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
  if(arg_TEST_CONFIG)
    bailey_add_conformance_test(${name} "${arg_TEST_CONFIG}" "${arg_TEST_AUTH}" ${arg_TEST_OPTIONS})
  elseif(arg_TEST_AUTH OR arg_TEST_OPTIONS)
    message(FATAL_ERROR "bailey_add_plugin(${name}): TEST_AUTH and TEST_OPTIONS go with TEST_CONFIG")
  endif()
endfunction()

# The test <plugin>.conformance; `config` and `auth` (may be empty) are files beside the caller's
# CMakeLists.txt. What follows is passed on as it is.
function(bailey_add_conformance_test plugin config auth)
  find_program(BAILEY_PROGRAM bailey DOC "the bailey program that tests plugins")
  if(NOT BAILEY_PROGRAM)
    message(STATUS "${plugin}.conformance: not added, as no bailey program was found; "
                   "set BAILEY_PROGRAM")
    return()
  endif()
  set(folder ${CMAKE_CURRENT_SOURCE_DIR})
  cmake_path(ABSOLUTE_PATH config BASE_DIRECTORY ${folder})
  set(command ${BAILEY_PROGRAM} test $<TARGET_FILE:${plugin}> --config ${config})
  if(auth)
    cmake_path(ABSOLUTE_PATH auth BASE_DIRECTORY ${folder})
    list(APPEND command --auth @${auth})
  endif()
  add_test(NAME ${plugin}.conformance COMMAND ${command} ${ARGN})
endfunction()
