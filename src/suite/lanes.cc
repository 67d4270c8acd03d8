#include "suite/lanes.h"

#include <algorithm>
#include <utility>

#include "base/random.h"
#include "suite/changes.h"
#include "suite/record.h"
#include "suite/steps.h"

namespace bach {
namespace {

// Unit of the random numbers of an epoch (suite/changes.cc has the others); row: a piece's first note.
constexpr std::uint32_t kOrder = 0;

}  // namespace

SuiteLanes::SuiteLanes(std::span<const SuitePiece> pieces, int lanes, std::uint64_t seed,
                       const SuiteAugmentation& augmentation)
    : lanes_(lanes), seed_(seed), augmentation_(augmentation) {
  for (const SuitePiece& piece : pieces) {
    const std::vector<SuiteNote> notes = first_statements(piece);
    Piece made;
    made.records = suite_records(piece);
    made.targets = suite_targets(notes);
    made.weights = ending_weights(piece, notes, augmentation);
    made.first_note = static_cast<std::uint32_t>(notes_);
    made.range = transposition_range(piece, augmentation);
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

void SuiteLanes::append(const Piece& piece, std::uint64_t epoch, Lane& lane) const {
  const PieceChanges changes(seed_, augmentation_, epoch, piece.first_note, piece.range);
  const int by = changes.transposition();
  const std::size_t begin = lane.fields.size();
  const std::size_t width = suite::columns();
  lane.fields.insert(lane.fields.end(), piece.records.begin(), piece.records.end());
  for (std::size_t n = 0; n < piece.notes(); ++n) {
    const auto record = std::span(lane.fields).subspan(begin + n * width, width);
    changes.apply(static_cast<std::uint32_t>(n), record);
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
  lane.targets = suite_targets(first_statements(piece));
  lane.begins.assign(lane.targets.size() / 2, 0);
  if (!lane.begins.empty()) lane.begins.front() = 1;
  return lane;
}

}  // namespace bach
