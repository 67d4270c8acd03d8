#include "evaluate/suite_scorer.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "nn/cross_entropy.h"
#include "suite/preset.h"
#include "suite/steps.h"

namespace bach {
namespace {

constexpr int kWindowsAtOnce = 64;
constexpr std::size_t kColumns = kSuiteColumns;

int lanes_for(const SuiteScoring& scoring) {
  if (scoring.context > 0) return kWindowsAtOnce;
  return scoring.all_keys ? kHighestTransposition - kLowestTransposition + 1 : 1;
}

void forget_memory(std::vector<int>& records) {
  for (std::size_t at = 0; at < records.size(); at += kColumns) {
    const auto hide = [&](const GuessColumns& columns) {
      records[at + columns.guess] = -1;
      records[at + columns.bucket] = -1;
    };
    for (const GuessColumns& columns : kPitchGuessColumns) hide(columns);
    for (const GuessColumns& columns : kRhythmGuessColumns) hide(columns);
  }
}

PieceNats zeros(std::size_t notes) {
  PieceNats nats;
  nats.pitch.assign(notes, 0);
  nats.rhythm.assign(notes, 0);
  return nats;
}

}  // namespace

SuiteScorer::SuiteScorer(std::string name, const SequenceConfig& config,
                         std::span<const float> parameters, engine::Isa isa,
                         const SuiteScoring& scoring)
    : name_(std::move(name)),
      scoring_(scoring),
      predictor_(config, parameters, lanes_for(scoring), isa),
      fields_(static_cast<std::size_t>(predictor_.lanes()) * kColumns),
      pitch_(static_cast<std::size_t>(predictor_.lanes()) *
             static_cast<std::size_t>(config.heads[kPitchHead].classes)),
      rhythm_(static_cast<std::size_t>(predictor_.lanes()) *
              static_cast<std::size_t>(config.heads[kRhythmHead].classes)) {}

void SuiteScorer::read(const MeasuredPiece& piece, std::span<const Reading> readings,
                       std::span<PieceNats* const> nats) {
  const int pitch_classes = predictor_.config().heads[kPitchHead].classes;
  const int rhythm_classes = predictor_.config().heads[kRhythmHead].classes;
  std::size_t steps = 0;
  for (const Reading& reading : readings) {
    steps = std::max(steps, reading.records.size() / kColumns);
  }
  for (int lane = 0; lane < predictor_.lanes(); ++lane) predictor_.reset(lane);
  std::fill(fields_.begin(), fields_.end(), -1);
  for (std::size_t step = 0; step < steps; ++step) {
    bool scored = false;
    const auto scores_now = [step](const Reading& reading) {
      const std::size_t length = reading.records.size() / kColumns;
      return reading.last_alone ? step + 1 == length : step < length;
    };
    for (std::size_t lane = 0; lane < readings.size(); ++lane) {
      if (step * kColumns >= readings[lane].records.size()) continue;
      const auto record = readings[lane].records.subspan(step * kColumns, kColumns);
      std::copy(record.begin(), record.end(),
                fields_.begin() + static_cast<std::ptrdiff_t>(lane * kColumns));
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
      const int pitch = piece.pitches[note] + reading.shift - kLowestSuitePitch;
      nats[lane]->pitch[note] = cross_entropy(
          1, pitch_classes, &pitch_[lane * static_cast<std::size_t>(pitch_classes)], &pitch);
      nats[lane]->rhythm[note] = cross_entropy(
          1, rhythm_classes, &rhythm_[lane * static_cast<std::size_t>(rhythm_classes)],
          &piece.rhythms[note]);
    }
  }
}

PieceNats SuiteScorer::in_windows(const MeasuredPiece& piece, std::span<const int> records,
                                  int shift) {
  const std::size_t notes = piece.pitches.size();
  const auto window = static_cast<std::size_t>(scoring_.context);
  PieceNats nats = zeros(notes);
  for (std::size_t next = 0; next < notes;) {
    std::vector<Reading> readings;
    for (; readings.size() < kWindowsAtOnce && next < notes; ++next) {
      const std::size_t first = next + 1 > window ? next + 1 - window : 0;
      readings.push_back(
          {records.subspan(first * kColumns, (next + 1 - first) * kColumns), shift, first, true});
    }
    const std::vector<PieceNats*> all(readings.size(), &nats);
    read(piece, readings, all);
  }
  return nats;
}

Result<PieceNats> SuiteScorer::score(const MeasuredPiece& piece) {
  if (!piece.suite) {
    return Error{ErrorCode::kInvalidArgument,
                 piece.name + ": not in suite tokens, which the model reads",
                 {}};
  }
  std::vector<std::vector<int>> records;
  std::vector<int> shifts;
  for (int shift = kLowestTransposition; shift <= kHighestTransposition; ++shift) {
    if (shift != 0 && (!scoring_.all_keys || !transposable(*piece.suite, shift))) continue;
    records.push_back(suite_records(transposed(*piece.suite, shift)));
    if (scoring_.context > 0) forget_memory(records.back());
    shifts.push_back(shift);
  }
  std::vector<PieceNats> parts;
  if (scoring_.context > 0) {
    for (std::size_t k = 0; k < shifts.size(); ++k) {
      parts.push_back(in_windows(piece, records[k], shifts[k]));
    }
  } else {
    parts.assign(shifts.size(), zeros(piece.pitches.size()));
    std::vector<Reading> readings;
    std::vector<PieceNats*> each;
    for (std::size_t k = 0; k < shifts.size(); ++k) {
      readings.push_back({records[k], shifts[k], 0, false});
      each.push_back(&parts[k]);
    }
    read(piece, readings, each);
  }
  return parts.size() == 1 ? std::move(parts.front()) : mixed(parts);
}

}  // namespace bach
