#include "lm/network_parameters.h"

#include <cstddef>
#include <string>

namespace bach {

int output_inputs(const NetworkConfig& config, const HeadConfig& head) {
  return head.hidden > 0 ? head.hidden : config.hidden + field_inputs(config, head.fields).size();
}

int guess_biases(const NetworkConfig& config, const GuessConfig& guess) {
  return guess.bucket < 0 ? 1 : field_range(config, guess.bucket);
}

ParameterLayout::ParameterLayout(const NetworkConfig& config) {
  for (const TableConfig& table : config.tables) {
    if (table.width > 0) add("tables." + table.name, {table.rows, table.width}, table.width);
  }
  const int units = config.hidden, gates = 4 * units;
  for (int l = 0; l < config.layers; ++l) {
    const std::string suffix = "_l" + std::to_string(l);
    const int inputs = l == 0 ? field_inputs(config, config.inputs).size() : units;
    add("lstm.weight_ih" + suffix, {gates, inputs}, units);
    add("lstm.weight_hh" + suffix, {gates, units}, units);
    add("lstm.bias_ih" + suffix, {gates}, units);
    add("lstm.bias_hh" + suffix, {gates}, units);
  }
  for (const HeadConfig& head : config.heads) add_head(config, head);
}

void ParameterLayout::add_head(const NetworkConfig& config, const HeadConfig& head) {
  const std::string prefix = "heads." + head.name + ".";
  const bool windows = config.window > 0;
  const auto add_linear = [&](const std::string& name, int outputs, int inputs) {
    add(name + ".weight", {outputs, inputs}, inputs);
    add(name + ".bias", {outputs}, inputs);
  };
  if (head.hidden > 0) {
    add_linear(windows ? "lin_1" : prefix + "hidden", head.hidden,
               config.hidden + field_inputs(config, head.fields).size());
  }
  const int inputs = output_inputs(config, head);
  const bool tied = head.tied_table >= 0;
  add_linear(windows ? "lin_2" : prefix + "output",
             tied ? config.tables[static_cast<std::size_t>(head.tied_table)].width : head.classes,
             inputs);
  if (tied) add(prefix + "tied_bias", {head.classes}, 0);
  for (const RelativeConfig& relative : head.relatives) {
    add_linear(prefix + relative.name, relative.outputs, inputs);
  }
  if (head.guesses.empty()) return;
  add(prefix + "guess.weight", {static_cast<int>(head.guesses.size()), inputs}, inputs);
  for (std::size_t g = 0; g < head.guesses.size(); ++g) {
    add(prefix + "guess_" + std::to_string(g) + ".bias", {guess_biases(config, head.guesses[g])},
        0);
  }
}

template <typename T>
NetworkView<T> view_sequence(const NetworkConfig& config, T* block) {
  const ParameterLayout layout(config);
  auto next = layout.tensors().begin();
  const auto take = [&] { return block + (next++)->offset; };
  // Braced lists are evaluated from left to right.
  NetworkView<T> view{};
  for (const TableConfig& table : config.tables) {
    view.tables.push_back(table.width > 0 ? take() : nullptr);
  }
  for (int l = 0; l < config.layers; ++l) {
    view.lstm.push_back(LstmView<T>{take(), take(), take(), take()});
  }
  for (const HeadConfig& head : config.heads) {
    HeadView<T> out{};
    if (head.hidden > 0) out.hidden = LinearView<T>{take(), take()};
    out.output = LinearView<T>{take(), take()};
    if (head.tied_table >= 0) out.tied_bias = take();
    for (std::size_t r = 0; r < head.relatives.size(); ++r) {
      out.relatives.push_back(LinearView<T>{take(), take()});
    }
    if (!head.guesses.empty()) out.guess_weight = take();
    for (std::size_t g = 0; g < head.guesses.size(); ++g) out.guess_biases.push_back(take());
    view.heads.push_back(std::move(out));
  }
  return view;
}

template NetworkView<float> view_sequence(const NetworkConfig&, float*);
template NetworkView<const float> view_sequence(const NetworkConfig&, const float*);
template NetworkView<double> view_sequence(const NetworkConfig&, double*);
template NetworkView<const double> view_sequence(const NetworkConfig&, const double*);

std::vector<float> initial_parameters(const NetworkConfig& config, std::uint64_t seed) {
  std::vector<float> block = initial_parameters(ParameterLayout(config), seed);
  const NetworkView<float> view = view_sequence(config, block.data());
  for (const LstmView<float>& layer : view.lstm) {
    for (int u = 0; u < config.hidden; ++u) {
      layer.bias_ih[config.hidden + u] += static_cast<float>(config.forget_bias);
    }
  }
  return block;
}

}  // namespace bach
