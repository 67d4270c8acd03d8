#include "form/motive/attacks.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/math.h"
#include "form/motive/book.h"

namespace bach {
namespace {

constexpr std::size_t kFewestPatterns = 2;
constexpr double kNearPlace = 4;  // e^−so much is the weight of the other end of a piece

bool is_new(const PlannedBar& bar) { return bar.choices.front().relation == BarRelation::kNew; }

}  // namespace

void hear_attacks(const Score& score, const MotiveFrame& frame, MotivePlan& plan) {
  std::vector<Tick> onsets;
  for (const Track& track : score.tracks) {
    if (track.channel == kDrumChannel) continue;
    for (const Note& note : track.notes) onsets.push_back(note.onset);
  }
  std::sort(onsets.begin(), onsets.end());
  onsets.erase(std::unique(onsets.begin(), onsets.end()), onsets.end());
  for (std::size_t k = 0; k < frame.bars.size(); ++k) {
    const FrameBar& bar = frame.bars[k];
    if (!bar.full || !is_new(plan[k])) continue;
    auto onset = std::lower_bound(onsets.begin(), onsets.end(), bar.line);
    for (; onset != onsets.end() && *onset < bar.end; ++onset) {
      plan[k].attacks.push_back(*onset - bar.line);
    }
  }
}

LearnedAttacks::LearnedAttacks(const MotiveBook& book) {
  for (const LearnedPiece& piece : book.pieces()) {
    Piece known{piece.outline.kind, piece.bar, {}};
    const auto bars = static_cast<double>(piece.bars.size());
    for (std::size_t k = 0; k < piece.bars.size(); ++k) {
      const LearnedBar& bar = piece.bars[k];
      if (bar.attacks.empty()) continue;
      known.patterns.push_back({bar.attacks, bar.halves, static_cast<double>(k) / bars});
    }
    if (known.patterns.size() >= kFewestPatterns) pieces_.push_back(std::move(known));
  }
}

void LearnedAttacks::draw(const MotiveFrame& frame, Draws& draws, MotivePlan& plan) const {
  const Tick whole = whole_bar(frame);
  std::vector<const Piece*> alike;
  for (const Piece& piece : pieces_) {
    if (piece.kind == frame.kind && piece.bar == whole) alike.push_back(&piece);
  }
  if (alike.empty()) return;
  const std::vector<double> evenly(alike.size(), 1.0);
  std::vector<Pattern> left = alike[draws.weighted(evenly)]->patterns;
  bool first = true;
  for (std::size_t k = 0; k < plan.size() && !left.empty(); ++k) {
    const FrameBar& bar = frame.bars[k];
    if (!bar.full || bar.length != whole || bar.left == 0 || !is_new(plan[k])) continue;
    const double place = static_cast<double>(k) / static_cast<double>(plan.size());
    std::size_t chosen = 0;
    if (!first) {
      std::vector<double> weights;
      for (const Pattern& pattern : left) {
        weights.push_back(portable_exp(-kNearPlace * std::abs(pattern.place - place)));
      }
      chosen = draws.weighted(weights);
    }
    first = false;
    plan[k].attacks = left[chosen].attacks;
    plan[k].halves = left[chosen].halves;
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(chosen));
  }
}

}  // namespace bach
