#include "suite/scorer.h"

#include <algorithm>

#include "nn/cross_entropy.h"
#include "suite/past_rhythms.h"
#include "suite/preset.h"
#include "suite/record.h"
#include "suite/steps.h"

namespace bach::suite {
namespace {

constexpr int kWindowsAtOnce = 64;

int lanes_for(const ScoringOptions& scoring) {
  if (scoring.context > 0) return kWindowsAtOnce;
  return scoring.all_keys ? kHighestTransposition - kLowestTransposition + 1 : 1;
}

NoteNats zeros(std::size_t notes) {
  return {std::vector<double>(notes, 0), std::vector<double>(notes, 0)};
}

// −ln of the probability a lane's row of `logits` gives to one of `classes`.
double nats_of(std::span<const float> logits, std::size_t lane, int classes, int target) {
  return cross_entropy(1, classes, &logits[lane * static_cast<std::size_t>(classes)], &target);
}

// What the network said of the rhythms, mixed with what the piece's own past says.
void lean_on_past(std::span<const SuiteNote> notes, std::span<NoteNats> keys) {
  PastRhythms past;
  for (std::size_t n = 0; n < notes.size(); ++n) {
    const int rhythm = notes[n].token.rhythm;
    for (NoteNats& nats : keys) {
      nats.rhythm[n] = past.mixed_nats(nats.rhythm[n], rhythm);
    }
    past.add(rhythm);
  }
}

}  // namespace

Scorer::Scorer(const NetworkConfig& config, std::span<const float> parameters, engine::Isa isa,
               const ScoringOptions& scoring)
    : scoring_(scoring),
      predictor_(config, parameters, lanes_for(scoring), isa),
      fields_(static_cast<std::size_t>(predictor_.lanes()) * columns()),
      pitch_(static_cast<std::size_t>(predictor_.lanes()) * kSuitePitches),
      rhythm_(static_cast<std::size_t>(predictor_.lanes()) * kRhythmClasses) {}

void Scorer::read(std::span<const SuiteNote> notes, std::span<const Reading> readings,
                  std::span<NoteNats* const> nats) {
  const std::size_t width = columns();
  std::size_t steps = 0;
  for (const Reading& reading : readings) {
    steps = std::max(steps, reading.records.size() / width);
  }
  for (int lane = 0; lane < predictor_.lanes(); ++lane) predictor_.reset(lane);
  std::fill(fields_.begin(), fields_.end(), -1);
  for (std::size_t step = 0; step < steps; ++step) {
    bool scored = false;
    const auto scores_now = [&](const Reading& reading) {
      const std::size_t length = reading.records.size() / width;
      return reading.last_alone ? step + 1 == length : step < length;
    };
    for (std::size_t lane = 0; lane < readings.size(); ++lane) {
      if (step * width >= readings[lane].records.size()) continue;
      const auto record = readings[lane].records.subspan(step * width, width);
      std::copy(record.begin(), record.end(),
                fields_.begin() + static_cast<std::ptrdiff_t>(lane * width));
      scored = scored || scores_now(readings[lane]);
    }
    predictor_.advance(fields_);
    if (!scored) continue;
    predictor_.head(kPitchHead, fields_, pitch_);
    predictor_.head(kRhythmHead, fields_, rhythm_);
    for (std::size_t lane = 0; lane < readings.size(); ++lane) {
      const Reading& reading = readings[lane];
      if (!scores_now(reading)) continue;
      const std::size_t note = reading.first + step;
      const SuiteToken token = notes[note].token;
      const int row = token.pitch + reading.transposition - kLowestSuitePitch;
      nats[lane]->pitch[note] = nats_of(pitch_, lane, kSuitePitches, row);
      nats[lane]->rhythm[note] = nats_of(rhythm_, lane, kRhythmClasses, token.rhythm);
    }
  }
}

NoteNats Scorer::in_windows(std::span<const SuiteNote> notes, std::span<const int> records,
                            int transposition) {
  const std::size_t width = columns();
  const auto window = static_cast<std::size_t>(scoring_.context);
  NoteNats nats = zeros(notes.size());
  for (std::size_t next = 0; next < notes.size();) {
    std::vector<Reading> readings;
    for (; readings.size() < kWindowsAtOnce && next < notes.size(); ++next) {
      const std::size_t first = next + 1 > window ? next + 1 - window : 0;
      readings.push_back(
          {records.subspan(first * width, (next + 1 - first) * width), transposition, first, true});
    }
    const std::vector<NoteNats*> all(readings.size(), &nats);
    read(notes, readings, all);
  }
  return nats;
}

std::vector<NoteNats> Scorer::score(const SuitePiece& piece) {
  const std::vector<SuiteNote> notes = first_statements(piece);
  std::vector<std::vector<int>> records;
  std::vector<int> transpositions;
  for (int by = kLowestTransposition; by <= kHighestTransposition; ++by) {
    if (by != 0 && (!scoring_.all_keys || !transposable(piece, by))) continue;
    records.push_back(suite_records(transposed(piece, by)));
    transpositions.push_back(by);
  }
  std::vector<NoteNats> keys;
  if (scoring_.context > 0) {
    for (std::size_t k = 0; k < records.size(); ++k) {
      const std::span<int> all(records[k]);
      for (std::size_t n = 0; n < notes.size(); ++n) {
        hide_guesses(all.subspan(n * columns(), columns()));
      }
      keys.push_back(in_windows(notes, all, transpositions[k]));
    }
    return keys;
  }
  keys.assign(records.size(), zeros(notes.size()));
  std::vector<Reading> readings;
  std::vector<NoteNats*> each;
  for (std::size_t k = 0; k < records.size(); ++k) {
    readings.push_back({records[k], transpositions[k], 0, false});
    each.push_back(&keys[k]);
  }
  read(notes, readings, each);
  if (PastRhythms::speak_for(piece.plan)) lean_on_past(notes, keys);
  return keys;
}

}  // namespace bach::suite
