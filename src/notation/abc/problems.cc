#include "notation/abc/problems.h"

#include <array>

namespace bach::abc {
namespace {

constexpr std::array<const char*, kProblems> kTexts = {
    "no key (K:), C major taken",
    "no metre (M:), bars taken for as long as they are",
    "lines of a header that are no fields passed over",
    "keys that make no sense passed over",
    "metres that make no sense passed over",
    "unit lengths (L:) that make no sense passed over",
    "tempos without a number passed over",
    "fields that mean nothing where they stand passed over",
    "files to be included (abc-include) not opened",
    "macros (m:) that make no sense passed over",
    "grace notes kept as marks of no length",
    "decorations that are no marks we keep left out",
    "chord symbols and annotations left out",
    "lines of lyrics left out",
    "symbol lines left out",
    "alterations by less than a semitone rounded",
    "notes that MIDI does not know left out",
    "notes and rests of no length left out",
    "durations of no common division rounded to 30240ths of a quarter",
    "signs of broken rhythm without equal notes on both sides passed over",
    "tuplets that make no sense passed over",
    "tuplets without all of their notes",
    "ties that lead nowhere",
    "ties over a repeat sign, sounded again behind it",
    "notes over a repeat sign cut there",
    "chords without notes or without an end",
    "bars whose layers (&) differ in length",
    "voices whose bars or repeats stand elsewhere than in the first",
    "voices beyond 256 left out",
    "repeats of more than 8 times played 8 times",
    "endings without a number played every time",
    "jumps without a place to go passed over",
    "parts played (P:) that are nowhere passed over",
    "quotes, braces and brackets without an end passed over",
    "characters that mean nothing here passed over",
};

}  // namespace

void Problems::count(Problem problem, int line, std::size_t times) {
  tally_.count(problem, times, [line] { return "line " + std::to_string(line); });
}

std::vector<std::string> Problems::lines() const { return tally_.lines(kTexts); }

}  // namespace bach::abc
