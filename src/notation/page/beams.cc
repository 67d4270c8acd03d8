#include "notation/page/beams.h"

#include <algorithm>
#include <cstddef>
#include <span>

#include "notation/page/note_values.h"
#include "score/bars.h"

namespace bach::notation {
namespace {

bool has_flag(const Symbol& symbol) { return !symbol.rests() && flags_of(symbol.value) > 0; }

// Where the symbols from the one at `begin` to the next that has no flag stop.
std::size_t run_end(const std::vector<Symbol>& symbols, std::size_t begin) {
  std::size_t end = begin;
  while (end < symbols.size() && has_flag(symbols[end])) ++end;
  return end;
}

class Beamer {
 public:
  Beamer(const Metre& metre, Tick bar_begin, std::vector<Symbol>& symbols)
      : metre_(metre), bar_begin_(bar_begin), symbols_(symbols) {}

  void run() {
    for (std::size_t i = 0; i < symbols_.size();) {
      if (!has_flag(symbols_[i])) {
        ++i;
        continue;
      }
      const std::size_t last = run_end(symbols_, i);
      while (i < last) {
        const std::size_t end = group_end(i, last);
        join(std::span(symbols_).subspan(i, end - i));
        i = end;
      }
    }
  }

 private:
  // What begins in the same window of the bar as symbol i belongs to its group.
  std::size_t group_end(std::size_t i, std::size_t last) const {
    const bool common = metre_.numerator == 4 && metre_.denominator == 4;
    if (common) {
      const std::size_t half = end_in_window(i, last, 2 * kTicksPerQuarter);
      const bool plain =
          half - i == 4 && std::all_of(symbols_.begin() + static_cast<std::ptrdiff_t>(i),
                                       symbols_.begin() + static_cast<std::ptrdiff_t>(half),
                                       [](const Symbol& s) { return s.value == kEighth; });
      if (plain) return half;
    }
    Tick window = beat_ticks(metre_, kTicksPerQuarter);
    if (metre_.numerator == 3 && metre_.denominator >= 8) {
      window = bar_ticks(metre_, kTicksPerQuarter);
    }
    const std::size_t end = end_in_window(i, last, window);
    const bool fine = std::any_of(symbols_.begin() + static_cast<std::ptrdiff_t>(i),
                                  symbols_.begin() + static_cast<std::ptrdiff_t>(end),
                                  [](const Symbol& s) { return flags_of(s.value) > 1; });
    const bool halves = metre_.denominator < 4;
    return fine && halves ? end_in_window(i, last, kTicksPerQuarter) : end;
  }

  std::size_t end_in_window(std::size_t i, std::size_t last, Tick window) const {
    const Tick number = (symbols_[i].begin - bar_begin_) / window;
    std::size_t end = i;
    while (end < last && (symbols_[end].begin - bar_begin_) / window == number) ++end;
    return end;
  }

  void join(std::span<Symbol> group) const {
    if (group.size() < 2) return;
    for (int level = 1; level <= kMostBeams; ++level) {
      for (std::size_t i = 0; i < group.size(); ++i) {
        if (flags_of(group[i].value) >= level) group[i].beams.push_back(beam_at(group, i, level));
      }
    }
  }

  Beam beam_at(std::span<const Symbol> group, std::size_t i, int level) const {
    const auto reaches = [&](std::size_t other) {
      return other < group.size() && flags_of(group[other].value) >= level;
    };
    const bool before = i > 0 && reaches(i - 1);
    const bool after = reaches(i + 1);
    if (before && after) return Beam::kContinue;
    if (before) return Beam::kEnd;
    if (after) return Beam::kBegin;
    if (i == 0) return Beam::kForwardHook;
    if (i + 1 == group.size()) return Beam::kBackwardHook;
    // A hook points to the note it makes a whole with.
    const Tick pair = 2 * group[i].length;
    return (group[i].begin - bar_begin_) % pair == 0 ? Beam::kForwardHook : Beam::kBackwardHook;
  }

  static constexpr int kEighth = 16;
  static constexpr int kMostBeams = 5;  // of a 128th

  const Metre metre_;
  const Tick bar_begin_;
  std::vector<Symbol>& symbols_;
};

}  // namespace

void set_beams(const Metre& metre, Tick bar_begin, std::vector<Symbol>& symbols) {
  Beamer(metre, bar_begin, symbols).run();
}

}  // namespace bach::notation
