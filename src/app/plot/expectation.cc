#include "app/plot/expectation.h"

#include <algorithm>
#include <cmath>

#include "lm/sequence_predictor.h"
#include "nn/cross_entropy.h"
#include "suite/preset.h"
#include "suite/record.h"
#include "suite/steps.h"

namespace bach {
namespace {

void make_probabilities(std::vector<float>& logits) {
  const float largest = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (const float logit : logits) sum += std::exp(static_cast<double>(logit) - largest);
  for (float& logit : logits) {
    logit = static_cast<float>(std::exp(static_cast<double>(logit) - largest) / sum);
  }
}

}  // namespace

std::vector<ExpectedNote> expectations(const SequenceModel& model, const SuitePiece& piece,
                                       engine::Isa isa) {
  const std::vector<int> records = suite_records(piece);
  SequencePredictor predictor(model.config, model.parameters, 1, isa);
  std::vector<float> rhythm(kRhythmClasses);
  std::vector<ExpectedNote> notes;
  const int* record = records.data();
  for (const SuiteNote& note : first_statements(piece)) {
    const std::span<const int> fields(record, suite::columns());
    record += suite::columns();
    predictor.advance(fields);
    ExpectedNote expected{note, std::vector<float>(kSuitePitches), 0, 0};
    predictor.head(kPitchHead, fields, expected.pitch);
    predictor.head(kRhythmHead, fields, rhythm);
    const int pitch = note.token.pitch - kLowestSuitePitch, rhythm_class = note.token.rhythm;
    expected.pitch_nats = cross_entropy(1, kSuitePitches, expected.pitch.data(), &pitch);
    expected.rhythm_nats = cross_entropy(1, kRhythmClasses, rhythm.data(), &rhythm_class);
    make_probabilities(expected.pitch);
    notes.push_back(std::move(expected));
  }
  return notes;
}

}  // namespace bach
