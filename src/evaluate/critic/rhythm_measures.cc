// When notes begin.
#include <algorithm>
#include <array>
#include <map>

#include "evaluate/critic/measure_tools.h"

namespace bach {
namespace {

// Of each bar the places at which something begins.
std::vector<std::vector<Tick>> bar_rhythms(const CriticDance& dance) {
  std::vector<std::vector<Tick>> rhythms(dance.form.bars.size());
  for (const Moment& moment : dance.moments) {
    const auto bar = static_cast<std::size_t>(dance.notes[moment.begin].bar);
    rhythms[bar].push_back(moment.onset - dance.form.bars[bar].begin);
  }
  return rhythms;
}

Measured rhythm_entropy(const CriticDance& dance, const ReferenceStatistics&) {
  const std::vector<std::vector<Tick>> rhythms = bar_rhythms(dance);
  std::map<std::vector<Tick>, int> counts;
  for (std::size_t b = 0; b < rhythms.size(); ++b) {
    if (!rhythms[b].empty()) ++counts[rhythms[b]];
  }
  if (counts.empty()) return {};
  return {entropy_bits(counts), {}};
}

// The beats of full bars: calls each(begin, length) in order.
template <typename Each>
void each_beat(const CriticDance& dance, Each&& each) {
  const BarGrid grid(dance.score);
  for (const FormBar& bar : dance.form.bars) {
    if (!bar.full) continue;
    const Tick beat = beat_ticks(grid.at(bar.begin).metre, dance.score.ticks_per_quarter);
    for (Tick at = bar.begin; at < bar.end; at += beat) each(at, beat);
  }
}

// The moments in [begin, end) as places after `begin`.
std::vector<Tick> places_in(const CriticDance& dance, Tick begin, Tick end) {
  std::vector<Tick> places;
  auto moment = std::lower_bound(dance.moments.begin(), dance.moments.end(), begin,
                                 [](const Moment& each, Tick at) { return each.onset < at; });
  for (; moment != dance.moments.end() && moment->onset < end; ++moment) {
    places.push_back(moment->onset - begin);
  }
  return places;
}

Measured beats_struck(const CriticDance& dance, const ReferenceStatistics&) {
  double struck = 0;
  double all = 0;
  each_beat(dance, [&](Tick at, Tick beat) {
    const std::vector<Tick> places = places_in(dance, at, at + beat);
    ++all;
    if (!places.empty() && places.front() == 0) ++struck;
  });
  return percent(struck, all);
}

Measured attacks(const CriticDance& dance, const ReferenceStatistics&) {
  double begun = 0;
  double all = 0;
  each_beat(dance, [&](Tick at, Tick beat) {
    begun += static_cast<double>(places_in(dance, at, at + beat).size());
    ++all;
  });
  if (all == 0) return {};
  return {begun / all, {}};
}

// Beats that have the rhythm of the beat before.
Measured steady_beats(const CriticDance& dance, const ReferenceStatistics&) {
  double same = 0;
  double all = 0;
  std::vector<Tick> before;
  each_beat(dance, [&](Tick at, Tick beat) {
    std::vector<Tick> places = places_in(dance, at, at + beat);
    if (all > 0 && places == before) ++same;
    before = std::move(places);
    ++all;
  });
  return percent(same, all - 1);
}

// Notes begun off the beat that sound across the next beat, on which nothing begins.
Measured syncopations(const CriticDance& dance, const ReferenceStatistics&) {
  std::vector<int> bars;
  for (const HeardNote& note : dance.notes) {
    const Moment& moment = dance.moments[note.moment];
    const Tick into = moment.offset % moment.beat;
    if (into == 0) continue;
    const Tick next = note.onset - into + moment.beat;
    const bool struck = !places_in(dance, next, next + 1).empty();
    if (note.end > next && !struck) bars.push_back(note.bar);
  }
  return per_hundred_notes(dance, std::move(bars));
}

// Bars with half as many attacks again as the bar before, or more, or the other way round.
Measured texture_changes(const CriticDance& dance, const ReferenceStatistics&) {
  const std::vector<std::vector<Tick>> rhythms = bar_rhythms(dance);
  std::vector<int> bars;
  double all = 0;
  for (std::size_t b = 1; b < rhythms.size(); ++b) {
    if (!dance.form.bars[b].full || !dance.form.bars[b - 1].full) continue;
    ++all;
    const std::size_t few = std::min(rhythms[b].size(), rhythms[b - 1].size());
    const std::size_t many = std::max(rhythms[b].size(), rhythms[b - 1].size());
    if (2 * many >= 3 * few) bars.push_back(static_cast<int>(b));
  }
  Measured measured = percent(static_cast<double>(bars.size()), all);
  measured.bars = std::move(bars);
  return measured;
}

constexpr MeasureGroup kOfRhythm = MeasureGroup::kRhythm;
constexpr std::array kRhythmMeasures = {
    CriticMeasure{"bar-rhythm entropy", kOfRhythm, "bits", 2, "of the rhythms of full bars",
                  rhythm_entropy},
    CriticMeasure{"beats struck", kOfRhythm, "%", 1, "on which a note begins", beats_struck},
    CriticMeasure{"attacks", kOfRhythm, "per beat", 2, "moments at which something begins",
                  attacks},
    CriticMeasure{"steady beats", kOfRhythm, "%", 1, "with the rhythm of the beat before",
                  steady_beats},
    CriticMeasure{"syncopations", kOfRhythm, "per 100 notes", 2,
                  "begun off the beat and held across the next", syncopations},
    CriticMeasure{"changes of texture", kOfRhythm, "% of bars", 1,
                  "bars with half as many attacks again as the one before, or the other way round",
                  texture_changes},
};

}  // namespace

std::span<const CriticMeasure> rhythm_measures() { return kRhythmMeasures; }

}  // namespace bach
