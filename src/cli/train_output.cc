#include "cli/train_output.h"

#include <cinttypes>
#include <cstdio>
#include <memory>

#include "app/train/demonstration.h"

namespace bach::cli {

std::string shape_text(const std::vector<int>& shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
  }
  return text + ")";
}

std::string figure(const char* name, double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%s %.3f", name, value);
  return text;
}

void print_tensors(const std::vector<TensorSlot>& tensors, std::size_t parameters) {
  int width = 18;
  for (const TensorSlot& tensor : tensors) {
    width = std::max(width, static_cast<int>(tensor.name.size()));
  }
  for (const TensorSlot& tensor : tensors) {
    std::printf("  %-*s %s\n", width, tensor.name.c_str(), shape_text(tensor.shape).c_str());
  }
  std::printf("%zu parameters\n", parameters);
  std::fflush(stdout);
}

std::function<void(const StepReport&)> step_shower(int epochs, ProgressBar& bar) {
  auto smooth = std::make_shared<double>(0);
  return [epochs, &bar, smooth](const StepReport& report) {
    // A running mean that forgets over about 20 batches, steady enough to read.
    *smooth = *smooth == 0 ? report.loss : *smooth + 0.05 * (report.loss - *smooth);
    const std::string epoch =
        "epoch " + std::to_string(report.epoch + 1) + "/" + std::to_string(epochs);
    bar.show({"training", report.step, report.steps, epoch + "  " + figure("loss", *smooth)});
  };
}

std::function<void(const EpochReport&)> epoch_teller(const Common& common, ProgressBar& bar) {
  return [&common, &bar](const EpochReport& report) {
    bar.clear();
    say(common,
        "epoch " + std::to_string(report.epoch + 1) + "  " + figure("loss", report.loss) + " nats");
  };
}

bool shows_music(const Common& common, const TrainFiles& files, int epoch, int epochs) {
  constexpr int kLines = 5;
  if (!files.listen.empty()) return true;
  if (common.quiet || common.json) return false;
  // The first, the last and some between.
  return epoch == 0 || (epoch + 1) * (kLines - 1) / epochs > epoch * (kLines - 1) / epochs;
}

void show_music(const Common& common, const TrainFiles& files, const AnyModel& model, int epoch,
                int epochs) {
  constexpr std::uint64_t kSeed = 42;
  const Result<Demonstration> music = demonstrate(model, kSeed, cancellation());
  if (!music) return warn("nothing to hear after this epoch: " + music.error().message);
  if (shows_music(common, {}, epoch, epochs)) say(common, "  plays  " + music->line);
  if (files.listen.empty()) return;
  const Status saved = save_demonstration(*music, files.listen, epoch, cancellation());
  if (!saved) warn(saved.error().message);
}

Result<std::unique_ptr<CheckpointKeeper>> open_checkpoints(const Common& common,
                                                           const TrainFiles& files,
                                                           const RunDescription& run) {
  const CheckpointOptions& options = files.checkpoints;
  if (options.folder.empty()) return std::unique_ptr<CheckpointKeeper>();
  auto keeper = CheckpointKeeper::open(options, run);
  if (!keeper) return std::move(keeper).error();
  for (const std::string& warning : (*keeper)->warnings()) warn(warning);
  if (const Checkpoint* from = (*keeper)->resumed()) {
    say(common, "going on from " + (*keeper)->file() + ", step " +
                    std::to_string(from->snapshot.steps) + " of " +
                    std::to_string(from->snapshot.planned));
  } else if (options.resume) {
    say(common, "no checkpoint in " + options.folder + " yet: beginning at the first step");
  }
  return keeper;
}

Result<std::unique_ptr<TrainingLogWriter>> open_log(const std::string& path, std::uint64_t targets,
                                                    const CheckpointKeeper* keeper) {
  if (path.empty() && keeper == nullptr) return std::unique_ptr<TrainingLogWriter>();
  Result<TrainingLogWriter> log = TrainingLogWriter::create(
      path, targets, keeper != nullptr ? keeper->log_state() : TrainingLogState());
  if (!log) return std::move(log).error();
  return std::make_unique<TrainingLogWriter>(std::move(*log));
}

Status finish_log(TrainingLogWriter* log) { return log == nullptr ? Status() : log->finish(); }

std::function<void(const DivergedReport&)> Rescued::listener() {
  return [this](const DivergedReport& report) {
    parameters.assign(report.parameters.begin(), report.parameters.end());
    step = report.parameters_step;
  };
}

int tell_end(const Common& common, const TrainFiles& files, const TrainingEnded& ended) {
  char line[96];
  std::snprintf(line, sizeof line, "%" PRIu64 " steps in %.1f s", ended.steps, ended.seconds);
  if (ended.end == TrainingEnd::kCancelled) {
    say(common, std::string("stopped after ") + line + "; " +
                    (ended.kept ? files.checkpoints.folder +
                                      " holds them: the same command with --resume goes on"
                                : files.output + " holds the weights so far"));
    return kInterrupted;
  }
  say(common,
      std::string(line) + (ended.end == TrainingEnd::kStoppedEarly ? ", stopped early" : ""));
  const std::string held_out =
      ended.held_out ? ", " + figure("best held-out loss", *ended.held_out) + " nats" : "";
  say(common, figure("last batch's loss", ended.last_loss) + " nats" + held_out);
  say(common, "wrote " + files.output);
  return kDone;
}

}  // namespace bach::cli
