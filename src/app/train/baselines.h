// What counting makes of the music a training holds out: the figures to read its losses against.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/model/preset.h"
#include "app/music/music.h"
#include "base/cancel.h"
#include "base/result.h"

namespace bach {

struct BaselineLoss {
  std::string name;  // "unigram", "back-off 5" …
  double loss = 0;   // nats per note
};

struct BaselineMusic {
  std::vector<const MusicPiece*> learned;
  std::vector<const MusicPiece*> held_out;
};

// Those of evaluate/baselines.h, on the music as models of the preset are meant to be measured, from note
// `first_note` (counted from 0) of each piece on. Empty where there is no such note. What cannot be
// measured is a line in `warnings`. kCancelled.
Result<std::vector<BaselineLoss>> baseline_losses(Preset preset, const BaselineMusic& music,
                                                  std::size_t first_note,
                                                  std::vector<std::string>& warnings,
                                                  const Cancellation& cancellation);

}  // namespace bach
