// Scores in events.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

#include "api/event.h"
#include "app/render/notation.h"
#include "base/result.h"
#include "score/score.h"

namespace bach::api {

// Notes and what counts them, as it sounds: {"ticks_per_quarter", "end", "seconds", "tempos",
// "metres", "keys", "tracks"}. read_score() reads it.
nlohmann::ordered_json score_json(const Score& score);
// With where it stands on the page that `labels` make of it: {…, "written", "bars"}, empty for what
// cannot be written.
nlohmann::ordered_json score_json(const Score& score, const ScoreLabels& labels);

// Of an ending in Request::files.
const ScoreFormat& format_of_ending(const std::string& ending);

// Adds {"files": {ENDING: …}} to `fields`: the movements, one behind the other, as a file of each
// ending. Sends what their written form took as warnings.
Status add_files(nlohmann::ordered_json& fields, std::span<const Score> movements,
                 const ScoreLabels& labels, const std::vector<std::string>& endings,
                 const Events& events);

}  // namespace bach::api
