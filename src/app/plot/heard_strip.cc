#include "app/plot/heard_strip.h"

#include <algorithm>
#include <string_view>

#include "score/key_name.h"

namespace bach {
namespace {

constexpr std::size_t kMostBarNumbers = 16;

// "D", "b♭": major keys in capitals, minor ones in small letters.
std::string short_key_name(int fifths, Mode mode) {
  std::string name = printed_key_name({0, fifths, mode});
  name.resize(name.find(' '));
  if (mode == Mode::kMinor) name[0] = static_cast<char>(name[0] - 'A' + 'a');
  return name;
}

// "♭II6", "vii°7/V".
std::string printed_numeral(const std::string& numeral) {
  std::string text;
  for (const char c : numeral) {
    if (c == 'b') {
      text += "♭";
    } else if (c == '#') {
      text += "♯";
    } else if (c == 'o') {
      text += "°";
    } else {
      text += c;
    }
  }
  return text;
}

// The degree is what stands before figures and signs.
ChordRole role_of(const std::string& numeral) {
  if (numeral.find('/') != std::string::npos) return ChordRole::kApplied;
  if (numeral.starts_with("Cad")) return ChordRole::kDominant;
  const std::size_t begin = numeral.find_first_not_of("b#");
  const std::size_t end = numeral.find_first_not_of("IVivl", begin);
  std::string degree = numeral.substr(begin, end - begin);
  for (char& c : degree) c = c == 'i' ? 'I' : c == 'v' ? 'V' : c;
  if (begin > 0) return degree == "II" ? ChordRole::kSubdominant : ChordRole::kOther;
  if (degree == "I") return ChordRole::kTonic;
  if (degree == "II" || degree == "IV") return ChordRole::kSubdominant;
  const bool leading = degree == "VII" && numeral.find_first_of("oø") != std::string::npos;
  return degree == "V" || leading ? ChordRole::kDominant : ChordRole::kOther;
}

double quarters(const HeardHarmony& heard, Tick tick) {
  return static_cast<double>(tick) / heard.written.ticks_per_quarter;
}

}  // namespace

std::string printed_key_name(const Key& key) {
  const std::string name = key_name(key);
  const std::size_t rest = tonic_name(key).size();
  std::string text = name.substr(0, 1);
  for (std::size_t i = 1; i < rest; ++i) text += name[i] == 'b' ? "♭" : "♯";
  return text + name.substr(rest);
}

HarmonyStrip harmony_strip(const HeardHarmony& heard) {
  HarmonyStrip strip;
  const int home = heard.harmony.home.front().fifths;
  for (const KeySpan& span : heard.harmony.keys) {
    strip.keys.push_back({quarters(heard, span.begin), quarters(heard, span.end),
                          printed_key_name(span.key), span.key.fifths - home, span.certainty});
  }
  for (const HarmonySpan& span : heard.harmony.spans) {
    const std::string numeral = roman_numeral(span);
    strip.chords.push_back({quarters(heard, span.begin), quarters(heard, span.end),
                            printed_numeral(numeral), role_of(numeral), span.chord_certainty});
  }
  for (const Cadence& cadence : heard.harmony.cadences) {
    strip.cadences.push_back(
        {quarters(heard, cadence.at),
         (cadence.perfect ? "perfect " : "") + cadence_kind_name(cadence.kind) + " cadence",
         cadence.perfect, cadence.kind == CadenceKind::kAuthentic});
  }
  return strip;
}

KeyLanes key_lanes(const HeardHarmony& heard) {
  KeyLanes lanes;
  lanes.heard = harmony_strip(heard);
  lanes.begin = lanes.heard.chords.front().begin;
  lanes.end = lanes.heard.chords.back().end;
  int highest = 1;
  for (const KeyBlock& key : lanes.heard.keys) {
    lanes.lowest = std::min(lanes.lowest, key.sharper);
    highest = std::max(highest, key.sharper);
  }
  const int home = heard.harmony.home.front().fifths;
  for (int lane = lanes.lowest; lane <= highest; ++lane) {
    const int fifths = home + lane;
    const bool named = fifths >= -7 && fifths <= 7;
    lanes.names.push_back(named ? short_key_name(fifths, Mode::kMajor) + " · " +
                                      short_key_name(fifths, Mode::kMinor)
                                : "");
  }
  const WrittenPlaces places(heard.written);
  std::vector<AxisTick> bars;
  const Tick end = heard.harmony.spans.back().end;
  for (Tick at = heard.harmony.spans.front().begin; at < end;
       at = places.grid().bar_line_from(at + 1)) {
    bars.push_back({quarters(heard, at), std::to_string(places.bar(at))});
  }
  const std::size_t step = bars.size() / kMostBarNumbers + 1;
  for (std::size_t i = 0; i < bars.size(); i += step) lanes.bars.push_back(bars[i]);
  return lanes;
}

}  // namespace bach
