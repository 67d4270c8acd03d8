// Pictures of music and of learning: what `bach plot` does, without the printing.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/music/named_score.h"
#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "plot/curves.h"
#include "plot/picture.h"
#include "plot/picture_file.h"
#include "plot/roll_piece.h"

namespace bach {

struct Model;  // lm/model.h

// A picture ready to be shown: picture->text() in a terminal, write_picture() to a file.
struct Plot {
  std::unique_ptr<Picture> picture;
  std::string json;                   // one object, one line: "kind" and the numbers behind it
  std::vector<std::string> warnings;  // one line each: inputs left out and why, repairs
};

// `inputs` are as expand_inputs() takes them. An input that cannot be read is left out with a
// warning, but is an error when it is the only one; so is music without a note.

struct LengthsOptions {
  std::vector<std::string> inputs;     // none: the movements carried in the program
  bool all_notes = false;              // of all voices; else those the notebook learns from
  std::vector<NamedScore> music = {};  // pieces at hand, instead of inputs
};
// Histogram of the pieces' sizes in notes.
Result<Plot> plot_lengths(const LengthsOptions& options, const ProgressCallback& progress,
                          const Cancellation& cancellation);

struct NotesOptions {
  std::vector<std::string> inputs;     // none: the first movement
  std::size_t notes = 100;             // from the beginning of each piece, at least 1
  bool line = false;                   // from note to note
  std::vector<NamedScore> music = {};  // pieces at hand, instead of inputs
};
// The notebook's matrix: one column a note of the first voice, one row a pitch.
Result<Plot> plot_notes(const NotesOptions& options, const ProgressCallback& progress,
                        const Cancellation& cancellation);

struct RollOptions {
  std::vector<std::string> inputs;  // none: the first movement
  std::optional<BarRange> bars;     // of each piece; none: all
  int bars_per_line = 0;            // 0: as many as can be read
  std::size_t given = 0;            // shade so many notes at the beginning: the primer
  // Underline runs of so many notes of a voice or more that a movement carried in the program has
  // too, in any key, with its name and bar; 0 underlines nothing. A movement's own name, or the
  // file name of one, leaves that movement out.
  std::size_t quotations = 0;
  // Keys as shades, chords below: each section once, as it is written. Errors: those of
  // find_harmony().
  bool harmony = false;
  std::vector<NamedScore> music = {};  // pieces at hand, instead of inputs
};
// Piano roll in time, voice by voice.
Result<Plot> plot_roll(const RollOptions& options, const ProgressCallback& progress,
                       const Cancellation& cancellation);

struct HarmonyOptions {
  std::vector<std::string> inputs;     // none: the first suite's sarabande
  std::optional<BarRange> bars;        // of each piece; none: all. Keys are shown of all bars
  std::vector<NamedScore> music = {};  // pieces at hand, instead of inputs
};
// Keys over time against home, and under a roll of the written music the chords, by what they do in
// their keys. Errors also: those of find_harmony().
Result<Plot> plot_harmony(const HarmonyOptions& options, const ProgressCallback& progress,
                          const Cancellation& cancellation);

struct FormOptions {
  std::vector<std::string> inputs;     // none: the first movement
  std::vector<NamedScore> music = {};  // pieces at hand, instead of inputs
};
// Bars as blocks in time, joined by arcs to the bars they come from; parts, phrases, cadences.
Result<Plot> plot_form(const FormOptions& options, const ProgressCallback& progress,
                       const Cancellation& cancellation);

// How often what, in shares of 100 %.
struct HistogramOptions {
  std::vector<std::string> inputs;             // none: the movements carried in the program
  bool compare = false;                        // with a second set …
  std::vector<std::string> against;            // … none: the movements carried in the program
  std::vector<NamedScore> music = {};          // pieces at hand, instead of inputs
  std::vector<NamedScore> music_against = {};  // likewise, instead of against
};
// Histogram of the steps from note to note, in semitones: within each voice, of a chord its highest
// note. Those beyond an octave are counted together, upward and downward.
Result<Plot> plot_intervals(const HistogramOptions& options, const ProgressCallback& progress,
                            const Cancellation& cancellation);
// Histogram of the pitches of all notes; with `classes` all octaves are taken as one.
Result<Plot> plot_pitches(const HistogramOptions& options, bool classes,
                          const ProgressCallback& progress, const Cancellation& cancellation);

struct LossOptions {
  std::vector<std::string> logs;         // files of bach train --log, one at least
  std::vector<Baseline> baselines;       // lines across
  std::vector<LearningCurve> runs = {};  // at hand, instead of logs; x counts steps
};
// Training and held-out loss against notes learned from, run by run.
Result<Plot> plot_loss(const LossOptions& options);

// What a model makes of music as it is meant to be measured: a suite model of all voices, each
// section once, as it is written; others of the first track, repeats played, pitches alone.
struct ModelPlotOptions {
  std::vector<std::string> inputs;  // none: the first movement
  std::string model;                // a file of any preset; empty: the suite model in the program
  std::vector<NamedScore> music = {};  // pieces at hand, instead of inputs
  const Model* loaded = nullptr;       // a model at hand, instead of the file
};

struct SurpriseOptions : ModelPlotOptions {
  std::optional<BarRange> bars;  // of each piece as the model reads it; none: all
};
// Piano roll in the colours of surprise: the bits of each note, pitch and rhythm together. Notes
// that are not predicted have none.
Result<Plot> plot_surprise(const SurpriseOptions& options, const ProgressCallback& progress,
                           const Cancellation& cancellation);

struct NextOptions : ModelPlotOptions {
  std::size_t first = 1;   // the number of a note of each piece, of those the model reads
  std::size_t notes = 64;  // how many from there, at least 1
};
// Heat map of the probabilities of the next pitch along a piece, and what came.
Result<Plot> plot_next(const NextOptions& options, const ProgressCallback& progress,
                       const Cancellation& cancellation);

}  // namespace bach
