#include "form/phrases.h"

#include <algorithm>
#include <cstddef>

namespace bach {
namespace {

constexpr Tick kFewestBars = 2;  // in a phrase

Tick chord_end(const HarmonyAnalysis& harmony, Tick at, Tick otherwise) {
  const auto after =
      std::upper_bound(harmony.spans.begin(), harmony.spans.end(), at,
                       [](Tick tick, const HarmonySpan& span) { return tick < span.begin; });
  if (after == harmony.spans.begin()) return otherwise;
  const Tick end = (after - 1)->end;
  return end > at ? end : otherwise;
}

class PartPhrases {
 public:
  PartPhrases(const FormPart& part, std::span<const FormBar> bars)
      : part_(part),
        bars_(bars.subspan(static_cast<std::size_t>(part.first_bar),
                           static_cast<std::size_t>(part.last_bar - part.first_bar + 1))) {
    const FormBar& first = bars_.front();
    for (const FormBar& bar : bars_) whole_ = std::max(whole_, bar.end - bar.begin);
    if (!first.full && first.end - first.begin < whole_) upbeat_ = first.end - first.begin;
  }

  void split(const HarmonyAnalysis& harmony, std::vector<Phrase>& phrases) const {
    const std::size_t before = phrases.size();
    Tick begin = part_.written.begin;
    for (const Cadence& cadence : harmony.cadences) {
      if (cadence.at < part_.written.begin || cadence.at >= part_.written.end) continue;
      const Tick end = end_of(cadence, harmony);
      if (end - first_note(begin) >= kFewestBars * whole_) {
        phrases.push_back({begin, end, cadence});
        begin = end;
      } else if (phrases.size() > before) {
        phrases.back().end = end;
        phrases.back().cadence = cadence;
        begin = end;
      }
    }
    if (begin >= part_.written.end) return;
    if (bars_.back().end - begin < kFewestBars * whole_ && phrases.size() > before) {
      phrases.back().end = part_.written.end;
    } else {
      phrases.push_back({begin, part_.written.end, {}});
    }
  }

 private:
  Tick first_note(Tick begin) const { return std::max(begin, bars_.front().begin); }

  Tick end_of(const Cadence& cadence, const HarmonyAnalysis& harmony) const {
    const auto after =
        std::upper_bound(bars_.begin(), bars_.end(), cadence.at,
                         [](Tick tick, const FormBar& bar) { return tick < bar.begin; });
    const FormBar& bar = after == bars_.begin() ? bars_.front() : *(after - 1);
    if (bar.end == bars_.back().end) return part_.written.end;
    const Tick upbeat = bar.end - upbeat_;
    const Tick latest = upbeat > cadence.at ? upbeat : bar.end;
    return std::min(latest, chord_end(harmony, cadence.at, latest));
  }

  const FormPart& part_;
  std::span<const FormBar> bars_;
  Tick whole_ = 0;   // ticks in the longest bar
  Tick upbeat_ = 0;  // in the first
};

}  // namespace

std::vector<Phrase> phrases_of(std::span<const FormPart> parts, std::span<const FormBar> bars,
                               const HarmonyAnalysis& harmony) {
  std::vector<Phrase> phrases;
  for (const FormPart& part : parts) PartPhrases(part, bars).split(harmony, phrases);
  return phrases;
}

}  // namespace bach
