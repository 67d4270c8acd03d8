// exp, sigmoid and tanh: nn/engine/kernels/activations.h, number by number.

#ifdef FAST
float exp_of_negative(float x) { return native_exp(x); }
float sigmoid_of(float x) { return native_recip(1.0f + native_exp(-x)); }
float tanh_of(float x) { return 1.0f - 2.0f * native_recip(1.0f + native_exp(2.0f * x)); }
#else

typedef struct {
  float scale;
  float fraction;
} SplitExp;

SplitExp split_exp(float x) {
  const float shifted = fma(x, 0x1.715476p+0f, 0x1.8p23f + 127.0f);
  const float n = shifted - (0x1.8p23f + 127.0f);
  const float r = fma(n, -0x1.7f7d1cp-20f, fma(n, -0x1.62e4p-1f, x));
  float q = 0x1.6a23d0p-10f;
  q = fma(q, r, 0x1.123a20p-7f);
  q = fma(q, r, 0x1.5558f2p-5f);
  q = fma(q, r, 0x1.555492p-3f);
  q = fma(q, r, 0x1.fffffcp-2f);
  SplitExp e;
  e.scale = as_float(as_uint(shifted) << 23);
  e.fraction = fma(r * r, q, r);
  return e;
}

float clamp_size(float x, float most) { return lesser(most, greater(-most, x)); }

float exp_of_negative(float x) {
  const SplitExp e = split_exp(greater(-87.0f, x));
  return -87.0f < x ? fma(e.scale, e.fraction, e.scale) : 0.0f;
}

float sigmoid_of(float x) {
  const SplitExp e = split_exp(clamp_size(0.0f - x, 87.0f));
  return quotient(1.0f, 1.0f + fma(e.scale, e.fraction, e.scale));
}

float tanh_of(float x) {
  const SplitExp e = split_exp(clamp_size(x + x, 30.0f));
  const float less_one = fma(e.scale, e.fraction, e.scale - 1.0f);
  return quotient(less_one, less_one + 2.0f);
}
#endif
