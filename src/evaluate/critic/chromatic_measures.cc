// Notes that contradict those around them.
#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>

#include "evaluate/critic/measure_tools.h"
#include "score/key_estimate.h"

namespace bach {
namespace {

// A note and one within two beats before it that share a letter but not the accidental; not
// neighbours in one line a semitone apart, and the later pitch class not heard between.
Measured cross_relations(const CriticDance& dance, const ReferenceStatistics&) {
  std::vector<int> bars;
  for (const HeardNote& note : dance.notes) {
    const Tick from = note.onset - 2 * dance.moments[note.moment].beat;
    for (std::size_t j = dance.moments[note.moment].begin; j-- > 0;) {
      const HeardNote& before = dance.notes[j];
      if (before.onset < from || before.pitch % 12 == note.pitch % 12) break;
      if (before.spelling.letter != note.spelling.letter) continue;
      const bool one_line =
          before.moment + 1 == note.moment && std::abs(before.pitch - note.pitch) == 1;
      if (one_line) continue;
      bars.push_back(note.bar);
      break;
    }
  }
  return per_hundred_notes(dance, std::move(bars));
}

constexpr std::uint16_t classes_of(std::initializer_list<int> classes) {
  std::uint16_t set = 0;
  for (const int each : classes) set = static_cast<std::uint16_t>(set | 1U << each);
  return set;
}
constexpr std::uint16_t kMajorScale = classes_of({0, 2, 4, 5, 7, 9, 11});
// In minor both sixths and both sevenths belong.
constexpr std::uint16_t kMinorScale = classes_of({0, 2, 3, 5, 7, 8, 9, 10, 11});

Measured out_of_scale(const CriticDance& dance, const ReferenceStatistics&) {
  std::vector<int> bars;
  for (const HeardNote& note : dance.notes) {
    const Key& key = dance.span_of(note).key;
    const int above = (note.pitch + 12 - tonic_of(key)) % 12;
    const std::uint16_t scale = key.mode == Mode::kMajor ? kMajorScale : kMinorScale;
    if ((scale >> above & 1) == 0) bars.push_back(note.bar);
  }
  return per_hundred_notes(dance, std::move(bars));
}

// The scales that music may stay in for a moment: major, harmonic minor, ascending melodic minor,
// on every tonic.
std::array<std::uint16_t, 36> all_scales() {
  std::array<std::uint16_t, 36> scales{};
  std::size_t next = 0;
  for (const std::uint16_t scale :
       {kMajorScale, classes_of({0, 2, 3, 5, 7, 8, 11}), classes_of({0, 2, 3, 5, 7, 9, 11})}) {
    for (int tonic = 0; tonic < 12; ++tonic) {
      scales[next++] = static_cast<std::uint16_t>((scale << tonic | scale >> (12 - tonic)) & 0xFFF);
    }
  }
  return scales;
}

// Notes outside the one scale that holds most of the notes from two beats before to one after. No
// harmony has to be found for it.
Measured outside_one_scale(const CriticDance& dance, const ReferenceStatistics&) {
  static const std::array<std::uint16_t, 36> kScales = all_scales();
  std::vector<int> bars;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::array<int, 12> counts{};
  for (const HeardNote& note : dance.notes) {
    const Tick beat = dance.moments[note.moment].beat;
    for (; end < dance.notes.size() && dance.notes[end].onset < note.onset + beat; ++end) {
      ++counts[static_cast<std::size_t>(dance.notes[end].pitch % 12)];
    }
    for (; begin < dance.notes.size() && dance.notes[begin].onset < note.onset - 2 * beat;
         ++begin) {
      --counts[static_cast<std::size_t>(dance.notes[begin].pitch % 12)];
    }
    // Of scales that hold as many, one that has the note is taken.
    int best = -1;
    for (const std::uint16_t scale : kScales) {
      int held = (scale >> (note.pitch % 12) & 1) != 0 ? 1 : 0;
      for (std::size_t c = 0; c < 12; ++c) held += (scale >> c & 1) != 0 ? 2 * counts[c] : 0;
      best = std::max(best, held);
    }
    if (best % 2 == 0) bars.push_back(note.bar);
  }
  return per_hundred_notes(dance, std::move(bars));
}

constexpr MeasureGroup kOfContradictions = MeasureGroup::kChromatic;
constexpr std::array kChromaticMeasures = {
    CriticMeasure{"cross relations", kOfContradictions, "per 100 notes", 2,
                  "a letter with another accidental within two beats", cross_relations},
    CriticMeasure{"notes outside the local key", kOfContradictions, "per 100 notes", 2,
                  "in minor both sixths and sevenths belong", out_of_scale},
    CriticMeasure{"notes outside one scale", kOfContradictions, "per 100 notes", 2,
                  "outside the scale that holds most of the notes around", outside_one_scale},
};

}  // namespace

std::span<const CriticMeasure> chromatic_measures() { return kChromaticMeasures; }

}  // namespace bach
