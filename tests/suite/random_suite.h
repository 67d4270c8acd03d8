// Pieces that could be anything the suite tokens can say.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/random.h"
#include "score/bars.h"
#include "suite/piece.h"

namespace bach::test {

// Pieces of one to four sections with upbeat, repeats, da capo, changes of metre, chords, rests and
// held notes. Keys are arbitrary, roles are those of the form. Equal for equal seeds.
class RandomSuite {
 public:
  SuitePiece make(std::uint64_t seed) {
    seed_ = seed;
    drawn_ = 0;
    SuitePiece piece;
    piece.plan.kind = static_cast<PieceKind>(draw(kPieceKinds));
    piece.plan.metres = {metre(0)};
    const Tick bar = bar_ticks(piece.plan.metres[0], kSuiteTicksPerQuarter);
    const Tick upbeat = draw(2) == 0 ? 0 : 120 * (1 + draw(3));
    Tick at = upbeat == 0 ? 0 : bar - upbeat;
    const int sections = 1 + static_cast<int>(draw(2)) + 2 * static_cast<int>(draw(2));
    for (int s = 0; s < sections; ++s) {
      const Tick length = bar * (1 + draw(4));
      piece.sections.push_back(section(at, at + length));
      at += length;
    }
    const bool repeats = sections > 1 || draw(2) == 0;
    for (int s = 0; s < sections; ++s) {
      piece.play_order.push_back(s);
      if (repeats) piece.play_order.push_back(s);
    }
    const int dance = sections == 4 ? 2 : sections;
    if (dance < sections) piece.play_order.insert(piece.play_order.end(), {0, 1});
    const Key first = key(0);
    const Key second = key(piece.sections[static_cast<std::size_t>(dance) % sections].begin);
    for (int s = 0; s < sections; ++s) {
      const SuiteSection& written = piece.sections[static_cast<std::size_t>(s)];
      const bool last = s + 1 == dance || s + 1 == sections;
      const PartRole end = repeats ? PartRole::kLast : PartRole::kWhole;
      piece.plan.parts.push_back({written.begin, written.end, written.first_onset,
                                  last ? end : PartRole::kFirst, s < dance ? first : second});
    }
    plan_chords(piece.plan);
    plan_bars(piece.plan, bar);
    return piece;
  }

 private:
  std::uint32_t draw(std::uint32_t bound) {
    return CounterRandom(seed_, Purpose::kProgress).below(bound, drawn_++, 0, 0);
  }

  // Any chords in any keys, none in one piece of four.
  void plan_chords(SuitePlan& plan) {
    if (draw(4) == 0) return;
    for (Tick at = plan.parts.front().begin; at < plan.parts.back().end;
         at += 240 * (1 + draw(9))) {
      plan.harmony.push_back(
          {at,
           {static_cast<std::uint8_t>(draw(12)), static_cast<ChordQuality>(draw(kChordQualities))},
           static_cast<std::uint8_t>(draw(24))});
    }
  }

  // Any relation to any bar before, likewise.
  void plan_bars(SuitePlan& plan, Tick bar) {
    if (draw(4) == 0) return;
    const Tick first = plan.parts.front().first_onset;
    for (Tick line = first / bar * bar; line < plan.parts.back().end; line += bar) {
      MotiveChoice choice;
      if (line >= bar) {
        choice.relation = static_cast<BarRelation>(draw(5));
        choice.source = line - bar * (1 + draw(static_cast<std::uint32_t>(line / bar)));
        choice.shift = static_cast<int>(draw(9)) - 4;
      }
      plan.motives.push_back({std::max(first, line), line, {choice}});
    }
  }

  Metre metre(Tick at) {
    static constexpr int kMetres[][2] = {{4, 4}, {3, 4}, {3, 8}, {6, 8}, {12, 8}, {3, 2}};
    const auto& [numerator, denominator] = kMetres[draw(6)];
    return {at, numerator, denominator};
  }

  Key key(Tick at) {
    return {at, static_cast<int>(draw(12)) - 6, draw(2) == 0 ? Mode::kMajor : Mode::kMinor};
  }

  // Ends with a note whose class reaches the end exactly, so that the tokens are the only ones.
  SuiteSection section(Tick begin, Tick end) {
    SuiteSection made{begin, end, begin + 60 * draw(2), {}};
    Tick at = made.first_onset;
    int lowest = 36;
    while (true) {
      const int pitch = lowest + static_cast<int>(draw(12));
      int index = static_cast<int>(draw(kRhythmClasses));
      const auto fits = [&](int i) {
        const RhythmClass& value = rhythm(i);
        const Tick left = end - at - value.gap;
        return value.duration <= end - at && (left >= 60 || left == 0) && left % 60 == 0 &&
               (value.gap > 0 || pitch < 90);
      };
      for (int tries = 0; tries < kRhythmClasses && !fits(index); ++tries) {
        index = (index + 1) % kRhythmClasses;
      }
      if (!fits(index)) index = *rhythm_class(60, 60);
      made.tokens.push_back({static_cast<std::uint8_t>(pitch), static_cast<std::uint8_t>(index)});
      at += rhythm(index).gap;
      if (at == end) return made;
      lowest = rhythm(index).gap == 0 ? pitch + 1 : 36;
    }
  }

  std::uint64_t seed_ = 0;
  std::uint64_t drawn_ = 0;
};

}  // namespace bach::test
