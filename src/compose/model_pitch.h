// Between music as it sounds and where the network is at home: its models learned cello music, and
// know a flute's best two octaves lower.
#pragma once

#include <vector>

#include "compose/movement_task.h"

namespace bach {

// The task `above_model` semitones lower: keys, endings, range and notes.
MovementTask as_the_model_hears(MovementTask task);

void move_notes(std::vector<SuiteNote>& notes, int semitones);

}  // namespace bach
