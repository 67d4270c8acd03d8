#include "app/model/save.h"

#include "base/file.h"
#include "score/to_midi.h"
#include "score/unfold.h"

namespace bach {

Status save_model(const Model& model, const std::string& path, WeightType type) {
  return write_file_atomically(path, encode_model(model, type));
}

Status save_midi(const Score& score, const std::string& path) {
  if (score.play_order.empty()) return write_file_atomically(path, midi_from_score(score));
  return write_file_atomically(path, midi_from_score(unfold(score)));
}

Status save_text(const std::string& text, const std::string& path) {
  return write_file_atomically(path, text);
}

}  // namespace bach
