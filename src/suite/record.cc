#include "suite/record.h"

#include <algorithm>

namespace bach::suite {
namespace {

const Feature& feature_of(int column) { return features()[static_cast<std::size_t>(column)]; }

std::vector<GuessColumns> guesses_entering(Entry where) {
  std::vector<GuessColumns> guesses;
  for (const int guess : columns_entering(where)) {
    guesses.push_back({guess, column(feature_of(guess).options.bucket)});
  }
  return guesses;
}

// The columns that hold pitch rows, each with the bucket that goes with it, or −1.
std::vector<GuessColumns> pitch_columns() {
  std::vector<GuessColumns> pitches;
  for (const Feature& feature : features()) {
    if (feature.options.transposes != Transposes::kAsPitch) continue;
    pitches.push_back({column(feature.name), column(feature.options.bucket)});
  }
  return pitches;
}

template <typename Is>
std::vector<int> columns_that(const Is& is) {
  std::vector<int> found;
  for (const Feature& feature : features()) {
    if (is(feature.options)) found.push_back(column(feature.name));
  }
  return found;
}

int& at(std::span<int> record, int column) { return record[static_cast<std::size_t>(column)]; }

}  // namespace

std::size_t columns() { return features().size(); }

int column(std::string_view feature) {
  const std::span<const Feature> all = features();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Feature& each) { return each.name == feature; });
  return found == all.end() ? -1 : static_cast<int>(found - all.begin());
}

std::vector<int> columns_entering(Entry where) {
  std::vector<int> entering;
  for (std::size_t c = 0; c < columns(); ++c) {
    if ((features()[c].entries & where) != 0) entering.push_back(static_cast<int>(c));
  }
  if (where == kIntoLstm) return entering;
  for (const int moved : std::vector<int>(entering)) {
    const int before = column(feature_of(moved).options.after);
    if (std::find(entering.begin(), entering.end(), before) == entering.end()) continue;
    entering.erase(std::find(entering.begin(), entering.end(), moved));
    entering.insert(std::find(entering.begin(), entering.end(), before) + 1, moved);
  }
  return entering;
}

std::span<const GuessColumns> pitch_guesses() {
  static const std::vector<GuessColumns> guesses = guesses_entering(kGuessesPitch);
  return guesses;
}

std::span<const GuessColumns> rhythm_guesses() {
  static const std::vector<GuessColumns> guesses = guesses_entering(kGuessesRhythm);
  return guesses;
}

void hide_guess(std::span<int> record, const GuessColumns& guess) {
  at(record, guess.guess) = -1;
  at(record, guess.bucket) = -1;
}

void hide_guesses(std::span<int> record) {
  for (const GuessColumns& guess : pitch_guesses()) hide_guess(record, guess);
  for (const GuessColumns& guess : rhythm_guesses()) hide_guess(record, guess);
}

void hide_plan(std::span<int> record) {
  static const std::vector<int> planned =
      columns_that([](const FeatureOptions& options) { return options.planned; });
  for (const int column : planned) at(record, column) = -1;
}

void transpose_record(std::span<int> record, int semitones) {
  static const std::vector<GuessColumns> pitches = pitch_columns();
  static const std::vector<int> shifts = columns_that(
      [](const FeatureOptions& options) { return options.transposes == Transposes::kAsShift; });
  for (const auto& [pitch, bucket] : pitches) {
    int& row = at(record, pitch);
    if (row < 0) continue;
    row += semitones;
    if (row >= 0 && row < kSuitePitches) continue;
    row = -1;
    if (bucket >= 0) at(record, bucket) = -1;
  }
  for (const int shift : shifts) {
    int& value = at(record, shift);
    if (value >= 0) value = ((value - semitones) % 12 + 12) % 12;
  }
}

}  // namespace bach::suite
