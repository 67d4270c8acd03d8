// The way back through all time steps of an LSTM layer in one launch, as recur_forward.cl goes there: the
// gates' gradients of a group's lanes lie in local memory, and a work-item has one unit's share of the
// state's gradient of RECUR_ROWS lanes. d_out is read from step first_step on, times the mask; that of
// earlier steps is zero.

kernel __attribute__((reqd_work_group_size(16, GROUP_ROWS, 1))) void RECUR_BACKWARD(
    int lanes, int steps, int panels, int width, int teams, int beginning,
    global const int* begins, long begins_at, global const float* weights, long weights_at,
    long panel, global float* gates, long gates_at, global const float* cell, long cell_at,
    global const float* cell_tanh, long cell_tanh_at, int first_step, global float* d_out,
    long d_out_at, global float* d_cell, long d_cell_at, long d_cell_panel, int masked,
    global const float* mask, long mask_at, long mask_panel, int mask_step, local float* states
#ifdef RECUR_HELD
    , local float* held
#endif
) {
  const int lane = (int)get_local_id(0), beside = (int)get_local_id(1);
  const int team = beside / width;
  const int own_panel = team < teams ? beside % width : panels;
  const int first = ((int)get_group_id(0) * teams + team) * RECUR_ROWS;
  const int here = lanes - first < RECUR_ROWS ? lanes - first : RECUR_ROWS;
  const int inputs = panels * 64;
  local float* of_gates = states + team * RECUR_ROWS * inputs;
  for (int p = own_panel; p < panels; p += width) {
    for (int i = 0; i < RECUR_ROWS; ++i) {
      for (int g = 0; g < 4; ++g) of_gates[i * inputs + p * 64 + g * 16 + lane] = 0.0f;
      if (i >= here) continue;
      const long number = p * panel + ((long)(steps - 1) * lanes + first + i) * 16 + lane;
      d_cell[d_cell_at + p * d_cell_panel + (long)(first + i) * 16 + lane] = 0.0f;
      if (masked == 0) continue;
      d_out[d_out_at + number] =
          d_out[d_out_at + number] *
          mask[mask_at + p * mask_panel + ((long)(steps - 1) * mask_step + first + i) * 16 + lane];
    }
  }
#ifdef RECUR_HELD
  for (int i = beside * 16 + lane; i < panels * 16 * inputs; i += 16 * GROUP_ROWS) {
    held[i] = weights[weights_at + i];
  }
#endif
  for (int t = steps - 1; t >= 0; --t) {
    const long row = (long)t * lanes + first;
    for (int p = own_panel; p < panels; p += width) {
      const long at = p * panel + row * 16 + lane;
      for (int i = 0; i < here; ++i) {
        const long number = at + i * 16, at_gates = gates_at + number + 3 * p * panel;
        const long state = d_cell_at + p * d_cell_panel + (long)(first + i) * 16 + lane;
        const float in = gates[at_gates], keep = gates[at_gates + panel];
        const float fresh = gates[at_gates + 2 * panel], show = gates[at_gates + 3 * panel];
        const float c_tanh = cell_tanh[cell_tanh_at + number];
        const float d_h = d_out[d_out_at + number];
        const float d_h_show = d_h * show;
        const float d_c = fma(d_h_show, fma(0.0f - c_tanh, c_tanh, 1.0f), d_cell[state]);
        float d[4];
        d[0] = d_c * fresh * fma(0.0f - in, in, in);
        d[1] = d_c * cell[cell_at + number] * fma(0.0f - keep, keep, keep);
        d[2] = d_c * in * fma(0.0f - fresh, fresh, 1.0f);
        d[3] = d_h_show * c_tanh * (1.0f - show);
        for (int g = 0; g < 4; ++g) {
          gates[at_gates + g * panel] = d[g];
          of_gates[i * inputs + p * 64 + g * 16 + lane] = d[g];
        }
        const bool begins_here = beginning != 0 && t > 0 && begins[begins_at + row + i] != 0;
        d_cell[state] = begins_here ? 0.0f : d_c * keep;
      }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    const bool given = t - 1 >= first_step;
    for (int p = own_panel; p < panels && t > 0; p += width) {
      const long before = d_out_at + p * panel + (row - lanes) * 16 + lane;
      const long masks =
          mask_at + p * mask_panel + ((long)(t - 1) * mask_step + first) * 16 + lane;
      float start[RECUR_ROWS], sum[RECUR_ROWS];
      for (int i = 0; i < RECUR_ROWS; ++i) {
        start[i] = given && i < here ? d_out[before + i * 16] : 0.0f;
        if (given && i < here && masked != 0) start[i] = start[i] * mask[masks + i * 16];
        sum[i] = start[i];
      }
      const long of_unit = (long)p * 16 * inputs + lane;
#ifdef RECUR_HELD
      local const float* w = held + of_unit;
#else
      global const float* w = weights + weights_at + of_unit;
#endif
      for (int k = 0; k < inputs; k += 4) {
        const float w0 = w[(long)k * 16], w1 = w[(long)(k + 1) * 16];
        const float w2 = w[(long)(k + 2) * 16], w3 = w[(long)(k + 3) * 16];
        for (int i = 0; i < RECUR_ROWS; ++i) {
          const float4 d = vload4(0, of_gates + i * inputs + k);
          sum[i] = fma(d.w, w3, fma(d.z, w2, fma(d.y, w1, fma(d.x, w0, sum[i]))));
        }
      }
      for (int i = 0; i < here; ++i) {
        const bool begins_here = beginning != 0 && begins[begins_at + row + i] != 0;
        d_out[before + i * 16] = begins_here ? start[i] : sum[i];
      }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
}
