// All time steps of an LSTM layer in one launch: what multiply.cl and cell.cl do step by step, in the
// same orders. Lanes do not depend on each other, so a group takes some of them through all steps and
// waits for nobody: its last outputs lie in local memory, and a work-item has the four gates of one unit
// of RECUR_ROWS lanes. Weights come from local memory (RECUR_HELD: all of them fit), or from global
// memory, sixteen side by side, each for RECUR_ROWS lanes. Taken once for each kind.
//
// `width` panels are done at once, by `teams` of work-items with RECUR_ROWS lanes each.

kernel __attribute__((reqd_work_group_size(16, GROUP_ROWS, 1))) void RECUR_FORWARD(
    int lanes, int steps, int panels, int width, int teams, int beginning,
    global const int* begins, long begins_at, global const float* weights, long weights_at,
    long panel, global float* gates, long gates_at, global float* hidden, long hidden_at,
    global float* cell, long cell_at, global float* cell_tanh, long cell_tanh_at, int out_apart,
    global float* out, long out_at, int masked, global const float* mask, long mask_at,
    long mask_panel, int mask_step, local float* states
#ifdef RECUR_HELD
    , local float* held
#endif
) {
  const int lane = (int)get_local_id(0), beside = (int)get_local_id(1);
  const int team = beside / width;
  const int own_panel = team < teams ? beside % width : panels;  // those beside the teams have none
  const int first = ((int)get_group_id(0) * teams + team) * RECUR_ROWS;
  const int here = lanes - first < RECUR_ROWS ? lanes - first : RECUR_ROWS;
  const int inputs = panels * 16;
  local float* before = states + team * RECUR_ROWS * inputs;
  local float* after = before + teams * RECUR_ROWS * inputs;
  for (int p = own_panel; p < panels; p += width) {
    for (int i = 0; i < RECUR_ROWS; ++i) {
      float state = 0.0f;
      if (i < here) {
        const long at = p * panel + (long)(first + i) * 16 + lane;
        if (beginning != 0 && begins[begins_at + first + i] != 0) {
          hidden[hidden_at + at] = 0.0f;
          cell[cell_at + at] = 0.0f;
        } else {
          state = hidden[hidden_at + at];
        }
      }
      before[i * inputs + p * 16 + lane] = state;
    }
  }
#ifdef RECUR_HELD
  for (int i = beside * 16 + lane; i < 64 * panels * inputs; i += 16 * GROUP_ROWS) {
    held[i] = weights[weights_at + i];
  }
#endif
  barrier(CLK_LOCAL_MEM_FENCE);
  for (int t = 0; t < steps; ++t) {
    const long row = (long)t * lanes + first;
    for (int p = own_panel; p < panels; p += width) {
      const long at = p * panel + row * 16 + lane, at_gates = gates_at + at + 3 * p * panel;
      float sum[4][RECUR_ROWS];
      for (int g = 0; g < 4; ++g) {
        for (int i = 0; i < RECUR_ROWS; ++i) {
          sum[g][i] = i < here ? gates[at_gates + g * panel + i * 16] : 0.0f;
        }
      }
      // Without beginnings on the way all lanes start from nothing.
      if (t > 0 || beginning != 0) {
        const long of_unit = (long)p * 64 * inputs + lane;
#ifdef RECUR_HELD
        local const float* w = held + of_unit;
#else
        global const float* w = weights + weights_at + of_unit;
#endif
        for (int k = 0; k < inputs; k += 4) {
          float4 state[RECUR_ROWS];
          for (int i = 0; i < RECUR_ROWS; ++i) state[i] = vload4(0, before + i * inputs + k);
#define RECUR_TERM(number, part)                                   \
  for (int g = 0; g < 4; ++g) {                                    \
    const float with = w[((long)g * inputs + k + number) * 16];    \
    for (int i = 0; i < RECUR_ROWS; ++i) {                         \
      sum[g][i] = fma(state[i].part, with, sum[g][i]);             \
    }                                                              \
  }
          RECUR_TERM(0, x)
          RECUR_TERM(1, y)
          RECUR_TERM(2, z)
          RECUR_TERM(3, w)
#undef RECUR_TERM
        }
      }
      for (int i = 0; i < here; ++i) {
        const long number = at + i * 16, next = number + lanes * 16;
        const float in = sigmoid_of(sum[0][i]), keep = sigmoid_of(sum[1][i]);
        const float fresh = tanh_of(sum[2][i]), show = sigmoid_of(sum[3][i]);
        gates[at_gates + i * 16] = in;
        gates[at_gates + panel + i * 16] = keep;
        gates[at_gates + 2 * panel + i * 16] = fresh;
        gates[at_gates + 3 * panel + i * 16] = show;
        const float c = fma(keep, cell[cell_at + number], in * fresh);
        const float c_tanh = tanh_of(c);
        const float h = show * c_tanh;
        cell_tanh[cell_tanh_at + number] = c_tanh;
        if (masked != 0) {
          out[out_at + number] =
              h * mask[mask_at + p * mask_panel +
                       ((long)t * mask_step + first + i) * 16 + lane];
        } else if (out_apart != 0) {
          out[out_at + number] = h;
        }
        const bool ends = beginning != 0 && t + 1 < steps &&
                          begins[begins_at + (long)(t + 1) * lanes + first + i] != 0;
        cell[cell_at + next] = ends ? 0.0f : c;
        hidden[hidden_at + next] = ends ? 0.0f : h;
        after[i * inputs + p * 16 + lane] = ends ? 0.0f : h;
      }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    local float* swapped = before;
    before = after;
    after = swapped;
  }
}
