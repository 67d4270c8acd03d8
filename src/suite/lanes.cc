#include "suite/lanes.h"

#include <algorithm>
#include <utility>

#include "base/random.h"
#include "score/bars.h"
#include "suite/record.h"
#include "suite/steps.h"

namespace bach {
namespace {

// Units of the random numbers of an epoch.
enum Unit : std::uint32_t {
  kOrder = 0,          // row: a piece's first note
  kTransposition = 1,  // likewise
  kPlanless = 2,       // likewise
  kHidden = 64,        // + kind of guess; row: first note of the block
  kWrong = 128,        // + kind of guess; row: note
};

std::vector<float> ending_weights(const SuitePiece& piece, const std::vector<SuiteNote>& notes,
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

std::vector<int> targets_of(const std::vector<SuiteNote>& notes) {
  std::vector<int> targets;
  for (const SuiteNote& note : notes) {
    targets.push_back(note.token.pitch - kLowestSuitePitch);
    targets.push_back(note.token.rhythm);
  }
  return targets;
}

}  // namespace

SuiteLanes::SuiteLanes(std::span<const SuitePiece> pieces, int lanes, std::uint64_t seed,
                       const SuiteAugmentation& augmentation)
    : lanes_(lanes), seed_(seed), augmentation_(augmentation) {
  for (const SuitePiece& piece : pieces) {
    const std::vector<SuiteNote> notes = first_statements(piece);
    Piece made;
    made.records = suite_records(piece);
    made.targets = targets_of(notes);
    made.weights = ending_weights(piece, notes, augmentation);
    made.first_note = static_cast<std::uint32_t>(notes_);
    while (made.lowest > augmentation.lowest_transposition &&
           transposable(piece, made.lowest - 1)) {
      --made.lowest;
    }
    while (made.highest < augmentation.highest_transposition &&
           transposable(piece, made.highest + 1)) {
      ++made.highest;
    }
    notes_ += made.notes();
    pieces_.push_back(std::move(made));
  }
}

std::vector<std::size_t> SuiteLanes::order(std::uint64_t epoch) const {
  const CounterRandom random(seed_, Purpose::kAugment);
  std::vector<std::pair<std::uint32_t, std::size_t>> drawn;
  for (std::size_t p = 0; p < pieces_.size(); ++p) {
    drawn.emplace_back(random.bits(epoch, pieces_[p].first_note, kOrder), p);
  }
  std::sort(drawn.begin(), drawn.end());
  std::vector<std::size_t> order;
  for (const auto& [number, piece] : drawn) order.push_back(piece);
  return order;
}

void SuiteLanes::hide_guesses(std::uint64_t epoch, std::uint32_t note,
                              std::span<int> record) const {
  const CounterRandom random(seed_, Purpose::kAugment);
  const auto block_size = static_cast<std::uint32_t>(augmentation_.hidden_block);
  const std::uint32_t block = note / block_size * block_size;
  std::uint32_t kind = 0;
  const auto is_planned = [](const suite::GuessColumns& guess) {
    return suite::features()[static_cast<std::size_t>(guess.guess)].options.planned;
  };
  const auto hide = [&](const suite::GuessColumns& guess) {
    if (is_planned(guess)) return;
    const float drawn = random.uniform_float(epoch, block, kHidden + kind++);
    if (drawn < static_cast<float>(augmentation_.hidden_guesses)) suite::hide_guess(record, guess);
  };
  for (const suite::GuessColumns& guess : suite::pitch_guesses()) hide(guess);
  for (const suite::GuessColumns& guess : suite::rhythm_guesses()) hide(guess);
  std::uint32_t wrong = 0;
  for (const suite::GuessColumns& guess : suite::pitch_guesses()) {
    if (is_planned(guess)) continue;
    int& row = record[static_cast<std::size_t>(guess.guess)];
    const auto words = random.block(epoch, note, kWrong + wrong++);
    const float drawn = static_cast<float>(words[0] >> 8) * 0x1p-24f;
    if (row < 0 || drawn >= static_cast<float>(augmentation_.wrong_guesses)) continue;
    const auto choices = static_cast<std::uint32_t>(2 * augmentation_.most_wrong);
    const int by = static_cast<int>(words[1] % choices) - augmentation_.most_wrong;
    row = std::clamp(row + (by >= 0 ? by + 1 : by), 0, kSuitePitches - 1);
  }
}

void SuiteLanes::append(const Piece& piece, std::uint64_t epoch, Lane& lane) const {
  const CounterRandom random(seed_, Purpose::kAugment);
  const auto choices = static_cast<std::uint32_t>(piece.highest - piece.lowest + 1);
  const int by = piece.lowest +
                 static_cast<int>(random.below(choices, epoch, piece.first_note, kTransposition));
  const bool planless =
      random.uniform_double(epoch, piece.first_note, kPlanless) < augmentation_.hidden_plans;
  const std::size_t begin = lane.fields.size();
  const std::size_t width = suite::columns();
  lane.fields.insert(lane.fields.end(), piece.records.begin(), piece.records.end());
  for (std::size_t n = 0; n < piece.notes(); ++n) {
    const auto record = std::span(lane.fields).subspan(begin + n * width, width);
    suite::transpose_record(record, by);
    if (planless) suite::hide_plan(record);
    hide_guesses(epoch, piece.first_note + static_cast<std::uint32_t>(n), record);
    lane.targets.push_back(piece.targets[2 * n] + by);
    lane.targets.push_back(piece.targets[2 * n + 1]);
    lane.begins.push_back(n == 0 ? 1 : 0);
  }
  lane.weights.insert(lane.weights.end(), piece.weights.begin(), piece.weights.end());
}

std::vector<Lane> SuiteLanes::epoch(int epoch) const {
  Lane all;
  for (const std::size_t piece : order(static_cast<std::uint64_t>(epoch))) {
    append(pieces_[piece], static_cast<std::uint64_t>(epoch), all);
  }
  const auto count = static_cast<std::size_t>(lanes_);
  const std::size_t length = longest_lane();
  std::vector<Lane> lanes(count);
  for (std::size_t l = 0; l < count; ++l) {
    const std::size_t begin = std::min(l * length, notes_);
    const std::size_t end = std::min(begin + length, notes_);
    const auto cut = [&](const auto& values, std::size_t width) {
      const auto from = values.begin() + static_cast<std::ptrdiff_t>(begin * width);
      return std::vector(from, from + static_cast<std::ptrdiff_t>((end - begin) * width));
    };
    lanes[l] = {cut(all.fields, suite::columns()), cut(all.targets, 2), cut(all.weights, 1),
                cut(all.begins, 1)};
    if (begin < end) lanes[l].begins.front() = 1;
  }
  return lanes;
}

Lane suite_lane(const SuitePiece& piece) {
  Lane lane;
  lane.fields = suite_records(piece);
  lane.targets = targets_of(first_statements(piece));
  lane.begins.assign(lane.targets.size() / 2, 0);
  if (!lane.begins.empty()) lane.begins.front() = 1;
  return lane;
}

}  // namespace bach
