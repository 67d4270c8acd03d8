// Written music that could be anything notation can say.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "base/random.h"
#include "score/bars.h"
#include "score/score.h"

namespace bach::test {

// Folded scores (see score/score.h) of one to three tracks: upbeats, repeats, endings, changes of
// metre and key, chords, overlapping and equal notes, triplets. Equal for equal seeds.
class RandomNotation {
 public:
  Score make(std::uint64_t seed) {
    seed_ = seed;
    drawn_ = 0;
    score_ = {};
    score_.title = draw(2) == 0 ? "Prélude" : "Bourrée I & II, No. 3";
    const auto rate = static_cast<std::uint32_t>(40 + draw(160));
    score_.tempos = {{0, (60000000 + rate / 2) / rate}};
    score_.metres = {metre(0)};
    score_.keys = {key(0)};
    fine_ = draw(4) == 0;
    add_sections();
    for (std::uint32_t t = 0, count = 1 + draw(3); t < count; ++t) add_track(t);
    return score_;
  }

 private:
  std::uint32_t draw(std::uint32_t bound) {
    return CounterRandom(seed_, Purpose::kProgress).below(bound, drawn_++, 0, 0);
  }
  Tick pick(std::initializer_list<Tick> choices) {
    return *(choices.begin() + draw(static_cast<std::uint32_t>(choices.size())));
  }

  Metre metre(Tick at) {
    static constexpr int kMetres[][2] = {{4, 4}, {3, 4}, {3, 8}, {6, 8}, {12, 8}, {3, 2}};
    const auto& [numerator, denominator] = kMetres[draw(6)];
    return {at, numerator, denominator};
  }
  Key key(Tick at) {
    return {at, static_cast<int>(draw(15)) - 7, draw(2) == 0 ? Mode::kMajor : Mode::kMinor};
  }

  // One to three parts: at most the first is played once, the others are repeated, perhaps with
  // two endings.
  void add_sections() {
    const Tick bar = bar_ticks(score_.metres[0], 480);
    const bool upbeat = draw(2) == 0;
    const bool once = draw(3) == 0;
    const Tick late = upbeat ? bar - pick({60, 120, 240, 360}) : 0;
    Tick at = late;
    const auto add = [&](Tick begin) {
      const Tick length = bar_ticks(score_.metres.back(), 480) * (1 + draw(4));
      score_.sections.push_back({begin, at + length});
      at += length;
      return static_cast<int>(score_.sections.size()) - 1;
    };
    if (once) score_.play_order.push_back(add(0));
    for (std::uint32_t parts = draw(3) + (once ? 0 : 1); parts > 0; --parts) {
      if (at > late && !upbeat && draw(3) == 0) {
        const Metre next = metre(at);
        if (next.numerator != score_.metres.back().numerator ||
            next.denominator != score_.metres.back().denominator) {
          score_.metres.push_back(next);
        }
      }
      if (at > late && draw(3) == 0) {
        const Key next = key(at);
        if (next.fifths != score_.keys.back().fifths || next.mode != score_.keys.back().mode) {
          score_.keys.push_back(next);
        }
      }
      const int body = add(at);
      score_.play_order.push_back(body);
      if (draw(3) == 0) {
        score_.play_order.push_back(add(at));
        score_.play_order.push_back(body);
        score_.play_order.push_back(add(at));
      } else {
        score_.play_order.push_back(body);
      }
    }
    score_.end = at;
  }

  void add_track(std::uint32_t number) {
    Track track;
    track.channel = static_cast<std::uint8_t>(number);
    track.program = static_cast<std::uint8_t>(draw(128));
    for (const Section& section : score_.sections) {
      for (std::uint32_t stream = 0, count = 1 + draw(3) / 2; stream < count; ++stream) {
        add_stream(section, track.notes);
      }
    }
    // A track has notes, and something sounds before the first repeat when there is an upbeat to
    // it.
    const Tick last = score_.sections.front().end - 60;
    if (number == 0) track.notes.push_back({last, 60, 50, 100});
    if (track.notes.empty()) track.notes.push_back({last, 60, 40, 100});
    std::sort(track.notes.begin(), track.notes.end());
    score_.tracks.push_back(std::move(track));
  }

  // Chords, notes and rests one after the other, from one end of the section to the other.
  void add_stream(const Section& section, std::vector<Note>& notes) {
    const BarGrid grid(score_);
    Tick at = section.begin;
    while (at < section.end) {
      const Tick third = pick({40, 80, 160});
      const bool aligned = grid.at(at).offset % (3 * third) == 0 && at % (3 * third) == 0;
      const BarPosition bar = grid.at(at);
      const bool fits = at + 3 * third <= std::min(section.end, bar.begin + bar.length);
      if (!fine_ && aligned && fits && draw(3) == 0) {
        for (int i = 0; i < 3; ++i, at += third) add_chord(at, third, notes);
        continue;
      }
      const Tick plain = fine_ ? pick({15, 30, 45, 60, 105, 120, 240, 480})
                               : pick({60, 120, 180, 240, 300, 480, 600, 840, 2880});
      const Tick duration = std::min(plain, section.end - at);
      add_chord(at, duration, notes);
      at += duration;
    }
  }

  void add_chord(Tick at, Tick duration, std::vector<Note>& notes) {
    if (draw(5) == 0) return;
    for (std::uint32_t left = draw(4) == 0 ? 3 : 1; left > 0; --left) {
      notes.push_back({at, duration, static_cast<std::uint8_t>(30 + draw(50)), 100});
    }
  }

  std::uint64_t seed_ = 0;
  std::uint64_t drawn_ = 0;
  bool fine_ = false;
  Score score_;
};

}  // namespace bach::test
