// One LSTM layer over a batch of sequences of equal length, in PyTorch's equations:
//
//   a = W_ih x + b_ih + W_hh h + b_hh,   a = (a_i, a_f, a_g, a_o)
//   i, f, o = σ(a_i), σ(a_f), σ(a_o)     g = tanh(a_g)
//   c ← f·c + i·g                        h ← o·tanh(c)
//
// What comes in from below is added by the caller, whatever it is made of: one row of W_ihᵀ, a sum
// of rows, or a product.
#pragma once

#include <vector>

namespace bach {

struct LstmShape {
  int steps;  // T
  int rows;   // B, sequences side by side
  int units;  // H
};

// What forward leaves behind for backward. T is float or double.
template <typename T>
struct LstmTrace {
  std::vector<T> gates;      // [T][B][4H]: i, f, g, o after their activation
  std::vector<T> cell;       // [T+1][B][H]: c; the first is the state carried in
  std::vector<T> cell_tanh;  // [T][B][H]: tanh(c)
  std::vector<T> hidden;     // [T+1][B][H]: h; the first is the state carried in

  // Makes room for `shape`; the carried-in state becomes zero.
  void reset(const LstmShape& shape);
};

// On entry trace.gates holds W_ih x + b_ih + b_hh for every step and row, and the first of
// trace.cell and trace.hidden the state carried in. recurrent_t is W_hhᵀ, [H][4H].
template <typename T>
void lstm_forward(const LstmShape& shape, const T* recurrent_t, LstmTrace<T>& trace);

// From the gradient of every output h_t, d_hidden [T][B][H] (spoiled on return: it becomes the
// whole gradient of h_t, later steps' share included), to that of the gates before activation,
// d_gates [T][B][4H]. recurrent is W_hh, [4H][H]. The state carried out is taken not to matter.
template <typename T>
void lstm_backward(const LstmShape& shape, const T* recurrent, const LstmTrace<T>& trace,
                   T* d_hidden, T* d_gates);

}  // namespace bach
