#include "evaluate/pitch_reader.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "token/pitch_sequences.h"

namespace bach {
namespace {

constexpr int kNotesAtOnce = 64;
constexpr auto kRows = static_cast<std::size_t>(kPitchRows);
constexpr auto kSequenceRows = static_cast<std::size_t>(kPitchSequenceRows);

}  // namespace

PitchReader::PitchReader(const Model& model, engine::Isa isa, int context)
    : predictor_(model.config, model.parameters,
                 model.config.window > 0 || context > 0 ? kNotesAtOnce : 1, isa),
      context_(context) {}

void PitchReader::read(std::span<const int> rows, const Expectation& expected) {
  if (predictor_.config().window > 0) {
    read_in_windows(rows, expected);
  } else if (context_ > 0) {
    read_with_context(rows, expected);
  } else {
    read_whole(rows, expected);
  }
}

void PitchReader::read_in_windows(std::span<const int> rows, const Expectation& expected) {
  const auto window = static_cast<std::size_t>(predictor_.config().window);
  std::vector<int> inputs;
  for (std::size_t next = window; next < rows.size();) {
    const std::size_t count = std::min<std::size_t>(kNotesAtOnce, rows.size() - next);
    inputs.clear();
    for (std::size_t k = 0; k < count; ++k) {
      const std::span<const int> seen = rows.subspan(next + k - window, window);
      inputs.insert(inputs.end(), seen.begin(), seen.end());
    }
    const std::span<const float> logits = predictor_.after_windows(inputs);
    for (std::size_t k = 0; k < count; ++k, ++next)
      expected(next, logits.subspan(k * kRows, kRows));
  }
}

void PitchReader::read_whole(std::span<const int> rows, const Expectation& expected) {
  predictor_.reset(0);
  std::vector<float> logits(kSequenceRows);
  for (std::size_t note = 0; note < rows.size(); ++note) {
    const int before = note == 0 ? kPieceMark : rows[note - 1];
    predictor_.advance({&before, 1});
    predictor_.head(0, {&before, 1}, logits);
    expected(note, std::span(logits).first(kRows));
  }
}

void PitchReader::read_with_context(std::span<const int> rows, const Expectation& expected) {
  std::vector<int> symbols = {kPieceMark};
  symbols.insert(symbols.end(), rows.begin(), rows.end());
  const auto context = static_cast<std::size_t>(context_);
  const auto lanes = static_cast<std::size_t>(predictor_.lanes());
  std::vector<int> fields(lanes);
  std::vector<float> logits(lanes * kSequenceRows);
  for (std::size_t next = 0; next < rows.size(); next += lanes) {
    const std::size_t count = std::min(lanes, rows.size() - next);
    // Before note n there are n + 1 symbols. All lanes end at once; short ones begin later.
    const std::size_t steps = std::min(context, next + count);
    for (std::size_t step = 0; step < steps; ++step) {
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        const std::size_t end = next + lane + 1, left = steps - step;
        const bool reads = lane < count && left <= end;
        fields[lane] = reads ? symbols[end - left] : -1;
        if (step == 0 || left == end) predictor_.reset(static_cast<int>(lane));
      }
      predictor_.advance(fields);
    }
    predictor_.head(0, fields, logits);
    for (std::size_t lane = 0; lane < count; ++lane) {
      expected(next + lane, std::span(logits).subspan(lane * kSequenceRows, kRows));
    }
  }
}

}  // namespace bach
