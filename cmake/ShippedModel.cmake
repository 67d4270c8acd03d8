# Puts models/suite.safetensors into the program as it is; tools/make_model.sh makes that file.
set(model ${PROJECT_SOURCE_DIR}/models/suite.safetensors)
set(source ${PROJECT_BINARY_DIR}/shipped_model_data.cc)
file(CONFIGURE OUTPUT ${source} @ONLY CONTENT [=[
// Made by cmake/ShippedModel.cmake.
asm(".section .rodata\n"
    ".balign 16\n"
    ".globl bach_shipped_model_begin\n"
    "bach_shipped_model_begin:\n"
    ".incbin \"@model@\"\n"
    ".globl bach_shipped_model_end\n"
    "bach_shipped_model_end:\n"
    ".byte 0\n"
    ".text\n");
]=])
# Alone, not several in one: else it would not be known to depend on the model.
set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS ${model} SKIP_UNITY_BUILD_INCLUSION ON)
target_sources(bach_app PRIVATE ${source})
