// Number by number: nn/engine/kernels/elementwise.cc and adam.cc, rows copied, scaled and cleared.

#define ACTIVATION_RELU 1

// Where there is a `panel`, `numbers` of each are meant.
kernel void activate(int count, int numbers, int activation, long panel, global float* y,
                     long y_at) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  const long i = item / numbers * panel + item % numbers;
  const float x = y[y_at + i];
  y[y_at + i] = activation == ACTIVATION_RELU ? greater(0.0f, x) : tanh_of(x);
}

kernel void activate_backward(int count, int numbers, int activation, long panel,
                              global const float* y, long y_at, global float* d, long d_at) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  const long i = item / numbers * panel + item % numbers;
  const float result = y[y_at + i], gradient = d[d_at + i];
  if (activation == ACTIVATION_RELU) {
    d[d_at + i] = 0.0f < result ? gradient : 0.0f;
  } else {
    d[d_at + i] = gradient * fma(0.0f - result, result, 1.0f);
  }
}

kernel void blend(int count, float share, global const float* x, long x_at, global float* average,
                  long average_at) {
  const int i = (int)get_global_id(0);
  if (i >= count) return;
  const float before = average[average_at + i];
  average[average_at + i] = fma(x[x_at + i] - before, share, before);
}

kernel void adam(int count, float beta1, float share1, float beta2, float share2, float step_size,
                 float correction, float epsilon, float gradient_scale, float keep, int chosen,
                 global const int* decays, long decays_at, global float* value, long value_at, global const float* gradient,
                 long gradient_at, global float* first, long first_at, global float* second,
                 long second_at) {
  const int i = (int)get_global_id(0);
  if (i >= count) return;
  const float g = gradient[gradient_at + i] * gradient_scale;
  const float m = fma(first[first_at + i], beta1, g * share1);
  const float v = fma(second[second_at + i], beta2, g * g * share2);
  first[first_at + i] = m;
  second[second_at + i] = v;
  const float change = quotient(step_size * m, fma(root(v), correction, epsilon));
  const bool decays_here = chosen == 0 || decays[decays_at + i / 16] != 0;
  value[value_at + i] = value[value_at + i] * (decays_here ? keep : 1.0f) - change;
}

kernel void clear_rows(int count, int numbers, global float* to, long to_at, long panel) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  to[to_at + item / numbers * panel + item % numbers] = 0.0f;
}

kernel void copy_rows(int count, int numbers, int add, global const float* from, long from_at,
                      long from_panel, global float* to, long to_at, long to_panel) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  const long p = item / numbers, i = item % numbers;
  const float x = from[from_at + p * from_panel + i];
  global float* out = to + to_at + p * to_panel + i;
  *out = add != 0 ? *out + x : x;
}

kernel void scale_rows(int count, int numbers, global const float* x, long x_at, long x_panel,
                       global const float* factor, long factor_at, long factor_panel,
                       global float* out, long out_at, long out_panel) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  const long p = item / numbers, i = item % numbers;
  out[out_at + p * out_panel + i] =
      x[x_at + p * x_panel + i] * factor[factor_at + p * factor_panel + i];
}

// Row t · lanes + l of each panel becomes row l · steps + t.
kernel void order_by_lanes(int count, int lanes, int steps, global const float* from, long from_at,
                           global float* to, long to_at, long panel) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  const int number = item % 16, row = item / 16 % (lanes * steps);
  const long at = item / 16 / (lanes * steps) * panel;
  const long from_row = (long)(row % steps) * lanes + row / steps;
  to[to_at + at + (long)row * 16 + number] = from[from_at + at + from_row * 16 + number];
}

kernel void transpose(int count, int rows, global const float* from, long from_at,
                      long from_panel, global float* to, long to_at, long to_panel,
                      int first_row) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  const int lane = item % 16, row = item / 16 % rows;
  const long panel = item / 16 / rows;
  const long to_row = first_row + panel * 16 + lane;
  to[to_at + row / 16 * to_panel + to_row * 16 + row % 16] =
      from[from_at + panel * from_panel + (long)row * 16 + lane];
}
