// What all kernels share. An array is a buffer and the place of its first number: `NAME` and
// `NAME_at`. Rows, panels and strides are those of nn/engine/kernel_table.h, and so is every order of sums.
// FAST: as the device likes it best, for `--fast`; numbers are then not the processor's.
#ifdef FAST
#define fma(a, b, c) mad(a, b, c)
#else
#pragma OPENCL FP_CONTRACT OFF
#endif

// How many work-items of a group stand beside each 16 lanes; a divisor of 16, set by the program.
#ifndef GROUP_ROWS
#define GROUP_ROWS 16
#endif

// a < b ? a : b and a > b ? a : b, the second when one is not a number: as the processor's.
float lesser(float a, float b) { return a < b ? a : b; }
float greater(float a, float b) { return a > b ? a : b; }

// The one order in which 16 lanes become a sum: halves onto halves.
float tree_sum(float* lane) {
  for (int width = 8; width > 0; width /= 2) {
    for (int i = 0; i < width; ++i) lane[i] = lane[i] + lane[i + width];
  }
  return lane[0];
}
