#include "harmony/written_chords.h"

#include <array>
#include <cstdlib>
#include <string>

#include "score/key_estimate.h"
#include "score/key_name.h"

namespace bach {
namespace {

// Semitones above a tonic as fifths from it: the usual chromatic degrees, ♭II ♭III ♯IV ♭VI ♭VII.
constexpr std::array<int, 12> kDegrees = {0, -5, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5};

// Semitones above a root as fifths from it, where a chord has them: thirds, fifths, sevenths.
constexpr std::array<int, 12> kFifthsOfMembers = {0, 0, 0, -3, 4, 0, -6, 1, 0, -9, -2, 5};

int tonic_place(const Key& key) { return key.fifths + (key.mode == Mode::kMinor ? 3 : 0); }

// Two sharps or flats at most: the same key of a piano with another name.
int within_names(int place) {
  if (place > 19) return place - 12;
  return place < -15 ? place + 12 : place;
}

// The root of a diminished chord is the leading note of the degree above it.
int root_place(const HarmonySpan& span) {
  const int tonic = tonic_of(span.key);
  const auto degree = [&](int pitch_class) {
    return kDegrees[static_cast<std::size_t>((pitch_class - tonic + 12) % 12)];
  };
  const bool diminished = span.chord.quality == ChordQuality::kDiminished ||
                          span.chord.quality == ChordQuality::kDiminishedSeventh;
  const int root = span.chord.root;
  return within_names(tonic_place(span.key) +
                      (diminished ? degree((root + 1) % 12) + 5 : degree(root)));
}

// Whether the seventh above the root that the key has, in minor with its leading note, is a major one.
bool major_seventh(const HarmonySpan& span) {
  constexpr unsigned kMajorScale = 0b1010'1011'0101;
  constexpr unsigned kMinorScale = 0b1101'1010'1101;
  const int minor_seventh = (span.chord.root + 10 - tonic_of(span.key) + 12) % 12;
  const unsigned scale = span.key.mode == Mode::kMajor ? kMajorScale : kMinorScale;
  return (scale >> minor_seventh & 1) == 0;
}

ChordKind kind_of(const HarmonySpan& span) {
  switch (span.chord.quality) {
    case ChordQuality::kMajor:
      if (!span.seventh) return ChordKind::kMajor;
      return major_seventh(span) ? ChordKind::kMajorSeventh : ChordKind::kDominantSeventh;
    case ChordQuality::kMinor:
      return span.seventh ? ChordKind::kMinorSeventh : ChordKind::kMinor;
    case ChordQuality::kDominantSeventh:
      return ChordKind::kDominantSeventh;
    case ChordQuality::kDiminished:
      return span.seventh ? ChordKind::kHalfDiminished : ChordKind::kDiminished;
    case ChordQuality::kDiminishedSeventh:
      return ChordKind::kDiminishedSeventh;
  }
  return ChordKind::kMajor;
}

// Pitch classes above the root, the seventh too.
bool has_member(ChordKind kind, int interval) {
  constexpr std::array<std::uint16_t, 8> kChordMembers = {
      0b0000'1001'0001, 0b0000'1000'1001, 0b0100'1001'0001, 0b0000'0100'1001,
      0b0010'0100'1001, 0b1000'1001'0001, 0b0100'1000'1001, 0b0100'0100'1001};
  return (kChordMembers[static_cast<std::size_t>(kind)] >> interval & 1) != 0;
}

}  // namespace

ChordSymbol chord_symbol(const HarmonySpan& span) {
  const int root = root_place(span);
  ChordSymbol symbol{note_name_at(root), kind_of(span), {}};
  const int interval = span.bass ? (*span.bass - span.chord.root + 12) % 12 : 0;
  if (interval != 0 && has_member(symbol.kind, interval)) {
    symbol.bass =
        note_name_at(within_names(root + kFifthsOfMembers[static_cast<std::size_t>(interval)]));
  }
  return symbol;
}

WrittenChords chord_symbols(const HarmonyAnalysis& harmony) {
  WrittenChords chords;
  for (const HarmonySpan& span : harmony.spans) {
    WrittenChord chord{span.begin, chord_symbol(span), {}};
    if (chords.empty() || chords.back().symbol != chord.symbol) chords.push_back(std::move(chord));
  }
  return chords;
}

std::string key_label(const Key& key) {
  std::string name = tonic_name(key);
  if (key.mode == Mode::kMinor) name[0] = static_cast<char>(name[0] - 'A' + 'a');
  return name + ":";
}

WrittenChords roman_numerals(const HarmonyAnalysis& harmony) {
  WrittenChords chords;
  const HarmonySpan* before = nullptr;
  std::string last;
  for (const HarmonySpan& span : harmony.spans) {
    const bool new_key = before == nullptr || before->key.fifths != span.key.fifths ||
                         before->key.mode != span.key.mode;
    std::string numeral = roman_numeral(span);
    if (new_key || numeral != last) {
      chords.push_back({span.begin, {}, (new_key ? key_label(span.key) + " " : "") + numeral});
    }
    last = std::move(numeral);
    before = &span;
  }
  return chords;
}

}  // namespace bach
