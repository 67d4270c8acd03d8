// Keys and chords of a named piece: what `bach inspect --harmony` tells and `bach plot harmony` draws.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/music/inputs.h"
#include "base/result.h"
#include "harmony/harmony.h"
#include "score/bars.h"
#include "score/score.h"
#include "score/written_bars.h"

namespace bach {

// Where less than this is said of a chord or key, it is marked.
inline constexpr double kDoubtful = 0.5;

struct HeardHarmony {
  Score written;  // repeats folded: all ticks are its
  HarmonyAnalysis harmony;
};

// Errors as find_harmony(), with the piece's name.
Result<HeardHarmony> hear_harmony(const OpenedScore& opened);

// Places as musicians say them.
class WrittenPlaces {
 public:
  explicit WrittenPlaces(const Score& written) : grid_(written), bars_(written) {
    ticks_per_quarter_ = written.ticks_per_quarter;
  }

  std::int64_t bar(Tick tick) const { return bars_.at(tick); }
  // From 1, in beats as they are felt (beat_ticks()): 1.5 is half a beat later.
  double beat(Tick tick) const;
  // "5", "1–4"; of a stretch the bars it touches.
  std::string range(Tick begin, Tick end) const;
  const BarGrid& grid() const { return grid_; }

 private:
  BarGrid grid_;
  WrittenBars bars_;
  int ticks_per_quarter_ = 480;
};

// A bar, or the part of one that a repeat sign cuts off, with the numerals that begin or go on in it.
struct NumeralBar {
  std::int64_t number = 1;
  bool begins_section = false;
  std::string numerals;  // "G: I V65"; "?" behind one that is doubtful
};
std::vector<NumeralBar> numerals_by_bar(const HeardHarmony& heard);

// "G major"; of a pair of dances both keys.
std::string home_in_words(const HeardHarmony& heard);
// "1–4 G major", "5–8 D major?".
std::vector<std::string> keys_in_words(const HeardHarmony& heard);
// "bar 8: perfect authentic cadence in D major".
std::vector<std::string> cadences_in_words(const HeardHarmony& heard);
// Whether a chord or key is marked as doubtful.
bool has_doubts(const HeardHarmony& heard);

nlohmann::ordered_json harmony_json(const HeardHarmony& heard);

// "authentic", "half", "deceptive".
std::string cadence_kind_name(CadenceKind kind);
// "perfect authentic cadence in D major".
std::string cadence_name(const Cadence& cadence);

}  // namespace bach
