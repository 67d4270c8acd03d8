// Elementary functions whose bits are ours: only +, −, ×, ÷ and exact rounding, so that every
// machine, compiler and libm gives the same result. Used wherever a number can reach a model or a
// MIDI file.
#pragma once

namespace bach {

// e^x. Relative error below 1e-15; overflows to +inf, underflows through subnormals to 0; NaN in,
// NaN out.
double portable_exp(double x);

// Natural logarithm. Relative error below 1e-15 (absolute near 1); 0 gives −inf, negatives NaN.
double portable_log(double x);

// Cosine for |x| <= 1e5 radians, absolute error below 1e-15.
double portable_cos(double x);

}  // namespace bach
