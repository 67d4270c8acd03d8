// Short forms of what is read from ABC, for tests.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "notation/abc/reader.h"
#include "score/unfold.h"

namespace bach::test {

// The first tune of `text`; empty, and the test fails, where there is none.
inline AbcPiece read_abc(const std::string& text) {
  const Result<AbcBook> book = AbcBook::open(text);
  Result<AbcPiece> piece = book ? book->read(0) : Result<AbcPiece>(book.error());
  EXPECT_TRUE(piece.ok()) << piece.error().message << "\n" << text.substr(0, 400);
  return piece ? std::move(*piece) : AbcPiece();
}

// A tune in quarters, 4/4 and C major; `body` follows the header.
inline std::string in_quarters(const std::string& body) {
  return "X:1\nT:A tune\nM:4/4\nL:1/4\nK:C\n" + body + "\n";
}

// "pitch*quarters" of every note in the order they sound, over all tracks, rests left out; quarters
// as a fraction: "60*1 62*1/2".
inline std::string sounds(const std::string& text) {
  const Score score = unfold(read_abc(text).score);
  std::vector<Note> notes;
  for (const Track& track : score.tracks) {
    notes.insert(notes.end(), track.notes.begin(), track.notes.end());
  }
  std::sort(notes.begin(), notes.end());
  std::string list;
  for (const Note& note : notes) {
    const Tick divisor = std::gcd(note.duration, Tick{score.ticks_per_quarter});
    const Tick whole = score.ticks_per_quarter / divisor;
    list += (list.empty() ? "" : " ") + std::to_string(note.pitch) + "*" +
            std::to_string(note.duration / divisor) +
            (whole > 1 ? "/" + std::to_string(whole) : "");
  }
  return list;
}

// Pitches alone: "60 62".
inline std::string pitches(const std::string& text) {
  std::string list = sounds(text) + " ";
  std::string kept;
  for (std::size_t at = 0; at + 1 < list.size();) {
    kept += (kept.empty() ? "" : " ") + list.substr(at, list.find('*', at) - at);
    at = list.find(' ', at) + 1;
  }
  return kept;
}

}  // namespace bach::test
