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
#include "harmony/plan/sequences.h"
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
  std::map<int, double> functions;                      // beats
  std::map<int, double> keys;                           // beats
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
  const std::vector<int> moved = moved_bars(section.beats, plan.labels);
  for (std::size_t bar = 1; bar < moved.size(); ++bar) {
    tally.share("bars of several chords moved from the last bar, %", moved[bar] > 0);
    tally.share("the same a step lower, %", moved[bar] == 10 || moved[bar] == 11);
    tally.share("bars with the last bar's chords, %", moved[bar] == 0);
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
    tally.share("chord bits given two before", -portable_log(p) / portable_log(2.0));
  });
}

double quantile(std::vector<double> values, double at) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(at * static_cast<double>(values.size() - 1) + 0.5)];
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double each : values) sum += each;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

// Total variation, in percent.
template <typename Key>
double distance(const std::map<Key, double>& a, const std::map<Key, double>& b) {
  std::array<double, 2> sums{};
  std::map<Key, std::array<double, 2>> both;
  for (const auto& [key, count] : a) sums[0] += both[key][0] = count;
  for (const auto& [key, count] : b) sums[1] += both[key][1] = count;
  double apart = 0;
  for (const auto& [key, counts] : both) {
    apart += std::abs(counts[0] / sums[0] - counts[1] / sums[1]);
  }
  return 50 * apart;
}

// Bach's, drawn by a model of all, drawn by models that know no other movement of the work.
struct Tallies {
  Tally bach, drawn, strange;

  template <typename Value>
  void row(const std::string& name, Value value) {
    std::printf("%-68s %8.2f %8.2f %8.2f\n", name.c_str(), value(bach), value(drawn),
                value(strange));
  }
};

void print(Tallies& tallies) {
  std::printf("%-68s %8s %8s %8s\n", "", "Bach", "drawn", "unheard");
  for (const auto& [name, found] : tallies.bach.shares) {
    const double unit = name.find('%') != std::string::npos ? 100 : 1;
    tallies.row(name, [&, &title = name](Tally& tally) {
      return unit * tally.shares[title][0] / tally.shares[title][1];
    });
  }
  for (const auto& [name, values] : tallies.bach.values) {
    for (const int at : {10, 50, 90}) {
      tallies.row(
          name + ", " + std::to_string(at) + " % are below",
          [&, &title = name](Tally& tally) { return quantile(tally.values[title], at / 100.0); });
    }
    tallies.row(name + ", mean",
                [&title = name](Tally& tally) { return mean(tally.values[title]); });
  }
  const auto apart = [&](const char* name, auto member) {
    tallies.row(name, [&](Tally& tally) { return distance(tallies.bach.*member, tally.*member); });
  };
  std::printf("\napart from Bach (total variation, %%)\n");
  apart("functions by beats", &Tally::functions);
  apart("keys by beats", &Tally::keys);
  apart("chord to chord in a key", &Tally::steps);
  apart("lengths of chords", &Tally::lengths);
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

  Tallies tallies;
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
    count(piece, heard, tallies.bach);
    for (int seed = 1; seed <= seeds; ++seed) {
      std::vector<HarmonyPlan> plans;
      std::vector<HarmonyPlan> unheard;
      for (const HeardSection& each : piece.sections) {
        Draws draws(static_cast<std::uint64_t>(seed), Purpose::kPlan, drawn++);
        Draws again = draws;
        const auto start = std::chrono::steady_clock::now();
        plans.push_back(model.draw(each.section, wishes_of(each), draws));
        drawing += seconds_since(start);
        unheard.push_back(strangers[piece.fold].draw(each.section, wishes_of(each), again));
      }
      count(piece, unheard, tallies.strange);
      count(piece, plans, tallies.drawn);
    }
  }

  std::printf("%zu pieces, %zu sections, %.0f beats; a book of %zu bytes\n", pieces.size(),
              book.examples().size(), beats, book.encode().size());
  std::printf("model made in %.1f ms; %.2f ms a section of %.0f beats\n", 1e3 * built,
              1e3 * drawing / drawn, beats / static_cast<double>(book.examples().size()));
  std::printf("nats a beat: %.4f by sections of other works, %.4f by all\n\n", nats / beats,
              own_nats / beats);
  print(tallies);
  return 0;
}

}  // namespace
}  // namespace bach

int main(int argc, char** argv) {
  const int seeds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 4;
  return bach::run(seeds, std::vector<std::string>(argv + std::min(argc, 2), argv + argc));
}
