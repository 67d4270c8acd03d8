#include "evaluate/portrait.h"

#include <algorithm>

#include "score/bars.h"
#include "score/key_estimate.h"
#include "token/suite_form.h"

namespace bach {
namespace {

// The tonic at `onset`, a pitch class; `parts` in order.
int tonic_at(const std::vector<SuitePart>& parts, Tick onset) {
  int tonic = 0;
  for (const SuitePart& part : parts) {
    if (&part != &parts.front() && part.begin > onset) break;
    tonic = tonic_of(part.key);
  }
  return tonic;
}

}  // namespace

Portrait portrait_of(const std::string& name, const Score& unfolded, const View& view) {
  const Score score = viewed_score(unfolded, view);
  const std::vector<SuitePart> parts = suite_parts(score);
  const BarGrid bars(score);
  const int first_bar = upbeat_of(score) > 0 ? 0 : 1;
  Portrait portrait;
  portrait.name = name;
  for (const Note& note : measured_notes(score, Voices::kAll)) {
    if (!portrait.pitches.empty()) {
      portrait.intervals.push_back(note.pitch - portrait.pitches.back());
    }
    portrait.pitches.push_back(note.pitch);
    portrait.classes.push_back((note.pitch - tonic_at(parts, note.onset) + 12) % 12);
    portrait.durations.push_back(note.duration * 480 / score.ticks_per_quarter);
    portrait.bars.push_back(static_cast<int>(bars.at(note.onset).bar) + first_bar);
  }
  return portrait;
}

void Histograms::add(const Portrait& portrait) {
  for (const int value : portrait.classes) ++classes[value];
  for (const int value : portrait.intervals) ++intervals[value];
  for (const Tick value : portrait.durations) ++durations[value];
}

}  // namespace bach
