// Indices of vectors from the int that everything is counted with.
#pragma once

#include <cstddef>

namespace bach {

constexpr std::size_t at(int index) { return static_cast<std::size_t>(index); }

}  // namespace bach
