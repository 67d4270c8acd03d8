// Composes many suites with the model in the program and counts what doc/suite.md promises.
// suite_survey [FIRST LAST] [--unplanned]   (seeds; 1 and 100 when none are named)
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "app/suite.h"
#include "compose/bar_guard.h"
#include "compose/playable.h"
#include "form/cycles.h"
#include "score/bars.h"

namespace bach {
namespace {

struct Counts {
  int movements = 0;
  int parts = 0;
  int broken = 0;     // notes that break a rule
  int loops = 0;      // movements that have one
  int copies = 0;     // movements with 18 notes or more of Bach's
  int away = 0;       // movements whose last chord is not the tonic's
  int odd_steps = 0;  // last parts whose last chord is not reached by a last step
  int more_than_three = 0;
  int cycles = 0;                 // movements with bars that go round longer than most_repeats()
  int longest_cycle = 1;          // bars in a row, the first statement counted
  int removed[4] = {0, 0, 0, 0};  // loops, copies, cycles, bars before an ending
  std::size_t longest = 0;
};

bool in_set(std::uint32_t classes, int pitch) { return (classes >> (pitch % 12) & 1U) != 0; }

bool keeps_rules(const MovementTask& task, const std::vector<SuiteNote>& notes, std::size_t k) {
  const SuiteNote& note = notes[k];
  const BarPosition place = BarGrid(task.plan.metres, kSuiteTicksPerQuarter).at(note.onset);
  std::vector<int> sounding;
  for (std::size_t j = k + 1; j-- > 0 && notes[j].onset + 7680 > note.onset;) {
    if (notes[j].onset + notes[j].duration > note.onset) sounding.push_back(notes[j].token.pitch);
  }
  return note.token.pitch >= task.range.lowest && note.token.pitch <= task.range.highest &&
         (place.offset % 60 == 0 || place.offset % 160 == 0) &&
         note.onset + note.duration <= task.plan.parts[static_cast<std::size_t>(note.part)].end &&
         playable_together(*task.instrument, sounding);
}

void count_last_chord(const ComposedMovement& movement, Counts& counts) {
  const std::vector<SuiteNote>& notes = movement.outcome.notes;
  const PartEnding tonic =
      ending_on(EndingChord::kTonic, movement.task.plan.parts.back().key, notes.back().onset);
  const auto bass = std::find_if(notes.begin(), notes.end(), [&](const SuiteNote& note) {
    return note.onset == notes.back().onset;
  });
  const int top = notes.back().token.pitch;
  counts.away += !in_set(tonic.bass, bass->token.pitch) || !in_set(tonic.top, top);
  const int lead = (bass - 1)->token.pitch;
  counts.odd_steps += !is_last_step(lead, top) && !is_last_step(lead, bass->token.pitch);
}

void count_cycles(const Score& score, Counts& counts) {
  bool goes_round = false;
  for (const LiteralCycle& cycle : cycles_of(score, bars_of_score(score, score.keys))) {
    goes_round |= cycle.bars > most_repeats(cycle.period);
    counts.longest_cycle = std::max(counts.longest_cycle, 1 + cycle.bars);
  }
  counts.cycles += goes_round;
}

void count(const SuiteMovement& each, Counts& counts) {
  const MovementOutcome& outcome = each.piece.movement->outcome;
  const MovementTask& task = each.piece.movement->task;
  ++counts.movements;
  counts.parts += static_cast<int>(task.plan.parts.size());
  for (std::size_t k = 0; k < outcome.notes.size(); ++k) {
    counts.broken += !keeps_rules(task, outcome.notes, k);
  }
  counts.loops += each.originality.loop.has_value();
  counts.copies += each.originality.longest.notes >= kCopiedRun;
  counts.longest = std::max(counts.longest, each.originality.longest.notes);
  count_last_chord(*each.piece.movement, counts);
  count_cycles(each.piece.score, counts);
  counts.more_than_three += outcome.tries > 3;
  counts.removed[0] += outcome.loops;
  counts.removed[1] += outcome.copies;
  counts.removed[2] += outcome.cycles;
  counts.removed[3] += outcome.endings;
}

int survey(int first, int last, bool planned) {
  Counts counts;
  for (int seed = first; seed <= last; ++seed) {
    const SuiteRequest request{.movement = {.seed = static_cast<std::uint64_t>(seed)},
                               .planned_endings = planned};
    const auto suite = compose_suite(request, {}, Cancellation());
    if (!suite) {
      std::fprintf(stderr, "suite_survey: %s\n", suite.error().text().c_str());
      return 1;
    }
    for (const SuiteMovement& each : suite->movements) count(each, counts);
  }
  std::printf("seeds %d to %d, endings %s: %d movements, %d parts\n", first, last,
              planned ? "planned" : "as they come", counts.movements, counts.parts);
  std::printf("notes that break a rule       %d\n", counts.broken);
  std::printf("movements with a loop         %d\n", counts.loops);
  std::printf("with 18 notes of Bach's       %d (the longest run has %zu)\n", counts.copies,
              counts.longest);
  std::printf("whose bars go in a circle     %d (the longest of %d bars)\n", counts.cycles,
              counts.longest_cycle);
  std::printf("that do not end on the tonic  %d\n", counts.away);
  std::printf("that end after an odd leap    %d\n", counts.odd_steps);
  std::printf("with more than three tries    %d\n", counts.more_than_three);
  std::printf("removed: loops %d, copies %d, cycles %d, bars before an ending %d\n",
              counts.removed[0], counts.removed[1], counts.removed[2], counts.removed[3]);
  return 0;
}

}  // namespace
}  // namespace bach

int main(int argc, char** argv) {
  std::vector<int> seeds;
  bool planned = true;
  for (int k = 1; k < argc; ++k) {
    if (std::string(argv[k]) == "--unplanned") {
      planned = false;
    } else {
      seeds.push_back(std::atoi(argv[k]));
    }
  }
  if (seeds.empty()) seeds = {1, 100};
  if (seeds.size() != 2) {
    std::fprintf(stderr, "suite_survey: name the first and the last seed\n");
    return 2;
  }
  return bach::survey(seeds[0], seeds[1], planned);
}
