// A piece as it is measured: what the scorers are asked about and the totals are kept by.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "score/score.h"
#include "suite/piece.h"

namespace bach {

// Which notes of a score are measured. Voices are merged by onset, then pitch upward.
enum class Voices : std::uint8_t {
  kFirst,  // the first track with notes
  kAll,
};

// "first track", "all voices"
std::string voices_name(Voices voices);

// How music is looked at.
struct View {
  bool folded = true;  // as written; else with repeats played
  Voices voices = Voices::kAll;
  bool suite = true;  // as suite tokens, pitch and rhythm; else pitches alone

  bool operator==(const View&) const = default;
};

struct MeasuredPiece {
  std::string name;
  std::vector<int> pitches;            // MIDI note numbers, one a note
  std::vector<int> rhythms;            // rhythm classes, one a note; empty: pitch alone is measured
  std::vector<std::uint8_t> repeated;  // one a note: see repeated_entries(), by pitch
  std::optional<SuitePiece> suite = {};  // the tokens the notes are of
};

// The notes of `score` as they are measured: sorted as Note is.
std::vector<Note> measured_notes(const Score& score, Voices voices);

// The score that is measured: on the grid of suite tokens when the view has them, folded if it is
// so, with the first track alone if that is asked for. Folding looks at all voices.
Score viewed_score(const Score& unfolded, const View& view);

// `unfolded` as `view` has it. Of suite tokens repeated sections are measured in their first
// statement, see first_statements(). Errors: those of encode_suite(), and kLimit for more than
// kMostReadNotes, with the name.
Result<MeasuredPiece> measured_piece(const std::string& name, const Score& unfolded,
                                     const View& view);

}  // namespace bach
