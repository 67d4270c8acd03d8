// One step of LSTM units: nn/engine/kernels/cell.cc. A work-item takes one unit of one row.

kernel void cell_forward(int count, int rows, global float* gates, long gates_at, long gate,
                         long block_gates, global const float* before, long before_at,
                         global float* cell, long cell_at, global float* cell_tanh,
                         long cell_tanh_at, global float* hidden, long hidden_at, long block) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  const long number = item % (rows * 16), at_block = item / (rows * 16);
  const long at = at_block * block + number;
  global float* of_gates = gates + gates_at + at_block * block_gates + number;
  const float i = sigmoid_of(of_gates[0]);
  const float f = sigmoid_of(of_gates[gate]);
  const float g = tanh_of(of_gates[2 * gate]);
  const float o = sigmoid_of(of_gates[3 * gate]);
  of_gates[0] = i;
  of_gates[gate] = f;
  of_gates[2 * gate] = g;
  of_gates[3 * gate] = o;
  const float c = fma(f, before[before_at + at], i * g);
  const float c_tanh = tanh_of(c);
  cell[cell_at + at] = c;
  cell_tanh[cell_tanh_at + at] = c_tanh;
  hidden[hidden_at + at] = o * c_tanh;
}

kernel void cell_backward(int count, int rows, global float* gates, long gates_at, long gate,
                          long block_gates, global const float* before, long before_at,
                          global const float* cell_tanh, long cell_tanh_at,
                          global const float* d_hidden, long d_hidden_at, long block,
                          global float* d_cell, long d_cell_at, long block_d_cell) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  const long number = item % (rows * 16), at_block = item / (rows * 16);
  const long at = at_block * block + number;
  global float* of_gates = gates + gates_at + at_block * block_gates + number;
  global float* of_cell = d_cell + d_cell_at + at_block * block_d_cell + number;
  const float i = of_gates[0];
  const float f = of_gates[gate];
  const float g = of_gates[2 * gate];
  const float o = of_gates[3 * gate];
  const float c_tanh = cell_tanh[cell_tanh_at + at];
  const float d_h = d_hidden[d_hidden_at + at];
  const float d_h_o = d_h * o;
  const float d_c = fma(d_h_o, fma(0.0f - c_tanh, c_tanh, 1.0f), *of_cell);
  of_gates[0] = d_c * g * fma(0.0f - i, i, i);
  of_gates[gate] = d_c * before[before_at + at] * fma(0.0f - f, f, f);
  of_gates[2 * gate] = d_c * i * fma(0.0f - g, g, 1.0f);
  of_gates[3 * gate] = d_h_o * c_tanh * (1.0f - o);
  *of_cell = d_c * f;
}
