#include "score/note_list.h"

namespace bach {

std::string note_list(const Score& score) {
  std::string list;
  for (std::size_t t = 0; t < score.tracks.size(); ++t) {
    for (const Note& note : score.tracks[t].notes) {
      list += std::to_string(t) + ' ' + std::to_string(note.onset) + ' ' +
              std::to_string(note.duration) + ' ' + std::to_string(note.pitch) + '\n';
    }
  }
  return list;
}

}  // namespace bach
