# Puts models/suite.safetensors into the program as it is; tools/make_model.sh makes that file.
set(model ${PROJECT_SOURCE_DIR}/models/suite.safetensors)
set(section .rodata)
set(size "")
set(after .text)
if(EMSCRIPTEN)  # its object files want a section for each and sizes; there is no .text to go back to
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${model})
  file(SIZE ${model} bytes)
  math(EXPR bytes "${bytes} + 1")
  set(section [[.rodata.bach_shipped_model,\"\",@]])
  set(after "")
  set(size "    \".size bach_shipped_model_begin, ${bytes}\\n\"\n    \".size bach_shipped_model_end, 1\\n\"\n")
endif()
set(source ${PROJECT_BINARY_DIR}/shipped_model_data.cc)
file(CONFIGURE OUTPUT ${source} @ONLY CONTENT [=[
// Made by cmake/ShippedModel.cmake.
asm(".section @section@\n"
    ".balign 16\n"
    ".globl bach_shipped_model_begin\n"
    "bach_shipped_model_begin:\n"
    ".incbin \"@model@\"\n"
    ".globl bach_shipped_model_end\n"
    "bach_shipped_model_end:\n"
    ".byte 0\n"
@size@    "@after@\n");
]=])
# Alone, not several in one: else it would not be known to depend on the model.
set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS ${model} SKIP_UNITY_BUILD_INCLUSION ON)
target_sources(bach_app PRIVATE ${source})
