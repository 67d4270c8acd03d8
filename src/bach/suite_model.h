// The suite model note by note: what it expects next in a piece in the making, and what it expected
// of one that is there.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/export.h"
#include "base/result.h"
#include "score/piece_kind.h"
#include "score/score.h"
#include "suite/rhythm_classes.h"

namespace bach {

struct Model;  // not public

// All the model knows of a piece before its first note. Ticks here and below are
// kSuiteTicksPerQuarter to a quarter.
struct PieceOutline {
  PieceKind kind = PieceKind::kUnknown;
  Key key = {};
  Metre metre = {};
  std::vector<int> bars = {16};  // of each part: one, or two that are each repeated
  Tick upbeat = 0;               // before the first bar line; less than a bar
};

// A piece in the making. It stands before a note: asked for probabilities, told the note, it stands
// before the next. The notes of a chord come one after the other, from the lowest up; the rhythm of
// all but the last says that no time passes.
//
// Copies go their own ways: to try several continuations costs one step of the network and a copy of
// the notes each, no weights. One thread at a time; copies may go to other threads.
class BACH_API SuiteStream {
 public:
  SuiteStream(const SuiteStream& other);
  SuiteStream(SuiteStream&&) noexcept;
  SuiteStream& operator=(SuiteStream other) noexcept;
  ~SuiteStream();

  // Every part is full: there is no next note.
  bool done() const;
  // Where the next note stands, from the first bar on; the number of its part, from 0. Of the last
  // part's end once done().
  Tick onset() const;
  int part() const;

  // The probability of each MIDI note number 0 … 127 to be the next note; their sum is 1. Empty once
  // done().
  std::vector<double> pitches();
  // If the next note has this pitch, the probability of each of kRhythms; their sum is 1.
  // kInvalidArgument for a pitch the model does not know (21 … 108 it does), or once done().
  Result<std::vector<double>> rhythms(int pitch);

  // The raw outputs of the network, of pitches 21 … 108 and of kRhythms. pitches() is their softmax,
  // rhythms() that mixed with counting in what was taken so far.
  std::vector<float> pitch_logits();
  Result<std::vector<float>> rhythm_logits(int pitch);
  // What the network carries from note to note, [layers][2][hidden]: of each LSTM layer its output,
  // then its cell. Empty once done().
  std::vector<float> state();

  // Takes the note: its pitch and its rhythm, a place in kRhythms. Errors as rhythms().
  Status add(int pitch, int rhythm);

  // What was taken so far, as it is written: the notes dealt to voices, the parts' repeats in
  // Score::play_order.
  Score score() const;

 private:
  friend class SuiteModel;
  struct State;
  explicit SuiteStream(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// How probable the model thought a note.
struct NoteProbability {
  Tick onset = 0;     // as the model reads the piece: repeats once, on its grid
  Tick duration = 0;  // likewise
  int pitch = 0;
  double pitch_probability = 0;   // of this pitch after all notes before
  double rhythm_probability = 0;  // of this rhythm, the pitch being known
};

// A suite model in memory. Copies share it; several threads may use one.
class BACH_API SuiteModel {
 public:
  // A file of train_suite_model() or `bach train`; empty: the model in the library.
  static Result<SuiteModel> open(const std::string& path = {});

  // Before the first note. kInvalidArgument for an outline that is none.
  Result<SuiteStream> begin(const PieceOutline& outline) const;

  // Of every note of a piece, however it was written or played; `name` tells its kind ("5. Menuet").
  // kInvalidData when there is no note the model could read.
  Result<std::vector<NoteProbability>> probabilities(const Score& score,
                                                     const std::string& name = {}) const;

 private:
  friend class LanguageModel;
  // `name` stands for it in errors.
  static Result<SuiteModel> of(std::shared_ptr<const Model> model, const std::string& name);
  struct State;
  explicit SuiteModel(std::shared_ptr<const State> state);
  std::shared_ptr<const State> state_;
};

}  // namespace bach
