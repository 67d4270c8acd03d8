// Plans drawn by the plan model beside those heard in Bach, measured alike; see doc/harmony.md.
// plan_survey [SEEDS [SET…]]: so many plans for each section of the sets (all). The model learns
// from all of them; unexpected chords are measured by sections of other works alone.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "base/math.h"
#include "corpus/corpus.h"
#include "harmony/finder.h"
#include "harmony/functions.h"
#include "harmony/plan/context_counts.h"
#include "harmony/plan/heard.h"
#include "harmony/plan/model.h"
#include "score/key_estimate.h"

namespace bach {
namespace {

constexpr int kFolds = 6;

struct Piece {
  std::string name;
  int fold = 0;
  std::vector<HeardSection> sections;
};

std::vector<Piece> heard_pieces(const std::vector<std::string>& sets) {
  std::vector<Piece> pieces;
  std::map<std::string, int> works;
  for (const MovementSet& set : movement_sets()) {
    const bool named = std::find(sets.begin(), sets.end(), set.name) != sets.end();
    if (!sets.empty() && !named) continue;
    for (const Movement& movement : set.movements) {
      const Result<Score> score = load_written_movement(movement);
      if (!score) continue;
      const Result<HarmonyAnalysis> heard = find_harmony(*score);
      if (!heard) continue;
      PieceKind kind = kind_of(movement.alias);
      if (kind == PieceKind::kUnknown) kind = kind_of(score->title);
      const std::string work = movement.name.substr(0, movement.name.find('-'));
      const int number = works.emplace(work, static_cast<int>(works.size())).first->second;
      pieces.push_back({movement.name, number % kFolds, heard_sections(*score, *heard, kind)});
    }
  }
  return pieces;
}

// A plan by beats.
struct Laid {
  const PlanSection* section;
  std::vector<PlanLabel> labels;
  std::vector<Chord> chords;  // counted from home
};

Laid laid(const PlanSection& section, const HarmonyPlan& plan) {
  Laid made{&section, {}, {}};
  for (const PlanBeat& beat : section.beats) {
    made.labels.push_back(label_of(plan[chord_at(plan, beat.begin)], section.home));
    made.chords.push_back(chord_of(made.labels.back(), {}).chord);
  }
  return made;
}

std::array<std::uint64_t, 3> trigram(int mode, int last, int before) {
  return {PackedContext().with(mode, 2), PackedContext().with(mode, 2).with(last, kFunctions + 1),
          PackedContext().with(mode, 2).with(last, kFunctions + 1).with(before, kFunctions + 1)};
}

// The chords of a plan one after the other, each with the two before it (kFunctions: none).
template <typename Use>
void each_chord(const Laid& plan, Use use) {
  int last = kFunctions;
  int before = kFunctions;
  for (std::size_t i = 0; i < plan.labels.size(); ++i) {
    if (i > 0 && plan.labels[i] == plan.labels[i - 1]) continue;
    use(plan.labels[i], last, before);
    before = last;
    last = plan.labels[i].function;
  }
}

struct Tally {
  std::map<std::string, std::array<double, 2>> shares;  // of … are …
  std::map<std::string, std::vector<double>> values;    // of sections or pieces
  std::array<double, kFunctions> functions{};           // beats
  std::array<double, kKeys> keys{};                     // beats, by mode of home in keys + mode
  std::map<std::pair<int, int>, double> steps;          // chord to chord in a key
  std::map<int, double> lengths;                        // of chords, in beats

  void share(const std::string& name, double part, double all = 1) {
    shares[name][0] += part;
    shares[name][1] += all;
  }
};

bool is_dominant(const PlanLabel& label) {
  const HarmonicFunction& f = kFunctionTable[label.function];
  return leads_to({f.offset, f.quality}, 0) ||
         (f.quality != ChordQuality::kMajor && f.quality != ChordQuality::kMinor);
}

int goal_of(const Chord& chord) {
  const bool diminished = chord.quality == ChordQuality::kDiminished ||
                          chord.quality == ChordQuality::kDiminishedSeventh;
  return (chord.root + (diminished ? 1 : 5)) % kTonics;
}

void count_steps(const Laid& plan, Tally& tally) {
  int run = 1;
  for (std::size_t i = 1; i < plan.labels.size(); ++i) {
    const PlanLabel& last = plan.labels[i - 1];
    const PlanLabel& next = plan.labels[i];
    if (plan.chords[i] == plan.chords[i - 1]) {
      ++run;
    } else {
      ++tally.lengths[std::min(run, 9)];
      run = 1;
      tally.share("roots that fall a fifth, % of changes",
                  (plan.chords[i].root + kTonics - plan.chords[i - 1].root) % kTonics == 5);
      tally.share("changes on downbeats, %", plan.section->beats[i].place == 0);
      tally.share("chord before last comes back, % of changes", 0, 0);
      if (is_dominant(last) &&
          !(is_dominant(next) && goal_of(plan.chords[i]) == goal_of(plan.chords[i - 1]))) {
        const int above = (plan.chords[i].root + kTonics - goal_of(plan.chords[i - 1])) % kTonics;
        const ChordQuality quality = plan.chords[i].quality;
        const bool deceptive = (above == 9 && quality == ChordQuality::kMinor) ||
                               (above == 8 && quality == ChordQuality::kMajor);
        tally.share("dominants that resolve, %", above == 0 || deceptive);
      }
    }
    if (next.key == last.key && next != last) ++tally.steps[{last.function, next.function}];
    tally.share("beats on which the key changes, %", next.key != last.key);
    if (next.key != last.key)
      tally.share("key changes on downbeats, %", plan.section->beats[i].place == 0);
  }
}

// Whether bar `bar` has the chord roots of the one before, all moved alike; by how much (0: not
// moved).
int moved_bar(const Laid& plan, int bar) {
  std::map<int, std::array<int, 2>> by_place;
  std::map<int, int> seen;
  for (std::size_t i = 0; i < plan.labels.size(); ++i) {
    const PlanBeat& beat = plan.section->beats[i];
    if (beat.bar != bar && beat.bar != bar - 1) continue;
    by_place[beat.place][beat.bar == bar ? 1 : 0] = plan.chords[i].root;
    ++seen[beat.place];
  }
  int moved = -1;
  for (const auto& [place, roots] : by_place) {
    if (seen[place] != 2) return -1;
    const int by = (roots[1] + kTonics - roots[0]) % kTonics;
    if (moved >= 0 && by != moved) return -1;
    moved = by;
  }
  bool several = false;
  for (const auto& [place, roots] : by_place)
    several = several || roots[1] != by_place.begin()->second[1];
  return several ? moved : -1;
}

void count_section(const Laid& plan, Tally& tally) {
  const PlanSection& section = *plan.section;
  const int home = section.home.mode == Mode::kMinor ? kTonics : 0;
  std::array<bool, kKeys> seen{};
  int changes = 0;
  for (std::size_t i = 0; i < plan.labels.size(); ++i) {
    seen[plan.labels[i].key] = true;
    ++tally.functions[plan.labels[i].function];
    ++tally.keys[plan.labels[i].key];
    tally.share("beats away from home, %", plan.labels[i].key != home);
    if (i > 0 && plan.chords[i] != plan.chords[i - 1]) ++changes;
  }
  tally.values["local keys of a section"].push_back(
      static_cast<double>(std::count(seen.begin(), seen.end(), true)));
  const int bars = section.beats.back().bar + 1;
  tally.share("changes a bar, " + std::string(kind_name(section.kind)), changes, bars);
  tally.values["changes a bar"].push_back(static_cast<double>(changes) / bars);
  for (int bar = 1; bar < bars; ++bar) {
    const int moved = moved_bar(plan, bar);
    tally.share("bars of several chords moved from the last bar, %", moved > 0);
    tally.share("the same a step lower, %", moved == 10 || moved == 11);
    tally.share("bars with the last bar's chords, %", moved == 0);
  }
  if (section.role == PartRole::kFirst) {
    const int goal = plan.chords.back().root;
    bool led = false;
    for (std::size_t i = 0; i < plan.chords.size(); ++i) {
      led = led || (section.beats[i].left < 4 && leads_to(plan.chords[i], goal));
    }
    tally.share("first parts with their goal's leading chord in the last 4 bars, %", led);
  }
  count_steps(plan, tally);
}

void count_bits(const Laid& plan, const ContextCounts& chords, Tally& tally) {
  each_chord(plan, [&](const PlanLabel& label, int last, int before) {
    const double p = chords.probability(trigram(label.key / kTonics, last, before), label.function);
    tally.share("chord bits given two before", -portable_log(p) / portable_log(2.0) / 100);
  });
}

double median(std::vector<double> values, double at = 0.5) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(at * static_cast<double>(values.size() - 1) + 0.5)];
}

template <typename Map>
double distance(const Map& a, const Map& b) {  // total variation, %
  double sum_a = 0;
  double sum_b = 0;
  std::map<typename Map::key_type, std::array<double, 2>> both;
  for (const auto& [key, n] : a) {
    both[key][0] += n;
    sum_a += n;
  }
  for (const auto& [key, n] : b) {
    both[key][1] += n;
    sum_b += n;
  }
  double sum = 0;
  for (const auto& [key, n] : both) sum += std::abs(n[0] / sum_a - n[1] / sum_b);
  return 50 * sum;
}

template <std::size_t N>
double distance(const std::array<double, N>& a, const std::array<double, N>& b) {
  std::map<int, double> ma, mb;
  for (std::size_t i = 0; i < N; ++i) {
    ma[static_cast<int>(i)] = a[i];
    mb[static_cast<int>(i)] = b[i];
  }
  return distance(ma, mb);
}

// Asked of a drawn section: to end as it was heard to.
PlanWishes wishes_of(const HeardSection& heard) {
  PlanWishes wishes;
  const std::vector<PlannedChord>& plan = heard.plan;
  std::size_t last = plan.size() - 1;
  while (last > 0 && plan[last - 1].chord == plan.back().chord) --last;
  wishes.last = plan.back().chord;
  wishes.last_at = plan[last].at;
  return wishes;
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

int run(int seeds, const std::vector<std::string>& sets) {
  const std::vector<Piece> pieces = heard_pieces(sets);
  PlanBook book;
  std::array<PlanBook, kFolds> without;
  std::vector<ContextCounts> chords(kFolds, ContextCounts(kFunctions, {1, 2, 8}));
  for (const Piece& piece : pieces) {
    for (const HeardSection& each : piece.sections) {
      book.add(each.section, each.plan);
      for (int fold = 0; fold < kFolds; ++fold) {
        if (fold == piece.fold) continue;
        without[fold].add(each.section, each.plan);
        each_chord(laid(each.section, each.plan),
                   [&](const PlanLabel& label, int last, int before) {
                     chords[fold].add(trigram(label.key / kTonics, last, before), label.function);
                   });
      }
    }
  }
  const auto begin = std::chrono::steady_clock::now();
  const PlanModel model(book);
  const double built = seconds_since(begin);

  Tally bach;
  Tally ours;
  double nats = 0;
  double own_nats = 0;
  double beats = 0;
  std::vector<PlanModel> strangers;
  for (const PlanBook& each : without) strangers.emplace_back(each);
  double drawing = 0;
  std::uint32_t drawn = 0;
  const auto count = [&](const Piece& piece, const std::vector<HarmonyPlan>& plans, Tally& tally) {
    std::array<bool, kKeys> seen{};
    for (std::size_t s = 0; s < plans.size(); ++s) {
      const Laid plan = laid(piece.sections[s].section, plans[s]);
      count_section(plan, tally);
      count_bits(plan, chords[piece.fold], tally);
      for (const PlanLabel& label : plan.labels) seen[label.key] = true;
    }
    tally.values["local keys of a piece"].push_back(
        static_cast<double>(std::count(seen.begin(), seen.end(), true)));
  };
  for (const Piece& piece : pieces) {
    std::vector<HarmonyPlan> heard;
    for (const HeardSection& each : piece.sections) {
      heard.push_back(each.plan);
      nats += strangers[piece.fold].nats(each.section, each.plan);
      own_nats += model.nats(each.section, each.plan);
      beats += static_cast<double>(each.section.beats.size());
    }
    count(piece, heard, bach);
    for (int seed = 1; seed <= seeds; ++seed) {
      std::vector<HarmonyPlan> plans;
      const auto start = std::chrono::steady_clock::now();
      for (const HeardSection& each : piece.sections) {
        Draws draws(static_cast<std::uint64_t>(seed), Purpose::kPlan, drawn++);
        plans.push_back(model.draw(each.section, wishes_of(each), draws));
      }
      drawing += seconds_since(start);
      count(piece, plans, ours);
    }
  }

  std::printf("%zu pieces, %zu sections, %.0f beats; a book of %zu bytes\n", pieces.size(),
              book.examples().size(), beats, book.encode().size());
  std::printf("model made in %.1f ms; %.2f ms a section of %.0f beats\n", 1e3 * built,
              1e3 * drawing / drawn, beats / static_cast<double>(book.examples().size()));
  std::printf("nats a beat: %.4f by sections of other works, %.4f by all\n\n", nats / beats,
              own_nats / beats);
  std::printf("%-68s %8s %8s\n", "", "Bach", "drawn");
  for (const auto& [name, found] : bach.shares) {
    const bool percent = name.find('%') != std::string::npos;
    const double unit = name.find("bits") != std::string::npos || percent ? 100 : 1;
    const auto value = [&](Tally& tally) {
      return unit * tally.shares[name][0] / tally.shares[name][1];
    };
    if (found[1] > 0) std::printf("%-68s %8.2f %8.2f\n", name.c_str(), value(bach), value(ours));
  }
  for (const auto& [name, values] : bach.values) {
    for (const double at : {0.1, 0.5, 0.9}) {
      const std::string title =
          name + ", " + (at == 0.5 ? "median" : std::to_string(static_cast<int>(100 * at)) + " %");
      std::printf("%-68s %8.2f %8.2f\n", title.c_str(), median(values, at),
                  median(ours.values[name], at));
    }
    double a = 0, b = 0;
    for (double v : values) a += v / static_cast<double>(values.size());
    for (double v : ours.values[name]) b += v / static_cast<double>(ours.values[name].size());
    std::printf("%-68s %8.2f %8.2f\n", (name + ", mean").c_str(), a, b);
  }
  std::printf(
      "\napart (total variation, %%): functions by beats %.1f, keys by beats %.1f, chord to chord "
      "%.1f, lengths of chords %.1f\n",
      distance(bach.functions, ours.functions), distance(bach.keys, ours.keys),
      distance(bach.steps, ours.steps), distance(bach.lengths, ours.lengths));
  return 0;
}

}  // namespace
}  // namespace bach

int main(int argc, char** argv) {
  const int seeds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 4;
  return bach::run(seeds, std::vector<std::string>(argv + std::min(argc, 2), argv + argc));
}
