#include "app/train/init.h"

#include <cstdint>
#include <span>
#include <utility>

#include "app/model/load.h"
#include "base/sha256.h"

namespace bach {
namespace {

std::string but_not(const std::string& what, int model, int training, const std::string& option) {
  return what + " " + std::to_string(model) + ", not " + std::to_string(training) + ": give `" +
         option + "` " + std::to_string(model);
}

// What of the model is another than the training wants; empty: nothing that its weights tell.
std::string shape_difference(const NetworkConfig& model, NetworkConfig training) {
  if (model.hidden != training.hidden) {
    return but_not("units of a layer are", model.hidden, training.hidden, "hidden");
  }
  if (model.layers != training.layers) {
    return but_not("layers are", model.layers, training.layers, "layers");
  }
  training.input_dropout = model.input_dropout;
  training.output_dropout = model.output_dropout;
  training.layer_dropout = model.layer_dropout;
  training.head_dropout = model.head_dropout;
  training.recurrent_dropout = model.recurrent_dropout;
  training.forget_bias = model.forget_bias;
  if (model.fields.size() == training.fields.size()) {
    for (std::size_t k = 0; k < model.fields.size(); ++k) {
      training.fields[k].dropout = model.fields[k].dropout;
    }
  }
  return model == training ? "" : "tables, fields or heads are others";
}

}  // namespace

Result<InitialWeights> initial_weights(const std::string& path, const TrainingSetup& setup,
                                       std::vector<std::string>& warnings) {
  Result<Model> model = load_any_model(path, &warnings);
  if (!model) return std::move(model).error();
  if (model->card.vocabulary_fingerprint != setup.vocabulary_fingerprint) {
    return invalid_argument("init", path + " has the vocabulary '" + model->card.vocabulary +
                                        "', this training another, '" + setup.vocabulary + "'");
  }
  if (const std::string other = shape_difference(model->config, setup.network); !other.empty()) {
    return invalid_argument("init", path + " is another network: its " + other);
  }
  const std::span<const float> numbers = model->parameters;
  const std::string digest =
      sha256_hex({reinterpret_cast<const std::uint8_t*>(numbers.data()), numbers.size_bytes()});
  return InitialWeights{std::move(model->parameters), digest};
}

}  // namespace bach
