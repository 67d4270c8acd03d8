#include "suite/changes.h"

#include <algorithm>

#include "base/random.h"
#include "score/bars.h"
#include "suite/record.h"

namespace bach {
namespace {

// Units of the random numbers of an epoch; 0 is that of the order.
enum ChangeUnit : std::uint32_t {
  kTransposition = 1,  // row: a piece's first note
  kPlanless = 2,       // likewise
  kHidden = 64,        // + kind of guess; row: first note of the block
  kWrong = 128,        // + kind of guess; row: note
};

}  // namespace

TranspositionRange transposition_range(const SuitePiece& piece,
                                       const SuiteAugmentation& augmentation) {
  TranspositionRange range;
  while (range.lowest > augmentation.lowest_transposition &&
         transposable(piece, range.lowest - 1)) {
    --range.lowest;
  }
  while (range.highest < augmentation.highest_transposition &&
         transposable(piece, range.highest + 1)) {
    ++range.highest;
  }
  return range;
}

std::vector<float> ending_weights(const SuitePiece& piece, std::span<const SuiteNote> notes,
                                  const SuiteAugmentation& augmentation) {
  const BarGrid bars(piece.plan.metres, kSuiteTicksPerQuarter);
  std::vector<float> weights;
  for (const SuiteNote& note : notes) {
    const Tick beat = beat_ticks(bars.at(note.onset).metre, kSuiteTicksPerQuarter);
    const Tick left = piece.plan.parts[static_cast<std::size_t>(note.part)].end - note.onset;
    weights.push_back(left <= augmentation.ending_beats * beat ? augmentation.ending_weight : 1);
  }
  return weights;
}

std::vector<int> suite_targets(std::span<const SuiteNote> notes) {
  std::vector<int> targets;
  for (const SuiteNote& note : notes) {
    targets.push_back(note.token.pitch - kLowestSuitePitch);
    targets.push_back(note.token.rhythm);
  }
  return targets;
}

PieceChanges::PieceChanges(std::uint64_t seed, const SuiteAugmentation& augmentation,
                           std::uint64_t epoch, std::uint32_t first_note, TranspositionRange range)
    : seed_(seed), augmentation_(augmentation), epoch_(epoch), first_note_(first_note) {
  const CounterRandom random(seed_, Purpose::kAugment);
  const auto choices = static_cast<std::uint32_t>(range.highest - range.lowest + 1);
  transposition_ =
      range.lowest + static_cast<int>(random.below(choices, epoch, first_note, kTransposition));
  planless_ = random.uniform_double(epoch, first_note, kPlanless) < augmentation.hidden_plans;
}

void PieceChanges::apply(std::uint32_t note, std::span<int> record) const {
  suite::transpose_record(record, transposition_);
  if (planless_) suite::hide_plan(record);
  hide_guesses(first_note_ + note, record);
}

void PieceChanges::hide_guesses(std::uint32_t note, std::span<int> record) const {
  const CounterRandom random(seed_, Purpose::kAugment);
  const auto block_size = static_cast<std::uint32_t>(augmentation_.hidden_block);
  const std::uint32_t block = note / block_size * block_size;
  std::uint32_t kind = 0;
  const auto is_planned = [](const suite::GuessColumns& guess) {
    return suite::features()[static_cast<std::size_t>(guess.guess)].options.planned;
  };
  const auto hide = [&](const suite::GuessColumns& guess) {
    if (is_planned(guess)) return;
    const float drawn = random.uniform_float(epoch_, block, kHidden + kind++);
    if (drawn < static_cast<float>(augmentation_.hidden_guesses)) suite::hide_guess(record, guess);
  };
  for (const suite::GuessColumns& guess : suite::pitch_guesses()) hide(guess);
  for (const suite::GuessColumns& guess : suite::rhythm_guesses()) hide(guess);
  std::uint32_t wrong = 0;
  for (const suite::GuessColumns& guess : suite::pitch_guesses()) {
    if (is_planned(guess)) continue;
    int& row = record[static_cast<std::size_t>(guess.guess)];
    const auto words = random.block(epoch_, note, kWrong + wrong++);
    const float drawn = static_cast<float>(words[0] >> 8) * 0x1p-24f;
    if (row < 0 || drawn >= static_cast<float>(augmentation_.wrong_guesses)) continue;
    const auto choices = static_cast<std::uint32_t>(2 * augmentation_.most_wrong);
    const int by = static_cast<int>(words[1] % choices) - augmentation_.most_wrong;
    row = std::clamp(row + (by >= 0 ? by + 1 : by), 0, kSuitePitches - 1);
  }
}

}  // namespace bach
