#include "app/evaluate.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "app/evaluate/folds.h"
#include "app/evaluate/measure_view.h"
#include "app/evaluate/model_scorers.h"
#include "app/model/load.h"
#include "app/music/music.h"

namespace bach {
namespace {

class Evaluation {
 public:
  Evaluation(const EvaluateOptions& options, const ProgressCallback& progress,
             const Cancellation& cancellation)
      : options_(options),
        progress_(progress),
        cancellation_(cancellation),
        group_(options.group != nullptr ? *options.group : alone()) {}

  Result<EvaluationReport> run() {
    report_.split = options_.split;
    report_.preset = preset_called(options_.train.preset);
    report_.context = options_.scoring.context;
    Status ready = load_models();
    if (ready) ready = find_folds();
    if (Status all = agree(group_, ready); !all) return std::move(all).error();
    report_.learned = folds_.front().learned.size();

    std::vector<ViewMeasurement> measurements;
    for (const View& view : views()) measurements.emplace_back(cache(view), group_);
    for (std::size_t k = 0; k < folds_.size(); ++k) {
      Status added = add_fold(k, measurements);
      if (!added) return added.error();
    }
    for (ViewMeasurement& measurement : measurements) {
      Result<ViewReport> measured = measurement.finish(report_.warnings);
      if (!measured) return std::move(measured).error();
      report_.views.push_back(std::move(*measured));
    }
    return std::move(report_);
  }

 private:
  Status load_models() {
    for (std::size_t m = 0; m < options_.models.size(); ++m) {
      const std::string& path = options_.models[m];
      Result<Model> model = options_.models_at_hand.empty()
                                ? load_any_model(path, &model_warnings_)
                                : Result<Model>(*options_.models_at_hand[m]);
      if (!model) return std::move(model).error();
      if (!models_.empty() && preset_of(*model) != preset_of(models_.front())) {
        return invalid_argument("model", path + ": of preset " + preset_name(preset_of(*model)) +
                                             ", which cannot be mixed with one of preset " +
                                             preset_name(preset_of(models_.front())));
      }
      report_.preset = preset_of(*model);
      models_.push_back(std::move(*model));
    }
    return {};
  }

  Status find_folds() {
    Result<Music> music = options_.music.empty()
                              ? read_music(options_.inputs, progress_, cancellation_)
                              : Result<Music>(Music{options_.music, {}});
    if (!music) return std::move(music).error();
    music_ = std::move(*music);
    report_.warnings = std::move(model_warnings_);
    report_.warnings.insert(report_.warnings.end(), music_.warnings.begin(), music_.warnings.end());
    if (models_.empty() && !options_.train.also.empty()) {
      Result<Music> also = read_music(options_.train.also, progress_, cancellation_);
      if (!also) return std::move(also).error();
      also_ = std::move(*also);
      report_.warnings.insert(report_.warnings.end(), also_.warnings.begin(), also_.warnings.end());
    }
    if (!options_.split.empty()) {
      Result<std::vector<FoldMusic>> folds = folds_of(options_.split, music_);
      if (!folds) return std::move(folds).error();
      folds_ = std::move(*folds);
      return {};
    }
    Result<Music> built_in = read_music({}, {}, cancellation_);
    if (!built_in) return std::move(built_in).error();
    built_in_ = std::move(*built_in);
    folds_.push_back(fold_without_split(music_, built_in_));
    return {};
  }

  std::vector<View> views() const {
    View view = natural_view(report_.preset);
    const bool asked = options_.folded || options_.voices;
    view.folded = options_.folded.value_or(view.folded);
    view.voices = options_.voices.value_or(view.voices);
    std::vector<View> views = {view};
    // Beside: what models of one line of pitches are measured on.
    if (!asked && view.suite) views.push_back({.folded = false, .voices = Voices::kFirst});
    return views;
  }

  PieceCache& cache(const View& view) {
    for (const auto& cache : caches_) {
      if (cache->view() == view) return *cache;
    }
    return *caches_.emplace_back(std::make_unique<PieceCache>(view, alphabet_of(report_.preset)));
  }

  Status add_fold(std::size_t k, std::vector<ViewMeasurement>& measurements) {
    std::vector<ModelScorers> scorers;
    if (models_.empty()) {
      if (Status trained = train_models(k, scorers); !trained) return trained;
    } else {
      if (Status found = score_loaded(folds_[k], scorers); !found) return found;
    }
    for (ViewMeasurement& measurement : measurements) {
      Status stop;
      if (cancellation_.requested()) {
        stop = Error{ErrorCode::kCancelled, "stopped while measuring", {}};
      }
      if (Status all = agree(group_, stop); !all) return all;
      if (progress_) progress_({"measuring", k + 1, folds_.size(), {}});
      Status added = measurement.add_fold(folds_[k], scorers, report_.warnings);
      if (!added) return added;
    }
    return {};
  }

  Status score_loaded(const FoldMusic& fold, std::vector<ModelScorers>& scorers) {
    for (std::size_t m = 0; m < models_.size(); ++m) {
      const std::string& path = options_.models[m];
      const std::string warning = may_have_learned_warning(path, models_[m].card, fold.held_out);
      if (!warning.empty()) report_.warnings.push_back(warning);
      Result<ModelScorers> made = scorers_of(path, models_[m], options_.scoring);
      if (!made) return std::move(made).error();
      scorers.push_back(std::move(*made));
      if (m > 0) continue;
      if (Status counted = count_plans(path, models_[m], fold); !counted) return counted;
    }
    return {};
  }

  Status train_models(std::size_t k, std::vector<ModelScorers>& scorers) {
    const auto begin = std::chrono::steady_clock::now();
    for (int network = 0; network < options_.networks; ++network) {
      const std::uint64_t seed = options_.seed + static_cast<std::uint64_t>(network);
      const std::string stage = training_stage(k, network);
      const auto on_step = [&](const StepReport& report) {
        if (progress_) progress_({stage, report.step, report.steps, {}});
      };
      const Result<Model> model = train(folds_[k], seed, on_step);
      if (!model) return model.error();
      Result<ModelScorers> made = scorers_of(
          options_.train.preset + ", seed " + std::to_string(seed), *model, options_.scoring);
      if (!made) return std::move(made).error();
      scorers.push_back(std::move(*made));
      if (network > 0) continue;
      Status counted = count_plans(options_.train.preset, *model, folds_[k]);
      if (!counted) return counted;
    }
    report_.train_seconds =
        report_.train_seconds.value_or(0) +
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return {};
  }

  Status count_plans(const std::string& name, const Model& model, const FoldMusic& fold) {
    if (!options_.scoring.planned) return {};
    if (!report_.plans) report_.plans.emplace();
    return add_plan_cost(model, name, fold.held_out, *report_.plans);
  }

  Result<Model> train(const FoldMusic& fold, std::uint64_t seed,
                      const std::function<void(const StepReport&)>& on_step) {
    TrainOptions options = options_.train;
    options.seed = seed;
    options.threads = options_.threads;
    std::vector<const MusicPiece*> also;
    for (const MusicPiece& piece : also_.pieces) {
      if (std::none_of(fold.held_out.begin(), fold.held_out.end(),
                       [&](const MusicPiece* other) { return same_music(*other, piece); })) {
        also.push_back(&piece);
      }
    }
    return train_on({fold.learned, also}, options, on_step, cancellation_);
  }

  std::string training_stage(std::size_t fold, int network) const {
    const auto each = static_cast<std::size_t>(options_.networks);
    const std::size_t all = folds_.size() * each;
    if (all == 1) return "training";
    return "training " + std::to_string(fold * each + static_cast<std::size_t>(network) + 1) +
           " of " + std::to_string(all);
  }

  const EvaluateOptions& options_;
  const ProgressCallback& progress_;
  const Cancellation& cancellation_;
  Group& group_;
  std::vector<Model> models_;
  std::vector<std::string> model_warnings_;
  Music music_;
  Music built_in_;
  Music also_;  // learned from in every fold
  std::vector<FoldMusic> folds_;
  std::vector<std::unique_ptr<PieceCache>> caches_;
  EvaluationReport report_;
};

}  // namespace

Result<EvaluationReport> evaluate_models(const EvaluateOptions& options,
                                         const ProgressCallback& progress,
                                         const Cancellation& cancellation) {
  if (options.models.empty() && options.split.empty()) {
    return invalid_argument("", "name a `model` or a `split` to train on");
  }
  if (options.models.empty()) {
    // Before the training, not after it.
    const Status can =
        check_scoring("preset " + options.train.preset, preset_called(options.train.preset),
                      options.train.window, options.scoring);
    if (!can) return can.error();
  }
  return Evaluation(options, progress, cancellation).run();
}

}  // namespace bach
