// Results onto disk, each in one step: the file is there whole or not at all.
#pragma once

#include <string>

#include "base/result.h"
#include "lm/model_file.h"
#include "score/score.h"

namespace bach {

// As safetensors. "-" is standard output.
Status save_model(const Model& model, const std::string& path,
                  WeightType type = WeightType::kFloat32);

// As a MIDI file, unfolded first when the score is folded. "-" is standard output.
Status save_midi(const Score& score, const std::string& path);

// Text as it is. "-" is standard output.
Status save_text(const std::string& text, const std::string& path);

}  // namespace bach
