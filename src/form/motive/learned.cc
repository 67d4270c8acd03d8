#include "form/motive/learned.h"

#include <algorithm>
#include <cstddef>

namespace bach {
namespace {

constexpr int kScaleSteps = 7;
constexpr int kFarthestChanceShift = 4;
constexpr int kChanceSources = 6;  // a bar

int within_shifts(int shift) {
  while (shift > kMostShift) shift -= kScaleSteps;
  while (shift < -kMostShift) shift += kScaleSteps;
  return shift;
}

// The bar at a bar line that begins at the same place of its bar as `bar`; −1: none.
int bar_at_line(const MotiveFrame& frame, Tick line, std::size_t bar) {
  const Tick from = frame.bars[bar].begin - frame.bars[bar].line;
  for (std::size_t other = 0; other < bar; ++other) {
    if (frame.bars[other].line == line && frame.bars[other].begin - line == from) {
      return static_cast<int>(other);
    }
  }
  return -1;
}

bool is_on_grid(const std::vector<Tick>& attacks, Tick bar) {
  return bar % kAttackGrid == 0 && bar <= kLongestAttackBar &&
         std::all_of(attacks.begin(), attacks.end(), [&](Tick attack) {
           return attack % kAttackGrid == 0 && attack >= 0 && attack < bar;
         });
}

// Sources spread evenly over what each bar could be taken from.
ChanceAgreement chance_agreement(const BarPlaces& places,
                                 const std::vector<ChordLetters>& letters) {
  ChanceAgreement chance;
  for (int bar = 1; bar < places.bars(); ++bar) {
    for (int k = 0; k < std::min(bar, kChanceSources); ++k) {
      const int source = bar * k / std::min(bar, kChanceSources);
      if (!places.can_take(bar, source)) continue;
      const auto agreement = [&](int shift) {
        return static_cast<std::size_t>(chord_agreement(letters[static_cast<std::size_t>(source)],
                                                        letters[static_cast<std::size_t>(bar)],
                                                        shift));
      };
      ++chance.unmoved[agreement(0)];
      for (int shift = 1; shift <= kFarthestChanceShift; ++shift) {
        ++chance.moved[agreement(shift)];
        ++chance.moved[agreement(-shift)];
      }
    }
  }
  return chance;
}

}  // namespace

LearnedPiece learned_piece(const MotiveFrame& frame, const MotivePlan& plan,
                           const HarmonyPlan& harmony) {
  LearnedPiece piece{outline_of(frame), {}, {}};
  const BarPlaces places(piece.outline);
  const std::vector<ChordLetters> letters =
      harmony.empty() ? std::vector<ChordLetters>() : chord_letters(harmony, frame);
  const Tick whole = whole_bar(frame);
  auto planned = plan.begin();
  for (std::size_t bar = 0; bar < frame.bars.size(); ++bar) {
    LearnedBar learned;
    while (planned != plan.end() && planned->begin < frame.bars[bar].begin) ++planned;
    if (planned != plan.end() && planned->begin == frame.bars[bar].begin &&
        !planned->choices.empty()) {
      const MotiveChoice& choice = planned->choices.front();
      const int source =
          choice.relation == BarRelation::kNew ? -1 : bar_at_line(frame, choice.source, bar);
      const int shift = within_shifts(choice.shift);
      if (source >= 0 && places.can_take(static_cast<int>(bar), source)) {
        learned.relation = choice.relation;
        learned.source = source;
        if (choice.relation == BarRelation::kSequence) learned.shift = shift;
        // Moved by whole octaves it is the same to a model of steps.
        if (choice.relation == BarRelation::kSequence && shift == 0) {
          learned.shift = choice.shift > 0 ? kScaleSteps : -kScaleSteps;
        }
        if (!letters.empty()) {
          learned.agreement = chord_agreement(letters[static_cast<std::size_t>(source)],
                                              letters[bar], learned.shift);
        }
      }
    }
    if (planned != plan.end() && planned->begin == frame.bars[bar].begin &&
        has_own_halves(learned.relation) && places.can_have_halves(static_cast<int>(bar))) {
      learned.halves = planned->halves;
      if (learned.relation == BarRelation::kNew && frame.bars[bar].length == whole &&
          is_on_grid(planned->attacks, whole)) {
        learned.attacks = planned->attacks;
        if (!learned.attacks.empty()) piece.bar = whole;
      }
    }
    piece.bars.push_back(learned);
  }
  if (!letters.empty()) piece.chance = chance_agreement(places, letters);
  return piece;
}

int repetition_of(const std::vector<LearnedBar>& bars) {
  const auto taken = 100 * std::count_if(bars.begin(), bars.end(), [](const LearnedBar& bar) {
                       return is_taken(bar.relation);
                     });
  const auto count = static_cast<std::ptrdiff_t>(bars.size());
  return taken > 60 * count ? 3 : taken > 42 * count ? 2 : taken > 22 * count ? 1 : 0;
}

int kind_group(PieceKind kind) {
  if (kind == PieceKind::kGigue) return kKindGroups - 1;
  return std::min(static_cast<int>(kind), static_cast<int>(PieceKind::kMenuet));
}

}  // namespace bach
