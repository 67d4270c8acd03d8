// The pieces whose bars the motive model learns from: what each bar was taken from, no notes.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "form/motive/chord_letters.h"
#include "form/motive/frame.h"
#include "form/motive/outline.h"
#include "form/motive/plan.h"
#include "harmony/plan/plan.h"

namespace bach {

// A sequence is moved by at most so many steps: what went further is taken back by octaves.
inline constexpr int kMostShift = 9;

struct LearnedBar {
  BarRelation relation = BarRelation::kNew;
  int source = -1;    // index of the earlier bar; −1: new
  int shift = 0;      // of a sequence: −kMostShift … kMostShift, ≠ 0
  int agreement = 0;  // of its chords with the source's moved by `shift`, see chord_agreement()

  bool operator==(const LearnedBar&) const = default;
};

// How often the chords of any two bars of a piece agree, by chord_agreement(): at a distance of any
// shift, and unmoved.
struct ChanceAgreement {
  std::array<int, kAgreements> moved{};
  std::array<int, kAgreements> unmoved{};

  bool operator==(const ChanceAgreement&) const = default;
};

struct LearnedPiece {
  Outline outline;
  std::vector<LearnedBar> bars;  // as many as the outline's
  ChanceAgreement chance;

  bool operator==(const LearnedPiece&) const = default;
};

// A piece's bars as they were heard: the first choice of each. A bar whose source could not be
// taken before there are notes (BarPlaces::can_take) is new. Without a harmony plan nothing agrees.
LearnedPiece learned_piece(const MotiveFrame& frame, const MotivePlan& plan,
                           const HarmonyPlan& harmony);

class MotiveBook {
 public:
  // Nothing where the frame has no bars, or more than kMostBookBars.
  void add(const MotiveFrame& frame, const MotivePlan& plan, const HarmonyPlan& harmony);

  const std::vector<LearnedPiece>& pieces() const { return pieces_; }

  // For the model file: less than two bytes a bar. Equal books have equal bytes, and any bytes that
  // are read are those that would be written.
  std::vector<std::uint8_t> encode() const;
  // Errors: kInvalidData, kTruncated, kUnsupported for a later version, each with its offset.
  static Result<MotiveBook> decode(std::span<const std::uint8_t> bytes);

  bool operator==(const MotiveBook&) const = default;

 private:
  std::vector<LearnedPiece> pieces_;
};

inline constexpr int kMostBookBars = 20000;  // in a piece
inline constexpr int kMostBookPieces = 4096;

}  // namespace bach
