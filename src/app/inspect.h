// What is in a piece: `bach inspect`, without the printing.
#pragma once

#include <cstddef>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/music/named_score.h"
#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "score/score.h"

namespace bach {

struct Inspection {
  std::string file;            // as named, or found in a folder
  std::optional<Error> error;  // why it could not be read; then nothing below counts
  std::optional<int> format;   // 0, 1 or 2; none when it is no MIDI file
  int division = 0;            // ticks per quarter (film time converted)
  std::size_t tracks = 0;      // with notes
  std::size_t notes = 0;
  std::size_t chords = 0;              // moments at which more than one note begins
  std::optional<int> lowest, highest;  // MIDI numbers; none without notes
  std::string range;                   // the same in letters: "C2-G5"; empty without notes
  // At the first note: "G major"; empty when the file does not say. A MIDI file that says "major"
  // over notes in the relative minor is in that minor: few sequencers set the mode.
  std::string key;
  std::string metre;                  // at the first note: "3/4"
  double tempo = 0;                   // at the first note: quarters per minute
  double seconds = 0;                 // from beginning to end
  std::vector<std::string> warnings;  // what had to be repaired, one line each
};

// The key at the first note, none when the score does not say; of a MIDI file, see Inspection::key.
std::optional<Key> key_at_first_note(const Score& score, bool from_midi);

// Of a piece at hand, which it calls by its name.
Inspection inspection_of(const NamedScore& piece);
// What was found, not the file or an error: what the piece does not say is null.
nlohmann::ordered_json inspection_json(const Inspection& found);

// The pieces behind `named`, ready for inspect_scores(): files, folders, names, as expand_inputs()
// takes them. kNotFound when there are none.
Result<std::vector<std::string>> inputs_to_inspect(const std::vector<std::string>& named);

// One input as open_score() takes it.
Inspection inspect_score(const std::string& input);

// Inspects each input in the order given, `inputs` as open_score() takes them, on all cores. `each`
// is called in that order from the calling thread, while later ones are being read. Progress counts
// inputs. kCancelled when asked to stop.
Status inspect_scores(const std::vector<std::string>& inputs,
                      const std::function<void(const Inspection&)>& each,
                      const ProgressCallback& progress, const Cancellation& cancel);

}  // namespace bach
