# What the preset `wasm` builds: bach.js with bach.wasm, and the tests that run in Node.
add_link_options(-fexceptions -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=33554432)

# A module for pages and workers. In Node it wants bach.wasm handed over: see src/wasm/bach.mjs, which is
# what others import.
add_executable(bach_web $<TARGET_OBJECTS:bach_wasm>)
target_link_libraries(bach_web PRIVATE bach_core bach_flags)
set_target_properties(bach_web PROPERTIES OUTPUT_NAME bach SUFFIX .js LINKER_LANGUAGE CXX)
target_link_options(bach_web PRIVATE --no-entry -sMODULARIZE=1 -sEXPORT_ES6=1 -sENVIRONMENT=web,worker
  -sALLOW_TABLE_GROWTH=1 -sEXPORTED_FUNCTIONS=_bach_run,_malloc,_free
  -sEXPORTED_RUNTIME_METHODS=UTF8ToString,stringToUTF8,lengthBytesUTF8,addFunction,removeFunction)
add_custom_command(TARGET bach_web POST_BUILD
  COMMAND ${CMAKE_COMMAND} -E copy_if_different ${PROJECT_SOURCE_DIR}/src/wasm/bach.mjs
          $<TARGET_FILE_DIR:bach_web>/bach.mjs)

if(NOT BACH_BUILD_TESTS)
  return()
endif()

# Tests whose results must be the same bits as elsewhere, and those of what only this build has. The signature's are run in
# Chromium, too (web/tests/signature.test.mjs).
set(tests tests/base/base64_test.cc tests/base/half_test.cc tests/base/math_test.cc
    tests/base/number_text_test.cc tests/base/random_test.cc tests/base/sha256_test.cc
    tests/nn/engine_products_test.cc tests/nn/engine_elementwise_test.cc tests/nn/engine_isa_test.cc
    tests/app/signature_test.cc tests/app/sequence_signature_test.cc)
file(GLOB reference CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/reference/*.cc)
add_executable(core_test ${tests} ${reference})
target_link_libraries(core_test PRIVATE bach_core bach_flags GTest::gmock_main)
target_include_directories(core_test PRIVATE ${PROJECT_SOURCE_DIR}/tests)
target_compile_options(core_test PRIVATE -O1)
target_link_options(core_test PRIVATE -O1 -sEXIT_RUNTIME=1 -sENVIRONMENT=node,web
  --pre-js ${PROJECT_SOURCE_DIR}/tests/wasm/without_fetch.js)
find_program(NODE node nodejs REQUIRED)
add_test(NAME core_test COMMAND ${NODE} $<TARGET_FILE:core_test>)
add_test(NAME page_test COMMAND ${NODE} --test ${PROJECT_SOURCE_DIR}/tests/wasm)
set_tests_properties(page_test PROPERTIES ENVIRONMENT "BACH_WASM=$<TARGET_FILE_DIR:bach_web>")
set_tests_properties(core_test page_test PROPERTIES LABELS wasm TIMEOUT 600)
