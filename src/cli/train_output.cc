#include "cli/train_output.h"

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace bach::cli {
namespace {

// "(1024, 79)"
std::string shape_text(const std::vector<int>& shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
  }
  return text + ")";
}

// "loss 2.345"
std::string figure(const char* name, double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%s %.3f", name, value);
  return text;
}

// What the notebook prints before it trains: the data's shapes.
void print_windows(const TrainingSummary& summary) {
  const int classes = summary.network.heads.front().classes;
  for (std::size_t i = 0; i < std::min<std::size_t>(2, summary.pieces.size()); ++i) {
    const TrainingPiece& piece = summary.pieces[i];
    std::printf("  %-12s (%d, %d)\n", piece.name.c_str(), piece.notes, classes);
  }
  std::printf("X (%zu, %d, %d)\ny (%zu,)\n", summary.windows, summary.network.window, classes,
              summary.windows);
}

void print_tensors(const TrainingSummary& summary) {
  int width = 18;
  for (const TensorSlot& tensor : summary.tensors) {
    width = std::max(width, static_cast<int>(tensor.name.size()));
  }
  for (const TensorSlot& tensor : summary.tensors) {
    std::printf("  %-*s %s\n", width, tensor.name.c_str(), shape_text(tensor.shape).c_str());
  }
  std::printf("%zu parameters\n", summary.parameters);
}

// Reports steps on the bar.
std::function<void(const StepReport&)> steps_on(ProgressBar& bar, int epochs) {
  auto smooth = std::make_shared<double>(0);
  return [epochs, &bar, smooth](const StepReport& report) {
    // A running mean that forgets over about 20 batches, steady enough to read.
    *smooth = *smooth == 0 ? report.loss : *smooth + 0.05 * (report.loss - *smooth);
    const std::string epoch =
        "epoch " + std::to_string(report.epoch + 1) + "/" + std::to_string(epochs);
    bar.show({"training", report.step, report.steps, epoch + "  " + figure("loss", *smooth)});
  };
}

// "held-out loss 2.104 nats: pitch 1.798, rhythm 0.306"
std::string held_out_text(const Loss& loss, const NetworkConfig& network) {
  std::string text = figure("held-out loss", loss.mean()) + " nats";
  const std::vector<HeadConfig>& heads = network.heads;
  for (std::size_t k = 0; heads.size() > 1 && k < heads.size(); ++k) {
    text += (k == 0 ? ": " : ", ") + figure(heads[k].name.c_str(), loss.heads[k].mean());
  }
  return text;
}

void tell_begin(const Common& common, const TrainFiles& files, const TrainingBegin& begin) {
  if (!begin.checkpoint.empty()) {
    say(common, "resumed from " + begin.checkpoint + ", step " + std::to_string(begin.step) +
                    " of " + std::to_string(begin.steps));
  } else if (files.resume) {
    say(common, "no checkpoint in " + files.checkpoint + " yet: beginning at the first step");
  }
}

}  // namespace

void print_training(const TrainOptions& options, const TrainingSummary& summary) {
  std::printf("%zu pieces", summary.packed ? summary.packed->pieces : summary.pieces.size());
  if (summary.packed && summary.packed->held_out > 0) {
    std::printf(", %zu held out, %zu of them measured on", summary.packed->held_out,
                summary.packed->measured);
  }
  if (!summary.held_out.empty()) std::printf(", %zu held out", summary.held_out.size());
  if (summary.windows > 0) {
    std::printf("\n");
    print_windows(summary);
  } else {
    std::printf(", %zu notes", summary.notes);
    if (!summary.also.empty()) {
      std::printf(", also %zu pieces, %zu notes,", summary.also.size(), summary.also_notes);
    }
    std::printf(" in %d lanes, %d notes of each per batch\n", options.lanes, options.steps);
  }
  print_tensors(summary);
  std::fflush(stdout);
}

TrainingEvents shown_events(const Common& common, const TrainOptions& options,
                            const TrainingSummary& summary, ProgressBar& bar) {
  TrainingEvents events;
  events.on_begin = [&](const TrainingBegin& begin) { tell_begin(common, options.files, begin); };
  events.on_step = steps_on(bar, options.epochs);
  events.on_epoch = [&](const EpochReport& report) {
    bar.clear();
    say(common,
        "epoch " + std::to_string(report.epoch + 1) + "  " + figure("loss", report.loss) + " nats");
  };
  events.on_held_out = [&](const HeldOutReport& report) {
    bar.clear();
    say(common, "step " + std::to_string(report.step) + "  " +
                    held_out_text(report.loss, summary.network) + (report.best ? " (best)" : ""));
  };
  if (!common.quiet && !common.json) {
    events.on_music = [&](const Demonstration& music) { say(common, "  plays  " + music.line); };
  }
  events.on_warning = [](const std::string& text) { warn(text); };
  return events;
}

nlohmann::ordered_json training_json(const TrainOptions& options, const TrainingSummary& summary,
                                     const TrainedModel& trained, double seconds) {
  nlohmann::ordered_json json;
  json["preset"] = options.preset;
  json["pieces"] = summary.packed ? summary.packed->pieces : summary.pieces.size();
  json["notes"] = summary.notes;
  if (!summary.also.empty()) json["also_notes"] = summary.also_notes;
  if (summary.windows > 0) json["windows"] = summary.windows;
  json["parameters"] = summary.parameters;
  json["steps"] = trained.outcome.steps;
  json["kept_step"] = trained.outcome.parameters_step;
  json["loss"] = trained.outcome.last_loss;
  if (trained.outcome.held_out) json["held_out_loss"] = trained.outcome.held_out->mean();
  json["corpus_hash"] = trained.model.card.corpus_hash;
  json["seed"] = trained.model.card.seed;
  json["seconds"] = seconds;
  return json;
}

int tell_end(const Common& common, const TrainFiles& files, const TrainedModel& trained,
             double seconds) {
  const TrainingOutcome& outcome = trained.outcome;
  char line[96];
  std::snprintf(line, sizeof line, "%" PRIu64 " steps in %.1f s", outcome.steps, seconds);
  if (outcome.end == TrainingEnd::kCancelled) {
    say(common,
        std::string("stopped after ") + line + "; " +
            (trained.in_checkpoint
                 ? files.checkpoint + " holds them: the same command with --resume continues"
                 : files.output + " holds the weights so far"));
    return kInterrupted;
  }
  std::string end;
  if (outcome.end == TrainingEnd::kStoppedEarly) end = ", stopped early";
  if (outcome.end == TrainingEnd::kOutOfTime) {
    end = ", the time is over; --stop-after " + std::to_string(outcome.steps) +
          " instead of --hours makes the same model";
  }
  say(common, line + end);
  const std::string held_out =
      outcome.held_out ? ", " + figure("best held-out loss", outcome.held_out->mean()) + " nats"
                       : "";
  say(common, figure("last batch's loss", outcome.last_loss) + " nats" + held_out);
  say(common, "wrote " + files.output);
  return kDone;
}

}  // namespace bach::cli
