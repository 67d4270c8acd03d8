#include "bach/pitch_model.h"

#include <utility>

#include "app/model/load.h"
#include "bach/by_midi_note.h"
#include "lm/network_stream.h"
#include "lm/probabilities.h"
#include "nn/engine/isa.h"
#include "token/pitch_sequences.h"
#include "token/pitch_vocabulary.h"

namespace bach {

struct PitchModel::State {
  NetworkPredictor network;  // fresh
  std::vector<std::vector<int>> beginnings;
};

// Of a network of windows the last rows are kept, each time read from the first; another carries
// its state from row to row.
struct PitchStream::State {
  explicit State(const NetworkPredictor& fresh) : network(fresh), stream(fresh) {
    if (network.config().window == 0) stream.advance(std::vector{kPieceMark});
  }

  void add(int row) {
    const auto window = static_cast<std::size_t>(network.config().window);
    if (window == 0) {
      stream.advance(std::vector{row});
      return;
    }
    if (rows.size() == window) rows.erase(rows.begin());
    rows.push_back(row);
  }

  std::vector<float> logits() {
    if (network.config().window == 0) return stream.head(0, {});
    const std::span<const float> after = network.after_windows(rows);
    return {after.begin(), after.end()};
  }

  NetworkPredictor network;
  NetworkStream stream;
  std::vector<int> rows;
};

PitchStream::PitchStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
PitchStream::PitchStream(const PitchStream& other)
    : state_(std::make_unique<State>(*other.state_)) {}
PitchStream::PitchStream(PitchStream&&) noexcept = default;
PitchStream& PitchStream::operator=(PitchStream other) noexcept {
  state_.swap(other.state_);
  return *this;
}
PitchStream::~PitchStream() = default;

NextPitch PitchStream::next() {
  const std::vector<double> rows = probabilities_of(state_->logits());
  NextPitch next{by_midi_note(std::span(rows).first(kPitchRows), pitch_of_row(0))};
  if (rows.size() > static_cast<std::size_t>(kPieceMark)) next.ending = rows[kPieceMark];
  return next;
}

std::vector<float> PitchStream::logits() { return state_->logits(); }

std::vector<float> PitchStream::state() const {
  if (state_->network.config().window > 0) return {};
  return state_->stream.state();
}

Status PitchStream::add(int pitch) {
  if (!has_row(pitch)) {
    return invalid_argument("pitch", std::to_string(pitch) + " has no place in the model");
  }
  state_->add(row_of_pitch(pitch));
  return {};
}

PitchModel::PitchModel(std::shared_ptr<const State> state) : state_(std::move(state)) {}

Result<PitchModel> PitchModel::open(const std::string& path) {
  const Result<Model> model = load_any_model(path);
  if (!model) return model.error();
  return of(*model, path);
}

Result<PitchModel> PitchModel::of(const Model& model, const std::string& name) {
  if (preset_of(model) == Preset::kSuite) {
    return Error{ErrorCode::kUnsupported,
                 name + ": it is not a model of pitches alone; a suite model is a SuiteModel",
                 {}};
  }
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  std::vector<std::vector<int>> beginnings = model.card.starts;
  for (std::vector<int>& beginning : beginnings) {
    for (int& note : beginning) note = pitch_of_row(note);
  }
  return PitchModel(std::make_shared<const State>(
      State{NetworkPredictor(model.config, model.parameters, 1, *isa), std::move(beginnings)}));
}

int PitchModel::window() const { return state_->network.config().window; }

const std::vector<std::vector<int>>& PitchModel::beginnings() const { return state_->beginnings; }

Result<PitchStream> PitchModel::begin(std::span<const int> notes) const {
  const auto window = static_cast<std::size_t>(this->window());
  if (notes.size() < window) {
    return invalid_argument("notes", "must be at least " + std::to_string(window) +
                                         " to begin with, not " + std::to_string(notes.size()));
  }
  const Result<std::vector<int>> rows = rows_of_pitches(notes, "the notes to begin with");
  if (!rows) return rows.error();
  auto state = std::make_unique<PitchStream::State>(state_->network);
  for (const int row : *rows) state->add(row);
  return PitchStream(std::move(state));
}

}  // namespace bach
