// A model of pitches alone reading a piece, and what it expects of each note before it comes.
#pragma once

#include <functional>
#include <span>

#include "lm/model.h"
#include "lm/network_predictor.h"
#include "nn/engine/isa.h"

namespace bach {

// The same logits on every machine. Not thread-safe: one object a thread.
class PitchReader {
 public:
  // A model of windows over the notebook's pitches predicts each note from the window's length on,
  // from the window before it. A model of whole pieces of them, with the mark of their ends,
  // predicts every note, from all before it or, with `context` > 0, from the last `context` symbols,
  // of which the mark where the piece begins is one. `isa` must be available.
  PitchReader(const Model& model, engine::Isa isa, int context = 0);

  // Logits [kPitchRows] of note `note`, from 0, given that it is a note: the mark is left out.
  using Expectation = std::function<void(std::size_t note, std::span<const float> logits)>;
  // Calls `expected`, note by note, for those of the piece that are predicted. `rows` are its
  // pitches (token/pitch_vocabulary.h).
  void read(std::span<const int> rows, const Expectation& expected);

 private:
  void read_in_windows(std::span<const int> rows, const Expectation& expected);
  void read_whole(std::span<const int> rows, const Expectation& expected);
  void read_with_context(std::span<const int> rows, const Expectation& expected);

  NetworkPredictor predictor_;
  int context_;
};

}  // namespace bach
