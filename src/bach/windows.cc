#include "bach/windows.h"

#include "token/pitch_sequences.h"
#include "token/pitch_vocabulary.h"
#include "token/pitch_windows.h"

namespace bach {

static_assert(OneHotMatrix::kColumns == kPitchRows);

std::vector<int> melody_of(const Score& score, std::size_t most) {
  std::vector<int> melody = leading_pitches(score);
  if (melody.size() > most) melody.resize(most);
  return melody;
}

Result<OneHotMatrix> one_hot(std::span<const int> melody) {
  const Result<std::vector<int>> places = rows_of_pitches(melody, "the melody");
  if (!places) return places.error();
  OneHotMatrix matrix;
  matrix.rows = places->size();
  matrix.values.assign(matrix.rows * OneHotMatrix::kColumns, 0.0f);
  for (std::size_t note = 0; note < matrix.rows; ++note) {
    matrix.values[note * OneHotMatrix::kColumns + static_cast<std::size_t>((*places)[note])] = 1;
  }
  return matrix;
}

ExampleWindows cut_windows(std::span<const std::vector<int>> melodies, int length) {
  const PitchWindows windows(melodies, length);
  ExampleWindows examples;
  examples.length = length;
  for (std::size_t window = 0; window < windows.size(); ++window) {
    const std::span<const int> notes = windows.inputs(window);
    examples.inputs.insert(examples.inputs.end(), notes.begin(), notes.end());
    examples.targets.push_back(windows.target(window));
  }
  return examples;
}

}  // namespace bach
