// Models as safetensors files; `__metadata__` holds kind, configuration and card as strings. The
// tensors of a model of windows are PyTorch's state_dict of the notebook's class.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "lm/model.h"
#include "lm/safetensors.h"

namespace bach {

// How weights are stored: as they are, or as the nearest number of half precision.
enum class WeightType { kFloat32, kFloat16 };

// The same model gives the same bytes, always. `model.config` must be valid and `parameters` of the
// size its layout says.
std::vector<std::uint8_t> encode_model(const Model& model, WeightType type = WeightType::kFloat32);

// Reads a model as hostile input: a file that is cut short, lies about lengths, ranges, shapes or
// types, lacks or repeats a tensor, or holds a weight that is not a finite number is refused with
// the reason, and so is one whose weights are not those its digest was made of. `name` is the file's
// name for messages.
Result<Model> decode_model(std::span<const std::uint8_t> bytes, const std::string& name);

// Whether decode_model() would take all that a file says but its weights, which are not looked at: its metadata,
// the names, types and shapes of its tensors.
Status check_model_shapes(const Safetensors& file, const std::string& name);

// Whether a model of these bytes says a digest of its tensors, as encode_model() writes one: without it
// damage to them goes unnoticed.
bool has_digest(std::span<const std::uint8_t> bytes);
bool has_digest(const Safetensors& file);

}  // namespace bach
