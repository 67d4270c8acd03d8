// What each fold of an evaluation learns from and is measured on.
#pragma once

#include <string>
#include <vector>

#include "app/music/music.h"
#include "base/result.h"
#include "lm/model.h"

namespace bach {

// Pieces live in the Music they were taken from.
struct FoldMusic {
  std::vector<const MusicPiece*> learned;
  std::vector<const MusicPiece*> held_out;
};

// The folds of a split by name, see split_of(), in order.
Result<std::vector<FoldMusic>> folds_of(const std::string& split, const Music& music);

// All of `music` measured; learned from: the pieces of `built_in` that are not among it, by name or
// by notes.
FoldMusic fold_without_split(const Music& music, const Music& built_in);

// A warning that a model from a file may have learned from built-in movements it is measured on, as
// far as its card tells; empty when there is no doubt.
std::string may_have_learned_warning(const std::string& path, const ModelCard& card,
                                     const std::vector<const MusicPiece*>& measured);

}  // namespace bach
