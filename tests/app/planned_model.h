// A suite network that knows nothing but what is planned.
#pragma once

#include <vector>

#include "app/clueless_model.h"
#include "corpus/corpus.h"
#include "suite/encode.h"
#include "suite/plan_knowledge.h"

namespace bach::test {

// Its plans are those of the first cello suite.
inline Model planned_model() {
  static const Model model = [] {
    std::vector<SuitePiece> pieces;
    for (const Movement& movement : cello_movements()) {
      if (movement.alias[2] != '1') continue;
      pieces.push_back(encode_any(*load_movement(movement), movement.alias)->piece);
    }
    Model made = clueless_model();
    made.attachments = attachments_of(learn_plans(pieces, pieces.size()));
    return made;
  }();
  return model;
}

}  // namespace bach::test
