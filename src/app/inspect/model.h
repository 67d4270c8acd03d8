// What a model file says of itself: read are its header and its size, not its weights.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "base/result.h"
#include "lm/safetensors.h"

namespace bach {

enum class ModelFileKind {
  kModel,       // of this program, or of one like it
  kCheckpoint,  // of a training
  kForeign,     // of another program
};

struct ModelInspection {
  std::string file;
  std::uint64_t bytes = 0;
  ModelFileKind kind = ModelFileKind::kForeign;
  Safetensors said;                            // metadata and tensors, their bytes empty
  std::uint64_t numbers = 0;                   // in all tensors
  std::map<std::string, std::uint64_t> types;  // tensors by type
  bool digest = false;         // whether it says one of its weights; it is not compared
  std::optional<Error> unfit;  // of a model: why it would not be loaded, whatever its weights
};

// Whether `path` is a file that begins as safetensors do, or is called so. False for what is not there.
bool is_model_file(const std::string& path);

// Takes as long for any amount of weights. Errors name the file; those of parse_safetensors_header().
Result<ModelInspection> inspect_model(const std::string& path);

// One object: all that is above, tensors with name, type and shape.
nlohmann::ordered_json inspection_json(const ModelInspection& found);

}  // namespace bach
