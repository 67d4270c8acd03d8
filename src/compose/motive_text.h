// What a bar takes up, as words: "sequence of bar 5 up 1 (0.3) or bar 3 down 2"; "rhythm of bar 2 with
// halves alike"; "new on 1 2+1/2 3".
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "compose/plan_ruler.h"
#include "form/motive/plan.h"

namespace bach {

// Empty: nothing.
std::string motive_text(const PlannedBar& bar, const PlanRuler& ruler);

// The choices and halves of such words, or of "new", for a bar that is yet to be placed; bars they
// name need not be there. Errors: what is wrong with the words.
Result<PlannedBar> motive_from_text(std::string_view text, const PlanRuler& ruler);

}  // namespace bach
