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

PitchReader::PitchReader(const Model& model, engine::Isa isa)
    : predictor_(std::in_place_type<WindowPredictor>, model, isa, kNotesAtOnce) {}

PitchReader::PitchReader(const SequenceModel& model, engine::Isa isa, int context)
    : predictor_(std::in_place_type<SequencePredictor>, model.config, model.parameters,
                 context > 0 ? kNotesAtOnce : 1, isa),
      context_(context) {}

void PitchReader::read(std::span<const int> rows, const Expectation& expected) {
  if (WindowPredictor* windows = std::get_if<WindowPredictor>(&predictor_)) {
    read_in_windows(rows, *windows, expected);
  } else if (context_ == 0) {
    read_whole(rows, std::get<SequencePredictor>(predictor_), expected);
  } else {
    read_with_context(rows, std::get<SequencePredictor>(predictor_), expected);
  }
}

void PitchReader::read_in_windows(std::span<const int> rows, WindowPredictor& predictor,
                                  const Expectation& expected) {
  const auto window = static_cast<std::size_t>(predictor.window());
  std::vector<int> inputs;
  for (std::size_t next = window; next < rows.size();) {
    const std::size_t count = std::min<std::size_t>(kNotesAtOnce, rows.size() - next);
    inputs.clear();
    for (std::size_t k = 0; k < count; ++k) {
      const std::span<const int> seen = rows.subspan(next + k - window, window);
      inputs.insert(inputs.end(), seen.begin(), seen.end());
    }
    const std::span<const float> logits = predictor.logits(inputs);
    for (std::size_t k = 0; k < count; ++k, ++next)
      expected(next, logits.subspan(k * kRows, kRows));
  }
}

void PitchReader::read_whole(std::span<const int> rows, SequencePredictor& predictor,
                             const Expectation& expected) {
  predictor.reset(0);
  std::vector<float> logits(kSequenceRows);
  for (std::size_t note = 0; note < rows.size(); ++note) {
    const int before = note == 0 ? kPieceMark : rows[note - 1];
    predictor.advance({&before, 1});
    predictor.head(0, {&before, 1}, logits);
    expected(note, std::span(logits).first(kRows));
  }
}

void PitchReader::read_with_context(std::span<const int> rows, SequencePredictor& predictor,
                                    const Expectation& expected) {
  std::vector<int> symbols = {kPieceMark};
  symbols.insert(symbols.end(), rows.begin(), rows.end());
  const auto context = static_cast<std::size_t>(context_);
  const auto lanes = static_cast<std::size_t>(predictor.lanes());
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
        if (step == 0 || left == end) predictor.reset(static_cast<int>(lane));
      }
      predictor.advance(fields);
    }
    predictor.head(0, fields, logits);
    for (std::size_t lane = 0; lane < count; ++lane) {
      expected(next + lane, std::span(logits).subspan(lane * kSequenceRows, kRows));
    }
  }
}

}  // namespace bach
