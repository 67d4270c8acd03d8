// Random numbers by counter: each number is a pure function of (seed, purpose, step, row, unit), so
// no thread, order of work or skipped draw can change another number.
#pragma once

#include <array>
#include <cstdint>

namespace bach {

// Philox4x32-10 of Salmon, Moraes, Dror, Shaw: "Parallel Random Numbers: As Easy as 1, 2, 3"
// (2011).
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key);

// What a number is drawn for. The values are part of the file formats: append, never renumber.
enum class Purpose : std::uint32_t {
  kInitialise = 0,  // a model's first weights
  kBatch = 1,       // which examples a step sees
  kDropout = 2,     // dropout masks
  kPrimer = 3,      // where a composition starts
  kSample = 4,      // which note comes next
  kProgress = 5,    // anything shown on the way
  kStarts = 6,      // the starting windows kept in a model file
  kAugment = 7,     // how pieces are changed before an epoch learns from them
  kForm = 8,        // kind, key, metre, length and endings of a piece to compose
  kPlan = 9,        // its keys and chords
  kMotive = 10,     // what its bars take up
  kPerform = 16,    // how loud a note is played
  kEvaluate = 17,   // draws and deals that say how far a figure may be chance
};

// Stateless; cheap to copy; safe from any thread. `step` must be below 2^56.
class CounterRandom {
 public:
  CounterRandom(std::uint64_t seed, Purpose purpose) : seed_(seed), purpose_(purpose) {}

  // Four independent words; `unit` counts groups of four.
  std::array<std::uint32_t, 4> block(std::uint64_t step, std::uint32_t row,
                                     std::uint32_t unit) const;
  // What philox4x32() makes that block of, for those who draw many at once.
  std::array<std::uint32_t, 4> counter(std::uint64_t step, std::uint32_t row,
                                       std::uint32_t unit) const;
  std::array<std::uint32_t, 2> key() const;
  std::uint32_t bits(std::uint64_t step, std::uint32_t row, std::uint32_t unit) const;
  // In [0, 1), 24 random bits.
  float uniform_float(std::uint64_t step, std::uint32_t row, std::uint32_t unit) const;
  // In [0, 1), 53 random bits.
  double uniform_double(std::uint64_t step, std::uint32_t row, std::uint32_t unit) const;
  // In 0 … bound − 1 with a bias below bound / 2^64. bound > 0.
  std::uint32_t below(std::uint32_t bound, std::uint64_t step, std::uint32_t row,
                      std::uint32_t unit) const;

 private:
  std::uint64_t seed_;
  Purpose purpose_;
};

}  // namespace bach
