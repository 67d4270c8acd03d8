#include "notation/form/bar_lines.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "score/bars.h"

namespace bach::notation {
namespace {

constexpr std::size_t kMostPieces = 16;  // of a bar that measures make up between them

bool same(const Metre& a, const Metre& b) {
  return a.numerator == b.numerator && a.denominator == b.denominator;
}

// Where later endings begin, and where the first of their repeat does.
std::map<Tick, Tick> later_endings(std::span<const RoadSign> signs) {
  std::map<Tick, Tick> later;
  Tick first = 0;
  for (const RoadSign& sign : signs) {
    if (sign.kind != SignKind::kEndingStart) continue;
    if ((sign.endings & 1U) != 0 || sign.endings == 0) {
      first = sign.at;
    } else {
      later.emplace(sign.at, first);
    }
  }
  return later;
}

class BarCounter {
 public:
  BarCounter(std::span<const WrittenMeasure> measures, std::span<const RoadSign> signs,
             int ticks_per_quarter)
      : measures_(measures), later_(later_endings(signs)), ticks_per_quarter_(ticks_per_quarter) {}

  BarLines count() {
    for (std::size_t m = 0; m < measures_.size(); ++m) pass(m);
    return std::move(lines_);
  }

 private:
  Tick bar() const { return bar_ticks(metre_, ticks_per_quarter_); }

  // Bars are counted from measure `m` on, in `metre`.
  void set_metre(std::size_t m, Metre metre) {
    metre.at = measures_[m].begin + lines_.upbeat_rest;
    // The silence before an upbeat belongs to the first bar.
    if (m == 0) metre.at = 0;
    if (!lines_.metres.empty() && lines_.metres.back().at == metre.at) lines_.metres.pop_back();
    lines_.metres.push_back(metre);
    counted_ = metre;
    offset_ = 0;
    again_ = false;
  }

  void pass(std::size_t m) {
    const WrittenMeasure& measure = measures_[m];
    if (measure.metre) metre_ = *measure.metre;
    begin_bar(m);
    place_ending(m);
    offsets_.emplace(measure.begin, offset_);
    const Tick length = bar();
    if (offset_ == 0 && measure.length > length) {
      lengthen_bar(m);
    } else if (offset_ == 0 && measure.length < length && !starts_shared_bar(m)) {
      again_ = true;
    } else {
      offset_ = (offset_ + measure.length) % length;
    }
  }

  void begin_bar(std::size_t m) {
    if (m == 0) {
      if (measures_[0].metre) {
        lines_.metres.push_back(metre_);
        lines_.metres.back().at = 0;
      }
      counted_ = metre_;
      begin_upbeat();
    } else if (again_ || measures_[m].recount || !same(metre_, counted_)) {
      set_metre(m, metre_);
    }
  }

  void begin_upbeat() {
    const WrittenMeasure& first = measures_[0];
    if (measures_.size() > 1 && measures_[1].recount) return;
    if (first.length == 0 || first.length >= bar() || (!first.zero && starts_shared_bar(0))) return;
    lines_.upbeat_rest = offset_ = bar() - first.length;
  }

  // Whether measures from `m` on make up one bar between them, or as much of it as comes before a
  // repeat's endings.
  bool starts_shared_bar(std::size_t m) const {
    Tick length = measures_[m].length;
    const std::size_t end = std::min(measures_.size(), m + kMostPieces);
    for (std::size_t next = m + 1; next < end && length < bar(); ++next) {
      const WrittenMeasure& measure = measures_[next];
      if (measure.recount || (measure.metre && !same(*measure.metre, metre_))) return false;
      if (const auto later = later_.find(measure.begin); later != later_.end()) {
        return length == first_offset(later->second);
      }
      length += measure.length;
    }
    return length == bar();
  }

  // Where in its bar the first ending begins, of a repeat whose first ending begins at `tick`.
  Tick first_offset(Tick tick) const {
    const auto first = offsets_.find(tick);
    return first == offsets_.end() ? 0 : first->second;
  }

  // A later ending begins where in its bar the first one does.
  void place_ending(std::size_t m) {
    const auto later = later_.find(measures_[m].begin);
    if (later == later_.end()) return;
    const Tick wanted = first_offset(later->second);
    if (wanted == offset_) return;
    set_metre(m, metre_);
    // Inside a bar: bars are counted from the next measure on.
    if (wanted + measures_[m].length == bar()) again_ = true;
  }

  // A measure of more than one bar has a metre of its own, if there is one.
  void lengthen_bar(std::size_t m) {
    const Tick length = measures_[m].length;
    if (length % bar() == 0) return;
    for (int denominator = metre_.denominator; denominator <= 128; denominator *= 2) {
      constexpr Tick kMostOwnBeats = 255;
      const Tick whole = Tick{4} * ticks_per_quarter_;
      if (whole % denominator != 0 || length % (whole / denominator) != 0) continue;
      const Tick numerator = length / (whole / denominator);
      if (numerator > kMostOwnBeats) break;
      const Metre own{0, static_cast<int>(numerator), denominator};
      std::vector<Metre>& metres = lines_.metres;
      if (!metres.empty() && metres.back().at == begin_of(m)) metres.pop_back();
      if (metres.empty() || !same(metres.back(), own)) {
        set_metre(m, own);
      } else {
        counted_ = own;
      }
      return;
    }
    again_ = true;
  }

  Tick begin_of(std::size_t m) const {
    return m == 0 ? 0 : measures_[m].begin + lines_.upbeat_rest;
  }

  const std::span<const WrittenMeasure> measures_;
  const std::map<Tick, Tick> later_;
  const int ticks_per_quarter_;
  BarLines lines_;
  Metre metre_;                   // as stated
  Metre counted_;                 // by which bars are counted
  Tick offset_ = 0;               // of the measure in its bar
  bool again_ = false;            // the next measure begins a bar, whatever came before
  std::map<Tick, Tick> offsets_;  // of all measures so far
};

}  // namespace

BarLines bar_lines_of(std::span<const WrittenMeasure> measures, std::span<const RoadSign> signs,
                      int ticks_per_quarter) {
  return BarCounter(measures, signs, ticks_per_quarter).count();
}

}  // namespace bach::notation
