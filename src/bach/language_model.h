// A model of any preset, in memory: what it is made of, what it thinks of music, and the way to its
// note-by-note forms.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bach/measure.h"
#include "bach/music.h"
#include "bach/pitch_model.h"
#include "bach/suite_model.h"
#include "base/cancel.h"
#include "base/export.h"
#include "base/result.h"

namespace bach {

// A tensor with its numbers. Names and shapes are those of PyTorch's state_dict.
struct NamedTensor {
  std::string name;           // "lstm.weight_ih_l0"
  std::vector<int> shape;     // row-major
  std::vector<float> values;  // [product of shape]
};

// Where a model comes from.
struct ModelAbout {
  std::string preset;  // "notebook", "sequences", "suite"
  std::string config;  // of the network, as JSON (doc/model-file.md)
  std::string vocabulary;
  std::string command;  // the options that decided it
  std::string program_version;
  std::uint64_t seed = 0;
  std::uint64_t steps = 0;              // of training
  std::optional<double> held_out_nats;  // per note, where music was held out
};

// Which of a network's predictions.
enum class ModelHead {
  kPitch,   // of the next note
  kRhythm,  // of suite models: given the note's pitch, a place in kRhythms
};

// What a model expected of each note of a piece before it came.
struct NoteLogits {
  std::size_t notes = 0;      // T
  std::size_t classes = 0;    // V
  std::vector<float> values;  // [T][V], raw: the last layer's outputs
  std::vector<int> targets;   // [T], the class that each note was
};

// Copies share the weights; several threads may use one.
class BACH_API LanguageModel {
 public:
  // A file of any preset; empty: the suite model in the library.
  static Result<LanguageModel> open(const std::string& path = {});
  // The bytes of such a file; `name` stands for it in errors.
  static Result<LanguageModel> from_bytes(std::span<const std::uint8_t> bytes,
                                          const std::string& name = "the model");

  // As safetensors: the same model gives the same bytes, always.
  std::vector<std::uint8_t> bytes() const;
  // Those bytes to a file, replacing what is there.
  Status save(const std::string& path) const;

  // What it is called in errors: its path, where it came from a file.
  const std::string& name() const;
  // What is to be known of the file, one line each: that it says no digest of its weights, so that
  // damage to them goes unnoticed.
  const std::vector<std::string>& warnings() const;
  ModelAbout about() const;
  std::vector<NamedTensor> tensors() const;
  // The MIDI note number of class 0 of the pitch head, and how many classes in a row are pitches;
  // class k is lowest_pitch() + k. A model of sequences has one class more, for "no note follows".
  int lowest_pitch() const;
  int pitches() const;

  // A model of windows predicts each note that has a whole window before it, from that window: the
  // rows are those of cut_windows(). Others predict every note from all before it; a suite model
  // those it reads (repeats once), and `name` tells it the kind of piece ("5. Menuet"). Raw outputs
  // of the network: measure() mixes rhythms with the piece's own past, see doc/modelling.md.
  // Errors: kInvalidArgument for a pitch the model has no class for and for a head it lacks,
  // kInvalidData when there is no note to read.
  Result<NoteLogits> logits(const Score& score, const std::string& name = {},
                            ModelHead head = ModelHead::kPitch) const;

  // As measure_model() measures a file, of music at hand.
  Result<ModelMeasurement> measure(const std::vector<NamedScore>& music,
                                   const Cancellation& stop = Cancellation()) const;

  // Note by note. kUnsupported for a model of the other kind.
  Result<PitchModel> note_by_note() const;
  Result<SuiteModel> suite_note_by_note() const;

  // For the library itself.
  struct State;
  explicit LanguageModel(std::shared_ptr<const State> state);
  const State& state() const { return *state_; }

 private:
  std::shared_ptr<const State> state_;
};

// log softmax of each row of logits [rows][classes], natural logarithm, in place.
BACH_API void to_log_probabilities(std::span<float> logits, std::size_t classes);

}  // namespace bach
