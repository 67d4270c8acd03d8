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

// As tools/tune_writing.cc measures them; doc/music.md says what each is for. The kinds are alike as
// long as no difference between them is clear.
WritingSettings writing_settings(PieceKind kind, Daring daring);

}  // namespace bach
