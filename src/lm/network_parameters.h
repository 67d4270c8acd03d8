// All weights of a network over sequences in one block (see lm/parameters.h). In order:
//
//   tables.NAME (rows, width)                                             for each with a width
//   lstm.weight_ih_l0 (4H, R + W), lstm.weight_hh_l0 (4H, H),
//   lstm.bias_ih_l0 (4H), lstm.bias_hh_l0 (4H)
//   lstm.weight_ih_l1 (4H, H) …                                           for each further layer
// and for each head, x having X numbers (see lm/network_config.h):
//   heads.NAME.hidden.weight (D, H + R + W), heads.NAME.hidden.bias (D)   if it has a hidden layer
//   heads.NAME.output.weight (C, X), heads.NAME.output.bias (C)           tied: (width, X), (width)
//   heads.NAME.tied_bias (C)                                              if tied
//   heads.NAME.RELATIVE.weight (N, X), heads.NAME.RELATIVE.bias (N)       for each relative
//   heads.NAME.guess.weight (G, X)                                        if it has G > 0 guesses
//   heads.NAME.guess_0.bias (range of its bucket, or 1) …
//
// R and W are the one-hot rows and the embedded columns of the fields that go in (FieldInputs);
// inputs stand in the order top layer, one-hot rows, embedded columns. The notebook's names of a
// windows network's head are lin_1.weight (D, H), lin_1.bias (D), lin_2.weight (V, D), lin_2.bias
// (V).
#pragma once

#include <cstdint>
#include <vector>

#include "lm/network_config.h"
#include "lm/parameters.h"

namespace bach {

// X: numbers the output layer of a head sees.
int output_inputs(const NetworkConfig& config, const HeadConfig& head);

// Biases of a guess: the range of its bucket, or 1.
int guess_biases(const NetworkConfig& config, const GuessConfig& guess);

template <typename T>
struct HeadView {
  LinearView<T> hidden;  // null without a hidden layer
  LinearView<T> output;
  T* tied_bias;  // null unless tied
  std::vector<LinearView<T>> relatives;
  T* guess_weight;               // null without guesses
  std::vector<T*> guess_biases;  // for each guess
};

// T is float or double, const or not.
template <typename T>
struct NetworkView {
  std::vector<T*> tables;  // for each table; null when it is one-hot
  std::vector<LstmView<T>> lstm;
  std::vector<HeadView<T>> heads;
};

// `block` is laid out for `config`, which must be valid, and must outlive the view.
template <typename T>
NetworkView<T> view_sequence(const NetworkConfig& config, T* block);

// A fresh network: as initial_parameters() says, fan_in being the width for tables, H for the
// LSTM, the inputs for linear layers; tied and guess biases start as zero, and
// config.forget_bias is added to the forget gates' part of bias_ih.
std::vector<float> initial_parameters(const NetworkConfig& config, std::uint64_t seed);

}  // namespace bach
