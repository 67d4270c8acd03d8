#include "lm/engine_weights.h"

#include <algorithm>

namespace bach {
namespace {

using engine::Arena;
using engine::DenseLayer;
using engine::LstmLayer;
using engine::PackedTensor;

std::vector<LstmLayer> make_lstm(const ModelConfig& config, Arena& arena) {
  std::vector<LstmLayer> layers;
  for (int l = 0; l < config.layers; ++l) {
    layers.emplace_back(l == 0 ? config.vocabulary : config.hidden, config.hidden, l == 0, arena);
  }
  return layers;
}

}  // namespace

EngineWeights::EngineWeights(const ModelConfig& config, engine::Isa isa, bool training)
    : kernels_(&engine::kernels(isa)),
      lstm_(make_lstm(config, arena_)),
      lin_1_(config.hidden, config.dense, arena_),
      lin_2_(config.dense, config.vocabulary, arena_) {
  arena_.allocate(training);
  // Classes that do not exist: their probability and their gradients are exactly 0.
  const PackedTensor& bias = lin_2_.bias();
  std::fill_n(arena_.values() + bias.offset + config.vocabulary,
              engine::padded(config.vocabulary) - config.vocabulary, engine::kNoLogit);
}

std::vector<PackedTensor> EngineWeights::tensors() const {
  std::vector<PackedTensor> all;
  for (const LstmLayer& layer : lstm_) {
    all.insert(all.end(), {layer.weight_ih(), layer.weight_hh(), layer.bias_ih(), layer.bias_hh()});
  }
  all.insert(all.end(), {lin_1_.weight(), lin_1_.bias(), lin_2_.weight(), lin_2_.bias()});
  return all;
}

void EngineWeights::pack_all(std::span<const float> block, float* to) const {
  const float* from = block.data();
  for (const PackedTensor& tensor : tensors()) {
    engine::pack(tensor, from, to);
    from += static_cast<std::ptrdiff_t>(tensor.inputs) * tensor.outputs;
  }
}

void EngineWeights::set_parameters(std::span<const float> block) {
  pack_all(block, arena_.values());
  for (const LstmLayer& layer : lstm_) {
    for (int piece = 0; piece < layer.panels(); ++piece) layer.derive(arena_, piece);
  }
  for (const DenseLayer* layer : {&lin_1_, &lin_2_}) {
    for (int piece = 0; piece < layer->pieces(); ++piece) layer->derive(arena_, piece);
  }
}

void EngineWeights::unpack_all(const float* from, std::span<float> block) const {
  float* to = block.data();
  for (const PackedTensor& tensor : tensors()) {
    engine::unpack(tensor, from, to);
    to += static_cast<std::ptrdiff_t>(tensor.inputs) * tensor.outputs;
  }
}

void EngineWeights::export_parameters(std::span<float> block) const {
  unpack_all(arena_.values(), block);
}

void EngineWeights::export_gradients(std::span<float> block) const {
  unpack_all(arena_.gradients(), block);
}

void EngineWeights::export_state(OptimiserState& state) const {
  std::size_t size = 0;
  for (const PackedTensor& tensor : tensors()) {
    size += static_cast<std::size_t>(tensor.inputs) * static_cast<std::size_t>(tensor.outputs);
  }
  for (auto* block : {&state.parameters, &state.first_moments, &state.second_moments}) {
    block->resize(size);
  }
  state.averages.clear();
  unpack_all(arena_.values(), state.parameters);
  unpack_all(arena_.first_moments(), state.first_moments);
  unpack_all(arena_.second_moments(), state.second_moments);
}

void EngineWeights::restore_state(const OptimiserState& state) {
  set_parameters(state.parameters);
  pack_all(state.first_moments, arena_.first_moments());
  pack_all(state.second_moments, arena_.second_moments());
}

}  // namespace bach
