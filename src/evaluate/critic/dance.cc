#include "evaluate/critic/dance.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "harmony/finder.h"
#include "score/bars.h"
#include "score/carry.h"
#include "score/fold.h"
#include "score/form.h"
#include "score/in_force.h"
#include "score/written.h"
#include "score/written_bars.h"

namespace bach {
namespace {

// Music of its own, with where it stands on the piece's paper.
struct Excerpt {
  Score score;
  std::vector<Stretch> stretches;  // of the written piece, in order
};

// Whether every part is played twice before the next one, as dances are: "AABB", or twice that and
// the first half once more.
bool is_dance_form(const std::string& pattern) {
  std::size_t parts = 0;
  while (2 * parts + 1 < pattern.size() && pattern[2 * parts] == pattern[2 * parts + 1]) ++parts;
  if (parts == 0) return false;
  // The da capo of a pair: the first parts again, once.
  const std::size_t again = pattern.size() - 2 * parts;
  if (again >= parts) return false;
  for (std::size_t i = 0; i < again; ++i) {
    if (pattern[2 * parts + i] != pattern[2 * i]) return false;
  }
  return true;
}

Tick bar_line_before(const Score& score, Tick tick) { return BarGrid(score).at(tick).begin; }

// The first statements of parts, one after the other, each a section played twice.
Excerpt excerpt_of(const Score& folded, const std::vector<Section>& statements) {
  Excerpt excerpt{empty_like(folded), {}};
  Tick at = statements.front().begin - bar_line_before(folded, statements.front().begin);
  excerpt.score.end = at;
  // Bars are counted from tick 0, where carry() has nothing to carry yet.
  if (const Metre* metre = in_force(folded.metres, statements.front().begin)) {
    excerpt.score.metres.push_back({0, metre->numerator, metre->denominator});
  }
  for (const Section& statement : statements) {
    const Stretch stretch{statement.begin, statement.end, at - statement.begin};
    carry(folded, stretch, excerpt.score);
    excerpt.stretches.push_back(stretch);
    excerpt.score.play_order.insert(excerpt.score.play_order.end(), 2,
                                    static_cast<int>(excerpt.score.sections.size()));
    excerpt.score.sections.push_back({at, excerpt.score.end});
    at = excerpt.score.end;
  }
  // What else the piece is scored for is silent here.
  std::erase_if(excerpt.score.tracks, [](const Track& track) { return track.notes.empty(); });
  return excerpt;
}

Score without_drums(Score score) {
  std::erase_if(score.tracks, [](const Track& track) { return track.channel == kDrumChannel; });
  return score;
}

// First statements of the parts of each dance.
std::vector<std::vector<Section>> dances_of(const Form& form) {
  std::vector<std::vector<Section>> dances;
  for (const Part& part : form.parts) {
    dances.resize(std::max(dances.size(), static_cast<std::size_t>(part.dance) + 1));
    dances[static_cast<std::size_t>(part.dance)].push_back(part.statement);
  }
  return dances;
}

void collect_notes(CriticDance& dance) {
  std::vector<Key> keys;
  for (const KeySpan& span : dance.harmony.keys) {
    keys.push_back(span.key);
    keys.back().at = span.begin;
  }
  const std::vector<std::vector<Spelling>> spelled = spell(dance.score, keys);
  for (std::size_t t = 0; t < dance.score.tracks.size(); ++t) {
    const std::vector<Note>& notes = dance.score.tracks[t].notes;
    for (std::size_t n = 0; n < notes.size(); ++n) {
      HeardNote heard;
      heard.onset = notes[n].onset;
      heard.end = notes[n].end();
      heard.pitch = notes[n].pitch;
      heard.spelling = spelled[t][n];
      dance.notes.push_back(heard);
    }
  }
  // Of unisons the longest stays.
  std::stable_sort(dance.notes.begin(), dance.notes.end(),
                   [](const HeardNote& a, const HeardNote& b) {
                     if (a.onset != b.onset) return a.onset < b.onset;
                     if (a.pitch != b.pitch) return a.pitch < b.pitch;
                     return a.end > b.end;
                   });
  const auto same = [](const HeardNote& a, const HeardNote& b) {
    return a.onset == b.onset && a.pitch == b.pitch;
  };
  dance.notes.erase(std::unique(dance.notes.begin(), dance.notes.end(), same), dance.notes.end());
}

// Index of the last of `items` that begins at or before `tick`, else of the first.
template <typename Item>
std::size_t index_at(const std::vector<Item>& items, Tick tick) {
  const auto next = std::upper_bound(items.begin(), items.end(), tick,
                                     [](Tick at, const Item& item) { return at < item.begin; });
  return next == items.begin() ? 0 : static_cast<std::size_t>(next - items.begin()) - 1;
}

}  // namespace

CriticDance heard_dance(std::string name, Score score, HarmonyAnalysis harmony, FormAnalysis form) {
  CriticDance dance;
  dance.name = std::move(name);
  dance.score = std::move(score);
  dance.harmony = std::move(harmony);
  dance.form = std::move(form);
  collect_notes(dance);
  const BarGrid grid(dance.score);
  dance.bar_notes.resize(dance.form.bars.size());
  for (std::size_t i = 0; i < dance.notes.size(); ++i) {
    HeardNote& note = dance.notes[i];
    note.span = index_at(dance.harmony.spans, note.onset);
    note.chord_tone = is_chord_tone(dance.harmony.spans[note.span].chord, note.pitch);
    const std::size_t bar = index_at(dance.form.bars, note.onset);
    note.bar = static_cast<int>(bar);
    CriticDance::Range& range = dance.bar_notes[bar];
    if (range.end == 0) range.begin = i;
    range.end = i + 1;
    if (dance.moments.empty() || dance.moments.back().onset != note.onset) {
      const BarPosition place = grid.at(note.onset);
      dance.moments.push_back({note.onset, i, i, place.offset, place.begin,
                               beat_ticks(place.metre, dance.score.ticks_per_quarter)});
    }
    dance.moments.back().end = i + 1;
    note.moment = dance.moments.size() - 1;
  }
  for (const FormBar& bar : dance.form.bars) dance.bar_numbers.push_back(bar.number);
  return dance;
}

Result<CriticDance> hear_dance(std::string name, Score score) {
  Result<HarmonyAnalysis> harmony = find_harmony(score);
  if (!harmony) return std::move(harmony).error();
  Result<FormAnalysis> form = find_form(score, *harmony);
  if (!form) return std::move(form).error();
  return heard_dance(std::move(name), std::move(score), std::move(*harmony), std::move(*form));
}

Result<std::vector<CriticDance>> hear_dances(const std::string& name, const Score& unfolded) {
  const Score played = without_drums(snap_to_written(unfolded).score);
  const Score folded = fold(played);
  const WrittenBars paper(folded);
  std::vector<CriticDance> dances;
  const Form form = form_of(folded);
  if (!is_dance_form(form.pattern)) {
    Result<CriticDance> dance = hear_dance(name, played);
    if (!dance) return std::move(dance).error();
    for (std::size_t b = 0; b < dance->bar_numbers.size(); ++b) {
      dance->bar_numbers[b] = paper.at_sounding(dance->form.bars[b].begin);
    }
    dances.push_back(std::move(*dance));
    return dances;
  }
  const std::vector<std::vector<Section>> statements = dances_of(form);
  for (std::size_t d = 0; d < statements.size(); ++d) {
    Excerpt excerpt = excerpt_of(folded, statements[d]);
    Result<CriticDance> dance =
        hear_dance(statements.size() == 1 ? name : name + (d == 0 ? " I" : " II"), excerpt.score);
    if (!dance) return std::move(dance).error();
    for (std::size_t b = 0; b < dance->bar_numbers.size(); ++b) {
      const Tick at = dance->form.bars[b].begin;
      Tick shift = excerpt.stretches.front().shift;
      for (const Stretch& stretch : excerpt.stretches) {
        if (stretch.begin + stretch.shift <= at) shift = stretch.shift;
      }
      dance->bar_numbers[b] = paper.at(at - shift);
    }
    dances.push_back(std::move(*dance));
  }
  return dances;
}

}  // namespace bach
