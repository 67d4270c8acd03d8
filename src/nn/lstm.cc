#include "nn/lstm.h"

#include <algorithm>
#include <cstddef>

#include "nn/activations.h"
#include "nn/matrix.h"

namespace bach {
namespace {

// The cell of one row: gates [4H] before activation in, after activation out.
template <typename T>
void cell_forward(int units, T* gates, const T* cell_before, T* cell, T* cell_tanh, T* hidden) {
  T* i = gates;
  T* f = gates + units;
  T* g = gates + 2 * units;
  T* o = gates + 3 * units;
  for (int u = 0; u < 2 * units; ++u) gates[u] = sigmoid(gates[u]);
  for (int u = 0; u < units; ++u) g[u] = kernel_tanh(g[u]);
  for (int u = 0; u < units; ++u) o[u] = sigmoid(o[u]);
  for (int u = 0; u < units; ++u) cell[u] = f[u] * cell_before[u] + i[u] * g[u];
  for (int u = 0; u < units; ++u) cell_tanh[u] = kernel_tanh(cell[u]);
  for (int u = 0; u < units; ++u) hidden[u] = o[u] * cell_tanh[u];
}

// The same backwards. d_cell is the gradient of c_t through later steps on entry and that of
// c_{t−1} on return. σ' = σ(1 − σ), tanh' = 1 − tanh².
template <typename T>
void cell_backward(int units, const T* gates, const T* cell_before, const T* cell_tanh,
                   const T* d_hidden, T* d_cell, T* d_gates) {
  const T* i = gates;
  const T* f = gates + units;
  const T* g = gates + 2 * units;
  const T* o = gates + 3 * units;
  for (int u = 0; u < units; ++u) {
    const T d_c = d_cell[u] + d_hidden[u] * o[u] * (1 - cell_tanh[u] * cell_tanh[u]);
    d_gates[u] = d_c * g[u] * i[u] * (1 - i[u]);
    d_gates[units + u] = d_c * cell_before[u] * f[u] * (1 - f[u]);
    d_gates[2 * units + u] = d_c * i[u] * (1 - g[u] * g[u]);
    d_gates[3 * units + u] = d_hidden[u] * cell_tanh[u] * o[u] * (1 - o[u]);
    d_cell[u] = d_c * f[u];
  }
}

}  // namespace

template <typename T>
void LstmTrace<T>::reset(const LstmShape& shape) {
  const auto step = static_cast<std::size_t>(shape.rows) * static_cast<std::size_t>(shape.units);
  const auto steps = static_cast<std::size_t>(shape.steps);
  gates.resize(steps * step * 4);
  cell.resize((steps + 1) * step);
  cell_tanh.resize(steps * step);
  hidden.resize((steps + 1) * step);
  std::fill_n(cell.begin(), step, T{0});
  std::fill_n(hidden.begin(), step, T{0});
}

template <typename T>
void lstm_forward(const LstmShape& shape, const T* recurrent_t, LstmTrace<T>& trace) {
  const int units = shape.units;
  const std::ptrdiff_t step = static_cast<std::ptrdiff_t>(shape.rows) * units;
  for (int t = 0; t < shape.steps; ++t) {
    T* gates = trace.gates.data() + t * step * 4;
    const T* hidden_before = trace.hidden.data() + t * step;
    const T* cell_before = trace.cell.data() + t * step;
    add_product(shape.rows, 4 * units, units, hidden_before, recurrent_t, gates);
    for (int b = 0; b < shape.rows; ++b) {
      const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(b) * units;
      cell_forward(units, gates + at * 4, cell_before + at, trace.cell.data() + (t + 1) * step + at,
                   trace.cell_tanh.data() + t * step + at,
                   trace.hidden.data() + (t + 1) * step + at);
    }
  }
}

template <typename T>
void lstm_backward(const LstmShape& shape, const T* recurrent, const LstmTrace<T>& trace,
                   T* d_hidden, T* d_gates) {
  const int units = shape.units;
  const std::ptrdiff_t step = static_cast<std::ptrdiff_t>(shape.rows) * units;
  std::vector<T> d_cell(static_cast<std::size_t>(step), T{0});
  for (int t = shape.steps - 1; t >= 0; --t) {
    T* d_gates_now = d_gates + t * step * 4;
    for (int b = 0; b < shape.rows; ++b) {
      const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(b) * units;
      cell_backward(units, trace.gates.data() + t * step * 4 + at * 4,
                    trace.cell.data() + t * step + at, trace.cell_tanh.data() + t * step + at,
                    d_hidden + t * step + at, d_cell.data() + at, d_gates_now + at * 4);
    }
    if (t > 0) {
      add_product(shape.rows, units, 4 * units, d_gates_now, recurrent, d_hidden + (t - 1) * step);
    }
  }
}

template struct LstmTrace<float>;
template struct LstmTrace<double>;
template void lstm_forward(const LstmShape&, const float*, LstmTrace<float>&);
template void lstm_forward(const LstmShape&, const double*, LstmTrace<double>&);
template void lstm_backward(const LstmShape&, const float*, const LstmTrace<float>&, float*,
                            float*);
template void lstm_backward(const LstmShape&, const double*, const LstmTrace<double>&, double*,
                            double*);

}  // namespace bach
