// Models as safetensors files. The tensors of a windows model are PyTorch's state_dict of the
// notebook's class; `__metadata__` holds kind, configuration and card as strings.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "lm/model.h"

namespace bach {

// How weights are stored: as they are, or as the nearest number of half precision.
enum class WeightType { kFloat32, kFloat16 };

// The same model gives the same bytes, always. `model.config` must be valid and `parameters` of the
// size its layout says.
std::vector<std::uint8_t> encode_model(const Model& model, WeightType type = WeightType::kFloat32);
std::vector<std::uint8_t> encode_model(const SequenceModel& model,
                                       WeightType type = WeightType::kFloat32);

// Reads a model as hostile input: a file that is cut short, lies about lengths, ranges, shapes or
// types, lacks or repeats a tensor, or holds a weight that is not a finite number is refused with
// the reason. `name` is the file's name for messages.
Result<std::variant<Model, SequenceModel>> decode_any_model(std::span<const std::uint8_t> bytes,
                                                            const std::string& name);

// The same, and a model of another kind is refused (kUnsupported).
Result<SequenceModel> decode_sequence_model(std::span<const std::uint8_t> bytes,
                                            const std::string& name);
Result<Model> decode_model(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace bach
