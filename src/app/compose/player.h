// Music that is given, for whoever is to play it on.
#pragma once

#include "app/compose/given_piece.h"
#include "app/compose/request.h"
#include "base/result.h"

namespace bach {

// Moves the music to where the instrument that is asked for can play it, and by `transpose`; sets its
// sound and name. Music that lies in the instrument's range stays; else it goes as far as a cello's
// would go to the instrument (or from the one that plays it, where that is known), and by octaves.
// Errors (kInvalidArgument): there is no such place.
Status give_to_player(GivenPiece& given, const ComposeRequest& request);

// MovementTask::above_model beside it: what is asked for, but by octaves within the suite pitches.
int above_model_of(const GivenPiece& given, const ComposeRequest& request);

}  // namespace bach
