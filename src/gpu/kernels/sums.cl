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

// Σ x² of `count` numbers, to the group's first work-item: all load, sixteen lanes add up.
#define SQUARES_AT_ONCE 2048
float squares_of(long count, global const float* x, local float* part, local float* lane_sums) {
  const int lane = (int)get_local_id(0), beside = (int)get_local_id(1);
  float sum = 0.0f;
#ifdef FAST
  for (long i = beside * 16 + lane; i < count; i += 16 * GROUP_ROWS) sum = fma(x[i], x[i], sum);
  barrier(CLK_LOCAL_MEM_FENCE);
  part[beside * 16 + lane] = sum;
  barrier(CLK_LOCAL_MEM_FENCE);
  sum = 0.0f;
  for (int row = 0; row < GROUP_ROWS; ++row) sum = sum + part[row * 16 + lane];
#else
  for (long from = 0; from < count; from += SQUARES_AT_ONCE) {
    const int here = count - from < SQUARES_AT_ONCE ? (int)(count - from) : SQUARES_AT_ONCE;
    for (int i = beside * 16 + lane; i < here; i += 16 * GROUP_ROWS) part[i] = x[from + i];
    barrier(CLK_LOCAL_MEM_FENCE);
    if (beside == 0) {
      for (int i = lane; i < here; i += 16) sum = fma(part[i], part[i], sum);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
#endif
  if (beside == 0) lane_sums[lane] = sum;
  barrier(CLK_LOCAL_MEM_FENCE);
  if (beside != 0 || lane != 0) return 0.0f;
  float lanes[16];
  for (int i = 0; i < 16; ++i) lanes[i] = lane_sums[i];
  return tree_sum(lanes);
}

// *total += Σ x². One group.
kernel __attribute__((reqd_work_group_size(16, GROUP_ROWS, 1))) void add_squares(
    long count, global const float* x, long x_at, global float* total, long total_at) {
  local float part[SQUARES_AT_ONCE];
  local float lane_sums[16];
  const float sum = squares_of(count, x + x_at, part, lane_sums);
  if (get_local_id(0) == 0 && get_local_id(1) == 0) total[total_at] = total[total_at] + sum;
}

// A group adds up the spans of one total, one after the other.
kernel __attribute__((reqd_work_group_size(16, GROUP_ROWS, 1))) void sum_squares(
    global const float* x, long x_at, global const int* spans, long spans_at,
    global const int* begins, long begins_at, global float* totals, long totals_at) {
  local float part[SQUARES_AT_ONCE];
  local float lane_sums[16];
  const long number = get_group_id(0);
  float total = 0.0f;
  for (int i = begins[begins_at + number]; i < begins[begins_at + number + 1]; ++i) {
    const long first = (long)spans[spans_at + 2 * i] * 16;
    const long count = (long)spans[spans_at + 2 * i + 1] * 16;
    total = total + squares_of(count, x + x_at + first, part, lane_sums);
  }
  if (get_local_id(0) == 0 && get_local_id(1) == 0) totals[totals_at + number] = total;
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
