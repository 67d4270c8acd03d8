// From a request to what is written: plan of parts, endings, limits, where to begin. The one place
// that reads a request for suite models.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "app/compose/given_piece.h"
#include "app/compose/request.h"
#include "base/result.h"
#include "compose/form_book.h"
#include "compose/movement_task.h"

namespace bach {

struct MovementTasks {
  // `attempts` in a row are tries at one output; the best of them is kept.
  std::vector<MovementTask> tasks;
  std::uint32_t attempts = 1;
  // The music given, without the bars to write again: new notes are added to it. None: the tasks
  // are whole pieces.
  std::optional<GivenPiece> given;
};

// request.outputs outputs; output k is the same however many are asked for.
//  - With a primer, it is heard and continued at seam_of() it for as many bars, notes or seconds as
//    asked for, else 16 bars. Key, metre, tempo and tracks are its own; bars end on the tonic.
//  - With infill, the notes that begin in bars from_bar … to_bar (counted as they sound, an upbeat
//    stands before bar 1) are composed again. All others stay as they are. The best attempt is the
//    one that makes the music after it most probable.
//  - With a plan, the tasks have its form, chords and bars.
//  - Else the forms are drawn from `forms`.
// With harmony, movements and infills have its chords planned already. `request` must have passed
// check_request(). Errors: what cannot be read, bars that are not there, a form that is not in the
// book, those of asked_plan() and ask_for_chords().
Result<MovementTasks> movement_tasks(const ComposeRequest& request, const FormBook& forms);

// Output `output` of such a request without music given; `pair`: two dances, I, II and I again.
Result<MovementTask> movement_task(const ComposeRequest& request, const FormBook& forms,
                                   std::uint32_t output, bool pair);

// `key` so many semitones higher; of 0 spelled as it is.
Key sounding_key(const Key& key, int semitones);

// A key nobody asked for: up to four accidentals, drawn by (Purpose::kForm, output).
Key drawn_key(std::uint64_t seed, std::uint32_t output);

}  // namespace bach
