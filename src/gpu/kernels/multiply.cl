// c = start + a · b: nn/engine/kernels/multiply.cc. A group makes a tile of c, TILE_ROWS · GROUP_ROWS
// rows of TILE_PANELS panels, taking sixteen k at a time into local memory; each number adds up its
// own k in order. The program takes this file twice, with small and with large tiles.

kernel __attribute__((reqd_work_group_size(16, GROUP_ROWS, 1))) void MULTIPLY(
    int rows, int k_blocks, int panels, global const float* a, long a_at, long a_block,
    global const float* b, long b_at, long b_panel, global float* c, long c_at, long c_panel,
    int start, global const float* bias, long bias_at, global const float* table, long table_at,
    long table_panel, global const int* index, long index_at, int per_row) {
  local float of_a[TILE_ROWS * GROUP_ROWS * 16];
  local float of_b[TILE_PANELS * 256];
  const int lane = (int)get_local_id(0), beside = (int)get_local_id(1);
  const int first_row = (int)get_group_id(1) * TILE_ROWS * GROUP_ROWS;
  const int first_panel = (int)get_group_id(0) * TILE_PANELS;
  float sum[TILE_ROWS][TILE_PANELS];
  for (int i = 0; i < TILE_ROWS; ++i) {
    const int row = first_row + i * GROUP_ROWS + beside;
    for (int p = 0; p < TILE_PANELS; ++p) {
      const int panel = first_panel + p;
      sum[i][p] = 0.0f;
      if (row >= rows || panel >= panels) continue;
      if (start == START_KEEP) sum[i][p] = c[c_at + panel * c_panel + (long)row * 16 + lane];
      if (start != START_ROW_SUMS) continue;
      float first = bias[bias_at + panel * 16 + lane];
      for (int j = 0; j < per_row; ++j) {
        const long from = index[index_at + (long)row * per_row + j];
        first = first + table[table_at + panel * table_panel + from * 16 + lane];
      }
      sum[i][p] = first;
    }
  }
  for (int block = 0; block < k_blocks; ++block) {
    for (int i = 0; i < TILE_ROWS; ++i) {
      const int row = i * GROUP_ROWS + beside;
      of_a[row * 16 + lane] =
          first_row + row < rows
              ? a[a_at + block * a_block + (long)(first_row + row) * 16 + lane]
              : 0.0f;
    }
    for (int row = beside; row < TILE_PANELS * 16; row += GROUP_ROWS) {
      const int panel = first_panel + row / 16;
      of_b[row * 16 + lane] =
          panel < panels
              ? b[b_at + panel * b_panel + (long)block * 256 + (row % 16) * 16 + lane]
              : 0.0f;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int k = 0; k < 16; ++k) {
      float factor[TILE_ROWS];
      for (int i = 0; i < TILE_ROWS; ++i) factor[i] = of_a[(i * GROUP_ROWS + beside) * 16 + k];
      for (int p = 0; p < TILE_PANELS; ++p) {
        const float with = of_b[(p * 16 + k) * 16 + lane];
        for (int i = 0; i < TILE_ROWS; ++i) sum[i][p] = fma(factor[i], with, sum[i][p]);
      }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  for (int i = 0; i < TILE_ROWS; ++i) {
    const int row = first_row + i * GROUP_ROWS + beside;
    for (int p = 0; p < TILE_PANELS; ++p) {
      const int panel = first_panel + p;
      if (row < rows && panel < panels) {
        c[c_at + panel * c_panel + (long)row * 16 + lane] = sum[i][p];
      }
    }
  }
}
