// c = aᵀ · d over rows: nn/engine/kernels/multiply_transposed.cc. A group makes TILE_BLOCKS blocks of
// 16 rows of c, of TILE_PANELS panels, taking sixteen rows of a and d at a time. Taken twice, as
// multiply.cl is.

#define TILE_STEPS (16 / GROUP_ROWS)

kernel __attribute__((reqd_work_group_size(16, GROUP_ROWS, 1))) void MULTIPLY_TRANSPOSED(
    int rows, int k_blocks, int panels, global const float* a, long a_at, long a_block,
    global const float* d, long d_at, long d_panel, global float* c, long c_at, long c_panel) {
  local float of_a[TILE_BLOCKS * 256];
  local float of_d[TILE_PANELS * 256];
  const int lane = (int)get_local_id(0), beside = (int)get_local_id(1);
  const int first_block = (int)get_group_id(1) * TILE_BLOCKS;
  const int first_panel = (int)get_group_id(0) * TILE_PANELS;
  // Of k = step · GROUP_ROWS + beside of each block.
  float sum[TILE_BLOCKS][TILE_STEPS][TILE_PANELS];
  for (int i = 0; i < TILE_BLOCKS; ++i) {
    for (int s = 0; s < TILE_STEPS; ++s) {
      for (int p = 0; p < TILE_PANELS; ++p) sum[i][s][p] = 0.0f;
    }
  }
  for (int from = 0; from < rows; from += 16) {
    for (int row = beside; row < 16; row += GROUP_ROWS) {
      const bool there = from + row < rows;
      const long at = (long)(from + row) * 16 + lane;
      for (int i = 0; i < TILE_BLOCKS; ++i) {
        const int block = first_block + i;
        of_a[(i * 16 + row) * 16 + lane] =
            there && block < k_blocks ? a[a_at + block * a_block + at] : 0.0f;
      }
      for (int p = 0; p < TILE_PANELS; ++p) {
        const int panel = first_panel + p;
        of_d[(p * 16 + row) * 16 + lane] =
            there && panel < panels ? d[d_at + panel * d_panel + at] : 0.0f;
      }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    const int here = rows - from < 16 ? rows - from : 16;
    for (int row = 0; row < here; ++row) {
      for (int p = 0; p < TILE_PANELS; ++p) {
        const float with = of_d[(p * 16 + row) * 16 + lane];
        for (int i = 0; i < TILE_BLOCKS; ++i) {
          for (int s = 0; s < TILE_STEPS; ++s) {
            const float factor = of_a[(i * 16 + row) * 16 + s * GROUP_ROWS + beside];
            sum[i][s][p] = fma(factor, with, sum[i][s][p]);
          }
        }
      }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  for (int i = 0; i < TILE_BLOCKS; ++i) {
    const int block = first_block + i;
    for (int s = 0; s < TILE_STEPS; ++s) {
      for (int p = 0; p < TILE_PANELS; ++p) {
        const int panel = first_panel + p;
        if (block >= k_blocks || panel >= panels) continue;
        c[c_at + panel * c_panel + ((long)block * 16 + s * GROUP_ROWS + beside) * 16 + lane] =
            sum[i][s][p];
      }
    }
  }
}

#undef TILE_STEPS
