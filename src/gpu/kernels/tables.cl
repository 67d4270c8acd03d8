// Rows of embedding tables: nn/engine/host_rows.cc.

kernel void gather(int count, int first_row, int width, int stride, global const float* table,
                   long table_at, global const int* values, long values_at, int values_stride,
                   int first_column, int held, int masked, global const float* mask, long mask_at,
                   int lanes, int mask_held, global float* to, long to_at) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  const int k = item % width, r = first_row + item / width, column = first_column + k;
  const int value = values[values_at + (long)r * values_stride];
  float x = value < 0 ? 0.0f : table[table_at + (long)value * stride + k];
  if (value >= 0 && masked != 0) {
    x = x * mask[mask_at + ((long)(column / 16) * mask_held + r % lanes) * 16 + column % 16];
  }
  to[to_at + ((long)(column / 16) * held + r) * 16 + column % 16] = x;
}

// Column k of one row of the table takes its share of each row that names it.
kernel void add_gathered(int count, int rows, int width, int stride, global float* table,
                         long table_at, global const int* values, long values_at,
                         int values_stride, int first_column, int held, int masked,
                         global const float* mask, long mask_at, int lanes, int mask_held,
                         global const float* d, long d_at) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  const int k = item % width, row = item / width, column = first_column + k;
  float sum = table[table_at + (long)row * stride + k];
  for (int r = 0; r < rows; ++r) {
    if (values[values_at + (long)r * values_stride] != row) continue;
    float share = d[d_at + ((long)(column / 16) * held + r) * 16 + column % 16];
    if (masked != 0) {
      share = share *
              mask[mask_at + ((long)(column / 16) * mask_held + r % lanes) * 16 + column % 16];
    }
    sum = sum + share;
  }
  table[table_at + (long)row * stride + k] = sum;
}

kernel void derive_tied(int count, int rows, int stride, global const float* table, long table_at,
                        global float* by_class, long by_class_at, global float* by_column,
                        long by_column_at) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  const int k = item % stride, r = item / stride;
  const float value = table[table_at + item];
  by_class[by_class_at + ((long)(r / 16) * stride + k) * 16 + r % 16] = value;
  by_column[by_column_at + ((long)(k / 16) * rows + r) * 16 + k % 16] = value;
}
