// A suite network that knows nothing: nearly every note is as likely as any other, so that only the
// rules keep its music together.
#pragma once

#include "lm/model.h"
#include "lm/network_parameters.h"
#include "suite/piece.h"
#include "suite/preset.h"

namespace bach::test {

inline Model clueless_model() {
  Model model;
  model.config = suite_config();
  model.config.hidden = 8;
  model.card.vocabulary = kSuiteVocabularyName;
  model.card.vocabulary_fingerprint = suite_vocabulary_fingerprint();
  model.parameters = initial_parameters(model.config, 1);
  return model;
}

}  // namespace bach::test
