// Draws plans: keys and chords for sections that have no notes yet.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/draws.h"
#include "harmony/plan/book.h"
#include "harmony/plan/chord_tables.h"
#include "harmony/plan/key_chain.h"
#include "harmony/plan/plan.h"
#include "harmony/plan/section.h"
#include "harmony/plan/skeleton.h"
#include "harmony/plan/wishes.h"

namespace bach {

// Learned from a book's sections, in some 10 ms for 350 of them. Reading is safe from any number of
// threads; the same draws give the same plan on every machine.
class PlanModel {
 public:
  explicit PlanModel(const PlanBook& book);

  // −ln P of a whole plan, which is not empty, given its section: of its keys by how often they
  // change and to which, of its chords given those. Draws take keys from skeletons instead, of which
  // these chances know nothing.
  double nats(const PlanSection& section, const HarmonyPlan& plan) const;

  // A plan for the section; doc/harmony.md says how. Whatever is asked, there is one:
  //  - fixed beats carry what they were given, whatever else is asked;
  //  - the section rests on the wished chord from the beat that holds `last_at` (its last beat where
  //    that lies outside), in the key of a section that ends alike, else in the one it is tonic of.
  //    What comes before leads to that chord by its leading note, in a half cadence, too, unless fixed
  //    beats leave no room;
  //  - a first or whole section's first downbeat is the tonic; a last or whole one ends at home.
  // With an empty book all keys are home and chords follow each other by chance.
  HarmonyPlan draw(const PlanSection& section, const PlanWishes& wishes, Draws& draws) const;

 private:
  struct Rest {
    std::size_t beat = 0;  // from there on
    PlanLabel label;
  };
  static Rest rest_of(const PlanSection& section, const PlanWishes& wishes,
                      const KeySkeleton* skeleton);
  int draw_pace(const PlanSection& section, std::span<const BeatContext> beats,
                const PlanWishes& wishes, const KeySkeleton* skeleton, Draws& draws) const;

  KeyChain keys_;
  ChordTables chords_;
  ContextCounts paces_;
  std::vector<KeySkeleton> skeletons_;
};

}  // namespace bach
