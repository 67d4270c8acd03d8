// The suite model that travels inside the program, learned from all 36 movements
// (models/README.md).
#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"
#include "lm/model.h"

namespace bach {

// The file as it is. Lives for ever.
std::span<const std::uint8_t> shipped_model_bytes();

// Fails only if the program is damaged.
Result<Model> shipped_model();

}  // namespace bach
