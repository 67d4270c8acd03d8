// Which movements a suite has: one task each, from one request for all.
#pragma once

#include <string>
#include <vector>

#include "app/compose/request.h"
#include "base/result.h"
#include "compose/form_book.h"
#include "compose/movement_task.h"
#include "score/score.h"

namespace bach {

struct PlannedSuite {
  std::string title;                // "Suite in A minor", "Suite for violin in A minor"
  Key key_asked;                    // before it was transposed
  Key key;                          // as it sounds
  std::vector<MovementTask> tasks;  // six
};

// The seed decides the key and the galanterie, unless they are given, and all forms. `request` must
// have passed check_suite_request(). Errors: bars too few for a form.
Result<PlannedSuite> plan_suite(const SuiteRequest& request, const FormBook& forms);

// "Menuet I and II", "Gigue".
std::string movement_title(PieceKind kind);

// "1-prelude" … "6-gigue": files are called so, and the fifth tells its place, not which dance was
// drawn for it.
const std::vector<std::string>& suite_movement_names();

}  // namespace bach
