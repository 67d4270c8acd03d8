// The lines of a plan's text, sorted: what is said of the whole and of each part, its bars not read
// yet.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "compose/pitch_limits.h"
#include "compose/plan_words.h"
#include "score/piece_kind.h"
#include "score/score.h"

namespace bach {

struct PlanPartLines {
  int line = 0;            // its own
  bool new_dance = false;  // in another key than the part before
  Key key;
  int bars = 0;
  std::optional<Tick> ending;  // of its last onset, in its bar
  std::vector<PlanLine> bar_lines;
};

struct PlanOutline {
  PieceKind kind = PieceKind::kUnknown;
  Key key;
  Metre metre;
  Tick begins = 0;  // in its bar
  PitchLimits compass;
  std::vector<int> play_order;  // of parts; empty: not said
  int play_line = 0;
  std::vector<PlanPartLines> parts;  // at least one
};

// "line 12: …" of `plan`.
Error plan_error(int line, const std::string& what);

// Errors: those of read_plan() but for what is wrong with bars.
Result<PlanOutline> plan_outline(std::string_view text);

}  // namespace bach
