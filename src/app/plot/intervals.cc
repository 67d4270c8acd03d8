#include <algorithm>
#include <array>
#include <cstdlib>

#include "app/plot.h"
#include "app/plot/counts.h"
#include "plot/axis.h"

namespace bach {
namespace {

constexpr int kOctave = 12;

void count_steps(const Score& score, const std::function<void(int)>& count) {
  for (const Track& track : score.tracks) {
    // By onset, then pitch upward: the last note of a chord is its highest.
    int before = -1;
    for (std::size_t i = 0; i < track.notes.size(); ++i) {
      const bool highest =
          i + 1 == track.notes.size() || track.notes[i + 1].onset != track.notes[i].onset;
      if (!highest) continue;
      const int pitch = track.notes[i].pitch;
      if (before >= 0) count(std::clamp(pitch - before, -kOctave - 1, kOctave + 1));
      before = pitch;
    }
  }
}

// "fifth +7", "< −12".
ValueName step_name(int step) {
  constexpr std::array<const char*, kOctave + 1> kNames = {
      "unison",        "minor second",  "major second", "minor third", "major third",
      "fourth",        "tritone",       "fifth",        "minor sixth", "major sixth",
      "minor seventh", "major seventh", "octave"};
  const std::string sign = step > 0 ? "+" : "";
  if (std::abs(step) > kOctave) {
    const std::string beyond = step > 0 ? ">" : "<";
    return {step, beyond + " " + sign + number_text(step > 0 ? kOctave : -kOctave, 0), beyond};
  }
  const std::string number = sign + number_text(step, 0);
  return {step, kNames[static_cast<std::size_t>(std::abs(step))] + (" " + number),
          step % 2 == 0 ? number : ""};
}

}  // namespace

Result<Plot> plot_intervals(const HistogramOptions& options, const ProgressCallback& progress,
                            const Cancellation& cancellation) {
  Result<CountComparison> comparison = compare_counts(options, count_steps, progress, cancellation);
  if (!comparison) return std::move(comparison).error();
  std::vector<ValueName> values;
  for (int step = -kOctave - 1; step <= kOctave + 1; ++step) values.push_back(step_name(step));
  return count_plot(std::move(*comparison), "intervals", "Steps from note to note", "steps",
                    "semitones to the next note of the voice (12: an octave)", values);
}

}  // namespace bach
