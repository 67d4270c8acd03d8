// What a network over whole sequences looks like. One step is one event (a note); it brings a
// record of F integers, the fields, and one target for each head.
//
//   embedded fields ─┐
//   one-hot fields  ─┴─> LSTM, L layers, state carried ──> heads, one after another: each sees the
//                                                          top layer and fields of its own
//
// Nothing here knows what the numbers mean. A network of windows (lm/window_config.h) is the same
// with a state that is zero where each batch begins and targets after its last step alone.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "nn/activation.h"

namespace bach {

// An embedding table (rows, width). Width 0: one-hot. Its rows are then rows of the weights of
// whatever layer a field of it goes into.
struct TableConfig {
  std::string name;
  int rows = 1;   // 1 … 65536
  int width = 0;  // 0 … 1024

  bool operator==(const TableConfig&) const = default;
};

// A column of the record. Its value is 0 … range − 1, or −1: nothing, which adds nothing wherever
// the field is used.
struct FieldConfig {
  std::string name;
  int table = -1;      // the value is a row of it; −1: the field is never embedded
  int range = 0;       // 0: the rows of its table, which it cannot exceed
  double dropout = 0;  // share of the steps at which it is −1 in training

  bool operator==(const FieldConfig&) const = default;
};

// A gated bonus for one class: logits[value of field] += w·x + b[value of bucket]. No bonus when
// the field is −1 or no class; b is 0 when the bucket is −1.
struct GuessConfig {
  int field = 0;
  int bucket = -1;  // −1: one b

  bool operator==(const GuessConfig&) const = default;
};

// Numbers that stand for classes as they lie to a field's value v: r = W_r x + b_r.
//   cyclic: logits[c] += r[(c + v) mod outputs]                        degrees of a key or a chord
//   else:   logits[c] += r[c − v + outputs / 2], where there is one    steps from a class
// Nothing when the field is −1.
struct RelativeConfig {
  std::string name;
  int field = 0;
  int outputs = 12;  // 2 … 256, odd unless cyclic
  bool cyclic = true;

  bool operator==(const RelativeConfig&) const = default;
};

struct HeadConfig {
  std::string name;
  int classes = 2;          // 2 … 4096
  std::vector<int> fields;  // seen beside the top layer, in this order; each has a table
  int hidden = 0;           // > 0: a linear layer of that many units before the output
  Activation activation = Activation::kNone;  // after that layer
  // >= 0: logits = E·(W x + b) + c with E the embedding table, of `classes` rows; −1: W x + b.
  int tied_table = -1;
  std::vector<RelativeConfig> relatives;
  std::vector<GuessConfig> guesses;

  bool operator==(const HeadConfig&) const = default;
};

inline constexpr int kMostHeads = 8;

// In all of them x is what the output layer sees: the hidden layer or, without one, the top LSTM
// layer followed by the head's fields. Rates are probabilities of dropping, 0 <= rate < 1, in
// training alone.
struct NetworkConfig {
  std::vector<TableConfig> tables;
  std::vector<FieldConfig> fields;  // F
  std::vector<int> inputs;          // fields the first LSTM layer sees, at least one
  int layers = 1;                   // L, 1 … 8
  int hidden = 256;                 // H, 1 … 4096 units of each layer
  double input_dropout = 0;         // of the embedded inputs, the same units all through a sequence
  double output_dropout = 0;        // of the top layer's outputs, likewise
  double layer_dropout = 0;         // between LSTM layers, afresh at each step
  double head_dropout = 0;          // after a head's hidden layer, afresh at each step
  double recurrent_dropout = 0;     // of the recurrent weights themselves (DropConnect)
  double forget_bias = 0;           // added to the forget gates' first biases; −10 … 10
  std::vector<HeadConfig> heads;    // in the order they are chosen, at least one
  // T > 0: the network reads windows of T steps from zero state and predicts what follows them; 0:
  // the state is carried and every step has targets. Windows have the form of window_network().
  int window = 0;

  bool operator==(const NetworkConfig&) const = default;
};

// Whether every number is in range and every index points at something. The message names it.
Status validate(const NetworkConfig& config);

// The first of a batch's steps that may have targets; heads see the steps from there on alone.
constexpr int first_target_step(const NetworkConfig& config, int steps) {
  return config.window > 0 ? steps - 1 : 0;
}

// Values a field takes, −1 aside.
int field_range(const NetworkConfig& config, int field);

// How some fields go into a layer: one-hot ones as rows of its weights, embedded ones side by side.
struct FieldInputs {
  struct Column {
    int field;
    int table;
    int first;  // one-hot: the weights' row of value 0; embedded: the first of its columns
    int width;  // embedded: of the table
  };
  std::vector<Column> one_hot;   // fields of one table share rows
  std::vector<Column> embedded;  // in the order given
  int rows = 0;                  // R: of all one-hot tables
  int width = 0;                 // W: of all embedded columns

  int size() const { return rows + width; }
};

// `config` must be valid, and every one of `columns` have a table.
FieldInputs field_inputs(const NetworkConfig& config, const std::vector<int>& columns);

}  // namespace bach
