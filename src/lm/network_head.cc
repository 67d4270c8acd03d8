#include "lm/network_head.h"

#include <algorithm>
#include <cstddef>

#include "lm/index.h"

namespace bach {

using engine::AlignedFloats;
using engine::Arena;
using engine::blocked_size;
using engine::Kernels;
using engine::kLanes;
using engine::MixedInput;
using engine::MixedLayer;
using engine::MixedShape;
using engine::offset_of;
using engine::PackedTensor;
using engine::panels_of;
using engine::RowRange;
using engine::Start;

namespace {

// What a linear layer of the head sees, `outputs` numbers out.
MixedShape seen_shape(const NetworkConfig& config, const FieldInputs& inputs, int outputs) {
  return {config.hidden, inputs.rows, inputs.width, outputs, false, true};
}

MixedShape output_shape(const NetworkConfig& config, const HeadConfig& head,
                        const FieldInputs& inputs, int outputs) {
  if (head.hidden > 0) return {head.hidden, 0, 0, outputs, false, true};
  return seen_shape(config, inputs, outputs);
}

int output_width(const NetworkConfig& config, const HeadConfig& head) {
  return head.tied_table >= 0 ? config.tables[at(head.tied_table)].width : head.classes;
}

}  // namespace

NetworkHead::NetworkHead(const NetworkConfig& config, std::size_t number, Arena& arena)
    : config_(&config),
      number_(number),
      inputs_(field_inputs(config, config.heads[number].fields)),
      output_(output_shape(config, config.heads[number], inputs_,
                           output_width(config, config.heads[number])),
              arena) {
  const HeadConfig& head = config.heads[number];
  if (head.hidden > 0) hidden_.emplace(seen_shape(config, inputs_, head.hidden), arena);
  for (const RelativeConfig& relative : head.relatives) {
    relatives_.emplace_back(output_shape(config, head, inputs_, relative.outputs), arena);
  }
  const auto add_bias = [&](int outputs) {
    PackedTensor tensor{0, 1, 1, outputs, false, 0};
    tensor.offset = arena.reserve(tensor.size());
    biases_.push_back(tensor);
  };
  if (!head.guesses.empty()) {
    MixedShape shape = output_shape(config, head, inputs_, static_cast<int>(head.guesses.size()));
    shape.bias = false;
    guess_.emplace(shape, arena);
  }
  for (const GuessConfig& guess : head.guesses) add_bias(guess_biases(config, guess));
  if (head.tied_table >= 0) add_bias(head.classes);
}

HeadBuffers NetworkHead::make_buffers(int held, engine::FloatMemory* memory, bool training) const {
  const HeadConfig& head = config();
  const auto matrix = [held, memory](int columns) {
    return AlignedFloats(blocked_size(held, panels_of(columns)), memory);
  };
  const bool tied = head.tied_table >= 0;
  HeadBuffers buffers;
  buffers.held = held;
  buffers.index = {at(held) * inputs_.one_hot.size(), memory};
  buffers.embedded = matrix(inputs_.width);
  buffers.hidden = matrix(head.hidden);
  if (tied) buffers.output = matrix(output_width(*config_, head));
  buffers.logits = matrix(head.classes);
  for (const RelativeConfig& relative : head.relatives) {
    buffers.relatives.push_back(matrix(relative.outputs));
  }
  if (guess_) buffers.guess = matrix(static_cast<int>(head.guesses.size()));
  if (!training) return buffers;
  if (config_->head_dropout > 0) {
    buffers.mask = matrix(head.hidden);
    buffers.dropped = matrix(head.hidden);
  }
  buffers.d_x = matrix(head.hidden);
  if (tied) buffers.d_output = matrix(output_width(*config_, head));
  buffers.d_embedded = matrix(inputs_.width);
  buffers.targets = {at(held), memory};
  for (auto* numbers : {&buffers.scales, &buffers.largest, &buffers.sum, &buffers.hit}) {
    *numbers = {at(held), memory};
  }
  return buffers;
}

void NetworkHead::pack_all(const HeadView<const float>& view, float* block) const {
  if (hidden_) hidden_->pack_all(view.hidden.weight, view.hidden.bias, nullptr, block);
  output_.pack_all(view.output.weight, view.output.bias, nullptr, block);
  for (std::size_t i = 0; i < relatives_.size(); ++i) {
    relatives_[i].pack_all(view.relatives[i].weight, view.relatives[i].bias, nullptr, block);
  }
  if (guess_) guess_->pack_all(view.guess_weight, nullptr, nullptr, block);
  for (std::size_t g = 0; g < view.guess_biases.size(); ++g) {
    engine::pack(biases_[g], view.guess_biases[g], block);
  }
  if (view.tied_bias != nullptr) engine::pack(biases_.back(), view.tied_bias, block);
}

void NetworkHead::unpack_all(const float* block, const HeadView<float>& view) const {
  if (hidden_) hidden_->unpack_all(block, view.hidden.weight, view.hidden.bias, nullptr);
  output_.unpack_all(block, view.output.weight, view.output.bias, nullptr);
  for (std::size_t i = 0; i < relatives_.size(); ++i) {
    relatives_[i].unpack_all(block, view.relatives[i].weight, view.relatives[i].bias, nullptr);
  }
  if (guess_) guess_->unpack_all(block, view.guess_weight, nullptr, nullptr);
  for (std::size_t g = 0; g < view.guess_biases.size(); ++g) {
    engine::unpack(biases_[g], block, view.guess_biases[g]);
  }
  if (view.tied_bias != nullptr) engine::unpack(biases_.back(), block, view.tied_bias);
}

void NetworkHead::forbid_padding(float* block) const {
  if (config().tied_table < 0) return output_.forbid_padding(block);
  const PackedTensor& bias = biases_.back();
  std::fill_n(block + bias.offset + bias.outputs, bias.panels() * kLanes - bias.outputs,
              engine::kNoLogit);
}

// ---- forward

MixedInput NetworkHead::seen(const float* state, const HeadBuffers& buffers) const {
  return {state,
          {buffers.index.there(), static_cast<int>(inputs_.one_hot.size())},
          buffers.embedded.data()};
}

MixedInput NetworkHead::output_input(const float* state, bool dropped,
                                     const HeadBuffers& buffers) const {
  if (!hidden_) return seen(state, buffers);
  return {dropped ? buffers.dropped.data() : buffers.hidden.data(), {nullptr, 0}, nullptr};
}

void NetworkHead::gather(const Kernels& kernels, const Arena& arena, const Tables& tables,
                         RowRange rows, const FieldRows& fields, HeadBuffers& buffers) const {
  const int columns = static_cast<int>(config_->fields.size());
  const int no_row = inputs_.rows;
  int* index = buffers.index.host() + at(rows.first) * inputs_.one_hot.size();
  for (int r = rows.first; r < rows.first + rows.count; ++r) {
    for (const FieldInputs::Column& column : inputs_.one_hot) {
      const int value = fields.host[r * columns + column.field];
      *index++ = value < 0 ? no_row : column.first + value;
    }
  }
  buffers.index.give(at(rows.first + rows.count) * inputs_.one_hot.size());
  for (const FieldInputs::Column& column : inputs_.embedded) {
    tables[at(column.table)]->gather(
        kernels, arena, {fields.there + column.field, columns, column.first, buffers.held}, rows,
        buffers.embedded.data());
  }
}

void NetworkHead::forward(const Kernels& kernels, const Arena& arena, const Tables& tables,
                          RowRange rows, const FieldRows& fields, const float* state, bool dropped,
                          HeadBuffers& buffers) const {
  const HeadConfig& head = config();
  const int held = buffers.held;
  gather(kernels, arena, tables, rows, fields, buffers);
  if (hidden_) {
    hidden_->forward(kernels, arena, rows, held, seen(state, buffers), buffers.hidden.data());
    const std::ptrdiff_t first = std::ptrdiff_t{rows.first} * kLanes, panel = offset_of(held, 1);
    kernels.activate(
        {head.activation, buffers.hidden.data() + first, panel, hidden_->panels(), rows.count});
    if (dropped) {
      kernels.scale({buffers.hidden.data() + first, panel, buffers.mask.data() + first, panel,
                     buffers.dropped.data() + first, panel, hidden_->panels(), rows.count});
    }
  }
  const MixedInput x = output_input(state, dropped, buffers);
  if (head.tied_table >= 0) {
    output_.forward(kernels, arena, rows, held, x, buffers.output.data());
    tables[at(head.tied_table)]->forward_tied(kernels, arena, rows, held, buffers.output.data(),
                                              arena.values() + biases_.back().offset,
                                              buffers.logits.data());
  } else {
    output_.forward(kernels, arena, rows, held, x, buffers.logits.data());
  }
  for (std::size_t i = 0; i < relatives_.size(); ++i) {
    relatives_[i].forward(kernels, arena, rows, held, x, buffers.relatives[i].data());
  }
  if (guess_) guess_->forward(kernels, arena, rows, held, x, buffers.guess.data());
  add_bonuses(kernels, arena, rows, fields, buffers);
}

engine::Relation NetworkHead::relation(std::size_t number, const FieldRows& fields,
                                       int held) const {
  const RelativeConfig& relative = config().relatives[number];
  return {fields.there + relative.field,
          static_cast<int>(config_->fields.size()),
          relative.outputs,
          relative.cyclic,
          config().classes,
          held};
}

engine::Guess NetworkHead::guess(std::size_t number, const FieldRows& fields, int held) const {
  const GuessConfig& guess = config().guesses[number];
  return {fields.there + guess.field,
          guess.bucket < 0 ? nullptr : fields.there + guess.bucket,
          static_cast<int>(config_->fields.size()),
          static_cast<int>(number),
          config().classes,
          held};
}

void NetworkHead::add_bonuses(const Kernels& kernels, const Arena& arena, RowRange rows,
                              const FieldRows& fields, HeadBuffers& buffers) const {
  for (std::size_t i = 0; i < relatives_.size(); ++i) {
    kernels.relate(relation(i, fields, buffers.held), rows, buffers.relatives[i].data(),
                   buffers.logits.data());
  }
  for (std::size_t g = 0; g < config().guesses.size(); ++g) {
    kernels.guess(guess(g, fields, buffers.held), rows, buffers.guess.data(),
                  arena.values() + biases_[g].offset, buffers.logits.data());
  }
}

// ---- backward

// Turns the bonuses into their gradients.
void NetworkHead::bonus_gradients(const Kernels& kernels, RowRange rows, const FieldRows& fields,
                                  HeadBuffers& buffers) const {
  for (std::size_t i = 0; i < relatives_.size(); ++i) {
    kernels.relate_backward(relation(i, fields, buffers.held), rows, buffers.logits.data(),
                            buffers.relatives[i].data());
  }
  for (std::size_t g = 0; g < config().guesses.size(); ++g) {
    kernels.guess_backward(guess(g, fields, buffers.held), rows, buffers.logits.data(),
                           buffers.guess.data());
  }
}

void NetworkHead::backward(const Kernels& kernels, const Arena& arena, const Tables& tables,
                           RowRange rows, const FieldRows& fields, bool dropped,
                           HeadBuffers& buffers, float* d_state) const {
  const HeadConfig& head = config();
  const int held = buffers.held;
  bonus_gradients(kernels, rows, fields, buffers);
  const float* d_output = buffers.logits.data();
  if (head.tied_table >= 0) {
    tables[at(head.tied_table)]->backward_tied(kernels, arena, rows, held, buffers.logits.data(),
                                               buffers.d_output.data());
    d_output = buffers.d_output.data();
  }
  // Without a hidden layer the output layers see what the hidden one would have.
  Start start = Start::kZero;
  const auto back = [&](const MixedLayer& layer, const float* d_y) {
    if (hidden_) {
      layer.backward_first(kernels, arena, rows, held, d_y, start, buffers.d_x.data());
    } else {
      layer.backward_first(kernels, arena, rows, held, d_y, Start::kKeep, d_state);
      if (inputs_.width > 0) {
        layer.backward_second(kernels, arena, rows, held, d_y, start, buffers.d_embedded.data());
      }
    }
    start = Start::kKeep;
  };
  back(output_, d_output);
  for (std::size_t i = 0; i < relatives_.size(); ++i) {
    back(relatives_[i], buffers.relatives[i].data());
  }
  if (guess_) back(*guess_, buffers.guess.data());
  if (!hidden_) return;
  float* d_x = buffers.d_x.data();
  const std::ptrdiff_t first = std::ptrdiff_t{rows.first} * kLanes, panel = offset_of(held, 1);
  if (dropped) {
    kernels.scale({d_x + first, panel, buffers.mask.data() + first, panel, d_x + first, panel,
                   hidden_->panels(), rows.count});
  }
  kernels.activate_backward({head.activation, buffers.hidden.data() + first, d_x + first, panel,
                             hidden_->panels(), rows.count});
  hidden_->backward_first(kernels, arena, rows, held, d_x, Start::kKeep, d_state);
  if (inputs_.width > 0) {
    hidden_->backward_second(kernels, arena, rows, held, d_x, Start::kZero,
                             buffers.d_embedded.data());
  }
}

// ---- weights

template <typename Visit>
void NetworkHead::for_each_layer(Visit visit) const {
  if (hidden_) visit(*hidden_);
  visit(output_);
  for (const MixedLayer& layer : relatives_) visit(layer);
  if (guess_) visit(*guess_);
}

int NetworkHead::pieces() const {
  int pieces = biases_.empty() ? 0 : 1;
  for_each_layer([&](const MixedLayer& layer) { pieces += layer.pieces(); });
  return pieces;
}

std::vector<engine::PieceRange> NetworkHead::layer_pieces() const {
  std::vector<engine::PieceRange> ranges;
  int next = 0;
  for_each_layer([&](const MixedLayer& layer) {
    ranges.push_back({next, layer.pieces()});
    next += layer.pieces();
  });
  if (!biases_.empty()) ranges.push_back({next, 1});
  return ranges;
}

NetworkHead::Place NetworkHead::place_of(int piece) const {
  Place found{nullptr, 0};
  for_each_layer([&](const MixedLayer& layer) {
    if (piece >= 0 && piece < layer.pieces()) found = {&layer, piece};
    piece -= layer.pieces();
  });
  return found;
}

const float* NetworkHead::gradient_of(const MixedLayer& layer, const HeadBuffers& buffers) const {
  if (hidden_ && &layer == &*hidden_) return buffers.d_x.data();
  for (std::size_t i = 0; i < relatives_.size(); ++i) {
    if (&layer == &relatives_[i]) return buffers.relatives[i].data();
  }
  if (guess_ && &layer == &*guess_) return buffers.guess.data();
  return config().tied_table >= 0 ? buffers.d_output.data() : buffers.logits.data();
}

void NetworkHead::gradients(const Kernels& kernels, const Arena& arena, engine::PieceRange pieces,
                            RowRange rows, const FieldRows& fields, const float* state,
                            bool dropped, const HeadBuffers& buffers) const {
  const Place where = place_of(pieces.first);
  if (where.layer == nullptr) return bias_gradients(kernels, arena, rows, fields, buffers);
  const bool first = hidden_ && where.layer == &*hidden_;
  where.layer->gradients(kernels, arena, {where.piece, pieces.count}, rows, buffers.held,
                         first ? seen(state, buffers) : output_input(state, dropped, buffers),
                         gradient_of(*where.layer, buffers));
}

void NetworkHead::add_spans(engine::PieceRange pieces,
                            std::vector<engine::ArenaSpan>& spans) const {
  const Place where = place_of(pieces.first);
  if (where.layer != nullptr) return where.layer->add_spans({where.piece, pieces.count}, spans);
  for (const PackedTensor& bias : biases_) spans.push_back({bias.offset, bias.size(), false});
}

void NetworkHead::bias_gradients(const Kernels& kernels, const Arena& arena, RowRange rows,
                                 const FieldRows& fields, const HeadBuffers& buffers) const {
  for (std::size_t b = 0; b < biases_.size(); ++b) {
    float* gradient = arena.gradients() + biases_[b].offset;
    if (b == config().guesses.size()) {
      kernels.column_sums({buffers.logits.data() + at(rows.first * kLanes),
                           offset_of(buffers.held, 1), gradient, rows.count, biases_[b].panels()});
      continue;
    }
    kernels.guess_biases(guess(b, fields, buffers.held), rows, buffers.guess.data(),
                         biases_[b].size(), gradient);
  }
}

void NetworkHead::derive(const Kernels& kernels, const Arena& arena,
                         engine::PieceRange pieces) const {
  const Place where = place_of(pieces.first);
  if (where.layer != nullptr) where.layer->derive(kernels, arena, {where.piece, pieces.count});
}

}  // namespace bach
