#include "lm/network_weights.h"

#include <algorithm>

namespace bach {

NetworkWeights::NetworkWeights(const NetworkConfig& config, const engine::Kernels& kernels,
                               bool training)
    : config_(config), inputs_(field_inputs(config, config.inputs)), kernels_(&kernels) {
  for (std::size_t i = 0; i < config_.tables.size(); ++i) {
    const TableConfig& table = config_.tables[i];
    const auto ties = std::count_if(
        config_.heads.begin(), config_.heads.end(),
        [&](const HeadConfig& head) { return head.tied_table == static_cast<int>(i); });
    tables_.emplace_back();
    if (table.width == 0) continue;
    tables_.back().emplace(table.rows, table.width, static_cast<int>(ties), arena_);
  }
  for (int l = 0; l < config_.layers; ++l) {
    engine::MixedShape shape;
    if (l == 0) {
      shape.rows = inputs_.rows;
      shape.second = inputs_.width;
    } else {
      shape.first = config_.hidden;
    }
    lstm_.emplace_back(shape, config_.hidden, training && config_.recurrent_dropout > 0, arena_);
  }
  for (std::size_t k = 0; k < config_.heads.size(); ++k) heads_.emplace_back(config_, k, arena_);
  arena_.allocate(kernels_->memory(), training);
  // In training they would change with each step.
  if (!training && kernels_->wants_facts) arena_.allocate_facts();
  change_array(arena_.values(), [this](float* values) {
    for (const NetworkHead& head : heads_) head.forbid_padding(values);
  });
}

template <typename Change>
void NetworkWeights::change_array(float* array, Change change) const {
  engine::FloatMemory* memory = kernels_->memory();
  if (memory == nullptr) return change(array);
  std::vector<float> copy(arena_.size());
  memory->read(array, copy.data(), copy.size());
  change(copy.data());
  memory->write(copy.data(), array, copy.size());
}

void NetworkWeights::pack_all(std::span<const float> block, float* array) const {
  const NetworkView<const float> view = view_sequence(config_, block.data());
  change_array(array, [&](float* to) { pack_all(view, to); });
}

void NetworkWeights::pack_all(const NetworkView<const float>& view, float* to) const {
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    if (tables_[i]) tables_[i]->pack(view.tables[i], to);
  }
  for (std::size_t l = 0; l < lstm_.size(); ++l) {
    const LstmView<const float>& layer = view.lstm[l];
    lstm_[l].input().pack_all(layer.weight_ih, layer.bias_ih, layer.bias_hh, to);
    engine::pack(lstm_[l].weight_hh(), layer.weight_hh, to);
  }
  for (std::size_t k = 0; k < heads_.size(); ++k) heads_[k].pack_all(view.heads[k], to);
}

void NetworkWeights::set_parameters(std::span<const float> block) {
  pack_all(block, arena_.values());
  derive();
}

void NetworkWeights::swap_averages() {
  arena_.swap_averages();
  derive();
}

void NetworkWeights::derive() const {
  for (const auto& table : tables_) {
    if (table) table->derive(*kernels_, arena_);
  }
  for (const engine::LstmLayer& layer : lstm_) {
    layer.derive(*kernels_, arena_, {0, layer.panels()});
  }
  for (const NetworkHead& head : heads_) {
    for (const engine::PieceRange& pieces : head.layer_pieces()) {
      head.derive(*kernels_, arena_, pieces);
    }
  }
}

void NetworkWeights::unpack_all(const float* array, std::span<float> block) const {
  std::vector<float> copy;
  const float* from = array;
  if (engine::FloatMemory* memory = kernels_->memory(); memory != nullptr) {
    copy.resize(arena_.size());
    memory->read(array, copy.data(), copy.size());
    from = copy.data();
  }
  const NetworkView<float> view = view_sequence(config_, block.data());
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    if (tables_[i]) tables_[i]->unpack(from, view.tables[i]);
  }
  for (std::size_t l = 0; l < lstm_.size(); ++l) {
    const LstmView<float>& layer = view.lstm[l];
    lstm_[l].input().unpack_all(from, layer.weight_ih, layer.bias_ih, layer.bias_hh);
    engine::unpack(lstm_[l].weight_hh(), from, layer.weight_hh);
  }
  for (std::size_t k = 0; k < heads_.size(); ++k) heads_[k].unpack_all(from, view.heads[k]);
}

void NetworkWeights::export_parameters(std::span<float> block) const {
  unpack_all(arena_.values(), block);
}

void NetworkWeights::export_gradients(std::span<float> block) const {
  unpack_all(arena_.gradients(), block);
}

void NetworkWeights::export_state(OptimiserState& state) const {
  const auto take = [this, size = ParameterLayout(config_).size()](const float* from,
                                                                   std::vector<float>& block) {
    block.resize(from == nullptr ? 0 : size);
    if (from != nullptr) unpack_all(from, block);
  };
  take(arena_.values(), state.parameters);
  take(arena_.first_moments(), state.first_moments);
  take(arena_.second_moments(), state.second_moments);
  take(arena_.averages(), state.averages);
}

void NetworkWeights::restore_state(const OptimiserState& state) {
  set_parameters(state.parameters);
  pack_all(state.first_moments, arena_.first_moments());
  pack_all(state.second_moments, arena_.second_moments());
  if (state.averages.empty()) return;
  arena_.allocate_averages();
  // Padding's average is what the padding is.
  kernels_->copy({arena_.values(), 0, arena_.averages(), 0, 1,
                  static_cast<int>(arena_.size() / engine::kLanes)});
  pack_all(state.averages, arena_.averages());
}

}  // namespace bach
