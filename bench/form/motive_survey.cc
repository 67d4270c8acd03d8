// How bars answer bars in plans that were drawn, beside Bach's own; see doc/form.md.
// motive_survey [--learn SET,SET] [--judge SET] [--draws N]   (all sets, cello and 8 if not named)
// Plans are drawn for the frames of the judged set's pieces, on drawn harmony.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "base/draws.h"
#include "form/heard_piece.h"
#include "form/motive/fit.h"
#include "form/motive/history.h"
#include "form/motive/model.h"
#include "harmony/plan/model.h"

namespace bach {
namespace {

using tests::HeardPiece;

constexpr std::array<const char*, 5> kRelationNames = {"new", "rhythm", "figure", "sequence",
                                                       "literal"};
constexpr std::array<const char*, kBarReferences> kReferenceNames = {
    "1 ago", "2 ago", "follows", "same place", "same end", "opening", "4 ago", "8 ago", "far"};

// Shares in percent, by name: how many of how many.
class Shares {
 public:
  void count(const std::string& name, bool holds) {
    Share& share = shares_[name];
    share.of += 1;
    share.holds += holds ? 1 : 0;
  }
  double percent(const std::string& name) const {
    const auto found = shares_.find(name);
    return found == shares_.end() ? 0 : 100 * found->second.holds / found->second.of;
  }
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& [name, share] : shares_) names.push_back(name);
    return names;
  }

 private:
  struct Share {
    double holds = 0;
    double of = 0;
  };
  std::map<std::string, Share> shares_;
};

std::string place_name(const BarPlaces& places, int bar) {
  const bool answers = places.part_index(bar) > 0;
  if (places.place(bar) < 0) return "upbeat";
  if (places.left(bar) == 0) return answers ? "last bar of B" : "last bar of A";
  if (places.left(bar) == 1) return answers ? "second last bar of B" : "second last bar of A";
  if (places.place(bar) == 0) return answers ? "first bar of B" : "first bar of A";
  if (places.place(bar) == 1) return answers ? "second bar of B" : "second bar of A";
  return "middle";
}

// Of the first part.
int first_bar(const BarPlaces& places) { return places.outline().parts.front().upbeat ? 1 : 0; }
int last_bar(const BarPlaces& places) { return places.outline().parts.front().bars - 1; }

void count_bar(Shares& shares, const MotiveHistory& history, const LearnedBar& bar) {
  const BarPlaces& places = history.places();
  const int index = history.next();
  const auto relation = static_cast<std::size_t>(bar.relation);
  const int token = history.token_of(bar);
  const std::string kind(kind_name(places.outline().kind));
  for (std::size_t r = 0; r < kRelationNames.size(); ++r) {
    shares.count(std::string("1 all: ") + kRelationNames[r], r == relation);
    shares.count("2 " + kind + ": " + kRelationNames[r], r == relation);
    shares.count("3 " + place_name(places, index) + ": " + kRelationNames[r], r == relation);
  }
  for (int each = 1; each < kBarTokens; ++each) {
    shares.count(std::string("4 ") +
                     kRelationNames[static_cast<std::size_t>(token_relation(each))] + ", " +
                     kReferenceNames[static_cast<std::size_t>(token_reference(each))],
                 each == token);
  }
  if (places.answering(index) == Answering::kItsDance && !places.part(index).second_dance) {
    const auto is_source = [&](int source) { return bar.source >= 0 && bar.source == source; };
    if (places.place(index) == 0) {
      shares.count("5 B opens as A, any relation", is_source(first_bar(places)));
    }
    if (places.left(index) == 0) {
      shares.count("5 B ends as A, any relation", is_source(last_bar(places)));
    }
  }
  const bool taken = is_taken(bar.relation);
  const BarRoot root = taken ? history.root(bar.source, bar.shift) : BarRoot{-1, 0};
  shares.count("6 taken bars", taken);
  shares.count("6 one of the last three moved alike", taken && history.heard(root, 3) > 0);
  shares.count("6 two of the last seven moved alike", taken && history.heard(root, 7) > 1);
  shares.count("6 fourth literal at one distance", bar.relation == BarRelation::kLiteral &&
                                                       history.literal_run(index - bar.source) > 2);
  if (index > 0) {
    const LearnedBar& before = history.bars().back();
    const bool goes_on = bar.source >= 0 && bar.source == before.source + 1 && before.source >= 0;
    shares.count("7 goes on from the last source", goes_on);
    if (goes_on && before.relation == BarRelation::kSequence) {
      shares.count("7 sequence goes on: sequence again", bar.relation == BarRelation::kSequence);
      if (bar.relation == BarRelation::kSequence) {
        shares.count("7 sequence goes on: as far", bar.shift == before.shift);
      }
    }
  }
  if (has_own_halves(bar.relation) && places.can_have_halves(index)) {
    const std::string whose = bar.relation == BarRelation::kNew ? "new bars" : "bars of rhythm";
    shares.count("a halves in rhythm, " + whose, bar.halves == BarHalves::kRhythm);
    shares.count("a halves alike, " + whose, bar.halves == BarHalves::kFigure);
    shares.count("a halves in rhythm, " + kind, bar.halves == BarHalves::kRhythm);
    shares.count("a halves alike, " + kind, bar.halves == BarHalves::kFigure);
  }
  if (places.progress(index) >= 0.75) {
    shares.count("8 last quarter, taken from the first",
                 bar.source >= 0 && places.progress(bar.source) < 0.25);
    shares.count("8 last quarter, rooted in the first",
                 taken && root.bar >= 0 && places.progress(root.bar) < 0.25 &&
                     places.part(root.bar).second_dance == places.part(index).second_dance);
  }
  if (taken) {
    for (int k = 0; k < kAgreements; ++k) {
      shares.count(std::string("9 chords agree, ") +
                       (bar.relation == BarRelation::kSequence ? "sequence, " : "literal, ") +
                       std::to_string(k),
                   k == bar.agreement);
    }
  }
}

void count_piece(Shares& shares, const LearnedPiece& piece) {
  const BarPlaces places(piece.outline);
  MotiveHistory history(places, 0);
  for (const LearnedBar& bar : piece.bars) {
    count_bar(shares, history, bar);
    history.add(bar);
  }
}

// Chords for the piece's sections that know nothing of its bars.
HarmonyPlan drawn_harmony(const PlanModel& model, const HeardPiece& piece, Draws& draws) {
  HarmonyPlan plan;
  for (const HeardSection& section : piece.sections) {
    const HarmonyPlan part = model.draw(section.section, {}, draws);
    plan.insert(plan.end(), part.begin(), part.end());
  }
  return plan;
}

double since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

int survey(const std::vector<std::string>& learned, const std::string& judged, int draws) {
  MotiveBook book;
  double nats = 0;
  double bars = 0;
  std::map<std::string, std::vector<HeardPiece>> heard;
  for (const std::string& set : learned) heard[set] = tests::heard_set(set.c_str());
  if (!heard.contains(judged)) heard[judged] = tests::heard_set(judged.c_str());
  for (const std::string& set : learned) {
    for (const HeardPiece& piece : heard[set]) book.add(piece.frame, piece.motives, piece.harmony);
  }
  const std::vector<HeardPiece>& pieces = heard[judged];
  PlanBook plans;
  for (const auto& [set, all] : heard) {
    for (const HeardPiece& piece : all) {
      for (const HeardSection& section : piece.sections) plans.add(section.section, section.plan);
    }
  }
  const PlanModel chords(plans);
  auto start = std::chrono::steady_clock::now();
  fit_rates(book);
  std::printf("fitted in %.1f s\n", since(start) / 1000);
  start = std::chrono::steady_clock::now();
  const MotiveModel model(book);
  std::printf("%zu pieces, %zu bytes, model in %.1f ms\n", book.pieces().size(),
              book.encode().size(), since(start));
  // Each piece measured by what the others teach.
  for (const HeardPiece& piece : pieces) {
    MotiveBook others;
    for (const std::string& set : learned) {
      for (const HeardPiece& other : heard[set]) {
        if (other.name != piece.name) others.add(other.frame, other.motives, other.harmony);
      }
    }
    nats += MotiveModel(others).nats(piece.frame, piece.motives);
    bars += static_cast<double>(piece.frame.bars.size());
  }
  std::printf("%.3f nats a bar, each piece left out\n", nats / bars);
  Shares bach, ours;
  double replaced = 0;
  double milliseconds = 0;
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    const HeardPiece& piece = pieces[p];
    count_piece(bach, learned_piece(piece.frame, piece.motives, piece.harmony));
    for (int k = 0; k < draws; ++k) {
      Draws random(static_cast<std::uint64_t>(k + 1), Purpose::kMotive,
                   static_cast<std::uint32_t>(p));
      Draws plan(static_cast<std::uint64_t>(k + 1), Purpose::kPlan, static_cast<std::uint32_t>(p));
      const HarmonyPlan harmony = drawn_harmony(chords, piece, plan);
      start = std::chrono::steady_clock::now();
      const DrawnMotives drawn = model.draw(piece.frame, harmony, random);
      milliseconds += since(start);
      count_piece(ours, learned_piece(piece.frame, drawn.bars, drawn.harmony));
      const auto before = chord_letters(harmony, piece.frame);
      const auto after = chord_letters(drawn.harmony, piece.frame);
      for (std::size_t b = 0; b < before.size(); ++b) replaced += before[b] != after[b] ? 1 : 0;
    }
  }
  std::printf("%.2f ms a plan; %.1f %% of the bars carry other chords\n\n",
              milliseconds / draws / static_cast<double>(pieces.size()),
              100 * replaced / draws / bars);
  std::printf("%-48s %7s %7s\n", "% of bars", "Bach", "drawn");
  std::string group;
  for (const std::string& name : bach.names()) {
    if (name.substr(0, 1) != group) std::printf("\n");
    group = name.substr(0, 1);
    std::printf("%-48s %7.1f %7.1f\n", name.c_str() + 2, bach.percent(name), ours.percent(name));
  }
  return 0;
}

}  // namespace
}  // namespace bach

int main(int argc, char** argv) {
  std::vector<std::string> learned = {"cello", "violin", "keyboard"};
  std::string judged = "cello";
  int draws = 8;
  for (int k = 1; k + 1 < argc; k += 2) {
    const std::string value = argv[k + 1];
    if (std::strcmp(argv[k], "--judge") == 0) judged = value;
    if (std::strcmp(argv[k], "--draws") == 0) draws = std::max(1, std::atoi(argv[k + 1]));
    if (std::strcmp(argv[k], "--learn") == 0) {
      learned.clear();
      for (std::size_t from = 0; from <= value.size();) {
        const std::size_t to = std::min(value.find(',', from), value.size());
        learned.push_back(value.substr(from, to - from));
        from = to + 1;
      }
    }
  }
  return bach::survey(learned, judged, draws);
}
