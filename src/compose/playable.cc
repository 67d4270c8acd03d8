#include "compose/playable.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

namespace bach {
namespace {

constexpr int kBrokenChordFingers = 3;
constexpr int kHighestFirstFinger = 5;  // semitones above the open strings

// A few different numbers in order.
struct SortedChord {
  std::array<int, kChordNotes> pitches{};
  int count = 0;
};

// False when there are more than a chord has.
bool sort_into(std::span<const int> pitches, SortedChord& chord) {
  for (const int pitch : pitches) {
    const auto begin = chord.pitches.begin();
    const auto end = begin + chord.count;
    const auto at = std::lower_bound(begin, end, pitch);
    if (at != end && *at == pitch) continue;
    if (chord.count == kChordNotes) return false;
    std::move_backward(at, end, end + 1);
    *at = pitch;
    ++chord.count;
  }
  return true;
}

// A left hand on the strings, from the lowest note of a chord to the highest.
class Hand {
 public:
  // On the next string; `height`: semitones above it open.
  void stop(int height) {
    if (height > 0) {
      ++stopped_;
      if (height == last_) {
        doubled_ = height;
      } else {
        ++fingers_;
      }
      nearest_ = std::min(nearest_, height);
      farthest_ = std::max(farthest_, height);
    }
    last_ = height;
  }
  bool within(int reach) const { return farthest_ == 0 || farthest_ - nearest_ <= reach; }
  // While a bow breaks a chord of four.
  bool holds_four() const {
    const bool all_stopped = stopped_ == kChordNotes;
    return fingers_ <= kBrokenChordFingers &&
           (!all_stopped || (doubled_ == nearest_ && nearest_ <= kHighestFirstFinger));
  }

 private:
  int nearest_ = std::numeric_limits<int>::max();  // of the stopped notes
  int farthest_ = 0;
  int last_ = 0;
  int doubled_ = 0;  // where one finger stops two strings side by side
  int stopped_ = 0;
  int fingers_ = 0;
};

bool can_be_bowed(const Instrument& instrument, std::span<const int> pitches) {
  const std::span<const int> strings = instrument.open_strings();
  for (std::size_t lowest = 0; lowest + pitches.size() <= strings.size(); ++lowest) {
    Hand hand;
    bool possible = true;
    for (std::size_t k = 0; k < pitches.size(); ++k) {
      const int height = pitches[k] - strings[lowest + k];
      possible = possible && height >= 0;
      hand.stop(height);
    }
    const bool broken = pitches.size() == std::size_t{kChordNotes};
    possible = possible && hand.within(instrument.reach - (broken ? 1 : 0));
    if (possible && (!broken || hand.holds_four())) return true;
  }
  return false;
}

// The notes of `pitches` on `strings`, whatever the hand does already.
bool can_be_plucked(int reach, std::span<const int> strings, std::span<const int> pitches,
                    const Hand& hand) {
  if (pitches.empty()) return hand.within(reach);
  for (std::size_t s = 0; s + pitches.size() <= strings.size(); ++s) {
    if (pitches.front() < strings[s]) return false;
    Hand next = hand;
    next.stop(pitches.front() - strings[s]);
    if (can_be_plucked(reach, strings.subspan(s + 1), pitches.subspan(1), next)) return true;
  }
  return false;
}

bool can_be_struck(int reach, std::span<const int> pitches) {
  const auto together = [&](std::size_t k) { return pitches[k + 1] - pitches[k] <= reach; };
  if (pitches.size() <= 2) return true;
  if (pitches.size() == 3) return together(0) || together(1);
  return together(0) && together(2);
}

}  // namespace

bool playable_together(const Instrument& instrument, std::span<const int> pitches) {
  SortedChord chord;
  if (!sort_into(pitches, chord)) return false;
  if (chord.count == 0) return true;
  const std::span<const int> notes(chord.pitches.data(), static_cast<std::size_t>(chord.count));
  const std::span<const int> strings = instrument.open_strings();
  if (notes.size() == 1) return strings.empty() || notes.front() >= strings.front();
  switch (instrument.together) {
    case Together::kNever:
      return false;
    case Together::kBowed:
      return can_be_bowed(instrument, notes);
    case Together::kPlucked:
      return can_be_plucked(instrument.reach, strings, notes, {});
    case Together::kMallets:
      return can_be_struck(instrument.reach, notes);
  }
  return false;
}

}  // namespace bach
