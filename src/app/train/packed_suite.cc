#include "app/train/packed_suite.h"

#include <optional>
#include <utility>
#include <vector>

#include "suite/changes.h"
#include "suite/hear.h"
#include "suite/record.h"
#include "suite/steps.h"

namespace bach {
namespace {

class SuitePieceSteps : public PieceSteps {
 public:
  SuitePieceSteps(std::uint64_t seed, const FinderParameters& finder,
                  const SuiteAugmentation& augmentation)
      : seed_(seed), finder_(finder), augmentation_(augmentation) {}

  Status open(const PackedSet& set, std::size_t piece, int epoch, std::size_t from) override {
    const PackedSet::Place place = set.place(piece);
    Result<SuitePiece> read = place.shard->suite(place.piece);
    if (!read) return std::move(read).error();
    changes_.emplace(seed_ ^ place.shard->facts(place.piece).hash.low, augmentation_,
                     static_cast<std::uint64_t>(epoch), 0,
                     transposition_range(*read, augmentation_));
    // In what is too short or too strange nothing is heard: it stays without a plan.
    if (!changes_->planless()) (void)hear_plan(*read, finder_).ok();
    notes_ = first_statements(*read);
    weights_ = ending_weights(*read, notes_, augmentation_);
    steps_.emplace(read->plan);
    for (at_ = 0; at_ < from; ++at_) {
      steps_->move_to(notes_[at_].part, notes_[at_].onset);
      steps_->add(notes_[at_].token);
    }
    return {};
  }

  void append(std::size_t count, Lane& lane) override {
    for (const std::size_t end = at_ + count; at_ < end; ++at_) {
      const SuiteNote& note = notes_[at_];
      steps_->move_to(note.part, note.onset);
      steps_->choose(note.token.pitch);
      const std::size_t begin = lane.fields.size();
      lane.fields.insert(lane.fields.end(), steps_->record().begin(), steps_->record().end());
      changes_->apply(static_cast<std::uint32_t>(at_), std::span(lane.fields).subspan(begin));
      lane.targets.push_back(note.token.pitch - kLowestSuitePitch + changes_->transposition());
      lane.targets.push_back(note.token.rhythm);
      lane.weights.push_back(weights_[at_]);
      lane.begins.push_back(at_ == 0 ? 1 : 0);
      steps_->add(note.token);
    }
  }

 private:
  std::uint64_t seed_;
  const FinderParameters finder_;
  SuiteAugmentation augmentation_;
  std::optional<PieceChanges> changes_;
  std::vector<SuiteNote> notes_;
  std::vector<float> weights_;
  std::optional<SuiteSteps> steps_;
  std::size_t at_ = 0;
};

}  // namespace

PackedSteps suite_steps(std::shared_ptr<const PackedSet> set, std::uint64_t seed,
                        const FinderParameters& finder, const SuiteAugmentation& augmentation) {
  PackedSteps steps;
  steps.set = std::move(set);
  steps.tokens = PackedTokens::kSuite;
  steps.piece = [seed, finder, augmentation]() -> std::unique_ptr<PieceSteps> {
    return std::make_unique<SuitePieceSteps>(seed, finder, augmentation);
  };
  return steps;
}

Result<std::vector<SuitePiece>> sample_of(const PackedSet& set, std::uint64_t seed) {
  constexpr std::size_t kMostPieces = 64;
  constexpr std::size_t kMostNotes = 16384;
  constexpr std::size_t kMostTried = 4096;
  constexpr std::uint32_t kMostQuarters = 512;
  const DrawnOrder order(set.size(), seed, 0);
  std::vector<SuitePiece> pieces;
  std::size_t notes = 0;
  const auto take = [&](std::uint32_t most_quarters, std::size_t most_pieces) -> Status {
    for (std::size_t k = 0; k < std::min(set.size(), kMostTried) && pieces.size() < most_pieces;
         ++k) {
      const PackedSet::Place place = set.place(order.at(k));
      const std::size_t more = place.shard->notes(place.piece, PackedTokens::kSuite);
      if (place.shard->held_out(place.piece) || more == 0 || notes + more > kMostNotes) continue;
      if (place.shard->facts(place.piece).quarters > most_quarters) continue;
      Result<SuitePiece> piece = place.shard->suite(place.piece);
      if (!piece) return std::move(piece).error();
      notes += more;
      pieces.push_back(std::move(*piece));
    }
    return {};
  };
  // What plans are learned from takes time by the square of a piece's bars.
  Status taken = take(kMostQuarters, kMostPieces);
  if (taken && pieces.empty()) taken = take(UINT32_MAX, 1);
  if (!taken) return std::move(taken).error();
  return pieces;
}

}  // namespace bach
