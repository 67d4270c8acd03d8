// The text of src/gpu/kernels/*.cl, by cmake/Gpu.cmake.
#pragma once

#include <string_view>

namespace bach::gpu {

// Of kernels/NAME.cl; there must be such.
std::string_view kernel_text(std::string_view name);

}  // namespace bach::gpu
