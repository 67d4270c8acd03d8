// What is behind a LanguageModel. Not a public header.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bach/language_model.h"
#include "lm/model.h"
#include "nn/engine/isa.h"

namespace bach {

struct LanguageModel::State {
  std::shared_ptr<const Model> model;  // one that load_any_model() would take
  std::string name;                    // for errors
  engine::Isa isa;
  std::vector<std::string> warnings = {};
};

// kUnsupported when this machine cannot run networks as it is told to.
Result<LanguageModel> language_model(Model model, const std::string& name,
                                     std::vector<std::string> warnings = {});

}  // namespace bach
