// How probable each note of a piece was under a suite network.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "lm/network_config.h"
#include "lm/network_predictor.h"
#include "nn/engine/isa.h"
#include "suite/piece.h"

namespace bach {

struct ScoringOptions {
  // In all twelve keys, as far as the pitches go (kLowestTransposition … kHighestTransposition).
  bool all_keys = false;
  // > 0: only that many notes are seen, the coming one's place among them, and no guesses of the
  // memory; 0: the whole past.
  int context = 0;
  // The network is told what was heard in the music as its plan, which the notes themselves gave
  // away: figures to be told apart from those without.
  bool planned = false;
};

namespace suite {

// −ln P of each of a piece's first_statements() given those before it; of its rhythm given its
// pitch too, by PastRhythms where there is no plan and the whole past is seen.
struct NoteNats {
  std::vector<double> pitch;
  std::vector<double> rhythm;
};

// Not thread-safe: one object a thread.
class Scorer {
 public:
  // `config` must be valid and a suite network's (see is_suite_config()); `parameters` are laid out
  // for it. Both are copied.
  Scorer(const NetworkConfig& config, std::span<const float> parameters, engine::Isa isa,
         const ScoringOptions& scoring);

  // One entry for each key the piece was read in, from the lowest.
  std::vector<NoteNats> score(const SuitePiece& piece);

 private:
  // One reading of a piece: in another key, or a stretch of it.
  struct Reading {
    std::span<const int> records;  // [steps][columns()]
    int transposition = 0;         // semitones above the piece as written
    std::size_t first = 0;         // the note its first step is
    bool last_alone = false;       // of its steps, only the last one is scored
  };

  // Reads as many side by side as the predictor has lanes, and writes what they say into `nats`,
  // one entry a reading.
  void read(std::span<const SuiteNote> notes, std::span<const Reading> readings,
            std::span<NoteNats* const> nats);
  NoteNats in_windows(std::span<const SuiteNote> notes, std::span<const int> records,
                      int transposition);

  ScoringOptions scoring_;
  NetworkPredictor predictor_;
  std::vector<int> fields_;            // [lanes][columns()]
  std::vector<float> pitch_, rhythm_;  // [lanes][classes]
};

}  // namespace suite
}  // namespace bach
