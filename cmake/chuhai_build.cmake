# Language level, warnings, sanitizers and the linker: the same for every target.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
# CHUHAI_ASSERT does not look at NDEBUG: our own invariants are checked in every build.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_EXE_LINKER_FLAGS_RELEASE "-s")

find_program(CHUHAI_CCACHE ccache)
if(CHUHAI_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CHUHAI_CCACHE})
endif()

add_library(chuhai_options INTERFACE)
target_compile_options(chuhai_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  -Wno-missing-field-initializers
  -Werror=unused-result -Werror=return-type -Werror=switch
  $<$<CXX_COMPILER_ID:GNU>:-Wno-psabi>)
if(CMAKE_UNITY_BUILD)
  # In a unity batch a source file counts as a header, where this warning is about something else.
  target_compile_options(chuhai_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()
if(CHUHAI_WERROR)
  target_compile_options(chuhai_options INTERFACE -Werror)
endif()
if(CHUHAI_SANITIZE)
  # GCC 12 sees uninitialised members inside <regex> only when it instruments: a false alarm, never an error.
  target_compile_options(chuhai_options INTERFACE
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
    -fsanitize=${CHUHAI_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(chuhai_options INTERFACE -fsanitize=${CHUHAI_SANITIZE})
endif()
find_program(CHUHAI_MOLD mold)
if(CHUHAI_MOLD)
  target_link_options(chuhai_options INTERFACE -fuse-ld=mold)
endif()
