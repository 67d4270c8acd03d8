#include "lm/forward_pass.h"

#include <algorithm>
#include <cstddef>

#include "lm/index.h"
#include "nn/dropout.h"

namespace bach {

using engine::AlignedFloats;
using engine::blocked_size;
using engine::kLanes;
using engine::panels_of;
using engine::RowRange;

CarriedState::CarriedState(const NetworkConfig& config, int lanes, engine::FloatMemory* memory)
    : lanes_(lanes), units_(config.hidden), panels_(panels_of(config.hidden)) {
  for (int l = 0; l < config.layers && config.window == 0; ++l) {
    hidden_.emplace_back(blocked_size(lanes, panels_), memory);
    cell_.emplace_back(blocked_size(lanes, panels_), memory);
  }
}

void CarriedState::take() const {
  for (auto* states : {&hidden_, &cell_}) {
    for (engine::Shared<float>& each : *states) each.take(each.size());
  }
}

void CarriedState::give() const {
  for (auto* states : {&hidden_, &cell_}) {
    for (engine::Shared<float>& each : *states) each.give(each.size());
  }
}

void CarriedState::clear() {
  for (auto* states : {&hidden_, &cell_}) {
    for (engine::Shared<float>& each : *states) std::fill_n(each.host(), each.size(), 0.0f);
  }
  give();
}

template <typename Visit>
void CarriedState::for_each_block(int lane, Visit visit) const {
  for (std::size_t l = 0; l < hidden_.size(); ++l) {
    for (float* state : {hidden_[l].host(), cell_[l].host()}) {
      for (int p = 0; p < panels_; ++p) {
        visit(state + blocked_size(lanes_, p) + at(lane * kLanes));
      }
    }
  }
}

void CarriedState::clear_lane(int lane) {
  take();
  for_each_block(lane, [](float* block) { std::fill_n(block, kLanes, 0.0f); });
  give();
}

std::vector<float> CarriedState::lane(int lane) const {
  take();
  std::vector<float> state;
  state.reserve(2 * hidden_.size() * at(panels_) * kLanes);
  for_each_block(lane,
                 [&](const float* block) { state.insert(state.end(), block, block + kLanes); });
  return state;
}

void CarriedState::set_lane(int lane, std::span<const float> state) {
  take();
  auto from = state.begin();
  for_each_block(lane, [&](float* block) {
    std::copy_n(from, kLanes, block);
    from += kLanes;
  });
  give();
}

template <typename Visit>
void CarriedState::for_each_state(Visit visit) const {
  std::size_t number = 0;
  for (std::size_t l = 0; l < hidden_.size(); ++l) {
    for (float* state : {hidden_[l].host(), cell_[l].host()}) {
      for (int lane = 0; lane < lanes_; ++lane) {
        for (int u = 0; u < units_; ++u) {
          visit(state + blocked_size(lanes_, u / kLanes) + at(lane * kLanes + u % kLanes),
                number++);
        }
      }
    }
  }
}

std::vector<float> CarriedState::states() const {
  take();
  std::vector<float> states(size());
  for_each_state([&](const float* state, std::size_t number) { states[number] = *state; });
  return states;
}

void CarriedState::set_states(std::span<const float> states) {
  for_each_state([&](float* state, std::size_t number) { *state = states[number]; });
  give();
}

std::size_t CarriedState::size() const { return hidden_.size() * 2 * at(lanes_) * at(units_); }

ForwardPass::ForwardPass(const NetworkWeights& weights, int lanes, int steps, bool training)
    : weights_(weights), max_lanes_(lanes), held_((steps + 1) * lanes) {
  const NetworkConfig& config = weights.config();
  const FieldInputs& inputs = weights.inputs();
  const auto rows = at(lanes) * at(steps);
  const int panels = panels_of(config.hidden);
  engine::FloatMemory* memory = weights.kernels().memory();
  fields_ = {rows * config.fields.size(), memory};
  begins_.resize(rows);
  if (memory != nullptr) begins_there_ = {rows, memory};
  index_ = {rows * inputs.one_hot.size(), memory};
  embedded_ = AlignedFloats(blocked_size(held_, panels_of(inputs.width)), memory);
  for (int l = 0; l < config.layers; ++l) traces_.emplace_back(lanes, steps, panels, memory);
  for (const NetworkHead& head : weights.heads()) {
    heads_.push_back(head.make_buffers(held_, memory, training));
  }
  if (!training) return;
  if (config.input_dropout > 0) {
    input_mask_ = AlignedFloats(blocked_size(lanes, panels_of(inputs.width)), memory);
  }
  if (config.output_dropout > 0) {
    output_mask_ = AlignedFloats(blocked_size(lanes, panels), memory);
  }
  for (int l = 0; config.layer_dropout > 0 && l + 1 < config.layers; ++l) {
    between_.emplace_back(blocked_size(held_, panels), memory);
  }
}

void ForwardPass::load(int lanes, int steps, std::span<const int> fields,
                       std::span<const std::uint8_t> begins, const CarriedState& carry,
                       bool dropping) {
  lanes_ = lanes;
  steps_ = steps;
  dropping_ = dropping;
  from_zero_ = weights_.config().window > 0;
  take_fields(fields);
  std::copy(begins.begin(), begins.end(), begins_.begin());
  give_begins();
  const engine::Kernels& kernels = weights_.kernels();
  const std::ptrdiff_t panel = engine::offset_of(held_, 1);
  for (std::size_t l = 0; l < traces_.size(); ++l) {
    const engine::LstmTrace& trace = traces_[l];
    if (from_zero_) {
      for (float* state : {trace.hidden, trace.cell}) {
        kernels.clear({state, panel, trace.panels, lanes});
      }
      continue;
    }
    const std::ptrdiff_t from = engine::offset_of(carry.lanes(), 1);
    kernels.copy({carry.hidden(l), from, trace.hidden, panel, trace.panels, lanes});
    kernels.copy({carry.cell(l), from, trace.cell, panel, trace.panels, lanes});
  }
}

void ForwardPass::load_next(std::span<const int> fields) {
  take_fields(fields);
  std::fill_n(begins_.begin(), rows(), std::uint8_t{0});
  give_begins();
  from_zero_ = false;
  const std::ptrdiff_t panel = engine::offset_of(held_, 1);
  const std::size_t last = at(rows()) * kLanes;
  for (const engine::LstmTrace& trace : traces_) {
    for (float* state : {trace.hidden, trace.cell}) {
      weights_.kernels().copy({state + last, panel, state, panel, trace.panels, lanes_});
    }
  }
}

void ForwardPass::give_begins() {
  if (begins_there_.size() == 0) return;
  std::copy_n(begins_.begin(), rows(), begins_there_.host());
  begins_there_.give(at(rows()));
}

// Which rows of the one-hot inputs' table they are, too.
void ForwardPass::take_fields(std::span<const int> fields) {
  std::copy(fields.begin(), fields.end(), fields_.host());
  fields_.give(fields.size());
  const FieldInputs& inputs = weights_.inputs();
  const int columns = static_cast<int>(weights_.config().fields.size());
  int* index = index_.host();
  for (int r = 0; r < rows() && !inputs.one_hot.empty(); ++r) {
    for (const FieldInputs::Column& column : inputs.one_hot) {
      const int value = fields[at(r * columns + column.field)];
      *index++ = value < 0 ? inputs.rows : column.first + value;
    }
  }
  index_.give(at(rows()) * inputs.one_hot.size());
}

void ForwardPass::store(const CarriedState& carry) const {
  const engine::Kernels& kernels = weights_.kernels();
  const std::ptrdiff_t panel = engine::offset_of(held_, 1);
  const std::size_t last = at(rows()) * kLanes;
  for (std::size_t l = 0; l < carry.layers(); ++l) {
    const engine::LstmTrace& trace = traces_[l];
    const std::ptrdiff_t to = engine::offset_of(carry.lanes(), 1);
    kernels.copy({trace.hidden + last, panel, carry.hidden(l), to, trace.panels, lanes_});
    kernels.copy({trace.cell + last, panel, carry.cell(l), to, trace.panels, lanes_});
  }
}

void ForwardPass::draw_masks(std::uint64_t seed, std::uint64_t step, RowRange lanes,
                             int first_lane) {
  const NetworkConfig& config = weights_.config();
  const auto fill = [&](std::uint32_t site, double rate, engine::MaskShape shape, float* mask) {
    const engine::DropoutDraw draw{seed, step, site, rate, static_cast<std::uint32_t>(first_lane)};
    weights_.kernels().sequence_mask(draw, shape, lanes_, lanes, mask);
  };
  if (config.input_dropout > 0) {
    fill(kInputSite, config.input_dropout, {1, max_lanes_, weights_.inputs().width},
         input_mask_.data());
  }
  if (config.output_dropout > 0) {
    fill(kOutputSite, config.output_dropout, {1, max_lanes_, config.hidden}, output_mask_.data());
  }
  for (std::size_t l = 0; l < between_.size(); ++l) {
    fill(site_after_layer(static_cast<int>(l)), config.layer_dropout,
         {steps_, held_, config.hidden}, between_[l].data());
  }
  const int first = first_target_step(config, steps_);
  for (std::size_t k = 0; config.head_dropout > 0 && k < heads_.size(); ++k) {
    if (config.heads[k].hidden == 0) continue;
    fill(head_site(config, k), config.head_dropout, {steps_ - first, held_, config.heads[k].hidden},
         heads_[k].mask.data() + at(first * lanes_) * kLanes);
  }
}

engine::BatchShape ForwardPass::shape() const {
  if (from_zero_) return {lanes_, steps_, nullptr};
  return {lanes_, steps_, begins_.data(), begins_there_.there()};
}

RowRange ForwardPass::head_rows() const {
  const int first = first_target_step(weights_.config(), steps_) * lanes_;
  return {first, rows() - first};
}

const float* ForwardPass::outputs(std::size_t layer) const {
  return traces_[layer].outputs(shape(), output_mask(layer).factors != nullptr);
}

engine::MixedInput ForwardPass::layer_input(std::size_t layer) const {
  if (layer > 0) return {outputs(layer - 1), {nullptr, 0}, nullptr};
  return {nullptr,
          {index_.there(), static_cast<int>(weights_.inputs().one_hot.size())},
          embedded_.data()};
}

const float* ForwardPass::input_mask() const {
  return dropping_ && input_mask_.size() > 0 ? input_mask_.data() : nullptr;
}

engine::OutputMask ForwardPass::output_mask(std::size_t layer) const {
  if (!dropping_) return {};
  if (layer + 1 == traces_.size()) {
    return {output_mask_.size() > 0 ? output_mask_.data() : nullptr, max_lanes_, 0};
  }
  return {between_.empty() ? nullptr : between_[layer].data(), held_, lanes_};
}

bool ForwardPass::heads_dropped() const { return dropping_ && weights_.config().head_dropout > 0; }

void ForwardPass::embed(RowRange rows) {
  const FieldInputs& inputs = weights_.inputs();
  const int columns = static_cast<int>(weights_.config().fields.size());
  for (const FieldInputs::Column& column : inputs.embedded) {
    weights_.tables()[at(column.table)]->gather(
        weights_.kernels(), weights_.arena(),
        {fields_.there() + column.field, columns, column.first, held_, input_mask(), lanes_,
         max_lanes_},
        rows, embedded_.data());
  }
}

void ForwardPass::project(std::size_t layer, RowRange rows) {
  weights_.lstm()[layer].input().forward(weights_.kernels(), weights_.arena(), rows, held_,
                                         layer_input(layer), traces_[layer].gates);
}

void ForwardPass::recur_from(std::size_t layer, RowRange lanes, const engine::MixedInput* input) {
  weights_.lstm()[layer].forward(weights_.kernels(), weights_.arena(), shape(), lanes,
                                 dropping_ && weights_.config().recurrent_dropout > 0,
                                 output_mask(layer), input, traces_[layer]);
}

void ForwardPass::recur(std::size_t layer, RowRange lanes) { recur_from(layer, lanes, nullptr); }

void ForwardPass::read(RowRange lanes) {
  for (int t = 0; t < steps_; ++t) embed(shape().rows_at(lanes, t));
  for (std::size_t l = 0; l < traces_.size(); ++l) {
    const engine::MixedInput input = layer_input(l);
    recur_from(l, lanes, &input);
  }
}

void ForwardPass::run_head(std::size_t head, RowRange rows, const FieldRows& fields) {
  weights_.heads()[head].forward(weights_.kernels(), weights_.arena(), weights_.tables(), rows,
                                 fields, top(), heads_dropped(), heads_[head]);
}

}  // namespace bach
