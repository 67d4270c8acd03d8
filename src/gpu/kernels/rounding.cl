// Quotients and square roots rounded correctly: the device's own where it says that they are
// (EXACT_DIVIDE), otherwise by whole numbers.

#if defined(FAST)
float quotient(float a, float b) { return native_divide(a, b); }
float root(float x) { return native_sqrt(x); }
#elif defined(EXACT_DIVIDE)
float quotient(float a, float b) { return a / b; }
float root(float x) { return sqrt(x); }
#else

// A finite number that is not 0 as mantissa · 2^exponent, the mantissa in 2^23 … 2^24 − 1.
uint mantissa_of(float x, int* exponent) {
  const uint bits = as_uint(x) & 0x7FFFFFFFu;
  const int e = (int)(bits >> 23);
  if (e > 0) {
    *exponent = e - 150;
    return (bits & 0x7FFFFFu) | 0x800000u;
  }
  const int shift = (int)clz(bits) - 8;
  *exponent = -149 - shift;
  return bits << shift;
}

// wide · 2^exponent, to the nearest, ties to even; `lost`: something below its last bit.
float nearest_float(ulong wide, int exponent, bool lost) {
  int drop = 64 - (int)clz(wide) - 24;  // bits too many
  if (exponent + drop < -149) drop = -149 - exponent;
  if (drop > 63) return 0.0f;
  uint kept = (uint)wide;
  if (drop > 0) {
    kept = (uint)(wide >> drop);
    const ulong rest = wide & ((1ul << drop) - 1);
    const ulong half_way = 1ul << (drop - 1);
    if (rest > half_way || (rest == half_way && (lost || (kept & 1u) != 0))) ++kept;
  }
  if (kept == 0x1000000u) {
    kept = 0x800000u;
    ++drop;
  }
  const int e = exponent + drop + 150;
  if (e > 254) return INFINITY;
  return as_float(kept < 0x800000u ? kept : ((uint)e << 23 | (kept & 0x7FFFFFu)));
}

float quotient(float a, float b) {
  if (isnan(a) || isnan(b) || isinf(a) || isinf(b) || a == 0.0f || b == 0.0f) return a / b;
  int a_exponent, b_exponent;
  const ulong over = (ulong)mantissa_of(a, &a_exponent) << 32;
  const ulong under = mantissa_of(b, &b_exponent);
  const ulong whole = over / under;
  const float size = nearest_float(whole, a_exponent - b_exponent - 32, whole * under != over);
  return ((as_uint(a) ^ as_uint(b)) >> 31) != 0 ? -size : size;
}

float root(float x) {
  if (isnan(x) || isinf(x) || x <= 0.0f) return sqrt(x);
  int exponent;
  ulong rest = (ulong)mantissa_of(x, &exponent) << 32;
  exponent -= 32;
  if ((exponent & 1) != 0) {
    rest <<= 1;
    --exponent;
  }
  ulong result = 0;
  for (ulong bit = 1ul << 56; bit != 0; bit >>= 2) {
    if (rest >= result + bit) {
      rest -= result + bit;
      result = (result >> 1) + bit;
    } else {
      result >>= 1;
    }
  }
  return nearest_float(result, exponent / 2, rest != 0);
}
#endif
