// Dropout's factors: nn/dropout.h. A work-item draws one.

// Word unit % 4 of philox4x32-10 (base/random.h) at (unit / 4, row, step, purpose).
uint random_word(uint unit, uint row, uint step, uint purpose, uint key0, uint key1) {
  uint word[4];
  word[0] = unit / 4;
  word[1] = row;
  word[2] = step;
  word[3] = purpose;
  for (int round = 0; round < 10; ++round) {
    const uint high_a = mul_hi(0xD2511F53u, word[0]), low_a = 0xD2511F53u * word[0];
    const uint high_b = mul_hi(0xCD9E8D57u, word[2]), low_b = 0xCD9E8D57u * word[2];
    word[0] = high_b ^ word[1] ^ key0;
    word[1] = low_b;
    word[2] = high_a ^ word[3] ^ key1;
    word[3] = low_a;
    key0 += 0x9E3779B9u;
    key1 += 0xBB67AE85u;
  }
  return word[unit % 4];
}

// Lane first + i at step t is row t · lanes + lane of the mask; it draws as row draws_as + lane, unit =
// t · units + u.
kernel void sequence_mask(int count, int units, int first, int of_lanes, int lanes, uint draws_as,
                          uint site, uint step, uint purpose, uint key0, uint key1, uint threshold,
                          float factor, global float* mask, long mask_at, long panel) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  const int u = item % units, lane = first + item / units % of_lanes;
  const int t = item / units / of_lanes;
  const uint word = random_word((uint)t * (uint)units + (uint)u, (site << 24) + draws_as + (uint)lane,
                                step, purpose, key0, key1);
  mask[mask_at + u / 16 * panel + ((long)t * lanes + lane) * 16 + u % 16] =
      word >= threshold ? factor : 0.0f;
}

kernel void weight_mask(int count, int units, int rows, int first_unit, uint site, uint step,
                        uint purpose, uint key0, uint key1, uint threshold, float factor,
                        global float* factors, long factors_at) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  const int lane = item % 16, k = item / 16 % units, panel = item / 16 / units;
  const int unit = first_unit + panel / 4 * 16 + lane;
  if (unit >= units) return;
  const uint row = (uint)(panel % 4 * units + unit);
  const uint word = random_word((uint)k, (site << 24) + row, step, purpose, key0, key1);
  factors[factors_at + ((long)panel * rows + k) * 16 + lane] = word >= threshold ? factor : 0.0f;
}
