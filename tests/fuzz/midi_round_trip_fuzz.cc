// Music from any bytes, written as MIDI, is read as the same music.
#include "fuzz/valid_score.h"
#include "score/from_midi.h"
#include "score/to_midi.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  const Result<ImportedScore> first = score_from_midi(std::span(data, size));
  if (!first) return 0;
  const std::vector<std::uint8_t> written = midi_from_score(first->score);
  const Result<ImportedScore> second = score_from_midi(written);
  fuzz::check(second.ok(), "what was written is read");
  fuzz::check(second->warnings.empty(), "what was written needs no mending");
  fuzz::check(second->score == first->score, "what was written is the same music");
  fuzz::check(midi_from_score(second->score) == written, "equal scores are equal bytes");
  return 0;
}
