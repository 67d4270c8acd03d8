// How much of a piece is taken on. Whatever a file claims, work on it stays within ten seconds and half
// a gigabyte for a megabyte of file; what is larger is no music but a mistake or an attack, and is
// refused or cut with a message that names the number.
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "score/score.h"

namespace bach {

// Of what is heard or written bar by bar: eleven hours of bars of two seconds. A delta of a few bytes
// can claim millions, and form compares bars with each other.
inline constexpr int kMostHeardBars = 20'000;
// Of what becomes tokens, between its ends: a day at a quarter a second. Bars may be of 255 whole notes
// each, and a long note or rest is a token every few beats.
inline constexpr Tick kMostHeardQuarters = 86'400;
// Of all notes together, whose harmony is heard: each counts in every half beat in which it sounds, so a quarter
// of a million without an end would take gigabytes. 100,000 quarters sound a twentieth of it.
inline constexpr Tick kMostSoundingQuarters = 2'000'000;
// Of a piece that a network reads, at up to half a millisecond each: many times the longest movement
// of Bach's.
inline constexpr std::size_t kMostReadNotes = 20'000;
// Of all pieces that are drawn together as one reads them: more than the six suites.
inline constexpr std::size_t kMostDrawnNotes = 40'000;
// Of a piece whose repeats are played out, 24 bytes each; its file names each note once.
inline constexpr std::size_t kMostPlayedNotes = 4'000'000;

// That the music of [begin, end), ticks of `score`, has at most kMostHeardBars bars. The errors (kLimit)
// begin with `what`, "harmony: ".
Status check_bars(const Score& score, Tick begin, Tick end, const std::string& what);
// That so many ticks are at most kMostHeardQuarters.
Status check_quarters(Tick ticks, int ticks_per_quarter, const std::string& what);
// That `count` notes are at most kMostReadNotes.
Status check_read_notes(std::size_t count, const std::string& what);
// The same of kMostDrawnNotes.
Status check_drawn_notes(std::size_t count, const std::string& what);

}  // namespace bach
