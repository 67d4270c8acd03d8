#include "app/model/load.h"

#include <utility>

#include "app/model/shipped.h"
#include "base/file.h"
#include "lm/model_file.h"
#include "suite/piece.h"
#include "suite/preset.h"
#include "token/pitch_sequences.h"
#include "token/pitch_vocabulary.h"

namespace bach {
namespace {

Error unsupported(const std::string& path, const std::string& why) {
  return {ErrorCode::kUnsupported, path + ": " + why, {}};
}

Error foreign_vocabulary(const std::string& path) {
  return unsupported(path,
                     "its vocabulary is not this program's; train it again with this version");
}

// Whether rows of a vocabulary go in, one at a time, and come out.
bool is_over(const std::string& fingerprint, int rows, const Model& model) {
  const NetworkConfig& config = model.config;
  return model.card.vocabulary_fingerprint == fingerprint && config.fields.size() == 1 &&
         field_range(config, 0) == rows && config.heads.size() == 1 &&
         config.heads[0].classes == rows;
}

}  // namespace

Preset preset_of(const Model& model) {
  if (model.config.window > 0) return Preset::kNotebook;
  return model.card.vocabulary == kSuiteVocabularyName ? Preset::kSuite : Preset::kSequences;
}

Result<Model> load_any_model(const std::string& path, std::vector<std::string>* warnings) {
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  return any_model_of(*bytes, path, warnings);
}

Result<Model> any_model_of(std::span<const std::uint8_t> bytes, const std::string& name,
                           std::vector<std::string>* warnings) {
  Result<Model> model = decode_model(bytes, name);
  if (!model) return model;
  if (warnings != nullptr && !has_digest(bytes)) {
    warnings->push_back(
        name + ": says no digest of its weights, so whether they are damaged is not known");
  }
  if (preset_of(*model) == Preset::kSuite) {
    model->config = over_this_record(std::move(model->config));
  }
  switch (preset_of(*model)) {
    case Preset::kNotebook:
      if (is_over(pitch_vocabulary_fingerprint(), kPitchRows, *model)) return model;
      break;
    case Preset::kSequences:
      if (is_over(pitch_sequence_fingerprint(), kPitchSequenceRows, *model)) return model;
      break;
    case Preset::kSuite:
      if (Status suite = check_suite_model(*model, name); !suite) return std::move(suite).error();
      return model;
  }
  return foreign_vocabulary(name);
}

Result<Model> load_model(const std::string& path) {
  Result<Model> model = load_any_model(path);
  if (!model || model->config.window > 0) return model;
  return unsupported(path, "it is a model of whole sequences; this task takes one of windows");
}

Result<Model> load_suite_model(const std::string& path, std::vector<std::string>* warnings) {
  if (path.empty()) return shipped_model();
  Result<Model> model = load_any_model(path, warnings);
  if (!model) return model;
  if (preset_of(*model) == Preset::kSuite) return model;
  return unsupported(path, "a model of pitches only; train one with `preset` suite");
}

Status check_suite_model(const Model& model, const std::string& path) {
  if (model.card.vocabulary_fingerprint != suite_vocabulary_fingerprint()) {
    return foreign_vocabulary(path);
  }
  const Status suite = is_suite_config(model.config);
  if (suite) return {};
  return unsupported(path, suite.error().message);
}

}  // namespace bach
