# Flags every object of ours is compiled with.
#
# -ffp-contract=off: g++ and clang++ may fuse a*b+c where the machine can, which would change bits
# from machine to machine. Fused operations are written as std::fma where they are meant.
add_library(bach_flags INTERFACE)
target_compile_options(bach_flags INTERFACE
  -ffp-contract=off -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  $<$<BOOL:${BACH_WERROR}>:-Werror>)
# What is shipped is hardened: checked buffer functions, guarded stacks, code that can lie anywhere. Of the
# shared library only what a public header marks is seen (src/base/export.h).
if(NOT EMSCRIPTEN)  # a browser's memory has neither addresses nor a stack that others reach
  target_compile_options(bach_flags INTERFACE -fPIC -fvisibility=hidden -fvisibility-inlines-hidden
    $<$<CONFIG:Release>:-U_FORTIFY_SOURCE
    -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection>)
endif()
# GCC 12 sees overlapping copies in plain std::string concatenation (GCC bug 105651).
target_compile_options(bach_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
target_include_directories(bach_flags INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_definitions(bach_flags INTERFACE BACH_VERSION="${PROJECT_VERSION}")
# What link-time optimisation would read, beside the ordinary code: tools/check_odr.sh compares by it how
# types are defined. Linked is the ordinary code.
if(BACH_CHECK_ODR)
  target_compile_options(bach_flags INTERFACE -flto -ffat-lto-objects)
  add_link_options(-fno-lto)
  # An archive's index lists what the ordinary code defines: with GCC's plugin, which ranlib finds by
  # itself, it would list functions that are inlined everywhere, and the linker would look for them twice.
  set(CMAKE_CXX_ARCHIVE_FINISH "<CMAKE_RANLIB> --plugin none <TARGET>")
endif()
