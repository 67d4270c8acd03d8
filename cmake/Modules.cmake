# Several files of the target are one for the compiler, as many as BACH_UNITY says (0: all).
function(bach_unity target)
  if(NOT BACH_UNITY EQUAL 1)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${BACH_UNITY})
  endif()
endfunction()

# bach_module(NAME [USES modules…] [EXTERNAL libraries…] [OUTSIDE files…] [TOGETHER test suites…])
#
# Builds src/NAME/*.cc and src/NAME/FOLDER/*.cc into the static library bach_NAME and the *_test.cc of
# tests/NAME likewise into NAME_test: folders nest one level, and this is the place that says so.
# Several files are one for the compiler (BACH_UNITY), so their file-local names must differ. The
# main file of the program is not part of a library. OUTSIDE are files, or folders, that need what the
# core does without (BACH_CORE_ONLY): it has src/NAME/core_only/*.cc in their place, and names its tests
# elsewhere (WasmProgram.cmake). Each test is a process of its own; those of a suite named TOGETHER are one,
# because what they have in common takes long to make.
function(bach_module name)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "USES;EXTERNAL;OUTSIDE;TOGETHER")
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cc
       ${PROJECT_SOURCE_DIR}/src/${name}/*/*.cc)
  list(FILTER sources EXCLUDE REGEX "/main\\.cc$")
  if(BACH_CORE_ONLY)
    list(FILTER ARG_EXTERNAL EXCLUDE REGEX "^PkgConfig::")
    foreach(outside IN LISTS ARG_OUTSIDE)
      list(FILTER sources EXCLUDE REGEX "/src/${name}/${outside}")
    endforeach()
  else()
    list(FILTER sources EXCLUDE REGEX "/core_only/")
  endif()
  set_property(GLOBAL APPEND PROPERTY BACH_MODULES ${name})
  set(links ${ARG_USES})
  list(TRANSFORM links PREPEND bach_)
  if(sources)
    add_library(bach_${name} STATIC ${sources})
    target_link_libraries(bach_${name} PUBLIC ${links} ${ARG_EXTERNAL} PRIVATE bach_flags)
    target_include_directories(bach_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    bach_unity(bach_${name})
    if(BACH_FUZZERS)  # the fuzzer sees which lines of it an input reaches
      target_compile_options(bach_${name} PRIVATE -fsanitize=fuzzer-no-link)
    endif()
  else()
    add_library(bach_${name} INTERFACE)
    target_link_libraries(bach_${name} INTERFACE ${links} ${ARG_EXTERNAL})
    target_include_directories(bach_${name} INTERFACE ${PROJECT_SOURCE_DIR}/src)
  endif()
  if(BACH_BUILD_TESTS AND NOT BACH_CORE_ONLY)
    file(GLOB tests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${name}/*_test.cc
         ${PROJECT_SOURCE_DIR}/tests/${name}/*/*_test.cc)
    if(tests)
      add_executable(${name}_test ${tests})
      target_link_libraries(${name}_test PRIVATE bach_${name} bach_flags GTest::gmock_main)
      target_include_directories(${name}_test PRIVATE ${PROJECT_SOURCE_DIR}/tests)
      bach_unity(${name}_test)
      # What is tested is optimised; the tests themselves need not be.
      target_compile_options(${name}_test PRIVATE
        $<$<CONFIG:Release>:-O1> $<$<CONFIG:RelWithDebInfo>:-O0>)
      target_compile_definitions(${name}_test PRIVATE
        BACH_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data"
        BACH_SHARED_MIDI="${PROJECT_SOURCE_DIR}/../shared/midi_bach")
      include(GoogleTest)
      list(TRANSFORM ARG_TOGETHER APPEND ".*" OUTPUT_VARIABLE together)
      list(JOIN together ":" together)
      gtest_discover_tests(${name}_test DISCOVERY_TIMEOUT 60 TEST_FILTER "-${together}"
        PROPERTIES LABELS ${name})
      foreach(suite IN LISTS ARG_TOGETHER)
        add_test(NAME ${suite} COMMAND ${name}_test --gtest_filter=${suite}.*)
        set_tests_properties(${suite} PROPERTIES LABELS ${name} FAIL_REGULAR_EXPRESSION "Running 0 tests")
      endforeach()
    endif()
  endif()
endfunction()
