#include "bach/language_model.h"

#include <algorithm>
#include <utility>

#include "app/model/load.h"
#include "app/model/save.h"
#include "app/model/shipped.h"
#include "bach/language_model_state.h"
#include "bach/measurement_of.h"
#include "base/math.h"
#include "lm/model_file.h"
#include "lm/network_config_text.h"
#include "lm/network_parameters.h"
#include "suite/piece.h"
#include "token/pitch_vocabulary.h"

namespace bach {

LanguageModel::LanguageModel(std::shared_ptr<const State> state) : state_(std::move(state)) {}

Result<LanguageModel> language_model(Model model, const std::string& name,
                                     std::vector<std::string> warnings) {
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  return LanguageModel(std::make_shared<const LanguageModel::State>(LanguageModel::State{
      std::make_shared<const Model>(std::move(model)), name, *isa, std::move(warnings)}));
}

Result<LanguageModel> LanguageModel::open(const std::string& path) {
  std::vector<std::string> warnings;
  Result<Model> model = path.empty() ? shipped_model() : load_any_model(path, &warnings);
  if (!model) return std::move(model).error();
  return language_model(std::move(*model), path.empty() ? "the model in the library" : path,
                        std::move(warnings));
}

Result<LanguageModel> LanguageModel::from_bytes(std::span<const std::uint8_t> bytes,
                                                const std::string& name) {
  std::vector<std::string> warnings;
  Result<Model> model = any_model_of(bytes, name, &warnings);
  if (!model) return std::move(model).error();
  return language_model(std::move(*model), name, std::move(warnings));
}

std::vector<std::uint8_t> LanguageModel::bytes() const { return encode_model(*state_->model); }

Status LanguageModel::save(const std::string& path) const {
  return save_model(*state_->model, path);
}

const std::string& LanguageModel::name() const { return state_->name; }

const std::vector<std::string>& LanguageModel::warnings() const { return state_->warnings; }

ModelAbout LanguageModel::about() const {
  const Model& model = *state_->model;
  const ModelCard& card = model.card;
  return {preset_name(preset_of(model)),
          network_config_text(model.config),
          card.vocabulary,
          card.command,
          card.program_version,
          card.seed,
          card.steps,
          card.held_out_nats};
}

std::vector<NamedTensor> LanguageModel::tensors() const {
  const Model& model = *state_->model;
  const ParameterLayout layout(model.config);
  std::vector<NamedTensor> tensors;
  for (const TensorSlot& slot : layout.tensors()) {
    const auto values = std::span(model.parameters).subspan(slot.offset, slot.size);
    tensors.push_back({slot.name, slot.shape, {values.begin(), values.end()}});
  }
  return tensors;
}

int LanguageModel::lowest_pitch() const {
  return preset_of(*state_->model) == Preset::kSuite ? kLowestSuitePitch : kLowestPitch;
}

int LanguageModel::pitches() const {
  return preset_of(*state_->model) == Preset::kSuite ? kSuitePitches : kPitchRows;
}

Result<ModelMeasurement> LanguageModel::measure(const std::vector<NamedScore>& music,
                                                const Cancellation& stop) const {
  EvaluateOptions options;
  options.models = {state_->name};
  options.models_at_hand = {state_->model};
  for (const NamedScore& piece : music) {
    options.music.push_back({piece.name, piece.name, piece.score});
  }
  if (options.music.empty()) return invalid_argument("scores", "must be at least one");
  const Result<EvaluationReport> report = evaluate_models(options, {}, stop);
  if (!report) return report.error();
  return measurement_of(*report);
}

Result<PitchModel> LanguageModel::note_by_note() const {
  return PitchModel::of(*state_->model, state_->name);
}

Result<SuiteModel> LanguageModel::suite_note_by_note() const {
  return SuiteModel::of(state_->model, state_->name);
}

void to_log_probabilities(std::span<float> logits, std::size_t classes) {
  for (std::size_t row = 0; row + classes <= logits.size(); row += classes) {
    const std::span<float> values = logits.subspan(row, classes);
    const double best = *std::max_element(values.begin(), values.end());
    double total = 0;
    for (const float value : values) total += portable_exp(double{value} - best);
    const double all = best + portable_log(total);
    for (float& value : values) value = static_cast<float>(double{value} - all);
  }
}

}  // namespace bach
