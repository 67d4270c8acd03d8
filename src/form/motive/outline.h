// The bars of a movement as the motive model sees them: which could be taken from which.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "form/motive/frame.h"
#include "score/part_role.h"
#include "score/piece_kind.h"

namespace bach {

struct OutlinePart {
  PartRole role = PartRole::kWhole;
  bool second_dance = false;
  bool upbeat = false;  // its first bar is one
  int bars = 0;         // upbeat and all; > 0

  bool operator==(const OutlinePart&) const = default;
};

struct OutlineBar {
  std::uint8_t shape = 0;  // the same number: as long, and begun at the same place of the bar
  bool cut = false;        // ends before its bar line

  bool operator==(const OutlineBar&) const = default;
};

struct Outline {
  PieceKind kind = PieceKind::kUnknown;
  std::vector<OutlinePart> parts;
  std::vector<OutlineBar> bars;  // of all parts, in written order

  bool operator==(const Outline&) const = default;
};

inline constexpr int kMostShapes = 256;

// Shapes are numbered as they come; of more than there are numbers, the last ones share one.
Outline outline_of(const MotiveFrame& frame);

// By what a bar's source is called. Of several names the first in this order goes; but in the first
// two bars of a part kSamePlace before all, in the last two kSameEnd.
enum class BarReference : std::uint8_t {
  kOneAgo,
  kTwoAgo,
  kFollows,    // the bar behind the source of the bar before
  kSamePlace,  // as far from the beginning of the part that its part answers
  kSameEnd,    // as far from that part's end
  kOpening,    // the first whole bar of all
  kFourAgo,
  kEightAgo,
  kFar,  // any other
};
inline constexpr int kBarReferences = 9;

// Where a bar stands in its part, as far as it matters to what it takes up.
enum class BarPlaceClass : std::uint8_t { kUpbeat, kFirst, kSecond, kMiddle, kBeforeLast, kLast };
inline constexpr int kBarPlaceClasses = 6;

// What a part answers: nothing, the first part of its dance, or, where the second dance of a pair
// begins, the first one's.
enum class Answering : std::uint8_t { kNothing, kItsDance, kFirstDance };
inline constexpr int kAnswerings = 3;

// Earlier bars that a bar can take something from, each under one name.
struct BarSources {
  std::array<int, kBarReferences - 1> named{};  // by BarReference; −1: none
  std::vector<int> far;                         // in order
};

// Where the bars of an outline stand.
class BarPlaces {
 public:
  explicit BarPlaces(Outline outline);

  const Outline& outline() const { return outline_; }
  int bars() const { return static_cast<int>(outline_.bars.size()); }
  const OutlinePart& part(int bar) const { return outline_.parts[at(part_[at(bar)])]; }
  int part_index(int bar) const { return part_[at(bar)]; }
  int place(int bar) const { return place_[at(bar)]; }  // −1 in an upbeat
  int left(int bar) const { return left_[at(bar)]; }
  BarPlaceClass place_class(int bar) const;
  Answering answering(int bar) const;
  // The bar's place in its dance, 0 … 1.
  double progress(int bar) const { return progress_[at(bar)]; }

  // Whether a bar can be taken from an earlier one: it is as long and begins at the same place, and
  // if the earlier one is cut short, so is it.
  bool can_take(int bar, int source) const;
  // Whether its second half may be planned after its first: a whole bar, not the last of its part.
  bool can_have_halves(int bar) const {
    return place(bar) >= 0 && left(bar) > 0 && !outline_.bars[at(bar)].cut;
  }
  // `source_before`: of the bar before; −1 for none.
  BarSources sources(int bar, int source_before) const;
  // What `source` is called among them; it can be taken.
  BarReference reference(int bar, int source, int source_before) const;

 private:
  static std::size_t at(int index) { return static_cast<std::size_t>(index); }
  int named(int bar, BarReference reference, int source_before) const;
  std::array<BarReference, kBarReferences - 1> names(int bar) const;

  Outline outline_;
  std::vector<int> first_bar_;  // by part
  std::vector<int> answers_;    // by part: the part it answers; −1: none
  std::vector<int> part_;       // by bar, as the rest
  std::vector<int> place_;
  std::vector<int> left_;
  std::vector<double> progress_;
};

}  // namespace bach
