// Sums over rows, each in one order: nn/engine/kernels/rows.cc, sum_of_squares() of elementwise.cc.

kernel void column_sums(int count, int rows, global const float* d, long d_at, long d_panel,
                        global float* sums, long sums_at) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  const long from = d_at + item / 16 * d_panel + item % 16;
  float sum = 0.0f;
  for (int r = 0; r < rows; ++r) sum = sum + d[from + (long)r * 16];
  sums[sums_at + item] = sum;
}

// *total += Σ x². One group: all load, sixteen lanes add up.
#define SQUARES_AT_ONCE 2048
kernel __attribute__((reqd_work_group_size(16, GROUP_ROWS, 1))) void add_squares(
    long count, global const float* x, long x_at, global float* total, long total_at) {
  local float part[SQUARES_AT_ONCE];
  local float lane_sums[16];
  const int lane = (int)get_local_id(0), beside = (int)get_local_id(1);
  float sum = 0.0f;
  for (long from = 0; from < count; from += SQUARES_AT_ONCE) {
    const int here = count - from < SQUARES_AT_ONCE ? (int)(count - from) : SQUARES_AT_ONCE;
    for (int i = beside * 16 + lane; i < here; i += 16 * GROUP_ROWS) part[i] = x[x_at + from + i];
    barrier(CLK_LOCAL_MEM_FENCE);
    if (beside == 0) {
      for (int i = lane; i < here; i += 16) sum = fma(part[i], part[i], sum);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  if (beside == 0) lane_sums[lane] = sum;
  barrier(CLK_LOCAL_MEM_FENCE);
  if (beside != 0 || lane != 0) return;
  float lanes[16];
  for (int i = 0; i < 16; ++i) lanes[i] = lane_sums[i];
  total[total_at] = total[total_at] + tree_sum(lanes);
}

// For each row of a table the places in `index` (rows · per_row numbers) that name it, in order:
// first how many there are, then where each row's places begin, then they themselves.
kernel void count_places(int count, int places, global const int* index, long index_at,
                         global int* begins, long begins_at) {
  const int row = (int)get_global_id(0);
  if (row >= count) return;
  int found = 0;
  for (int i = 0; i < places; ++i) found += index[index_at + i] == row ? 1 : 0;
  begins[begins_at + row + 1] = found;
}

kernel void begin_places(int count, global int* begins, long begins_at) {
  if (get_global_id(0) != 0) return;
  int sum = 0;
  begins[begins_at] = 0;
  for (int row = 0; row < count; ++row) {
    sum += begins[begins_at + row + 1];
    begins[begins_at + row + 1] = sum;
  }
}

kernel void list_places(int count, int places, global const int* index, long index_at,
                        global const int* begins, long begins_at, global int* list, long list_at) {
  const int row = (int)get_global_id(0);
  if (row >= count) return;
  int to = begins[begins_at + row];
  for (int i = 0; i < places; ++i) {
    if (index[index_at + i] == row) list[list_at + to++] = i;
  }
}

// table[index[r][j]] += d[r], from zero, in the order of r, j.
kernel void scatter(int count, int per_row, int table_rows, global const float* d, long d_at,
                    long d_panel, global const int* begins, long begins_at,
                    global const int* list, long list_at, global float* table, long table_at,
                    long table_panel) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  const int lane = item % 16, row = item / 16 % table_rows;
  const long panel = item / 16 / table_rows;
  const int end = begins[begins_at + row + 1];
  float sum = 0.0f;
  for (int i = begins[begins_at + row]; i < end; ++i) {
    const long from = list[list_at + i] / per_row;
    sum = sum + d[d_at + panel * d_panel + from * 16 + lane];
  }
  table[table_at + panel * table_panel + (long)row * 16 + lane] = sum;
}
