// What a LanguageModel expects of each note of a piece.
#include <algorithm>
#include <utility>

#include "app/model/load.h"
#include "bach/language_model_state.h"
#include "lm/network_predictor.h"
#include "suite/encode.h"
#include "suite/preset.h"
#include "suite/record.h"
#include "suite/steps.h"
#include "token/pitch_sequences.h"
#include "token/pitch_vocabulary.h"
#include "token/pitch_windows.h"

namespace bach {
namespace {

constexpr std::size_t kWindowsAtOnce = 64;

NoteLogits room_for(const NetworkConfig& config, int head, std::size_t notes) {
  NoteLogits logits;
  logits.notes = notes;
  logits.classes = static_cast<std::size_t>(config.heads[static_cast<std::size_t>(head)].classes);
  logits.values.resize(logits.notes * logits.classes);
  return logits;
}

NoteLogits logits_of_windows(NetworkPredictor& predictor, std::span<const int> rows) {
  const auto window = static_cast<std::size_t>(predictor.config().window);
  NoteLogits logits =
      room_for(predictor.config(), 0, rows.size() > window ? rows.size() - window : 0);
  std::vector<int> inputs;
  for (std::size_t first = 0; first < logits.notes; first += kWindowsAtOnce) {
    const std::size_t count = std::min(kWindowsAtOnce, logits.notes - first);
    inputs.clear();
    for (std::size_t k = first; k < first + count; ++k) {
      const auto seen = rows.subspan(k, window);
      inputs.insert(inputs.end(), seen.begin(), seen.end());
    }
    const std::span<const float> values = predictor.after_windows(inputs);
    std::copy(values.begin(), values.end(),
              logits.values.begin() + static_cast<std::ptrdiff_t>(first * logits.classes));
  }
  if (rows.size() > window)
    logits.targets.assign(rows.begin() + static_cast<std::ptrdiff_t>(window), rows.end());
  return logits;
}

NoteLogits logits_of_sequence(NetworkPredictor& predictor, std::span<const int> rows) {
  NoteLogits logits = room_for(predictor.config(), 0, rows.size());
  for (std::size_t note = 0; note < rows.size(); ++note) {
    const int before = note == 0 ? kPieceMark : rows[note - 1];
    predictor.advance({&before, 1});
    predictor.head(0, {&before, 1},
                   std::span(logits.values).subspan(note * logits.classes, logits.classes));
  }
  logits.targets.assign(rows.begin(), rows.end());
  return logits;
}

Result<NoteLogits> logits_of_suite(NetworkPredictor& predictor, const Score& score,
                                   const std::string& name, int head) {
  const Result<SuiteEncoding> encoding = encode_any(score, name);
  if (!encoding) return encoding.error();
  const std::vector<SuiteNote> notes = first_statements(encoding->piece);
  const std::vector<int> records = suite_records(encoding->piece);
  const std::size_t width = suite::columns();
  NoteLogits logits = room_for(predictor.config(), head, notes.size());
  for (std::size_t note = 0; note < notes.size(); ++note) {
    const auto record = std::span(records).subspan(note * width, width);
    predictor.advance(record);
    predictor.head(head, record,
                   std::span(logits.values).subspan(note * logits.classes, logits.classes));
    const SuiteToken token = notes[note].token;
    logits.targets.push_back(head == kPitchHead ? token.pitch - kLowestSuitePitch : token.rhythm);
  }
  return logits;
}

}  // namespace

Result<NoteLogits> LanguageModel::logits(const Score& score, const std::string& name,
                                         ModelHead head) const {
  const Model& model = *state_->model;
  const Preset preset = preset_of(model);
  const auto predictor = [&](std::size_t lanes) {
    return NetworkPredictor(model.config, model.parameters, static_cast<int>(lanes), state_->isa);
  };
  if (preset == Preset::kSuite) {
    NetworkPredictor one = predictor(1);
    return logits_of_suite(one, score, name, head == ModelHead::kPitch ? kPitchHead : kRhythmHead);
  }
  if (head != ModelHead::kPitch) {
    return invalid_argument(
        "head", "must be pitch: a model of preset " + preset_name(preset) + " knows no rhythm");
  }
  const bool windows = preset == Preset::kNotebook;
  const Result<std::vector<int>> rows =
      rows_of_pitches(windows ? notebook_notes(score) : leading_pitches(score), "the score");
  if (!rows) return rows.error();
  NetworkPredictor lanes = predictor(windows ? kWindowsAtOnce : 1);
  return windows ? logits_of_windows(lanes, *rows) : logits_of_sequence(lanes, *rows);
}

}  // namespace bach
