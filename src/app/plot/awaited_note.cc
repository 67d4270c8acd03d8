#include "app/plot/awaited_note.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "app/compose/given_piece.h"
#include "app/model/load.h"
#include "app/model/preset.h"
#include "evaluate/piece.h"
#include "evaluate/pitch_reader.h"
#include "lm/network_predictor.h"
#include "lm/probabilities.h"
#include "score/bars.h"
#include "score/piece_kind.h"
#include "suite/predictor.h"
#include "token/pitch_vocabulary.h"

namespace bach {
namespace {

constexpr int kBarsToCome = 16;

double in_quarters(Tick tick, int ticks_per_quarter) {
  return static_cast<double>(tick) / ticks_per_quarter;
}

// One part, in which nothing stands yet.
SuitePlan empty_plan(const NamedScore& piece) {
  SuitePlan plan;
  plan.kind = kind_of(piece.name);
  if (plan.kind == PieceKind::kUnknown) plan.kind = kind_of(piece.score.title);
  Metre metre = piece.score.metres.empty() ? Metre{} : piece.score.metres.back();
  Key key = piece.score.keys.empty() ? Key{} : piece.score.keys.back();
  metre.at = 0;
  key.at = 0;
  plan.metres = {metre};
  plan.parts = {{0, 0, 0, PartRole::kWhole, key}};
  return plan;
}

struct Heard {
  SuitePlan plan;
  std::vector<SuiteNote> notes;
};

Result<Heard> heard_in(const NamedScore& piece) {
  if (piece.score.tracks.empty()) return Heard{empty_plan(piece), {}};
  Result<GivenPiece> given = given_piece_of(piece, piece.name, GivenForm::kAsItSounds);
  if (!given) return std::move(given).error();
  return Heard{std::move(given->plan), std::move(given->notes)};
}

Result<AwaitedNote> awaited_by_suite(const Model& model, engine::Isa isa, const NamedScore& piece) {
  Result<Heard> heard = heard_in(piece);
  if (!heard) return std::move(heard).error();
  const Score& score = piece.score;
  const Tick place = score.end * kSuiteTicksPerQuarter / score.ticks_per_quarter;
  SuitePart& part = heard->plan.parts.back();
  const BarGrid bars(heard->plan.metres, kSuiteTicksPerQuarter);
  const BarPosition bar = bars.at(place);
  part.end = bars.bar_line_from(place) + kBarsToCome * bar_ticks(bar.metre, kSuiteTicksPerQuarter);
  if (heard->notes.empty()) part.first_onset = place;
  const NetworkPredictor network(model.config, model.parameters, 1, isa);
  suite::Predictor predictor(network, heard->plan);
  const int last = static_cast<int>(heard->plan.parts.size()) - 1;
  for (const SuiteNote& note : heard->notes) {
    predictor.move_to(note.part, note.onset);
    predictor.add(note.token);
  }
  predictor.move_to(last, place);
  AwaitedNote awaited;
  awaited.begin = in_quarters(score.end, score.ticks_per_quarter);
  awaited.lowest_pitch = kLowestSuitePitch;
  awaited.probabilities = predictor.pitches();
  const auto likely = std::max_element(awaited.probabilities.begin(), awaited.probabilities.end());
  awaited.rhythms = predictor.rhythms(kLowestSuitePitch +
                                      static_cast<int>(likely - awaited.probabilities.begin()));
  return awaited;
}

Result<AwaitedNote> awaited_pitch(const Model& model, engine::Isa isa, const NamedScore& piece) {
  const View view = natural_view(preset_of(model));
  const Score score = viewed_score(piece.score, view);
  std::vector<int> pitches;
  for (const Note& note : measured_notes(score, view.voices)) pitches.push_back(note.pitch);
  Result<std::vector<int>> rows = rows_of_pitches(pitches, piece.name);
  if (!rows) return std::move(rows).error();
  const std::size_t place = rows->size();
  rows->push_back(0);  // any: it is asked what is expected in its place
  AwaitedNote awaited;
  awaited.begin = in_quarters(score.end, score.ticks_per_quarter);
  awaited.lowest_pitch = kLowestPitch;
  awaited.needed = model.config.window;
  PitchReader reader(model, isa);
  reader.read(*rows, [&](std::size_t note, std::span<const float> logits) {
    if (note == place) awaited.probabilities = probabilities_of(logits);
  });
  return awaited;
}

}  // namespace

Result<AwaitedNote> awaited_note(const Model& model, const NamedScore& piece) {
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  return preset_of(model) == Preset::kSuite ? awaited_by_suite(model, *isa, piece)
                                            : awaited_pitch(model, *isa, piece);
}

}  // namespace bach
