#include "nn/engine/kernel_table.h"
#include "nn/engine/kernels/activations.h"
#include "nn/engine/kernels/tables.h"

namespace bach::engine::BACH_KERNEL_ISA {

void cell_forward(const CellForward& s) {
  for (std::ptrdiff_t at = 0; at < std::ptrdiff_t{s.rows} * 16; at += 16) {
    const V16 i = sigmoid(load(s.gates + at));
    const V16 f = sigmoid(load(s.gates + s.gate + at));
    const V16 g = tanh(load(s.gates + 2 * s.gate + at));
    const V16 o = sigmoid(load(s.gates + 3 * s.gate + at));
    store(s.gates + at, i);
    store(s.gates + s.gate + at, f);
    store(s.gates + 2 * s.gate + at, g);
    store(s.gates + 3 * s.gate + at, o);
    const V16 cell = fma(f, load(s.cell_before + at), i * g);
    const V16 cell_tanh = tanh(cell);
    store(s.cell + at, cell);
    store(s.cell_tanh + at, cell_tanh);
    store(s.hidden + at, o * cell_tanh);
  }
}

// σ' = σ − σ², tanh' = 1 − tanh².
void cell_backward(const CellBackward& s) {
  const V16 one = broadcast(1.0f);
  const V16 zero = broadcast(0.0f);
  for (std::ptrdiff_t at = 0; at < std::ptrdiff_t{s.rows} * 16; at += 16) {
    const V16 i = load(s.gates + at);
    const V16 f = load(s.gates + s.gate + at);
    const V16 g = load(s.gates + 2 * s.gate + at);
    const V16 o = load(s.gates + 3 * s.gate + at);
    const V16 cell_tanh = load(s.cell_tanh + at);
    const V16 d_hidden = load(s.d_hidden + at);
    const V16 d_hidden_o = d_hidden * o;
    // d_c = d_cell + d_hidden · o · (1 − tanh² c)
    const V16 d_cell = fma(d_hidden_o, fma(zero - cell_tanh, cell_tanh, one), load(s.d_cell + at));
    store(s.gates + at, d_cell * g * fma(zero - i, i, i));
    store(s.gates + s.gate + at, d_cell * load(s.cell_before + at) * fma(zero - f, f, f));
    store(s.gates + 2 * s.gate + at, d_cell * i * fma(zero - g, g, one));
    store(s.gates + 3 * s.gate + at, d_hidden_o * cell_tanh * (one - o));
    store(s.d_cell + at, d_cell * f);
  }
}

}  // namespace bach::engine::BACH_KERNEL_ISA
