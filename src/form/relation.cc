#include "form/relation.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdlib>

namespace bach {
namespace {

constexpr double kMovedShare = 0.74;
constexpr double kFigureAttacks = 0.85;
constexpr double kFigureTurns = 0.8;
constexpr std::size_t kFewestAttacks = 2;
constexpr int kFewAttacks = 4;  // with fewer all notes have to move, and there is no figure

int common_attacks(const BarNotes& a, const BarNotes& b) {
  int common = 0;
  for (std::size_t word = 0; word < std::min(a.onsets.size(), b.onsets.size()); ++word) {
    common += std::popcount(a.onsets[word] & b.onsets[word]);
  }
  return common;
}

// The attacks at places where both bars have one.
struct Shared {
  int earlier = 0;  // steps
  int later = 0;
  int moved() const { return later - earlier; }
};

std::vector<Shared> shared_attacks(const BarNotes& earlier, const BarNotes& later) {
  std::vector<Shared> shared;
  auto a = earlier.attacks.begin();
  for (const BarAttack& attack : later.attacks) {
    while (a != earlier.attacks.end() && a->offset < attack.offset) ++a;
    if (a == earlier.attacks.end()) break;
    if (a->offset == attack.offset) shared.push_back({a->step, attack.step});
  }
  return shared;
}

struct Move {
  int steps = 0;
  int notes = 0;
};

// The move that most notes make; of several the nearest, upward first.
Move commonest_move(const std::vector<Shared>& shared) {
  std::vector<int> moves;
  for (const Shared& each : shared) moves.push_back(each.moved());
  std::sort(moves.begin(), moves.end(), [](int a, int b) {
    return std::abs(a) != std::abs(b) ? std::abs(a) < std::abs(b) : a > b;
  });
  Move best;
  for (auto run = moves.begin(); run != moves.end();) {
    const auto end = std::find_if(run, moves.end(), [run](int move) { return move != *run; });
    const auto notes = static_cast<int>(end - run);
    if (notes > best.notes) best = {*run, notes};
    run = end;
  }
  return best;
}

int direction(int from, int to) { return (to > from) - (to < from); }

int common_directions(const std::vector<Shared>& shared) {
  int common = 0;
  for (std::size_t i = 1; i < shared.size(); ++i) {
    common += direction(shared[i - 1].earlier, shared[i].earlier) ==
              direction(shared[i - 1].later, shared[i].later);
  }
  return common;
}

}  // namespace

BarTie relate(const BarNotes& earlier, const BarNotes& later) {
  if (std::min(earlier.attacks.size(), later.attacks.size()) < kFewestAttacks) return {};
  if (earlier.length != later.length || earlier.from != later.from) return {};
  const auto most = static_cast<int>(std::max(earlier.attacks.size(), later.attacks.size()));
  const double alike = static_cast<double>(common_attacks(earlier, later)) / most;
  if (alike < kMovedShare) return {};
  const std::vector<Shared> shared = shared_attacks(earlier, later);
  const Move move = commonest_move(shared);
  const double moved = static_cast<double>(move.notes) / most;
  if (moved >= (most < kFewAttacks ? 1.0 : kMovedShare)) {
    const auto relation = move.steps == 0 ? BarRelation::kLiteral : BarRelation::kSequence;
    return {relation, -1, move.steps, moved};
  }
  const double turns = static_cast<double>(common_directions(shared)) / (most - 1);
  if (most >= kFewAttacks && alike >= kFigureAttacks && turns >= kFigureTurns) {
    return {BarRelation::kFigure, -1, 0, turns};
  }
  if (alike == 1.0) return {BarRelation::kRhythm, -1, 0, 1};
  return {};
}

std::vector<BarTie> ties_of(const ScoreBars& music, int bar) {
  std::vector<BarTie> ties;
  const BarNotes& later = music.notes[static_cast<std::size_t>(bar)];
  if (later.attacks.size() < kFewestAttacks) return ties;
  for (int source = std::max(0, bar - kFarthestSource); source < bar; ++source) {
    BarTie tie = relate(music.notes[static_cast<std::size_t>(source)], later);
    if (tie.relation == BarRelation::kNew) continue;
    tie.source = source;
    ties.push_back(tie);
  }
  return ties;
}

}  // namespace bach
