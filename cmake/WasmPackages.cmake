# What the preset `wasm` takes from the system: headers and sources that are nobody's machine code. The
# compiler must not see the rest of /usr/include, which is this machine's C library.
find_path(nlohmann_folder nlohmann/json.hpp PATHS /usr/include NO_CMAKE_FIND_ROOT_PATH REQUIRED)
set(headers ${PROJECT_BINARY_DIR}/headers)
file(MAKE_DIRECTORY ${headers})
file(CREATE_LINK ${nlohmann_folder}/nlohmann ${headers}/nlohmann SYMBOLIC)
add_library(nlohmann_json::nlohmann_json INTERFACE IMPORTED GLOBAL)
target_include_directories(nlohmann_json::nlohmann_json INTERFACE ${headers})

target_compile_options(bach_flags INTERFACE
  "SHELL:-include ${PROJECT_SOURCE_DIR}/src/base/core_only/std_gaps.h")

# One thread: a page may have more only where its server says so in headers that static hosts do not set.
add_library(Threads::Threads INTERFACE IMPORTED GLOBAL)

if(BACH_BUILD_TESTS)
  # Debian's package googletest; its libraries are this machine's.
  set(INSTALL_GTEST OFF)
  set(gtest_disable_pthreads ON)
  add_subdirectory(/usr/src/googletest ${PROJECT_BINARY_DIR}/googletest EXCLUDE_FROM_ALL)
  foreach(library gtest gmock gmock_main)
    target_compile_options(${library} PRIVATE -O0)
  endforeach()
  foreach(library gmock gmock_main gtest)
    if(NOT TARGET GTest::${library})
      add_library(GTest::${library} ALIAS ${library})
    endif()
  endforeach()
endif()
