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
# A call of a member function of, or a cast down to, an object that is not of a class it may be of ends the
# program (clang's control-flow integrity). Calls through pointers to functions are left out: many are of
# libraries that are loaded when used (base/shared_library.h), whose functions clang cannot know here; so are
# casts of void*, which std::make_shared makes before there is an object.
if(BACH_CFI)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL Clang)
    message(FATAL_ERROR "BACH_CFI needs clang++: -DCMAKE_CXX_COMPILER=clang++")
  endif()
  # Archives of what link-time optimisation reads have an index that clang's tools make.
  set(CMAKE_AR ${CMAKE_CXX_COMPILER_AR})
  set(CMAKE_RANLIB ${CMAKE_CXX_COMPILER_RANLIB})
  set(bach_cfi -flto=thin -fsanitize=cfi-vcall,cfi-nvcall,cfi-mfcall,cfi-derived-cast)
  target_compile_options(bach_flags INTERFACE ${bach_cfi} -fvisibility=hidden)
  add_link_options(${bach_cfi} -fuse-ld=lld)
endif()
