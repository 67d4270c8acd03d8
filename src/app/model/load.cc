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

Status check_windows(const Model& model, const std::string& path) {
  if (model.card.vocabulary_fingerprint == pitch_vocabulary_fingerprint() &&
      model.config.vocabulary == kPitchRows) {
    return {};
  }
  return foreign_vocabulary(path);
}

// Pitch rows and the mark go in, one at a time, and come out.
Status check_pitch_sequences(const SequenceModel& model, const std::string& path) {
  const SequenceConfig& config = model.config;
  if (model.card.vocabulary_fingerprint == pitch_sequence_fingerprint() &&
      config.fields.size() == 1 && field_range(config, 0) == kPitchSequenceRows &&
      config.heads.size() == 1 && config.heads[0].classes == kPitchSequenceRows) {
    return {};
  }
  return foreign_vocabulary(path);
}

}  // namespace

Preset preset_of(const AnyModel& model) {
  if (std::holds_alternative<Model>(model)) return Preset::kNotebook;
  return card_of(model).vocabulary == kSuiteVocabularyName ? Preset::kSuite : Preset::kSequences;
}

const ModelCard& card_of(const AnyModel& model) {
  return std::visit([](const auto& one) -> const ModelCard& { return one.card; }, model);
}

Result<AnyModel> load_any_model(const std::string& path) {
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  Result<AnyModel> any = decode_any_model(*bytes, path);
  if (!any) return any;
  const Preset preset = preset_of(*any);
  const Status known = preset == Preset::kNotebook ? check_windows(std::get<Model>(*any), path)
                       : preset == Preset::kSuite
                           ? check_suite_model(std::get<SequenceModel>(*any), path)
                           : check_pitch_sequences(std::get<SequenceModel>(*any), path);
  if (!known) return known.error();
  return any;
}

Result<Model> load_model(const std::string& path) {
  auto any = load_any_model(path);
  if (!any) return std::move(any).error();
  if (Model* model = std::get_if<Model>(&*any)) return std::move(*model);
  return unsupported(path, "it is a model of whole sequences; this task takes one of windows");
}

Result<SequenceModel> load_suite_model(const std::string& path) {
  if (path.empty()) return shipped_model();
  auto any = load_any_model(path);
  if (!any) return std::move(any).error();
  if (preset_of(*any) == Preset::kSuite) return std::get<SequenceModel>(std::move(*any));
  return unsupported(path, "a model of pitches only; train one with `preset` suite");
}

Status check_suite_model(const SequenceModel& model, const std::string& path) {
  if (model.card.vocabulary_fingerprint != suite_vocabulary_fingerprint()) {
    return foreign_vocabulary(path);
  }
  const Status suite = is_suite_config(model.config);
  if (suite) return {};
  return unsupported(path, suite.error().message);
}

}  // namespace bach
