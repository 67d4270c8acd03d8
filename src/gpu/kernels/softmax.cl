// nn/engine/kernels/softmax.cc: a work-item takes one row.

kernel void softmax_loss(int rows, int panels, int backward, global float* logits, long logits_at,
                         long panel, global const int* targets, long targets_at,
                         global float* largest, long largest_at, global float* sums, long sums_at,
                         global float* hits, long hits_at, global const float* scales,
                         long scales_at) {
  const int r = (int)get_global_id(0);
  if (r >= rows) return;
  global float* row = logits + logits_at + (long)r * 16;
  float lanes[16];
  for (int i = 0; i < 16; ++i) lanes[i] = row[i];
  for (int p = 1; p < panels; ++p) {
    for (int i = 0; i < 16; ++i) lanes[i] = greater(lanes[i], row[p * panel + i]);
  }
  float most = lanes[0];
  for (int i = 1; i < 16; ++i) most = lanes[i] > most ? lanes[i] : most;

  const int target = targets[targets_at + r];
  global float* hit = row + target / 16 * panel + target % 16;
  largest[largest_at + r] = most;
  hits[hits_at + r] = *hit;

  for (int i = 0; i < 16; ++i) lanes[i] = 0.0f;
  for (int p = 0; p < panels; ++p) {
    for (int i = 0; i < 16; ++i) {
      const float e = exp_of_negative(row[p * panel + i] - most);
      lanes[i] = lanes[i] + e;
      if (backward != 0) row[p * panel + i] = e;
    }
  }
  const float sum = tree_sum(lanes);
  sums[sums_at + r] = sum;
  if (backward == 0) return;
  const float scale = scales[scales_at + r];
  const float factor = quotient(scale, sum);
  for (int p = 0; p < panels; ++p) {
    for (int i = 0; i < 16; ++i) row[p * panel + i] = row[p * panel + i] * factor;
  }
  *hit = *hit - scale;
}
