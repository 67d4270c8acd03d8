# Writes src/gpu/kernels/*.cl into a source file of raw strings, again whenever one of them changes.
file(GLOB kernel_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/gpu/kernels/*.cl)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${kernel_files})
set(entries "")
foreach(file IN LISTS kernel_files)
  get_filename_component(name ${file} NAME_WE)
  file(READ ${file} content)
  string(APPEND entries "    {\"${name}\", R\"cl(${content})cl\"sv},\n")
endforeach()
set(source ${PROJECT_BINARY_DIR}/gpu_sources.cc)
file(CONFIGURE OUTPUT ${source} @ONLY CONTENT [=[
// Made by cmake/Gpu.cmake from src/gpu/kernels/*.cl.
#include "gpu/sources.h"

namespace bach::gpu {
namespace {

using std::string_view_literals::operator""sv;

struct Source {
  std::string_view name;
  std::string_view text;
};

constexpr Source kSources[] = {
@entries@};

}  // namespace

std::string_view kernel_text(std::string_view name) {
  for (const Source& source : kSources) {
    if (source.name == name) return source.text;
  }
  return {};
}

}  // namespace bach::gpu
]=])
target_sources(bach_gpu PRIVATE ${source})
