# Toolchain of the preset `wasm`: Debian's emscripten, set up for this program. doc/wasm.md.
set(EMSCRIPTEN_ROOT_PATH /usr/share/emscripten CACHE PATH "Where emscripten lies")
if(NOT EXISTS ${EMSCRIPTEN_ROOT_PATH}/cmake/Modules/Platform/Emscripten.cmake)
  message(FATAL_ERROR "no emscripten in ${EMSCRIPTEN_ROOT_PATH}: install Debian's package emscripten, "
                      "or set EMSCRIPTEN_ROOT_PATH")
endif()
include(${EMSCRIPTEN_ROOT_PATH}/cmake/Modules/Platform/Emscripten.cmake)

# 128 bits, never the relaxed kind, whose results depend on the processor. JavaScript's exceptions: every
# browser of the last years has them, and nothing of ours throws but allocations and the JSON reader.
string(APPEND CMAKE_CXX_FLAGS_INIT " -msimd128 -fexceptions")
string(APPEND CMAKE_C_FLAGS_INIT " -msimd128 -fexceptions")
# emcc runs acorn, which Debian keeps where only Debian's own Node looks.
set(CMAKE_CXX_LINKER_LAUNCHER ${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs)
