// Models of pitches alone, note by note: what one expects next in a melody.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/export.h"
#include "base/result.h"

namespace bach {

struct Model;  // not public

struct NextPitch {
  std::vector<double> probabilities;  // of each MIDI note number 0 … 127
  double ending = 0;                  // that no note follows; their sum and this are 1
};

// A melody in the making. Copies go their own ways; a copy costs a step of the network, no weights.
// One thread at a time; copies may go to other threads.
class BACH_API PitchStream {
 public:
  PitchStream(const PitchStream& other);
  PitchStream(PitchStream&&) noexcept;
  PitchStream& operator=(PitchStream other) noexcept;
  ~PitchStream();

  // What the model expects after the notes so far.
  NextPitch next();
  // The raw outputs of the network that next() makes them of: class k is MIDI note number 1 + k; of
  // a model of whole pieces one class more, for the end.
  std::vector<float> logits();
  // What the network carries from note to note, [layers][2][hidden]: of each LSTM layer its output,
  // then its cell. Empty of a model of windows, which reads its window from the first note each time.
  std::vector<float> state() const;
  // Takes a note. kInvalidArgument for a pitch that has no place in the model (1 … 79 have).
  Status add(int pitch);

 private:
  friend class PitchModel;
  struct State;
  explicit PitchStream(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// A model in memory, of either preset that knows pitches alone. Copies share it; several threads may
// use one.
class BACH_API PitchModel {
 public:
  // A file of train_network() or of `bach train --preset notebook` or `sequences`.
  static Result<PitchModel> open(const std::string& path);

  // How many notes it sees; 0: all so far.
  int window() const;
  // Windows it learned from, kept in its file for a melody to begin with: [n][window()]. None where
  // it sees all: such a melody begins with nothing.
  const std::vector<std::vector<int>>& beginnings() const;

  // After these notes. kInvalidArgument for fewer than window(), or one that has no place in the
  // model.
  Result<PitchStream> begin(std::span<const int> notes = {}) const;

 private:
  friend class LanguageModel;
  friend class PitchStream;
  // `name` stands for it in errors.
  static Result<PitchModel> of(const Model& model, const std::string& name);
  struct State;
  explicit PitchModel(std::shared_ptr<const State> state);
  std::shared_ptr<const State> state_;
};

}  // namespace bach
