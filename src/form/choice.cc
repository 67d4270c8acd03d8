#include "form/choice.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>

namespace bach {
namespace {

// By BarRelation: how much is explained, beside up to 1 for how exactly.
constexpr std::array<double, 5> kExplained = {0, 1, 2, 3.25, 4};
constexpr int kOctave = 7;          // diatonic steps
constexpr double kTooFarUp = 1;     // moved by more than an octave
constexpr double kGoesOn = 0.35;    // the source follows the last one's
constexpr double kSamePlace = 0.4;  // as far from the beginning of another part
constexpr double kAnswers = 2.5;    // besides, its opening in figure at least
constexpr double kSameEnd = 0.3;    // as far from its end
constexpr double kOpening = 0.15;   // the first bar of a part
constexpr double kPerBar = 0.002;   // lost for each bar between

double nearness(int distance) {
  switch (distance) {
    case 1:
      return 0.5;
    case 2:
      return 0.45;
    case 4:
      return 0.3;
    case 8:
      return 0.15;
    default:
      return 0;
  }
}

double merit(const ScoreBars& music, int bar, const BarTie& tie, const BarTie& before) {
  const auto at = static_cast<std::size_t>(bar);
  const auto from = static_cast<std::size_t>(tie.source);
  const BarNotes& later = music.notes[at];
  const BarNotes& earlier = music.notes[from];
  double merit = kExplained[static_cast<std::size_t>(tie.relation)] + tie.likeness;
  if (std::abs(tie.shift) > kOctave) merit -= kTooFarUp;
  if (before.source >= 0 && tie.source == before.source + 1) merit += kGoesOn;
  if (music.bars[at].part != music.bars[from].part) {
    if (earlier.place == later.place) merit += kSamePlace;
    if (earlier.place == 0 && later.place == 0 && tie.relation >= BarRelation::kFigure) {
      merit += kAnswers;
    }
    if (earlier.left == later.left) merit += kSameEnd;
  }
  if (earlier.place == 0) merit += kOpening;
  const int distance = bar - tie.source;
  return merit + nearness(distance) - kPerBar * distance;
}

}  // namespace

BarTie choose_tie(const ScoreBars& music, int bar, std::span<const BarTie> ties,
                  const BarTie& before) {
  BarTie best;
  double most = 0;
  for (const BarTie& tie : ties) {
    const double worth = merit(music, bar, tie, before);
    if (best.source >= 0 && worth <= most) continue;
    best = tie;
    most = worth;
  }
  return best;
}

std::vector<BarTie> choose_ties(const ScoreBars& music) {
  std::vector<BarTie> chosen;
  for (std::size_t bar = 0; bar < music.bars.size(); ++bar) {
    const int index = static_cast<int>(bar);
    const BarTie before = chosen.empty() ? BarTie{} : chosen.back();
    chosen.push_back(choose_tie(music, index, ties_of(music, index), before));
  }
  return chosen;
}

}  // namespace bach
