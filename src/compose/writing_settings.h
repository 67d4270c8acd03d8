// How notes are drawn where a plan is followed: one table, by kind of movement.
#pragma once

#include "compose/daring.h"
#include "compose/leanings.h"
#include "compose/sampling_options.h"
#include "score/piece_kind.h"

namespace bach {

struct WritingSettings {
  SamplingOptions pitches;
  SamplingOptions rhythms;
  Leanings leanings;
};

// What tools/tune_writing.cc measured to be nearest to Bach.
WritingSettings writing_settings(PieceKind kind, Daring daring);

}  // namespace bach
