// Movements of the program, with what is heard in them: what plans are learned from.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "corpus/corpus.h"
#include "form/form_analysis.h"
#include "form/motive/frame.h"
#include "harmony/finder.h"
#include "harmony/plan/heard.h"
#include "score/bars.h"
#include "score/form.h"

namespace bach::tests {

struct HeardPiece {
  std::string name;
  FormAnalysis form;
  MotiveFrame frame;
  MotivePlan motives;
  std::vector<HeardSection> sections;
  HarmonyPlan harmony;  // of all sections
};

inline Tick first_onset_in(const Score& score, const Section& section) {
  Tick first = section.end;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) {
      if (note.onset >= section.begin) first = std::min(first, note.onset);
    }
  }
  return first;
}

// As the suite model tells parts and their roles (suite/form.h).
inline std::vector<FramePart> frame_parts(const Score& score) {
  const Form form = form_of(score);
  std::vector<FramePart> parts;
  for (std::size_t p = 0; p < form.parts.size(); ++p) {
    const Part& part = form.parts[p];
    FramePart made{part.statement.begin, first_onset_in(score, part.statement), part.statement.end,
                   PartRole::kFirst, part.dance};
    if (p + 1 == form.parts.size() || form.parts[p + 1].dance != part.dance) {
      const auto statements = std::count(form.pattern.begin(), form.pattern.end(), part.name);
      made.role = statements > 1 ? PartRole::kLast : PartRole::kWhole;
    }
    if (made.first_onset < made.end) parts.push_back(made);
  }
  return parts;
}

// Requires a movement of the program.
inline HeardPiece heard_piece(const Movement& movement) {
  const Score score = *load_written_movement(movement);
  const HarmonyAnalysis harmony = *find_harmony(score);
  HeardPiece heard;
  heard.name = movement.alias;
  heard.form = *find_form(score, harmony);
  const BarGrid bars(score);
  PieceKind kind = kind_of(movement.alias);
  if (kind == PieceKind::kUnknown) kind = kind_of(score.title);
  heard.frame = motive_frame(kind, frame_parts(score), bars);
  heard.motives = heard_motives(heard.form, heard.frame);
  heard.sections = heard_sections(score, harmony, kind);
  for (const HeardSection& section : heard.sections) {
    heard.harmony.insert(heard.harmony.end(), section.plan.begin(), section.plan.end());
  }
  return heard;
}

inline std::vector<HeardPiece> heard_set(const char* name) {
  std::vector<HeardPiece> heard;
  for (const Movement& movement : find_movement_set(name)->movements) {
    heard.push_back(heard_piece(movement));
  }
  return heard;
}

}  // namespace bach::tests
