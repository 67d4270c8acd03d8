#include "notation/musicxml/problems.h"

#include <array>

namespace bach::musicxml {
namespace {

constexpr std::size_t kLongestName = 24;

constexpr std::array<const char*, kProblems> kTexts = {
    "grace notes kept as marks of no length",
    "cue notes left out",
    "unpitched notes without a drum to play them left out",
    "notes without a pitch that MIDI knows left out",
    "alterations by less than a semitone rounded",
    "notes of no length left out",
    "durations missing and taken from the written values",
    "durations before any divisions of their part",
    "durations of no common division rounded to 30240ths of a quarter",
    "backups beyond the beginning of their measure",
    "chord notes with nothing before them",
    "ties that come from nowhere",
    "ties that lead nowhere",
    "ties over a repeat sign, sounded again behind it",
    "notes over a repeat sign cut there",
    "time signatures that make no sense passed over",
    "time signatures that contradict an earlier one of their measure passed over",
    "key signatures without a place on the circle of fifths passed over",
    "tempos that make no sense passed over",
    "measures without anything in them taken for whole bars of rest",
    "parts that the part list does not name",
    "parts given twice in a measure, the second passed over",
    "parts that end before the others",
    "repeats of more than 8 times played 8 times",
    "endings without a number played every time",
    "jumps without a place to go passed over",
};

// What a file calls something, fit to be shown.
std::string shown(std::string_view name) {
  std::string text(name.substr(0, kLongestName));
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ' || static_cast<unsigned char>(c) >= 0x7F) c = '?';
  }
  return text.empty() ? "?" : text;
}

}  // namespace

std::string Place::text() const { return "measure " + shown(measure) + " of part " + shown(part); }

Error error_at(const Place& place, ErrorCode code, const std::string& what) {
  return {code, place.text() + ": " + what, {}};
}

void Problems::count(Problem problem, const Place& place, std::size_t times) {
  tally_.count(problem, times, [&] { return place.text(); });
}

std::vector<std::string> Problems::lines() const { return tally_.lines(kTexts); }

}  // namespace bach::musicxml
