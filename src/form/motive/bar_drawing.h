// Motives drawn bar by bar: what the pieces learned from would take up at this place, weighed by how
// well it suits the harmony and the register.
#pragma once

#include <array>
#include <utility>
#include <vector>

#include "base/draws.h"
#include "form/motive/chord_letters.h"
#include "form/motive/history.h"
#include "form/motive/outline.h"
#include "form/motive/statistics.h"

namespace bach {

// A way to take up something, among those there are for a bar.
struct BarOption {
  int token = 0;
  int source = -1;
  int shift = 0;
  int agreement = 0;  // of the chords
  double weight = 0;  // not negative
};

struct DrawnBar {
  std::vector<BarOption> options;  // the drawn one first, then others it could have been
  bool takes_chords = false;       // the drawn one's source's, moved
  BarHalves halves = BarHalves::kFree;
  // How probable each token was, and a taken bar that recalls (MotiveHistory::recalls).
  std::array<double, kBarTokens> tokens{};
  double recall = 0;
};

class BarDrawing {
 public:
  // `letters` are those of all bars' chords, or none where there is no harmony. At most `most`
  // options a bar. What is referred to must outlive it.
  BarDrawing(const MotiveStatistics& statistics, const BarPlaces& places,
             std::vector<ChordLetters> letters, int most, Draws& draws);

  // The local keys of all bars, too; without, they do not matter.
  void set_keys(std::vector<KeyLetters> keys) { keys_ = std::move(keys); }

  // No bar takes its source's chords from now on.
  void keep_chords() { chords_stay_ = true; }

  bool done() const { return history_.done(); }
  const MotiveHistory& history() const { return history_; }
  DrawnBar next();

  // How many times likelier the option's chords are in bars taken than in any; 1 for others.
  double agreement_ratio(const BarOption& option) const;

 private:
  static std::size_t at(int index) { return static_cast<std::size_t>(index); }
  bool goes_on(const BarOption& option) const;
  KeyTie tie(const BarOption& option) const;  // where there are keys
  double key_weight(const BarOption& option) const;
  double register_weight(const BarOption& option) const;
  double chain_weight(const BarOption& option) const;
  void suit(std::vector<BarOption>& options) const;
  void hear_agreements(std::vector<BarOption>& options) const;
  std::vector<BarOption> options() const;
  std::size_t draw_option(const std::vector<BarOption>& options) const;
  std::vector<BarOption> with_others(const BarOption& drawn, std::vector<BarOption> options) const;
  BarHalves draw_halves(const BarOption& drawn) const;
  bool may_take_chords(const BarOption& drawn) const;
  void take_chords(const BarOption& drawn);

  const MotiveStatistics& statistics_;
  const BarPlaces& places_;
  MotiveHistory history_;
  std::vector<ChordLetters> letters_;
  std::vector<KeyLetters> keys_;
  std::vector<double> registers_;  // of the bars so far
  std::vector<double> fading_;     // e^−x, by quarters
  int most_;
  int replaced_ = 0;  // bars whose chords were
  bool chords_stay_ = false;
  Draws& draws_;
};

}  // namespace bach
