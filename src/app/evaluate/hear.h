// Music made ready for the critic.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/music/music.h"
#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "base/thread_pool.h"
#include "evaluate/critic/critic.h"

namespace bach {

struct HeardMusic {
  std::vector<CriticPiece> pieces;
  std::vector<std::size_t> music;  // of each piece, which it was of those given
};

// The pieces' dances, with their harmony and form. What cannot be heard (no metre, drums alone, less
// than a bar) is left out with a warning. Errors: kCancelled.
Result<HeardMusic> hear_music(const std::vector<MusicPiece>& music, ThreadPool& threads,
                              const ProgressCallback& progress, const Cancellation& cancellation,
                              std::vector<std::string>& warnings);

}  // namespace bach
