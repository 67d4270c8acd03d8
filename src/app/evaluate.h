// Measuring models on music, and holding pieces against others: what `bach evaluate` does, without
// the printing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/evaluate/plan_cost.h"
#include "app/model/preset.h"
#include "app/train.h"
#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "evaluate/comparison.h"
#include "evaluate/critic/critic.h"
#include "evaluate/note_kinds.h"
#include "evaluate/note_scorer.h"
#include "evaluate/piece.h"
#include "evaluate/suite_scorer.h"
#include "ranks/group.h"
#include "score/score.h"

namespace bach {

struct EvaluateOptions {
  // With a split the music that is split, else the pieces measured; none: the built-in corpus.
  std::vector<std::string> inputs;
  std::vector<MusicPiece> music = {};  // that music at hand, instead of inputs
  std::vector<std::string> models;     // model files; none: trained, one for each fold of the split
  std::vector<std::shared_ptr<const Model>> models_at_hand = {};  // those, whose names then only
                                                                  // stand in tables and messages
  std::string split;             // see split_of(); empty: all inputs are measured
  std::optional<bool> folded;    // none: as the model is meant to be measured
  std::optional<Voices> voices;  // likewise
  ScoringOptions scoring;        // keys and context

  // What is trained where no models are named; its inputs, holdout, seed, threads and files count
  // for nothing.
  TrainOptions train = train_options().defaults();
  int networks = 1;         // a fold, with seeds counted up; their probabilities are averaged
  std::uint64_t seed = 42;  // of the first one
  int threads = 0;          // 0: the cores this process may use; changes speed only

  // The processes that share the measuring of models from files: all evaluate the same, and get the same
  // report. Null: this one alone.
  Group* group = nullptr;
};

// One thing measured on all pieces of a view.
struct Measurement {
  std::string name;
  std::vector<PieceNats> nats;  // as many as pieces
  NatTotals totals;
};

// Everything measured on the same notes.
struct ViewReport {
  View view;
  std::vector<MeasuredPiece> pieces;
  std::vector<NatTotals> piece_totals;  // of the headline
  std::size_t first_note = 0;           // the first one counted of each piece, from 0
  Measurement headline;                 // the model, or several models mixed; one pass
  std::optional<Measurement> averaged;  // the same over 12 keys
  std::vector<Measurement> models;      // each, where there are several
  std::vector<Measurement> baselines;
};

struct EvaluationReport {
  std::string split;                    // as asked for; empty without one
  Preset preset = Preset::kSuite;       // of the models
  int context = 0;                      // notes the model sees; 0: all before
  std::size_t learned = 0;              // pieces the (first fold's) baselines learned from
  std::vector<ViewReport> views;        // the first is what counts
  std::optional<PlanCost> plans;        // of one model's plans, where they were told
  std::optional<double> train_seconds;  // of wall clock, all folds together; none when not trained
  std::vector<std::string> warnings;    // one line each
};

// Measures. Models from files are measured on all inputs or, with a split, on what it holds out.
// Without models, each fold of the split trains on the rest, and what stands after the last step is
// measured: nothing is chosen by looking at held-out music. Baselines learn what a fold does not
// hold out; without a split, the built-in movements that are not among the inputs. A suite model is
// also measured on the first track with repeats played, unless the options say which view is meant.
// Deterministic but for train_seconds.
Result<EvaluationReport> evaluate_models(const EvaluateOptions& options,
                                         const ProgressCallback& progress,
                                         const Cancellation& cancellation);

// In `against`, the built-in corpus.
inline constexpr char kBuiltInCorpus[] = "bach";

struct CompareOptions {
  std::vector<std::string> inputs;   // pieces judged; files, folders, names
  std::vector<std::string> against;  // likewise, or kBuiltInCorpus; a file of that name is "./bach"
  View view;                         // how both are looked at; the critic has its own way
  bool critic = true;                // else distances and copies alone
  int threads = 0;                   // 0: the cores this process may use; changes speed only
};

// A piece that the critic heard.
struct HeardPiece {
  std::string name;
  std::string path;             // as open_score() took it
  Score score;                  // as it sounds
  Key home;                     // of its first dance
  std::size_t compared = 0;     // index into SetComparison::pieces of its side
  std::size_t first_dance = 0;  // index into CriticReport::judged, or ::set
  std::size_t dances = 0;       // that follow from there
};

struct ComparisonReport {
  View view;
  std::size_t against = 0;             // pieces
  SetComparison comparison;            // pieces in name order
  std::optional<SetComparison> floor;  // `against` itself, see floor_of()
  std::optional<CriticReport> critic;
  std::vector<HeardPiece> judged_pieces;  // with the critic: those it heard
  std::vector<HeardPiece> set_pieces;     // likewise
  std::string no_critic;                  // why there is none, in one line
  std::vector<std::string> warnings;      // one line each
};

// Holds pieces against others. One among `against` that has the same notes as one of the judged is
// left out, with a warning; so are files of the same notes in one folder (one of them stays), and one
// that is all the others of its folder together. What the critic cannot hear is left out of its
// report alone. Errors: no music in either, or none left in `against`.
Result<ComparisonReport> compare_pieces(const CompareOptions& options,
                                        const ProgressCallback& progress,
                                        const Cancellation& cancellation);

}  // namespace bach
