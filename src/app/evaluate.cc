#include "app/evaluate.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "app/load_model.h"
#include "app/measure_view.h"
#include "app/music.h"
#include "corpus/corpus.h"
#include "evaluate/splits.h"
#include "evaluate/window_scorer.h"
#include "token/pitch_vocabulary.h"

namespace bach {
namespace {

using Pieces = std::vector<const MusicPiece*>;

constexpr Alphabet kNotebookAlphabet{kLowestPitch, kPitchRows, 0};
constexpr View kNotebookView{.folded = false, .voices = Voices::kFirst, .suite = false};

// What one fold learns from and is measured on.
struct FoldMusic {
  Pieces learned;
  Pieces held_out;
};

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Result<std::vector<FoldMusic>> folds_of(const std::string& name, const Music& music) {
  std::vector<std::string> known;
  for (const MusicPiece& piece : music.pieces) known.push_back(piece.name);
  const Result<Split> split = split_of(name, known);
  if (!split) return split.error();
  std::vector<FoldMusic> folds;
  for (const Fold& fold : split->folds) {
    FoldMusic& made = folds.emplace_back();
    for (const MusicPiece& piece : music.pieces) {
      (contains(fold.held_out, piece.name) ? made.held_out : made.learned).push_back(&piece);
    }
  }
  return folds;
}

bool same_notes(const Score& a, const Score& b) {
  return measured_notes(a, Voices::kAll) == measured_notes(b, Voices::kAll);
}

// All of `music` measured, and the built-in movements learned from that are not in it.
FoldMusic measure_all(const Music& music, const Music& built_in) {
  FoldMusic fold;
  for (const MusicPiece& piece : music.pieces) fold.held_out.push_back(&piece);
  for (const MusicPiece& movement : built_in.pieces) {
    if (std::none_of(music.pieces.begin(), music.pieces.end(), [&](const MusicPiece& piece) {
          return piece.name == movement.name || same_notes(piece.score, movement.score);
        })) {
      fold.learned.push_back(&movement);
    }
  }
  return fold;
}

Result<std::unique_ptr<StepScorer>> scorer_of(const std::string& name, const Model& model) {
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  return std::unique_ptr<StepScorer>(std::make_unique<WindowScorer>(name, model, *isa));
}

// A network trained on `learned` for all steps of the plan.
Result<Model> train_on(const Pieces& learned, const TrainOptions& asked, std::uint64_t seed,
                       const std::string& stage, const ProgressCallback& progress,
                       const Cancellation& cancellation) {
  TrainOptions options = asked;
  options.inputs.clear();
  options.holdout.clear();
  options.plan.seed = seed;
  for (const MusicPiece* piece : learned) options.inputs.push_back(piece->path);
  Result<TrainingSession> session = TrainingSession::prepare(options, {}, cancellation);
  if (!session) return std::move(session).error();
  TrainingListener listener;
  listener.on_step = [&](const StepReport& report) {
    if (progress) progress({stage, report.step, report.steps, {}});
  };
  const Result<TrainingOutcome> outcome = session->run(listener, cancellation);
  if (!outcome) return outcome.error();
  if (outcome->end == TrainingEnd::kCancelled) {
    return Error{ErrorCode::kCancelled, "stopped while training", {}};
  }
  return session->model(*outcome);
}

// Pieces of the built-in corpus a model may have learned from, as far as its card tells.
std::string doubt_about(const std::string& path, const Model& model, const Pieces& measured) {
  std::string doubtful;
  for (const MusicPiece* piece : measured) {
    const bool held_out =
        (model.card.command + " ").find("--holdout " + piece->name + " ") != std::string::npos;
    if (find_movement(piece->name) == nullptr || held_out) continue;
    doubtful += (doubtful.empty() ? "" : ", ") + piece->name;
  }
  if (doubtful.empty()) return {};
  return path + ": may have learned from " + doubtful +
         "; figures on music a model knows say little";
}

class Evaluation {
 public:
  Evaluation(const EvaluateOptions& options, const ProgressCallback& progress,
             const Cancellation& cancellation)
      : options_(options), progress_(progress), cancellation_(cancellation) {}

  Result<EvaluationReport> run() {
    Result<Music> music = read_music(options_.inputs, progress_, cancellation_);
    if (!music) return std::move(music).error();
    report_.warnings = std::move(music->warnings);
    report_.split = options_.split;
    report_.preset = "notebook";
    Music built_in;
    std::vector<FoldMusic> folds;
    if (!options_.split.empty()) {
      Result<std::vector<FoldMusic>> split = folds_of(options_.split, *music);
      if (!split) return std::move(split).error();
      folds = std::move(*split);
    } else {
      Result<Music> movements = read_music({}, {}, cancellation_);
      if (!movements) return std::move(movements).error();
      built_in = std::move(*movements);
      folds.push_back(measure_all(*music, built_in));
    }
    report_.learned = folds.front().learned.size();

    View view = kNotebookView;
    view.folded = options_.folded.value_or(view.folded);
    view.voices = options_.voices.value_or(view.voices);
    ViewMeasurement measurement(view, kNotebookAlphabet);
    for (std::size_t k = 0; k < folds.size(); ++k) {
      const Status added = add_fold(k, folds, measurement);
      if (!added) return added.error();
    }
    Result<ViewReport> measured = measurement.finish();
    if (!measured) return std::move(measured).error();
    report_.views.push_back(std::move(*measured));
    return std::move(report_);
  }

 private:
  Status add_fold(std::size_t k, const std::vector<FoldMusic>& folds,
                  ViewMeasurement& measurement) {
    const FoldMusic& fold = folds[k];
    Result<std::vector<std::unique_ptr<StepScorer>>> models =
        options_.models.empty() ? train_models(k, folds) : load_models(fold);
    if (!models) return std::move(models).error();
    if (cancellation_.requested()) return stopped();
    if (progress_) progress_({"measuring", k + 1, folds.size(), {}});
    return measurement.add_fold(fold.learned, fold.held_out, *models, report_.warnings);
  }

  Result<std::vector<std::unique_ptr<StepScorer>>> train_models(
      std::size_t k, const std::vector<FoldMusic>& folds) {
    std::vector<std::unique_ptr<StepScorer>> scorers;
    const auto begin = std::chrono::steady_clock::now();
    for (int network = 0; network < options_.networks; ++network) {
      const std::uint64_t seed = options_.train.plan.seed + static_cast<std::uint64_t>(network);
      const auto count = static_cast<std::size_t>(options_.networks);
      std::string stage = "training";
      if (folds.size() * count > 1) {
        stage += " " + std::to_string(k * count + static_cast<std::size_t>(network) + 1) + " of " +
                 std::to_string(folds.size() * count);
      }
      const Result<Model> model =
          train_on(folds[k].learned, options_.train, seed, stage, progress_, cancellation_);
      if (!model) return model.error();
      Result<std::unique_ptr<StepScorer>> scorer =
          scorer_of("notebook, seed " + std::to_string(seed), *model);
      if (!scorer) return std::move(scorer).error();
      scorers.push_back(std::move(*scorer));
    }
    report_.train_seconds =
        report_.train_seconds.value_or(0) +
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return scorers;
  }

  Result<std::vector<std::unique_ptr<StepScorer>>> load_models(const FoldMusic& fold) {
    std::vector<std::unique_ptr<StepScorer>> scorers;
    for (const std::string& path : options_.models) {
      const Result<Model> model = load_model(path);
      if (!model) return model.error();
      const std::string doubt = doubt_about(path, *model, fold.held_out);
      if (!doubt.empty()) report_.warnings.push_back(doubt);
      Result<std::unique_ptr<StepScorer>> scorer = scorer_of(path, *model);
      if (!scorer) return std::move(scorer).error();
      scorers.push_back(std::move(*scorer));
    }
    return scorers;
  }

  static Error stopped() { return {ErrorCode::kCancelled, "stopped while measuring", {}}; }

  const EvaluateOptions& options_;
  const ProgressCallback& progress_;
  const Cancellation& cancellation_;
  EvaluationReport report_;
};

}  // namespace

Result<EvaluationReport> evaluate_models(const EvaluateOptions& options,
                                         const ProgressCallback& progress,
                                         const Cancellation& cancellation) {
  if (options.models.empty() && options.split.empty()) {
    return Error{ErrorCode::kInvalidArgument, "name a model (-m) or a --split to train on", {}};
  }
  return Evaluation(options, progress, cancellation).run();
}

}  // namespace bach
