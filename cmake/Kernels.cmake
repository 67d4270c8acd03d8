# The levels of src/nn/engine/isa.h, and what the preprocessor and the compiler are told for each.
set(bach_kernel_levels portable)
set(portable_definitions "BACH_KERNEL_LEVEL=Isa::kPortable")
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
  list(APPEND bach_kernel_levels avx2 avx512)
  set(avx2_definitions "BACH_KERNEL_LEVEL=Isa::kAvx2" BACH_KERNEL_AVX2)
  set(avx2_options -march=x86-64-v3)
  set(avx512_definitions "BACH_KERNEL_LEVEL=Isa::kAvx512" BACH_KERNEL_AVX512)
  set(avx512_options -march=x86-64-v4 -mprefer-vector-width=512)
elseif(EMSCRIPTEN)
  list(APPEND bach_kernel_levels simd128)
  set(portable_options -mno-simd128)
  set(simd128_definitions "BACH_KERNEL_LEVEL=Isa::kSimd128")
  set(simd128_options -msimd128 -O3)
endif()

# bach_kernels(MODULE FOLDER)
#
# Compiles src/MODULE/FOLDER/kernels/*.cc once for each instruction set, into namespaces named after
# it, and adds the objects to bach_MODULE. Names a test that looks for weak symbols in them: the linker
# keeps one copy of a weak symbol, and if it kept an AVX-512 one, the program would crash on
# processors without.
function(bach_kernels module folder)
  set(root ${PROJECT_SOURCE_DIR}/src/${module}/${folder})
  file(GLOB kernels CONFIGURE_DEPENDS ${root}/kernels/*.cc)
  if("avx2" IN_LIST bach_kernel_levels)
    target_compile_definitions(bach_${module} PRIVATE BACH_HAS_X86_KERNELS)
  endif()
  if("simd128" IN_LIST bach_kernel_levels)
    target_compile_definitions(bach_${module} PRIVATE BACH_HAS_SIMD128_KERNELS)
  endif()
  set(objects)
  foreach(level IN LISTS bach_kernel_levels)
    set(target bach_${module}_${level})
    add_library(${target} OBJECT ${kernels})
    target_link_libraries(${target} PRIVATE bach_flags)
    target_compile_definitions(${target} PRIVATE BACH_KERNEL_ISA=${level} ${${level}_definitions})
    # clang 14 unrolls the tiles by itself and does not know GCC's pragma.
    # Without optimisation each number would pass through memory: too slow even for tests.
    target_compile_options(${target} PRIVATE ${${level}_options} $<$<CONFIG:Debug>:-O2>
      $<$<CXX_COMPILER_ID:Clang>:-Wno-unknown-pragmas>)
    target_sources(bach_${module} PRIVATE $<TARGET_OBJECTS:${target}>)
    list(APPEND objects $<TARGET_OBJECTS:${target}>)
    set_property(GLOBAL APPEND PROPERTY BACH_KERNEL_OBJECTS $<TARGET_OBJECTS:${target}>)
  endforeach()
  if(BACH_BUILD_TESTS AND NOT EMSCRIPTEN)
    add_test(NAME ${module}.kernels_define_no_weak_symbols
      COMMAND ${PROJECT_SOURCE_DIR}/tools/check_weak_symbols.sh ${CMAKE_NM} ${objects}
      COMMAND_EXPAND_LISTS)
    set_tests_properties(${module}.kernels_define_no_weak_symbols PROPERTIES LABELS ${module})
  endif()
endfunction()

# Runs the tests of BINARY that FILTER names once on each instruction set: what differs in kernels
# must not show. A level this machine lacks is reported as skipped.
function(bach_test_each_isa binary filter)
  foreach(level IN LISTS bach_kernel_levels)
    set(name ${binary}.${level})
    add_test(NAME ${name} COMMAND ${binary} --gtest_filter=${filter})
    set_tests_properties(${name} PROPERTIES ENVIRONMENT BACH_FORCE_ISA=${level} LABELS isa
      SKIP_REGULAR_EXPRESSION "BACH_FORCE_ISA=${level}: this processor cannot run it")
  endforeach()
  bach_test_plain_glibc(${binary} ${filter})
endfunction()

# Runs them once more, without fused multiply-add and AVX in glibc, which picks its own code at run
# time. Tests that go through all levels themselves still do; the others get the portable one.
function(bach_test_plain_glibc binary filter)
  add_test(NAME ${binary}.plain_glibc COMMAND ${binary} --gtest_filter=${filter})
  set(tunables "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F")
  set_tests_properties(${binary}.plain_glibc PROPERTIES LABELS isa
    ENVIRONMENT "BACH_FORCE_ISA=portable;GLIBC_TUNABLES=${tunables}")
endfunction()
