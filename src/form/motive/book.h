// The pieces the motive model learns from.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "form/motive/frame.h"
#include "form/motive/learned.h"
#include "form/motive/plan.h"
#include "form/motive/rates.h"
#include "harmony/plan/plan.h"

namespace bach {

class MotiveBook {
 public:
  // Nothing where the frame has no bars, or more than kMostBookBars.
  void add(const MotiveFrame& frame, const MotivePlan& plan, const HarmonyPlan& harmony);

  const std::vector<LearnedPiece>& pieces() const { return pieces_; }
  // What fit_rates() found for just these pieces (form/motive/fit.h); nothing after add().
  const MotiveRates& rates() const { return rates_; }
  void set_rates(const MotiveRates& rates) { rates_ = rates; }

  // For the model file: less than two bytes a bar. Equal books have equal bytes, and any bytes that
  // are read are those that would be written.
  std::vector<std::uint8_t> encode() const;
  // Errors: kInvalidData, kTruncated, kUnsupported for a later version, each with its offset.
  static Result<MotiveBook> decode(std::span<const std::uint8_t> bytes);

  bool operator==(const MotiveBook&) const = default;

 private:
  std::vector<LearnedPiece> pieces_;
  MotiveRates rates_;
};

inline constexpr int kMostBookBars = 20000;  // in a piece
inline constexpr int kMostBookPieces = 4096;

}  // namespace bach
