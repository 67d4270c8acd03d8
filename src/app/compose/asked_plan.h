// What a request says of the plan itself: a file, or chords as Roman numerals.
#pragma once

#include <optional>
#include <string>

#include "app/compose/request.h"
#include "base/result.h"
#include "compose/form_book.h"
#include "compose/movement_task.h"
#include "harmony/plan/numerals.h"

namespace bach {

struct AskedPlan {
  std::optional<MovementForm> form = {};     // with chords and bars, as it sounds
  std::optional<NumeralBars> numerals = {};  // in the keys they name
};

// Reads request.plan and request.harmony. `request` must have passed check_request(). Errors: what
// cannot be read (see read_plan()), a plan that says otherwise than `kind`, `key`, `metre` or `bars`.
Result<AskedPlan> asked_plan(const ComposeRequest& request);

// Plans the numerals as chords of all that the task is to write, its keys `semitones` above those
// that numerals name, and has its parts end on them. Errors: more chords than beats in a bar, another
// number of bars.
Status ask_for_chords(MovementTask& task, const NumeralBars& numerals, int semitones);

// The plan of a task as text, so many semitones lower than it sounds.
std::string plan_text_of(const MovementTask& task, int semitones);

}  // namespace bach
