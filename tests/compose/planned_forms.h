// Forms of Bach's with plans drawn for them.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "compose/form_book.h"
#include "compose/movement_planner.h"
#include "corpus/corpus.h"
#include "suite/encode.h"
#include "suite/plan_knowledge.h"

namespace bach::test {

struct PlannedForms {
  FormBook forms;
  MovementPlanner planner;

  MovementTask task(const FormRequest& request, std::uint64_t seed) const {
    const auto form = forms.form(request, seed, 0);
    MovementTask task;
    task.plan = form->plan;
    task.endings = form->endings;
    task.play_order = form->play_order;
    task.seed = seed;
    return task;
  }

  // Of any kind and key, or a pair of dances.
  MovementForm form(std::uint32_t seed, bool pair) const {
    const Key key{0, static_cast<int>(seed % 13) - 6, seed % 3 == 0 ? Mode::kMinor : Mode::kMajor};
    FormRequest request;
    request.key = key;
    request.pair = pair;
    MovementForm form = *forms.form(request, seed, 0);
    MovementTask drawn = task(request, seed);
    planner.plan(drawn, {});
    form.plan = std::move(drawn.plan);
    return form;
  }
};

// What is known of the cello suites 1 and 5; learned once.
inline const PlannedForms& planned_forms() {
  static const PlannedForms planned = [] {
    std::vector<SuitePiece> all;
    std::vector<SuitePiece> some;
    for (const Movement& movement : cello_movements()) {
      all.push_back(encode_any(*load_movement(movement), movement.alias)->piece);
      const char suite = movement.alias[2];
      if (suite == '1' || suite == '5') some.push_back(all.back());
    }
    return PlannedForms{FormBook(all), MovementPlanner(learn_plans(some, some.size()))};
  }();
  return planned;
}

}  // namespace bach::test
