# The program bach, its manual pages and the shells' completions.
add_executable(bach src/cli/main.cc)
target_link_libraries(bach PRIVATE bach_cli bach_flags)
# Nothing a damaged file may overwrite decides which function is called.
target_link_options(bach PRIVATE -pie LINKER:-z,relro,-z,now)
# The command line has no loop that matters, and its option parser takes g++ twice as long at -O3.
foreach(target bach bach_cli)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1> $<$<CONFIG:RelWithDebInfo>:-O0>)
endforeach()

# Manual pages and completions are told by the program itself.
set(bach_manual ${PROJECT_BINARY_DIR}/manual)
add_custom_command(OUTPUT ${bach_manual}/stamp
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${bach_manual}
  COMMAND bach help --format man -o ${bach_manual}/man1
  COMMAND bach help --format bash -o ${bach_manual}/bash
  COMMAND bach help --format zsh -o ${bach_manual}/zsh
  COMMAND ${CMAKE_COMMAND} -E touch ${bach_manual}/stamp
  DEPENDS bach VERBATIM)
add_custom_target(bach_manual ALL DEPENDS ${bach_manual}/stamp)

# Make corpus/ again from the files its texts were made of.
foreach(tool make_corpus make_violin_corpus make_keyboard_corpus)
  add_executable(${tool} EXCLUDE_FROM_ALL tools/${tool}.cc)
  target_link_libraries(${tool} PRIVATE bach_corpus bach_flags)
endforeach()

# Makes src/harmony/shipped_parameters.cc again.
add_executable(make_harmony EXCLUDE_FROM_ALL tools/make_harmony.cc)
target_link_libraries(make_harmony PRIVATE bach_harmony bach_corpus bach_flags)
