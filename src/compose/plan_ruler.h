// How bars and beats are counted in the text of a plan.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "score/score.h"
#include "suite/piece.h"

namespace bach {

class PlanRuler {
 public:
  // Of music in one metre that begins `first_offset` ticks into its first bar.
  PlanRuler(const Metre& metre, Tick first_offset);

  Tick bar() const { return bar_; }    // ticks
  Tick beat() const { return beat_; }  // ticks, see plan_beat_ticks()

  // The number of the bar that a bar line begins, as on paper (score/written_bars.h).
  int number_of(Tick line) const { return static_cast<int>(line / bar_) + first_number_; }
  Tick line_of(int number) const { return (number - first_number_) * bar_; }

  // Where in a bar something stands: "2", "2+1/3"; with "beat" before it.
  std::string offset_text(Tick offset) const;
  std::string place_text(Tick offset) const;
  // Reads "2" and "2+1/3"; none: nothing in a bar, or between ticks.
  std::optional<Tick> offset_from(std::string_view text) const;
  // Likewise; none off kPlanRuler, too.
  std::optional<Tick> place_from(std::string_view text) const;

 private:
  Tick bar_;
  Tick beat_;
  int first_number_;  // 0 where an upbeat comes first
};

// A whole number of digits alone, up to 999999.
std::optional<int> plan_number(std::string_view text);

}  // namespace bach
