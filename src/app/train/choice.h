// Which of the music that was read is learned from.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "app/train.h"
#include "base/result.h"

namespace bach {

// Pieces as the choice leaves them.
struct ChosenMusic {
  std::vector<const MusicPiece*> pieces;
  std::deque<MusicPiece> changed;  // of which tracks were left out
};

// Pieces that are left out are counted by cause in `warnings`. Without a choice all are taken as they are.
// kInvalidArgument: an instrument or metre there is not.
Result<ChosenMusic> choose_music(const MusicChoice& choice,
                                 std::span<const MusicPiece* const> music,
                                 std::vector<std::string>& warnings);

}  // namespace bach
