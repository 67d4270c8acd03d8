// What `bach train` says, whatever it trains.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/model/load.h"
#include "app/model/save.h"
#include "app/train.h"
#include "app/train/checkpoints.h"
#include "app/train/log.h"
#include "cli/commands.h"
#include "cli/terminal.h"

namespace bach::cli {

// What a training leaves behind.
struct TrainFiles {
  std::string output = "model.safetensors";
  std::string log;     // of losses; empty: none
  std::string listen;  // folder for what it plays after each epoch; empty: none
  WeightType weights = WeightType::kFloat32;
  CheckpointOptions checkpoints;
};

// "(1024, 79)"
std::string shape_text(const std::vector<int>& shape);

// "loss 2.345"
std::string figure(const char* name, double value);

// The tensors and how many numbers they hold, on stdout.
void print_tensors(const std::vector<TensorSlot>& tensors, std::size_t parameters);

// Reports steps on the bar and epochs as lines.
std::function<void(const StepReport&)> step_shower(int epochs, ProgressBar& bar);
std::function<void(const EpochReport&)> epoch_teller(const Common& common, ProgressBar& bar);

// Shows, a few times in `epochs`, what `model` plays; with files.listen writes it after each.
void show_music(const Common& common, const TrainFiles& files, const AnyModel& model, int epoch,
                int epochs);
bool shows_music(const Common& common, const TrainFiles& files, int epoch, int epochs);

// Takes the folder of --checkpoint and tells what is gone on with; null when none is asked for.
Result<std::unique_ptr<CheckpointKeeper>> open_checkpoints(const Common& common,
                                                           const TrainFiles& files,
                                                           const RunDescription& run);

// The writer of --log FILE, and of the log in checkpoints if `keeper` is there; null without
// either. See TrainingLogWriter::create().
Result<std::unique_ptr<TrainingLogWriter>> open_log(const std::string& path, std::uint64_t targets,
                                                    const CheckpointKeeper* keeper);
// Ends the log, if there is one.
Status finish_log(TrainingLogWriter* log);

// What is left of a training that diverges.
struct Rescued {
  std::vector<float> parameters;  // empty: nothing
  std::uint64_t step = 0;

  std::function<void(const DivergedReport&)> listener();
};

// How a training ended.
struct TrainingEnded {
  TrainingEnd end;
  std::uint64_t steps;
  double seconds;
  double last_loss;
  std::optional<double> held_out;  // the best, nats
  bool kept;  // interrupted, the checkpoint folder holds it instead of the output
};

// "600 steps in 12.9 s, …" and where the model is; returns the exit code.
int tell_end(const Common& common, const TrainFiles& files, const TrainingEnded& ended);

// Runs a prepared session of `epochs` and writes what `files` name. `listener` is the session's,
// without what is done here; `json` makes the object of --json of outcome, model and seconds.
// Returns the exit code.
template <typename Outcome, typename Session, typename Listener, typename Json>
int run_and_save(Session& session, Listener listener, std::uint64_t targets, int epochs,
                 const TrainFiles& files, const Common& common, ProgressBar& bar, Json json) {
  const auto keeper = open_checkpoints(common, files, session.description());
  if (!keeper) return report(keeper.error());
  const auto log = open_log(files.log, targets, keeper->get());
  if (!log) return report(log.error());
  Rescued rescued;
  listener.on_diverged = rescued.listener();
  listener.on_epoch = [&, tell = listener.on_epoch](const EpochReport& report) {
    tell(report);
    if (!shows_music(common, files, report.epoch, epochs)) return;
    Outcome now;
    now.parameters = report.weights();
    show_music(common, files, session.model(now), report.epoch, epochs);
  };
  if (*log) listener = logged(std::move(listener), **log);
  const Continuation continuation = *keeper ? (*keeper)->continuation(log->get()) : Continuation{};

  const auto begin = std::chrono::steady_clock::now();
  Result<Outcome> outcome = session.run(listener, cancellation(), continuation);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  bar.clear();
  if (!outcome) {
    Error error = std::move(outcome).error();
    if (rescued.parameters.empty()) return report(error);
    Outcome left;
    left.parameters = std::move(rescued.parameters);
    left.parameters_step = rescued.step;
    const Status saved = save_model(session.model(left), files.output, files.weights);
    error.message +=
        saved ? "; " + files.output + " holds the weights of step " + std::to_string(rescued.step)
              : "; " + saved.error().message;
    return report(error);
  }

  const auto model = session.model(*outcome);
  const bool kept = *keeper && outcome->end == TrainingEnd::kCancelled;
  if (!kept) {
    if (const Status saved = save_model(model, files.output, files.weights); !saved) {
      return report(saved.error());
    }
  }
  if (const Status ended = finish_log(log->get()); !ended) return report(ended.error());
  if (common.json) std::printf("%s\n", json(*outcome, model, seconds).dump().c_str());
  std::optional<double> held_out;
  if (outcome->held_out) held_out = outcome->held_out->mean();
  return tell_end(common, files,
                  {outcome->end, outcome->steps, seconds, outcome->last_loss, held_out, kept});
}

}  // namespace bach::cli
