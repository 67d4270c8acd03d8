#include <array>
#include <string>
#include <string_view>

#include "harmony/harmony.h"
#include "score/key_estimate.h"

namespace bach {
namespace {

// By semitones above the tonic.
constexpr std::array<std::string_view, 12> kMajorDegrees = {
    "I", "bII", "II", "bIII", "III", "IV", "#IV", "V", "bVI", "VI", "bVII", "VII"};
constexpr std::array<std::string_view, 12> kMinorDegrees = {
    "I", "bII", "II", "III", "#III", "IV", "#IV", "V", "VI", "#VI", "VII", "#VII"};
// What an applied chord may lead to; empty: nothing.
constexpr std::array<std::string_view, 12> kMajorGoals = {"", "",  "ii", "",   "iii", "IV",
                                                          "", "V", "",   "vi", "",    ""};
constexpr std::array<std::string_view, 12> kMinorGoals = {"", "",  "",   "III", "",    "iv",
                                                          "", "V", "VI", "",    "VII", ""};

std::string degree_name(bool minor_key, int degree, bool lower_case) {
  std::string name((minor_key ? kMinorDegrees : kMajorDegrees)[static_cast<std::size_t>(degree)]);
  if (!lower_case) return name;
  for (char& letter : name) {
    if (letter == 'I') letter = 'i';
    if (letter == 'V') letter = 'v';
  }
  return name == "#vii" ? "vii" : name;  // of minor keys: the leading note's
}

// "", "6", "64"; "7", "65", "43", "42".
std::string_view figures_of(const HarmonySpan& span, bool seventh) {
  const int above = span.bass ? (*span.bass - span.chord.root + 12) % 12 : 0;
  if (above == 3 || above == 4) return seventh ? "65" : "6";
  if (above == 6 || above == 7) return seventh ? "43" : "64";
  if (above >= 9 && seventh) return "42";
  return seventh ? "7" : "";
}

}  // namespace

std::string roman_numeral(const HarmonySpan& span) {
  if (span.cadential) return "Cad64";
  const bool minor_key = span.key.mode == Mode::kMinor;
  const int degree = (span.chord.root - tonic_of(span.key) + 12) % 12;
  const ChordQuality quality = span.chord.quality;
  const bool diminished =
      quality == ChordQuality::kDiminished || quality == ChordQuality::kDiminishedSeventh;
  const bool dominant_seventh = quality == ChordQuality::kDominantSeventh;
  const bool seventh =
      span.seventh || dominant_seventh || quality == ChordQuality::kDiminishedSeventh;
  const auto& goals = minor_key ? kMinorGoals : kMajorGoals;

  // Applied to another degree: a seventh chord on any degree but V, a major triad that is none of
  // the key's own, a diminished chord below any degree but I.
  std::string_view goal;
  if (dominant_seventh && degree != 7) {
    goal = goals[static_cast<std::size_t>((degree + 5) % 12)];
  } else if (quality == ChordQuality::kMajor) {
    const bool applied =
        minor_key ? degree == 2 : degree == 2 || degree == 4 || degree == 9 || degree == 11;
    if (applied) goal = goals[static_cast<std::size_t>((degree + 5) % 12)];
  } else if (diminished && degree != 11 &&
             !(degree == 2 && (minor_key || quality == ChordQuality::kDiminished))) {
    goal = goals[static_cast<std::size_t>((degree + 1) % 12)];
  }
  std::string name;
  if (!goal.empty()) {
    name = diminished ? "vii" : "V";
  } else {
    name = degree_name(minor_key, degree, diminished || quality == ChordQuality::kMinor);
  }
  if (diminished) name += quality == ChordQuality::kDiminished && span.seventh ? "ø" : "o";
  name += figures_of(span, seventh);
  if (!goal.empty()) name += "/" + std::string(goal);
  return name;
}

}  // namespace bach
