#include "bach/suite_model.h"

#include <algorithm>
#include <utility>

#include "app/model/load.h"
#include "bach/by_midi_note.h"
#include "base/math.h"
#include "lm/network_predictor.h"
#include "nn/engine/isa.h"
#include "score/bars.h"
#include "suite/decode.h"
#include "suite/encode.h"
#include "suite/predictor.h"
#include "suite/scorer.h"

namespace bach {
namespace {

constexpr std::size_t kMostParts = 2;
constexpr int kMostBarsOfPart = 10000;

Status check(const PieceOutline& outline) {
  const Metre& metre = outline.metre;
  const bool power_of_two = metre.denominator > 0 && metre.denominator <= 64 &&
                            (metre.denominator & (metre.denominator - 1)) == 0;
  if (!power_of_two || metre.numerator < 1 || metre.numerator > 64) {
    return invalid_argument("metre", std::to_string(metre.numerator) + "/" +
                                         std::to_string(metre.denominator) +
                                         " is not a metre the model can count");
  }
  if (outline.key.fifths < -7 || outline.key.fifths > 7) {
    return invalid_argument("key", "has at most seven sharps or flats");
  }
  if (outline.bars.empty() || outline.bars.size() > kMostParts) {
    return invalid_argument("bars", "must be those of one part or of two");
  }
  for (const int bars : outline.bars) {
    if (bars < 1 || bars > kMostBarsOfPart) {
      return invalid_argument("bars", "must be from 1 to " + std::to_string(kMostBarsOfPart));
    }
  }
  if (outline.upbeat < 0 || outline.upbeat >= bar_ticks(metre, kSuiteTicksPerQuarter)) {
    return invalid_argument("upbeat", "must be shorter than a bar");
  }
  return {};
}

SuitePlan plan_of(const PieceOutline& outline) {
  SuitePlan plan;
  plan.kind = outline.kind;
  plan.metres = {{0, outline.metre.numerator, outline.metre.denominator}};
  Key key = outline.key;
  key.at = 0;
  const Tick bar = bar_ticks(outline.metre, kSuiteTicksPerQuarter);
  Tick begin = outline.upbeat > 0 ? bar - outline.upbeat : 0;
  for (std::size_t part = 0; part < outline.bars.size(); ++part) {
    const PartRole role = outline.bars.size() == 1         ? PartRole::kWhole
                          : part + 1 < outline.bars.size() ? PartRole::kFirst
                                                           : PartRole::kLast;
    const Tick end = begin + outline.bars[part] * bar;
    plan.parts.push_back({begin, end, begin, role, key});
    begin = end;
  }
  return plan;
}

}  // namespace

struct SuiteStream::State {
  State(const NetworkPredictor& network, const SuitePlan& plan) : predictor(network, plan) {
    for (const SuitePart& part : plan.parts) {
      // Two parts are each repeated.
      piece.play_order.insert(piece.play_order.end(), plan.parts.size(),
                              static_cast<int>(piece.sections.size()));
      piece.sections.push_back({part.begin, part.end, part.first_onset, {}});
    }
    piece.plan = plan;
  }

  // kInvalidArgument unless a note of this pitch can come.
  Status check(int pitch) const {
    if (predictor.steps().done()) return invalid_argument("", "the piece is full");
    if (is_suite_pitch(pitch)) return {};
    return invalid_argument("pitch", std::to_string(pitch) + " is not a pitch the model knows");
  }

  suite::Predictor predictor;
  SuitePiece piece;  // what was taken
};

SuiteStream::SuiteStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
SuiteStream::SuiteStream(const SuiteStream& other)
    : state_(std::make_unique<State>(*other.state_)) {}
SuiteStream::SuiteStream(SuiteStream&&) noexcept = default;
SuiteStream& SuiteStream::operator=(SuiteStream other) noexcept {
  state_.swap(other.state_);
  return *this;
}
SuiteStream::~SuiteStream() = default;

bool SuiteStream::done() const { return state_->predictor.steps().done(); }

Tick SuiteStream::onset() const {
  return done() ? state_->piece.plan.parts.back().end : state_->predictor.steps().onset();
}

int SuiteStream::part() const {
  return std::min(state_->predictor.steps().part(),
                  static_cast<int>(state_->piece.plan.parts.size()) - 1);
}

std::vector<double> SuiteStream::pitches() {
  if (done()) return {};
  return by_midi_note(state_->predictor.pitches(), kLowestSuitePitch);
}

Result<std::vector<double>> SuiteStream::rhythms(int pitch) {
  if (const Status known = state_->check(pitch); !known) return known.error();
  return state_->predictor.rhythms(pitch);
}

std::vector<float> SuiteStream::pitch_logits() {
  if (done()) return {};
  return state_->predictor.pitch_logits();
}

Result<std::vector<float>> SuiteStream::rhythm_logits(int pitch) {
  if (const Status known = state_->check(pitch); !known) return known.error();
  return state_->predictor.rhythm_logits(pitch);
}

std::vector<float> SuiteStream::state() {
  if (done()) return {};
  return state_->predictor.state();
}

Status SuiteStream::add(int pitch, int rhythm) {
  if (Status known = state_->check(pitch); !known) return known;
  if (rhythm < 0 || rhythm >= kRhythmClasses) {
    return invalid_argument("rhythm", std::to_string(rhythm) + " is not a place in kRhythms");
  }
  const SuiteToken token{static_cast<std::uint8_t>(pitch), static_cast<std::uint8_t>(rhythm)};
  state_->piece.sections[static_cast<std::size_t>(part())].tokens.push_back(token);
  state_->predictor.add(token);
  return {};
}

Score SuiteStream::score() const { return decode_suite(state_->piece); }

struct SuiteModel::State {
  std::shared_ptr<const Model> model;
  engine::Isa isa;
  NetworkPredictor network;  // fresh
};

SuiteModel::SuiteModel(std::shared_ptr<const State> state) : state_(std::move(state)) {}

Result<SuiteModel> SuiteModel::open(const std::string& path) {
  Result<Model> model = load_suite_model(path);
  if (!model) return std::move(model).error();
  return of(std::make_shared<const Model>(std::move(*model)), path);
}

Result<SuiteModel> SuiteModel::of(std::shared_ptr<const Model> model, const std::string& name) {
  if (preset_of(*model) != Preset::kSuite) {
    return Error{ErrorCode::kUnsupported, name + ": it is a model of pitches alone", {}};
  }
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  const NetworkPredictor network(model->config, model->parameters, 1, *isa);
  return SuiteModel(std::make_shared<const State>(State{std::move(model), *isa, network}));
}

Result<SuiteStream> SuiteModel::begin(const PieceOutline& outline) const {
  if (const Status sound = check(outline); !sound) return sound.error();
  return SuiteStream(std::make_unique<SuiteStream::State>(state_->network, plan_of(outline)));
}

Result<std::vector<NoteProbability>> SuiteModel::probabilities(const Score& score,
                                                               const std::string& name) const {
  const Result<SuiteEncoding> encoding = encode_any(score, name);
  if (!encoding) return encoding.error();
  const Model& model = *state_->model;
  suite::Scorer scorer(model.config, model.parameters, state_->isa, {});
  const suite::NoteNats nats = scorer.score(encoding->piece).front();
  std::vector<NoteProbability> notes;
  for (const SuiteNote& note : first_statements(encoding->piece)) {
    const std::size_t n = notes.size();
    notes.push_back({note.onset, note.duration, note.token.pitch, portable_exp(-nats.pitch[n]),
                     portable_exp(-nats.rhythm[n])});
  }
  return notes;
}

}  // namespace bach
