// From a score as it was read to a piece of a packed set.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "packed/piece.h"
#include "score/score.h"

namespace bach {

// Which tracks of a piece are learned from.
enum class TakenVoices : std::uint8_t {
  kMerged,   // all together; the sequences preset takes the first, as ever
  kBusiest,  // the one with the most notes
};

struct TakeOptions {
  TakenVoices voices = TakenVoices::kMerged;
  std::vector<int> programs;  // of General MIDI, 0-based: only their tracks; none: all
  int most_tracks = 0;        // pieces with more are refused; 0: any
  int least_notes = 32;       // of the tracks taken; pieces of fewer are refused
  int most_notes = 20000;     // likewise of more
  std::vector<Metre> metres;  // pieces that begin in another are refused; none: any
  int most_percussion = 100;  // percent of a file's notes
  int held_out = 5;           // percent of the pieces
};

// One line that says all of it, for the set.
std::string settings_text(const TakeOptions& options);

// Why a piece is not in the set.
struct Refusal {
  std::string cause;   // one for many: "fewer than 32 notes"
  std::string detail;  // of this one, one line; may be empty
};

// Leaves of the score the tracks to learn from, or says why there are none, or not such as are wanted.
std::optional<Refusal> choose_voices(const TakeOptions& options, Score& score);

struct Taken {
  std::optional<PackedPiece> piece;
  Refusal refusal;  // where there is no piece
};

// Whether a set has music of this hash; from any thread.
using HasMusic = std::function<bool(const ContentHash&)>;

// Percussion is never taken: its pitches name drums. Notes that a preset has no token for are left
// out of it and counted; a preset that can say nothing of the piece has no tokens of it. The split
// follows from the hash. `name` and title tell the kind of movement. Equal scores give equal pieces, but for
// those that `has` says yes to: they come without tokens, sooner.
Taken take_piece(Score score, const std::string& name, const TakeOptions& options,
                 const HasMusic& has = {});

}  // namespace bach
