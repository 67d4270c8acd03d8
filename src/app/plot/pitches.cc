#include "app/plot.h"
#include "app/plot/counts.h"
#include "plot/pitch_axis.h"

namespace bach {
namespace {

std::vector<ValueName> values_of(const CountComparison& comparison, bool classes) {
  std::vector<ValueName> values;
  if (classes) {
    for (int pitch = 0; pitch < 12; ++pitch) {
      std::string name = pitch_name(pitch + 12);
      name.pop_back();  // the octave, 0
      values.push_back({pitch, name, name});
    }
    return values;
  }
  std::vector<int> pitches;
  for (const CountedMusic& counted : comparison.sets) {
    for (const auto& [pitch, count] : counted.counts) pitches.push_back(pitch);
  }
  const PitchRange range = range_around(pitches);
  for (int pitch = range.lowest; pitch <= range.highest; ++pitch) {
    const std::string name = pitch_name(pitch);
    const int degree = pitch % 12;
    values.push_back({pitch, name, degree == 0 || degree == 7 ? name : ""});
  }
  return values;
}

}  // namespace

Result<Plot> plot_pitches(const HistogramOptions& options, bool classes,
                          const ProgressCallback& progress, const Cancellation& cancellation) {
  const auto count_pitches = [classes](const Score& score, const std::function<void(int)>& count) {
    for (const Track& track : score.tracks) {
      for (const Note& note : track.notes) count(classes ? note.pitch % 12 : note.pitch);
    }
  };
  Result<CountComparison> comparison =
      compare_counts(options, count_pitches, progress, cancellation);
  if (!comparison) return std::move(comparison).error();
  const std::vector<ValueName> values = values_of(*comparison, classes);
  return count_plot(std::move(*comparison), "pitches", classes ? "Pitch classes" : "Pitches",
                    "notes", classes ? "pitch class" : "pitch (C4 is middle C)", values);
}

}  // namespace bach
