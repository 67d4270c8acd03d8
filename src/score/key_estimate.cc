#include "score/key_estimate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include "score/bars.h"

namespace bach {
namespace {

using Profile = std::array<double, 12>;

// C. L. Krumhansl and E. J. Kessler, "Tracing the dynamic changes in perceived tonal organization
// in a spatial representation of musical keys", Psychological Review 89 (1982): how well each pitch
// class, counted from the tonic, was heard to fit.
constexpr Profile kMajor = {6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88};
constexpr Profile kMinor = {6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17};

// Mean 0, length 1: then a sum of products ranks keys as the correlation does.
Profile standardised(Profile profile) {
  double mean = 0;
  for (const double value : profile) mean += value / 12;
  double square = 0;
  for (double& value : profile) {
    value -= mean;
    square += value * value;
  }
  const double length = std::sqrt(square);
  for (double& value : profile) value /= length;
  return profile;
}

using Voices = std::span<const std::span<const Note>>;

void add_histogram(Voices voices, Tick begin, Tick end, double weight, Profile& to) {
  std::array<int, 256> of_pitch{};
  for (const std::span<const Note> notes : voices) {
    for (const Note& note : notes) {
      of_pitch[note.pitch] += note.onset >= begin && note.onset < end ? 1 : 0;
    }
  }
  std::array<int, 12> counts{};
  int total = 0;
  for (std::size_t pitch = 0; pitch < of_pitch.size(); ++pitch) {
    counts[pitch % 12] += of_pitch[pitch];
    total += of_pitch[pitch];
  }
  if (total == 0) return;
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += weight * counts[i] / total;
}

double fit(const Profile& histogram, const Profile& profile, std::size_t tonic) {
  double sum = 0;
  for (std::size_t i = 0; i < 12; ++i) sum += histogram[(tonic + i) % 12] * profile[i];
  return sum;
}

// The key signature of a major tonic, −6 … +5.
int fifths_of(int tonic) { return (tonic * 7 + 6) % 12 - 6; }

Key estimate(Voices voices, const BarGrid& bars, Tick begin, Tick end) {
  Key best;
  best.at = begin;
  Tick first = end;
  Tick last = begin;
  bool any = false;
  for (const std::span<const Note> notes : voices) {
    for (const Note& note : notes) {
      if (note.onset < begin || note.onset >= end) continue;
      first = std::min(first, note.onset);
      last = std::max(last, note.onset);
      any = true;
    }
  }
  if (!any) return best;

  Profile histogram{};
  add_histogram(voices, begin, end, 1.0, histogram);
  const Tick first_bar_end = bars.bar_line_from(bars.bar_line_from(first) + 1);
  add_histogram(voices, first, std::min(end, first_bar_end), 0.5, histogram);
  add_histogram(voices, std::max(begin, bars.at(last).begin), end, 0.5, histogram);

  const Profile major = standardised(kMajor);
  const Profile minor = standardised(kMinor);
  double best_fit = -2;  // below every sum
  for (int tonic = 0; tonic < 12; ++tonic) {
    const auto place = static_cast<std::size_t>(tonic);
    const double as_major = fit(histogram, major, place);
    const double as_minor = fit(histogram, minor, place);
    if (as_major > best_fit) {
      best_fit = as_major;
      best = {begin, fifths_of(tonic), Mode::kMajor};
    }
    if (as_minor > best_fit) {
      best_fit = as_minor;
      best = {begin, fifths_of((tonic + 3) % 12), Mode::kMinor};
    }
  }
  return best;
}

}  // namespace

int tonic_of(const Key& key) {
  const int relative = key.mode == Mode::kMinor ? 9 : 0;
  return ((key.fifths * 7 + relative) % 12 + 12) % 12;
}

Key estimate_key(const Score& score, Tick begin, Tick end) {
  std::vector<std::span<const Note>> voices;
  for (const Track& track : score.tracks) voices.emplace_back(track.notes);
  return estimate(voices, BarGrid(score), begin, end);
}

Key estimate_key(std::span<const Note> notes, const BarGrid& bars, Tick begin, Tick end) {
  return estimate({&notes, 1}, bars, begin, end);
}

Key estimate_key(const Score& score) {
  Tick end = score.end;
  for (const Track& track : score.tracks) {
    if (!track.notes.empty()) end = std::max(end, track.notes.back().onset + 1);
  }
  return estimate_key(score, 0, end);
}

}  // namespace bach
