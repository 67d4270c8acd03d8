// The music and the model in a request.
#pragma once

#include <vector>

#include "api/event.h"
#include "api/request.h"
#include "app/music/named_score.h"
#include "base/result.h"
#include "lm/model.h"

namespace bach::api {

// What models in requests are called.
inline constexpr char kModelName[] = "the model given";

// All pieces, in order; the name of a set of movements is each of them. Sends what had to be mended
// as warnings.
Result<std::vector<NamedScore>> open_music(const Request& request, const Events& events);
// The one piece there has to be.
Result<NamedScore> open_piece(const Request& request, const Events& events);

// request.model, which has to be there, of any preset. Without a digest of its weights: a warning.
Result<Model> open_model(const Request& request, const Events& events);

}  // namespace bach::api
