// The bars of a movement before there are notes in them.
#pragma once

#include <span>
#include <vector>

#include "form/form_analysis.h"
#include "form/motive/plan.h"
#include "score/bars.h"
#include "score/part_role.h"
#include "score/piece_kind.h"
#include "score/score.h"

namespace bach {

// A part of the written music.
struct FramePart {
  Tick begin = 0;
  Tick first_onset = 0;
  Tick end = 0;
  PartRole role = PartRole::kWhole;
  int dance = 0;  // 1 in the second of a pair
};

struct FrameBar {
  Tick begin = 0;  // of what is to be written in it
  Tick line = 0;   // its bar line, ≤ begin
  Tick end = 0;
  Tick length = 0;  // of a whole bar there
  bool full = true;
  int part = 0;
  int place = 0;  // bars since the first whole one of its part; −1 in an upbeat
  int left = 0;   // bars to the last one of its part
};

struct MotiveFrame {
  PieceKind kind = PieceKind::kUnknown;
  std::vector<FramePart> parts;
  std::vector<FrameBar> bars;  // in written order
};

// Length of the first whole bar, ticks; 0: there is none.
Tick whole_bar(const MotiveFrame& frame);

MotiveFrame motive_frame(PieceKind kind, std::vector<FramePart> parts, const BarGrid& bars);

// The bars' relations and halves as they were heard, one choice each; bars of `frame` in which nothing was
// heard are new. So is a part's last bar, unless it ends like the first part of its dance in rhythm
// and contour: then it has that one's rhythm.
MotivePlan heard_motives(const FormAnalysis& form, const MotiveFrame& frame);

}  // namespace bach
