#include "bach/music_at_hand.h"

#include <algorithm>
#include <utility>

#include "score/unfold.h"

namespace bach {

Result<TrainingSession> prepare_training(const TrainOptions& options,
                                         const std::vector<NamedScore>& music,
                                         const Cancellation& stop,
                                         std::vector<std::string>& warnings) {
  if (music.empty()) return TrainingSession::prepare(options, {}, stop);
  if (!options.inputs.empty()) {
    return invalid_argument("music", "must be read from `inputs` or given, not both");
  }
  std::vector<MusicPiece> pieces;
  for (const NamedScore& piece : music) {
    pieces.push_back({piece.name, piece.name, unfold(piece.score)});
  }
  std::stable_sort(pieces.begin(), pieces.end(),
                   [](const auto& a, const auto& b) { return a.name < b.name; });
  const Result<Music> also = options.also.empty() ? Music{} : read_music(options.also, {}, stop);
  if (!also) return also.error();
  warnings.insert(warnings.end(), also->warnings.begin(), also->warnings.end());
  std::vector<const MusicPiece*> pointers, more;
  for (const MusicPiece& piece : pieces) pointers.push_back(&piece);
  for (const MusicPiece& piece : also->pieces) more.push_back(&piece);
  return TrainingSession::prepare(options, {pointers, more});
}

}  // namespace bach
