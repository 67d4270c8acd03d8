// What tells kinds of dances apart in rhythm, and where tones that lead somewhere go: composed suites beside
// Bach's for cello, by kind of movement; see doc/music.md.
// dance_survey FIRST LAST [MODEL]   (seeds)
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "corpus/corpus.h"
#include "critic/composed_suites.h"
#include "evaluate/critic_controls.h"
#include "score/bars.h"

namespace bach {
namespace {

constexpr std::array<const char*, 6> kKinds = {"prelude",   "allemande",  "courante",
                                               "sarabande", "galanterie", "gigue"};

struct Share {
  double hits = 0;
  double all = 0;
  void add(bool hit) {
    hits += hit ? 1 : 0;
    all += 1;
  }
  std::string text() const {
    if (all == 0) return "-";
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", 100 * hits / all);
    return text;
  }
};

struct Row {
  Share short_notes;   // bars with notes off the eighths
  Share long_notes;    // bars with a note of a quarter or more between others
  Share second_beats;  // bars of 3/4 in which nothing begins within the second beat
  Share held;          // … nor until the middle of the third
  Share sevenths;      // of dominants that fall by a step
  Share leading;       // leading notes of dominants that rise
};

// The tonic that a dominant leads to.
std::optional<int> goal_of(const Chord& chord) {
  if (chord.quality == ChordQuality::kDominantSeventh) return (chord.root + 5) % 12;
  const bool diminished = chord.quality == ChordQuality::kDiminished ||
                          chord.quality == ChordQuality::kDiminishedSeventh;
  if (diminished) return (chord.root + 1) % 12;
  return std::nullopt;
}

// Whether a note `least` to `most` semitones above follows until a beat behind the chord, or two behind the note.
bool goes_on(const CriticDance& dance, std::size_t note, int least, int most) {
  const HeardNote& from = dance.notes[note];
  const Tick beat = dance.moments[from.moment].beat;
  const Tick until = std::max({from.end, from.onset + 2 * beat, dance.span_of(from).end + beat});
  for (std::size_t k = note + 1; k < dance.notes.size() && dance.notes[k].onset <= until; ++k) {
    const int rise = dance.notes[k].pitch - from.pitch;
    if (dance.notes[k].onset > from.onset && rise >= least && rise <= most) return true;
  }
  return false;
}

void count_leading(const CriticDance& dance, Row& row) {
  for (std::size_t k = 0; k < dance.notes.size(); ++k) {
    const HeardNote& note = dance.notes[k];
    const Chord& chord = dance.span_of(note).chord;
    const std::optional<int> goal = goal_of(chord);
    if (!goal || note.moment + 1 == dance.moments.size()) continue;
    const int above = (note.pitch + 12 - *goal) % 12;
    if (above == 11) row.leading.add(goes_on(dance, k, 1, 1));
    if (above == 5 && chord.quality == ChordQuality::kDominantSeventh) {
      row.sevenths.add(goes_on(dance, k, -2, -1));
    }
  }
}

void count_bar(const std::vector<Tick>& attacks, Tick length, Tick quarter, Row& row) {
  const auto between = [&](Tick from, Tick to) {  // both left out
    return std::any_of(attacks.begin(), attacks.end(),
                       [&](Tick attack) { return attack > from && attack < to; });
  };
  row.short_notes.add(std::any_of(attacks.begin(), attacks.end(),
                                  [&](Tick attack) { return attack * 2 % quarter != 0; }));
  Tick longest = 0;
  for (std::size_t k = 0; k < attacks.size(); ++k) {
    const Tick next = k + 1 < attacks.size() ? attacks[k + 1] : length;
    longest = std::max(longest, next - attacks[k]);
  }
  row.long_notes.add(attacks.size() > 1 && longest >= quarter);
  if (length != 3 * quarter) return;
  const bool struck = std::find(attacks.begin(), attacks.end(), quarter) != attacks.end();
  row.second_beats.add(struck && !between(quarter, 2 * quarter));
  row.held.add(struck && !between(quarter, 2 * quarter + quarter / 2));
}

void count_bars(const CriticDance& dance, Row& row) {
  const BarGrid grid(dance.score);
  for (const CriticDance::Range& bar : dance.bar_notes) {
    if (bar.begin == bar.end) continue;
    const Moment& first = dance.moments[dance.notes[bar.begin].moment];
    if (first.onset != first.bar_line) continue;
    std::vector<Tick> attacks;
    for (std::size_t k = bar.begin; k < bar.end; ++k) {
      const Tick attack = dance.notes[k].onset - first.bar_line;
      if (attacks.empty() || attacks.back() != attack) attacks.push_back(attack);
    }
    count_bar(attacks, grid.at(first.onset).length, dance.score.ticks_per_quarter, row);
  }
}

std::array<Row, kKinds.size()> rows_of(const std::vector<CriticPiece>& pieces) {
  std::array<Row, kKinds.size()> rows;
  for (const CriticPiece& piece : pieces) {
    for (const CriticDance& dance : piece.dances) {
      count_leading(dance, rows[place_in_suite(piece)]);
      count_bars(dance, rows[place_in_suite(piece)]);
    }
  }
  return rows;
}

int run(int first, int last, const std::string& model) {
  ThreadPool threads(0);
  SuiteRequest request;
  request.movement.model = model;
  const Result<ComposedSuites> composed = composed_suites(first, last, request, threads);
  if (!composed) {
    std::fprintf(stderr, "dance_survey: %s\n", composed.error().text().c_str());
    return 1;
  }
  const auto ours = rows_of(composed->pieces);
  const auto bach = rows_of(controls::heard_movements(cello_movements(), threads));
  std::printf("%% of bars, of tones; ours / Bach's\n%-12s", "");
  struct Column {
    const char* title;
    Share Row::*share;
  };
  static constexpr std::array<Column, 6> kColumns = {{{"short notes", &Row::short_notes},
                                                      {"long notes", &Row::long_notes},
                                                      {"second beats", &Row::second_beats},
                                                      {"held on", &Row::held},
                                                      {"sevenths fall", &Row::sevenths},
                                                      {"leading rise", &Row::leading}}};
  for (const Column& column : kColumns) std::printf(" %-13s", column.title);
  std::printf("\n");
  for (std::size_t kind = 0; kind < kKinds.size(); ++kind) {
    std::printf("%-12s", kKinds[kind]);
    for (const auto& [title, share] : kColumns) {
      const std::string cell = (ours[kind].*share).text() + " / " + (bach[kind].*share).text();
      std::printf(" %-13s", cell.c_str());
    }
    std::printf("\n");
  }
  return 0;
}

}  // namespace
}  // namespace bach

int main(int argc, char** argv) {
  const int first = argc < 3 ? 0 : std::atoi(argv[1]);
  const int last = argc < 3 ? 0 : std::atoi(argv[2]);
  if (first < 1 || last < first || argc > 4) {
    std::fprintf(stderr, "usage: dance_survey FIRST LAST [MODEL]\n");
    return 2;
  }
  return bach::run(first, last, argc == 4 ? argv[3] : "");
}
