// Scores in requests.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/result.h"
#include "score/score.h"

namespace bach::api {

// What score_json() writes, read back: the same score but for its title, markers and what of a tempo
// is beyond its digits. `seconds`, `written` and `bars` follow from the rest and are passed over; `end`
// may be missing, so may channels and velocities, and tempos, metres and keys. Tracks without notes are
// left out. Errors (kInvalidArgument) begin at `path`: "music/score/tracks/0/notes/12/2". No more is
// taken than notation/notate.h would write down, nor later than a MIDI file can say.
Result<Score> read_score(const nlohmann::json& json, const std::string& path);

}  // namespace bach::api
