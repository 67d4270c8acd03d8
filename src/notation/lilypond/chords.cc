#include "notation/lilypond/chords.h"

#include <cstddef>
#include <numeric>
#include <string_view>

#include "notation/lilypond/layout.h"
#include "notation/page/note_values.h"

namespace bach::notation {
namespace {

constexpr Tick kTicksPerWhole = 4 * kTicksPerQuarter;

// "1*3/8", of a whole note.
std::string lilypond_length(Tick ticks) {
  const Tick common = std::gcd(ticks, kTicksPerWhole);
  return "1*" + std::to_string(ticks / common) + "/" + std::to_string(kTicksPerWhole / common);
}

// In the Dutch names that are LilyPond's own: "fis", "bes".
std::string lilypond_name(const NoteName& name) {
  std::string text(1, "cdefgab"[name.letter]);
  for (int i = 0; i < name.accidental; ++i) text += "is";
  for (int i = 0; i > name.accidental; --i) text += "es";
  return text;
}

const char* lilypond_kind(ChordKind kind) {
  switch (kind) {
    case ChordKind::kMajor:
      return "";
    case ChordKind::kMinor:
      return ":m";
    case ChordKind::kDominantSeventh:
      return ":7";
    case ChordKind::kDiminished:
      return ":dim";
    case ChordKind::kDiminishedSeventh:
      return ":dim7";
    case ChordKind::kMajorSeventh:
      return ":maj7";
    case ChordKind::kMinorSeventh:
      return ":m7";
    case ChordKind::kHalfDiminished:
      return ":m7.5-";
  }
  return "";
}

std::string lilypond_chord(const WrittenChord& chord, Tick length) {
  if (!chord.symbol) return lilypond_string(chord.numeral) + lilypond_length(length);
  return lilypond_name(chord.symbol->root) + lilypond_length(length) +
         lilypond_kind(chord.symbol->kind) +
         (chord.symbol->bass ? "/" + lilypond_name(*chord.symbol->bass) : "");
}

}  // namespace

std::string lilypond_with_chords(std::string ly, const Sheet& sheet) {
  if (sheet.chords.empty() || sheet.measures.empty()) return ly;
  const bool symbols = sheet.chords.front().symbol.has_value();
  const Tick end = sheet.measures.back().end;
  std::string text =
      symbols ? "\n        \\new ChordNames \\chordmode {" : "        \\new Lyrics \\lyricmode {";
  const Tick silence = sheet.chords.front().at - sheet.measures.front().begin;
  if (silence > 0) text += (symbols ? " s" : " \\skip ") + lilypond_length(silence);
  for (std::size_t i = 0; i < sheet.chords.size() && sheet.chords[i].at < end; ++i) {
    const Tick until = i + 1 < sheet.chords.size() ? sheet.chords[i + 1].at : end;
    text += " " + lilypond_chord(sheet.chords[i], until - sheet.chords[i].at);
  }
  text += symbols ? " }" : " }\n    ";
  constexpr std::string_view kOpens = "\\score {\n    <<";
  constexpr std::string_view kCloses = ">>\n    \\layout {}";
  const std::size_t opens = ly.rfind(kOpens);
  const std::size_t closes = ly.rfind(kCloses);
  if (opens == std::string::npos || closes == std::string::npos) return ly;
  return ly.insert(symbols ? opens + kOpens.size() : closes, text);
}

}  // namespace bach::notation
