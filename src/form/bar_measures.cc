#include "form/bar_measures.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <map>
#include <set>
#include <vector>

#include "base/math.h"

namespace bach {
namespace {

constexpr std::size_t kBarsBack = 4;
constexpr int kMostSteps = 4;  // that a sequence moves by
constexpr std::size_t kFewestMoved = 3;

std::vector<Tick> rhythm_of(const BarNotes& bar) {
  std::vector<Tick> rhythm{bar.length};
  for (const BarAttack& attack : bar.attacks) rhythm.push_back(attack.offset);
  return rhythm;
}

// The rhythm, and what the line does from attack to attack: ±1 a second, ±2 more.
std::vector<Tick> figure_of(const BarNotes& bar) {
  std::vector<Tick> figure = rhythm_of(bar);
  for (std::size_t i = 1; i < bar.attacks.size(); ++i) {
    const int semitones = bar.attacks[i].pitch - bar.attacks[i - 1].pitch;
    const int size = (std::abs(semitones) + 1) / 2;  // 1: a second
    figure.push_back(std::min(size, 2) * (semitones < 0 ? -1 : 1));
  }
  return figure;
}

// How many attacks of `to` are one of `from` moved by `steps`.
std::size_t attacks_moved(const BarNotes& from, const BarNotes& to, int steps) {
  std::size_t moved = 0;
  auto a = from.attacks.begin();
  for (const BarAttack& b : to.attacks) {
    while (a != from.attacks.end() && a->offset < b.offset) ++a;
    if (a == from.attacks.end()) break;
    moved += a->offset == b.offset && b.step - a->step == steps;
  }
  return moved;
}

bool moved_by_steps(const BarNotes& from, const BarNotes& to) {
  const std::size_t most = std::max(from.attacks.size(), to.attacks.size());
  if (from.length != to.length || to.attacks.size() < kFewestMoved) return false;
  for (int steps = 1; steps <= kMostSteps; ++steps) {
    if (8 * attacks_moved(from, to, steps) >= 7 * most) return true;
    if (8 * attacks_moved(from, to, -steps) >= 7 * most) return true;
  }
  return false;
}

bool same_music(const BarNotes& a, const BarNotes& b) {
  return a.length == b.length && a.notes == b.notes;
}

// Whether one of the four bars before, in the same part, stands so to bar `bar`.
template <typename Holds>
bool lately(const ScoreBars& music, std::size_t bar, const Holds& holds) {
  for (std::size_t back = 1; back <= kBarsBack && back <= bar; ++back) {
    if (music.bars[bar - back].part != music.bars[bar].part) return false;
    if (holds(music.notes[bar - back], music.notes[bar])) return true;
  }
  return false;
}

double share_of(int some, int all) { return all == 0 ? 0 : static_cast<double>(some) / all; }

}  // namespace

BarMeasures measure_bars(const ScoreBars& music) {
  BarMeasures measures;
  std::map<std::vector<Tick>, int> rhythms;
  std::set<std::vector<Tick>> figures;
  int sequences = 0;
  int repeats = 0;
  int heard = 0;
  for (std::size_t i = 0; i < music.bars.size(); ++i) {
    const BarNotes& bar = music.notes[i];
    if (bar.notes.empty()) continue;
    ++measures.bars;
    ++rhythms[rhythm_of(bar)];
    heard += figures.insert(figure_of(bar)).second ? 0 : 1;
    if (!music.bars[i].full) continue;
    ++measures.whole_bars;
    sequences += lately(music, i, moved_by_steps) ? 1 : 0;
    repeats += lately(music, i, same_music) ? 1 : 0;
  }
  measures.sequences = share_of(sequences, measures.whole_bars);
  measures.repeats = share_of(repeats, measures.whole_bars);
  measures.figures = share_of(heard, measures.bars);
  for (const auto& [rhythm, count] : rhythms) {
    const double share = share_of(count, measures.bars);
    measures.rhythm_bits -= share * (portable_log(share) / portable_log(2));
  }
  return measures;
}

}  // namespace bach
