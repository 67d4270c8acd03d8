// Music to pack, made up.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>

#include "packed/shard_writer.h"
#include "packed/take.h"
#include "score/score.h"

namespace bach {

// One track that wanders about middle C; equal seeds, equal music.
inline Score wandering_score(unsigned seed, int notes = 64) {
  std::minstd_rand random(seed + 1);
  Score score;
  score.metres = {{0, 3, 4}};
  Track track;
  int pitch = 60;
  Tick at = 0;
  for (int n = 0; n < notes; ++n) {
    pitch = std::clamp(pitch + static_cast<int>(random() % 9) - 4, 40, 76);
    const Tick duration = 120 * static_cast<Tick>(1 + random() % 2);
    track.notes.push_back({at, duration, static_cast<std::uint8_t>(pitch), kPlainVelocity});
    at += duration;
  }
  score.end = at;
  score.tracks.push_back(std::move(track));
  return score;
}

inline PackedPiece wandering_piece(unsigned seed) {
  return *take_piece(wandering_score(seed), "piece " + std::to_string(seed), {}).piece;
}

inline ShardWriter small_shard(std::uint32_t number = 0, unsigned pieces = 3) {
  ShardWriter writer(number, settings_text({}));
  for (unsigned seed = 0; seed < pieces; ++seed) {
    writer.add(wandering_piece(100 * number + seed));
    writer.add_source({seed + 1, 1, true});
  }
  writer.add_source({77, 5, false});
  writer.add_refusal("no notes");
  writer.add_refusal("no notes");
  return writer;
}

}  // namespace bach
