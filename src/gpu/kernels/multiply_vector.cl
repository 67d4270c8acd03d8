// The products of multiply.cl and multiply_transposed.cl for devices that are processors: no local memory,
// sixteen lanes are a vector, and a work-item takes VECTOR_ROWS rows of c of one panel.

#define VECTOR_ROWS 4

kernel void multiply_vector(int rows, int k_blocks, int panels, global const float* a, long a_at,
                            long a_block, global const float* b, long b_at, long b_panel,
                            global float* c, long c_at, long c_panel, int start,
                            global const float* bias, long bias_at, global const float* table,
                            long table_at, long table_panel, global const int* index,
                            long index_at, int per_row) {
  const int panel = (int)get_global_id(0) % panels;
  const int first = (int)get_global_id(0) / panels * VECTOR_ROWS;
  if (first >= rows) return;
  const int count = rows - first < VECTOR_ROWS ? rows - first : VECTOR_ROWS;
  global float* to = c + c_at + panel * c_panel + (long)first * 16;
  float16 sum[VECTOR_ROWS];
  for (int i = 0; i < VECTOR_ROWS; ++i) {
    sum[i] = 0.0f;
    if (i >= count) continue;
    if (start == START_KEEP) sum[i] = vload16(i, to);
    if (start != START_ROW_SUMS) continue;
    sum[i] = vload16(panel, bias + bias_at);
    for (int j = 0; j < per_row; ++j) {
      const long from = index[index_at + (long)(first + i) * per_row + j];
      sum[i] = sum[i] + vload16(from, table + table_at + panel * table_panel);
    }
  }
  for (int block = 0; block < k_blocks; ++block) {
    global const float* of_a = a + a_at + block * a_block + (long)first * 16;
    global const float* of_b = b + b_at + panel * b_panel + (long)block * 256;
    for (int k = 0; k < 16; ++k) {
      const float16 with = vload16(k, of_b);
      for (int i = 0; i < VECTOR_ROWS; ++i) {
        const float factor = i < count ? of_a[i * 16 + k] : 0.0f;
        sum[i] = fma((float16)(factor), with, sum[i]);
      }
    }
  }
  for (int i = 0; i < count; ++i) vstore16(sum[i], i, to);
}

kernel void multiply_transposed_vector(int rows, int k_blocks, int panels, global const float* a,
                                       long a_at, long a_block, global const float* d, long d_at,
                                       long d_panel, global float* c, long c_at, long c_panel) {
  const int panel = (int)get_global_id(0) % panels;
  const int first = (int)get_global_id(0) / panels * VECTOR_ROWS;
  if (first >= k_blocks * 16) return;
  global const float* of_a = a + a_at + first / 16 * a_block + first % 16;
  global const float* of_d = d + d_at + panel * d_panel;
  float16 sum[VECTOR_ROWS];
  for (int i = 0; i < VECTOR_ROWS; ++i) sum[i] = 0.0f;
  for (int row = 0; row < rows; ++row) {
    const float16 with = vload16(row, of_d);
    for (int i = 0; i < VECTOR_ROWS; ++i) {
      sum[i] = fma((float16)(of_a[(long)row * 16 + i]), with, sum[i]);
    }
  }
  for (int i = 0; i < VECTOR_ROWS; ++i) {
    vstore16(sum[i], first + i, c + c_at + panel * c_panel);
  }
}
