#include "app/inspect/harmony.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "harmony/finder.h"
#include "harmony/written_chords.h"
#include "score/fold.h"
#include "score/key_name.h"
#include "score/written.h"

namespace bach {
namespace {

using nlohmann::ordered_json;

double rounded(double share) { return std::round(share * 1000) / 1000; }

std::string quality_name(ChordQuality quality) {
  switch (quality) {
    case ChordQuality::kMajor:
      return "major";
    case ChordQuality::kMinor:
      return "minor";
    case ChordQuality::kDominantSeventh:
      return "dominant seventh";
    case ChordQuality::kDiminished:
      return "diminished";
    case ChordQuality::kDiminishedSeventh:
      return "diminished seventh";
  }
  return "";
}

ordered_json place_json(const WrittenPlaces& places, Tick tick) {
  return {{"bar", places.bar(tick)}, {"beat", places.beat(tick)}, {"tick", tick}};
}

ordered_json chord_json(const WrittenPlaces& places, const HarmonySpan& span) {
  ordered_json json;
  json["begin"] = place_json(places, span.begin);
  json["end"] = place_json(places, span.end);
  json["key"] = key_name(span.key);
  json["numeral"] = roman_numeral(span);
  const ChordSymbol symbol = chord_symbol(span);
  json["symbol"] = to_string(symbol);
  json["root"] = to_string(symbol.root);
  json["quality"] = quality_name(span.chord.quality);
  json["seventh"] = span.seventh;
  json["bass"] = span.bass ? nlohmann::json(*span.bass) : nlohmann::json();
  json["chord_certainty"] = rounded(span.chord_certainty);
  json["key_certainty"] = rounded(span.key_certainty);
  return json;
}

// Where bars begin, and the sections that cut them, from the first span on; the end behind them.
std::vector<Tick> bar_begins(const HeardHarmony& heard, const BarGrid& grid) {
  const Tick begin = heard.harmony.spans.front().begin;
  const Tick end = heard.harmony.spans.back().end;
  std::vector<Tick> begins;
  for (Tick at = begin; at < end; at = grid.bar_line_from(at + 1)) begins.push_back(at);
  for (const Section& section : heard.written.sections) {
    if (section.begin > begin && section.begin < end) begins.push_back(section.begin);
  }
  std::sort(begins.begin(), begins.end());
  begins.erase(std::unique(begins.begin(), begins.end()), begins.end());
  begins.push_back(end);
  return begins;
}

}  // namespace

Result<HeardHarmony> hear_harmony(const OpenedScore& opened) {
  HeardHarmony heard;
  heard.written = opened.folded ? *opened.folded : fold(snap_to_written(opened.score).score);
  Result<HarmonyAnalysis> harmony = find_harmony(heard.written);
  if (!harmony) {
    Error error = std::move(harmony).error();
    error.message = opened.name + ": " + error.message;
    return error;
  }
  heard.harmony = std::move(*harmony);
  return heard;
}

double WrittenPlaces::beat(Tick tick) const {
  const BarPosition at = grid_.at(tick);
  const auto beat = static_cast<double>(beat_ticks(at.metre, ticks_per_quarter_));
  return rounded(1 + static_cast<double>(at.offset) / beat);
}

std::string WrittenPlaces::range(Tick begin, Tick end) const {
  const std::int64_t first = bar(begin);
  const std::int64_t last = bar(std::max(begin, end - 1));
  return std::to_string(first) + (last > first ? "–" + std::to_string(last) : "");
}

std::vector<NumeralBar> numerals_by_bar(const HeardHarmony& heard) {
  const WrittenPlaces places(heard.written);
  const std::vector<Tick> begins = bar_begins(heard, places.grid());
  const std::vector<HarmonySpan>& spans = heard.harmony.spans;
  std::vector<NumeralBar> bars;
  std::vector<Tick> sections;
  for (const Section& section : heard.written.sections) sections.push_back(section.begin);
  std::sort(sections.begin(), sections.end());
  const HarmonySpan* before = nullptr;
  std::size_t first = 0;  // span that goes on into the bar
  for (std::size_t i = 0; i + 1 < begins.size(); ++i) {
    NumeralBar bar;
    bar.number = places.bar(begins[i]);
    bar.begins_section = std::binary_search(sections.begin(), sections.end(), begins[i]);
    while (first < spans.size() && spans[first].end <= begins[i]) ++first;
    for (std::size_t k = first; k < spans.size() && spans[k].begin < begins[i + 1]; ++k) {
      const HarmonySpan& span = spans[k];
      const bool new_key = before == nullptr || before->key.fifths != span.key.fifths ||
                           before->key.mode != span.key.mode;
      if (!bar.numerals.empty()) bar.numerals += ' ';
      if (new_key) bar.numerals += key_label(span.key) + " ";
      bar.numerals += roman_numeral(span) + (span.chord_certainty < kDoubtful ? "?" : "");
      before = &span;
    }
    bars.push_back(std::move(bar));
  }
  return bars;
}

std::string cadence_kind_name(CadenceKind kind) {
  switch (kind) {
    case CadenceKind::kAuthentic:
      return "authentic";
    case CadenceKind::kHalf:
      return "half";
    case CadenceKind::kDeceptive:
      return "deceptive";
  }
  return "";
}

std::string home_in_words(const HeardHarmony& heard) {
  std::string words;
  for (const Key& key : heard.harmony.home) {
    const std::string name = key_name(key);
    if (!words.ends_with(name)) words += (words.empty() ? "" : ", ") + name;
  }
  return words;
}

std::vector<std::string> keys_in_words(const HeardHarmony& heard) {
  const WrittenPlaces places(heard.written);
  std::vector<std::string> words;
  for (const KeySpan& span : heard.harmony.keys) {
    words.push_back(places.range(span.begin, span.end) + " " + key_name(span.key) +
                    (span.certainty < kDoubtful ? "?" : ""));
  }
  return words;
}

std::string cadence_name(const Cadence& cadence) {
  return (cadence.perfect ? "perfect " : "") + cadence_kind_name(cadence.kind) + " cadence in " +
         key_name(cadence.key);
}

std::vector<std::string> cadences_in_words(const HeardHarmony& heard) {
  const WrittenPlaces places(heard.written);
  std::vector<std::string> words;
  for (const Cadence& cadence : heard.harmony.cadences) {
    words.push_back("bar " + std::to_string(places.bar(cadence.at)) + ": " + cadence_name(cadence));
  }
  return words;
}

bool has_doubts(const HeardHarmony& heard) {
  const auto chord = [](const HarmonySpan& span) { return span.chord_certainty < kDoubtful; };
  const auto key = [](const KeySpan& span) { return span.certainty < kDoubtful; };
  const HarmonyAnalysis& harmony = heard.harmony;
  return std::any_of(harmony.spans.begin(), harmony.spans.end(), chord) ||
         std::any_of(harmony.keys.begin(), harmony.keys.end(), key);
}

ordered_json harmony_json(const HeardHarmony& heard) {
  const WrittenPlaces places(heard.written);
  const HarmonyAnalysis& harmony = heard.harmony;
  ordered_json json;
  json["ticks_per_quarter"] = heard.written.ticks_per_quarter;
  json["home"] = ordered_json::array();
  for (const Key& key : harmony.home) {
    json["home"].push_back({{"key", key_name(key)}, {"begin", place_json(places, key.at)}});
  }
  json["keys"] = ordered_json::array();
  for (const KeySpan& span : harmony.keys) {
    json["keys"].push_back({{"begin", place_json(places, span.begin)},
                            {"end", place_json(places, span.end)},
                            {"key", key_name(span.key)},
                            {"certainty", rounded(span.certainty)}});
  }
  json["chords"] = ordered_json::array();
  for (const HarmonySpan& span : harmony.spans) json["chords"].push_back(chord_json(places, span));
  json["cadences"] = ordered_json::array();
  for (const Cadence& cadence : harmony.cadences) {
    json["cadences"].push_back({{"at", place_json(places, cadence.at)},
                                {"kind", cadence_kind_name(cadence.kind)},
                                {"perfect", cadence.perfect},
                                {"key", key_name(cadence.key)}});
  }
  return json;
}

}  // namespace bach
