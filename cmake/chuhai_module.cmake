# One way to declare a module. A module may use only modules declared above it, so the
# order of src/CMakeLists.txt is the architecture and a cycle cannot be written.
#
#   chuhai_module(NAME [USES module...] [LIBS library...] [LIBS_PUBLIC library...])
#
# Sources are src/NAME/*.cpp, the public headers src/NAME/api/NAME/*.hpp, the tests
# src/NAME/test/*_test.cpp and *_prop.cpp (one binary NAME_test).
set_property(GLOBAL PROPERTY CHUHAI_MODULES "")

# Sources that include a large header-only library stay out of unity batches: together with others they
# need too much memory at once, and their macros would reach the rest of the batch.
function(chuhai_keep_heavy_sources_alone)
  foreach(source IN LISTS ARGN)
    file(STRINGS ${source} heavy REGEX "^#include <(toml[+][+]|CLI)/" LIMIT_COUNT 1)
    if(heavy)
      set_source_files_properties(${source} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
  endforeach()
endfunction()

function(chuhai_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES;LIBS;LIBS_PUBLIC")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "chuhai_module(${name}): unknown words: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  get_property(declared GLOBAL PROPERTY CHUHAI_MODULES)
  foreach(used IN LISTS arg_USES)
    if(NOT used IN_LIST declared)
      message(FATAL_ERROR
        "chuhai_module(${name}) uses '${used}', which is not declared above it in src/CMakeLists.txt. "
        "Arrows point down only: move the shared part down, or publish an event upwards.")
    endif()
  endforeach()
  set_property(GLOBAL APPEND PROPERTY CHUHAI_MODULES ${name})
  set_property(GLOBAL PROPERTY CHUHAI_MODULE_${name}_USES "${arg_USES}")

  set(dir ${PROJECT_SOURCE_DIR}/src/${name})
  file(GLOB sources CONFIGURE_DEPENDS ${dir}/*.cpp ${dir}/store/*.cpp)
  file(GLOB headers CONFIGURE_DEPENDS ${dir}/api/${name}/*.hpp)
  list(TRANSFORM arg_USES PREPEND chuhai:: OUTPUT_VARIABLE used_targets)
  if(sources)
    add_library(chuhai_${name} STATIC ${sources})
    chuhai_keep_heavy_sources_alone(${sources})
    target_include_directories(chuhai_${name} PUBLIC ${dir}/api PRIVATE ${dir})
    target_link_libraries(chuhai_${name}
      PUBLIC ${used_targets} ${arg_LIBS_PUBLIC} PRIVATE ${arg_LIBS} chuhai_options)
    target_sources(chuhai_${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${dir}/api FILES ${headers})
    set_target_properties(chuhai_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  else()
    add_library(chuhai_${name} INTERFACE)
    target_include_directories(chuhai_${name} INTERFACE ${dir}/api)
    target_link_libraries(chuhai_${name} INTERFACE ${used_targets} ${arg_LIBS_PUBLIC} ${arg_LIBS})
  endif()
  add_library(chuhai::${name} ALIAS chuhai_${name})

  file(GLOB tests CONFIGURE_DEPENDS ${dir}/test/*_test.cpp ${dir}/test/*_prop.cpp)
  if(CHUHAI_TESTS AND tests)
    chuhai_test(${name}_test SOURCES ${tests} MODULES ${name})
    target_include_directories(${name}_test PRIVATE ${dir})
  endif()
endfunction()

# A test binary: chuhai_test(NAME SOURCES file... MODULES module...)
function(chuhai_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;MODULES")
  list(TRANSFORM arg_MODULES PREPEND chuhai:: OUTPUT_VARIABLE module_targets)
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${module_targets} chuhai_options
    GTest::gtest GTest::gtest_main rapidcheck)
  target_compile_definitions(${name} PRIVATE CHUHAI_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} TIMEOUT 600)
endfunction()

# Writes "name: used used ..." lines; tests/architecture reads this file, so the list is never typed twice.
function(chuhai_write_module_table file)
  get_property(declared GLOBAL PROPERTY CHUHAI_MODULES)
  set(lines "")
  foreach(name IN LISTS declared)
    get_property(uses GLOBAL PROPERTY CHUHAI_MODULE_${name}_USES)
    list(JOIN uses " " joined)
    string(APPEND lines "${name}: ${joined}\n")
  endforeach()
  file(WRITE ${file} "${lines}")
endfunction()
