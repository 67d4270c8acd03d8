// The sections plans are learned from, as plain values and as bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "harmony/plan/labels.h"
#include "harmony/plan/section.h"

namespace bach {

// A label that holds for some beats; the next one differs.
struct PlanRun {
  PlanLabel label;
  int beats = 1;

  bool operator==(const PlanRun&) const = default;
};

// Bars of one kind in a row. The next ones have another number of beats and begin with a bar.
struct PlanGrid {
  int beats_per_bar = 1;  // 1 … kMostBeatsPerBar
  int beats = 1;          // in all

  bool operator==(const PlanGrid&) const = default;
};

struct PlanExample {
  PieceKind kind = PieceKind::kUnknown;
  PartRole role = PartRole::kWhole;
  Mode mode = Mode::kMajor;     // of the home key
  int first_place = 0;          // of the first beat, in its bar
  std::vector<PlanGrid> grids;  // not empty
  std::vector<PlanRun> runs;    // as many beats as the grids

  int beats() const;
  bool operator==(const PlanExample&) const = default;
};

// The beats of an example, one tick each.
std::vector<PlanBeat> beats_of(const PlanExample& example);
// Its labels, one a beat.
std::vector<PlanLabel> labels_of(const PlanExample& example);

class PlanBook {
 public:
  static constexpr int kMostBeatsPerBar = 255;
  static constexpr int kMostBeats = 1 << 16;  // of a section
  static constexpr int kMostBeatsInAll = 1 << 22;

  // What was heard in a section. Chords that are no function of their key are taken as the nearest
  // one (label_of). False, and nothing is added: an empty plan, beats other than plan_section()
  // makes, or more than there is room for.
  bool add(const PlanSection& section, const HarmonyPlan& plan);

  const std::vector<PlanExample>& examples() const { return examples_; }

  // 1.2 bytes a change of chord, some 6 a section; see doc/harmony.md.
  std::vector<std::uint8_t> encode() const;
  // Any bytes. Those it takes are what encode() makes of the book they hold. Errors name the
  // section and the byte: kInvalidData, kTruncated, kUnsupported (another version), kLimit.
  static Result<PlanBook> decode(std::span<const std::uint8_t> bytes);

  bool operator==(const PlanBook&) const = default;

 private:
  std::vector<PlanExample> examples_;
  int beats_ = 0;
};

}  // namespace bach
