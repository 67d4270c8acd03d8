#include "form/form_analysis.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "form/bar_notes.h"
#include "form/choice.h"
#include "form/cycles.h"
#include "form/halves.h"
#include "form/likeness.h"
#include "form/phrases.h"
#include "form/recall.h"
#include "score/bars.h"
#include "score/limits.h"

namespace bach {
namespace {

Error no_form(const char* why) { return Error{ErrorCode::kInvalidData, why, {}}; }

// What a form cannot be heard in.
Status check_music(const Score& score) {
  if (score.metres.empty()) {
    return no_form(
        "form: the music states no metre, so there are no bars; give it a time signature");
  }
  std::optional<Tick> first;
  Tick end = 0;
  for (const Track& track : score.tracks) {
    if (track.channel == kDrumChannel || track.notes.empty()) continue;
    first = std::min(first.value_or(track.notes.front().onset), track.notes.front().onset);
    for (const Note& note : track.notes) end = std::max(end, note.end());
  }
  if (!first)
    return no_form("form: no notes but those of drums, if any; give music that has pitches");
  const BarGrid grid(score);
  if (end - *first < bar_ticks(grid.at(*first).metre, score.ticks_per_quarter)) {
    return no_form("form: less than a bar of music; give at least one bar");
  }
  return check_bars(score, *first, end, "form: ");
}

std::vector<Key> local_keys(const HarmonyAnalysis& harmony) {
  std::vector<Key> keys;
  for (const KeySpan& span : harmony.keys) {
    keys.push_back(span.key);
    keys.back().at = span.begin;
  }
  return keys;
}

}  // namespace

Result<FormAnalysis> find_form(const Score& score, const HarmonyAnalysis& harmony) {
  const Status fit = check_music(score);
  if (!fit) return fit.error();
  ScoreBars music = bars_of_score(score, local_keys(harmony));
  if (music.bars.empty()) return no_form("form: no notes in any section; give music that has them");
  compare_parts(music);
  const std::vector<BarTie> ties = choose_ties(music);
  for (std::size_t bar = 0; bar < ties.size(); ++bar) {
    music.bars[bar].relation = ties[bar].relation;
    music.bars[bar].source = ties[bar].source;
    music.bars[bar].shift = ties[bar].relation == BarRelation::kSequence ? ties[bar].shift : 0;
    music.bars[bar].likeness = ties[bar].likeness;
    if (music.bars[bar].full) music.bars[bar].halves = halves_of(music.notes[bar]);
  }
  FormAnalysis form;
  form.phrases = phrases_of(music.parts, music.bars, harmony);
  form.cycles = cycles_of(score, music);
  form.recall = recall_of(music);
  form.parts = std::move(music.parts);
  form.bars = std::move(music.bars);
  return form;
}

}  // namespace bach
