#include "harmony/plan/chord_tables.h"

#include <algorithm>
#include <array>

namespace bach {
namespace {

constexpr int kModes = 2;
// What the next chord is told of its beat.
constexpr int kNearClocks = 7;
constexpr int kCells = kNearClocks * kBeatStrengths;

int near_clock(const BeatContext& beat) { return std::min(beat.clock, kNearClocks - 1); }
int cell_of(const BeatContext& beat) { return near_clock(beat) * kBeatStrengths + beat.strength; }

PackedContext of_mode(int mode) { return PackedContext().with(mode, kModes); }

std::array<std::uint64_t, 6> change_contexts(int mode, int pace, const BeatContext& beat, int age,
                                             int function) {
  constexpr int kRoughAges = 3;
  const PackedContext strength = PackedContext().with(beat.strength, kBeatStrengths);
  const PackedContext rough =
      PackedContext(strength).with(std::min(age, kRoughAges), kRoughAges + 1);
  const PackedContext place =
      PackedContext().with(beat.metre, kBeatMetres).with(beat.place, kBeatPlaces);
  const PackedContext aged = PackedContext(place).with(std::min(age, kChordAges), kChordAges + 1);
  return {strength,
          place,
          aged,
          PackedContext(rough).with(mode, kModes).with(function, kChordsBefore),
          PackedContext(rough).with(pace, kPaces),
          PackedContext(aged).with(pace, kPaces)};
}

std::array<std::uint64_t, 4> first_contexts(Mode home, PartRole role, int key,
                                            const BeatContext& beat) {
  const int tonic = home == Mode::kMinor ? kTonics : 0;
  const PackedContext at_home = of_mode(key / kTonics).with(key == tonic ? 1 : 0, 2);
  const PackedContext in_role = PackedContext(at_home).with(static_cast<int>(role), kPartRoles);
  return {of_mode(key / kTonics), at_home, in_role,
          PackedContext(in_role).with(beat.strength == 0 ? 1 : 0, 2)};
}

// `before` last: tables are made by refining by it alone.
std::array<std::uint64_t, 5> move_contexts(int mode, int clock, int strength, int function,
                                           int before) {
  const PackedContext from = of_mode(mode).with(function, kChordsBefore);
  return {of_mode(mode), from, PackedContext(from).with(clock, kNearClocks),
          PackedContext(from).with(strength, kBeatStrengths),
          PackedContext(from).with(before, kChordsBefore)};
}

std::array<std::uint64_t, 3> entry_contexts(int mode, int strength, int function) {
  const PackedContext from = of_mode(mode).with(function, kChordsBefore);
  return {of_mode(mode), from, PackedContext(from).with(strength, kBeatStrengths)};
}

// The functions there are share what the others have.
void keep_functions(int mode, std::span<double> p, int other_than) {
  double sum = 0;
  for (int f = 0; f < kMostFunctions; ++f) {
    if (f >= function_count(mode) || f == other_than) p[f] = 0;
    sum += p[f];
  }
  for (double& each : p) each /= sum;
}

void fill_moves(const ContextCounts& counts, int mode, int cell, float* out) {
  std::array<double, kMostFunctions> general{};
  std::array<double, kMostFunctions> p{};
  for (int f = 0; f < function_count(mode); ++f, out += kMostFunctions * kChordsBefore) {
    const auto contexts = move_contexts(mode, cell / kBeatStrengths, cell % kBeatStrengths, f, 0);
    counts.distribution(std::span(contexts).first(contexts.size() - 1), general);
    for (int before = 0; before < kChordsBefore; ++before) {
      p = general;
      counts.refine(contexts.size() - 1, move_contexts(mode, 0, 0, f, before).back(), p);
      keep_functions(mode, p, f);
      for (int next = 0; next < kMostFunctions; ++next) {
        out[next * kChordsBefore + before] = static_cast<float>(p[next]);
      }
    }
  }
}

void fill_entries(const ContextCounts& counts, int mode, int cell, float* out) {
  std::array<double, kMostFunctions> p{};
  for (int f = 0; f < kChordsBefore; ++f, out += kMostFunctions) {
    counts.distribution(entry_contexts(mode, cell % kBeatStrengths, f), p);
    keep_functions(mode, p, -1);
    for (int next = 0; next < kMostFunctions; ++next) out[next] = static_cast<float>(p[next]);
  }
}

}  // namespace

int pace_of(double changes_per_beat) {
  constexpr std::array<double, kPaces - 1> kBounds = {0.32, 0.38, 0.45, 0.55, 0.65};
  return static_cast<int>(std::upper_bound(kBounds.begin(), kBounds.end(), changes_per_beat) -
                          kBounds.begin());
}

int function_of(const PlanLabel& label) {
  return label.function - first_function(label.key / kTonics);
}

int function_of(const PlanLabel& label, int key) {
  const int function = function_in(label.function, label.key, key);
  return function < 0 ? kNoFunction : function - first_function(key / kTonics);
}

// The discounts are near those that explain sections left out best, somewhat smaller where that
// costs little: what is drawn is then more like the book.
ChordTables::ChordTables(const PlanBook& book)
    : changes_(2, {2, 64, 64, 4, 16, 4}), firsts_(kMostFunctions, {1, 1, 1, 1}) {
  ContextCounts moves(kMostFunctions, {4, 1, 32, 32, 8});
  ContextCounts entries(kMostFunctions, {2, 2, 4});
  for (const PlanExample& example : book.examples()) {
    const std::vector<BeatContext> beats = beat_contexts(beats_of(example));
    const std::vector<PlanLabel> labels = labels_of(example);
    const int pace =
        pace_of(static_cast<double>(example.runs.size() - 1) / static_cast<double>(labels.size()));
    firsts_.add(first_contexts(example.mode, example.role, labels[0].key, beats[0]),
                function_of(labels[0]));
    int age = 1;
    int before = kNoFunction;
    for (std::size_t i = 1; i < labels.size(); ++i) {
      const PlanLabel& last = labels[i - 1];
      const PlanLabel& next = labels[i];
      const int mode = next.key / kTonics;
      if (next.key != last.key) {
        before = function_of(last, next.key);
        entries.add(entry_contexts(mode, beats[i].strength, before), function_of(next));
        age = 1;
        continue;
      }
      const bool same = next == last;
      changes_.add(change_contexts(mode, pace, beats[i], age, function_of(last)), same ? 0 : 1);
      age = same ? age + 1 : 1;
      if (same) continue;
      moves.add(
          move_contexts(mode, near_clock(beats[i]), beats[i].strength, function_of(last), before),
          function_of(next));
      before = function_of(last);
    }
  }
  constexpr std::size_t kMoves = std::size_t{kMostFunctions} * kMostFunctions * kChordsBefore;
  constexpr std::size_t kEntries = std::size_t{kChordsBefore} * kMostFunctions;
  moves_.resize(kModes * kCells * kMoves);
  entries_.resize(kModes * kCells * kEntries);
  for (int mode = 0; mode < kModes; ++mode) {
    for (int cell = 0; cell < kCells; ++cell) {
      const auto place = static_cast<std::size_t>(mode * kCells + cell);
      fill_moves(moves, mode, cell, &moves_[place * kMoves]);
      fill_entries(entries, mode, cell, &entries_[place * kEntries]);
    }
  }
}

double ChordTables::change(int mode, int pace, const BeatContext& beat, int age,
                           int function) const {
  return changes_.probability(change_contexts(mode, pace, beat, age, function), 1);
}

void ChordTables::first(Mode home, PartRole role, int key, const BeatContext& beat,
                        std::span<double> out) const {
  firsts_.distribution(first_contexts(home, role, key, beat), out);
  keep_functions(key / kTonics, out, -1);
}

const float* ChordTables::moves(int mode, const BeatContext& beat, int function) const {
  const int place = (mode * kCells + cell_of(beat)) * kMostFunctions + function;
  return &moves_[static_cast<std::size_t>(place) * kMostFunctions * kChordsBefore];
}

const float* ChordTables::entries(int mode, const BeatContext& beat, int function) const {
  const int place = (mode * kCells + cell_of(beat)) * kChordsBefore + function;
  return &entries_[static_cast<std::size_t>(place) * kMostFunctions];
}

}  // namespace bach
