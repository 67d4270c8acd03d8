// Observations of the finder's parameters.
#pragma once

#include <array>
#include <vector>

#include "harmony/evidence.h"
#include "harmony/lattice.h"
#include "harmony/parameters.h"
#include "harmony/units.h"

namespace bach {

// How many observations the textbook's tables stand for; those of a row where a table has rows. How
// often keys change stays the textbook's: what is a key and what an excursion is a matter of
// definition, and unlabelled music is explained the better the more keys it may have.
struct TextbookWeights {
  double chord_tone = 60;
  double other_tone = 100;
  double belongs = 60;
  double bass = 40;
  double change = 1000;
  double move = 25;
  double enter = 60;
  double fresh = 20;
  double pivot_stay = 20;
  double keys = 10;
  double home = 40;
  double part_end = 200;
};

class HarmonyCounts {
 public:
  // Starts as the textbook's.
  explicit HarmonyCounts(const TextbookWeights& weights = {});

  // Adds a dance as it was heard.
  void add(const HarmonyDance& dance, const HarmonyEvidence& evidence,
           const std::vector<HarmonyState>& path);

  FinderParameters parameters() const;

 private:
  template <std::size_t kRows, std::size_t kColumns>
  using Table = std::array<std::array<double, kColumns>, kRows>;
  struct Chance {  // of two outcomes
    double yes = 0;
    double no = 0;

    void count(bool outcome) { (outcome ? yes : no) += 1; }
    float share() const { return static_cast<float>(yes / (yes + no)); }
  };

  void add_notes(std::size_t unit, const HarmonyEvidence& evidence, const HarmonyState& state);
  void add_step(const HarmonyDance& dance, std::size_t unit, const HarmonyState& before,
                const HarmonyState& state);

  Table<kFunctions, kTonics> chord_tone_{};
  Table<kFunctions, kTonics> other_tone_{};
  std::array<Chance, kNoteKinds> belongs_{};
  Table<kFunctions, kTonics> bass_{};
  std::array<Chance, kStrengths> change_{};
  Table<kFunctions, kMostFunctions> move_{};
  std::array<double, kFunctions> enter_{};
  Chance fresh_;
  Chance pivot_stay_;
  std::array<Table<kKeys, kKeys>, 2> keys_{};
  Chance begins_at_home_;
  Chance ends_at_home_;
  std::array<double, kFunctions> part_end_{};
};

}  // namespace bach
