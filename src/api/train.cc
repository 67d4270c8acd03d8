#include "app/train.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/answers.h"
#include "api/music.h"
#include "api/score_json.h"
#include "app/train/baselines.h"
#include "app/train/demonstration.h"
#include "app/train/run_description.h"
#include "lm/model_file.h"
#include "score/unfold.h"
#include "train/checkpoint.h"

namespace bach::api {
namespace {

using nlohmann::ordered_json;

constexpr std::uint64_t kSampleSeed = 42;  // the same for each epoch, to be compared

const char* end_name(TrainingEnd end) {
  switch (end) {
    case TrainingEnd::kFinished:
      return "finished";
    case TrainingEnd::kStoppedEarly:
      return "stopped_early";
    case TrainingEnd::kOutOfTime:
      return "out_of_time";
    case TrainingEnd::kCancelled:
      break;
  }
  return "stopped";
}

ordered_json bytes_json(const std::vector<std::uint8_t>& bytes) {
  return file_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, false);
}

// By name; none given: the movements for cello.
Result<Music> training_music(const Request& request, const Events& events,
                             const Cancellation& stop) {
  if (request.music.empty()) return read_music({}, {}, stop);
  const Result<std::vector<NamedScore>> pieces = open_music(request, events);
  if (!pieces) return pieces.error();
  Music music;
  for (const NamedScore& piece : *pieces) {
    music.pieces.push_back({piece.name, piece.name, unfold(piece.score)});
  }
  std::stable_sort(music.pieces.begin(), music.pieces.end(),
                   [](const MusicPiece& a, const MusicPiece& b) { return a.name < b.name; });
  return music;
}

class Training {
 public:
  Training(const Request& request, TrainingSession session, const Music& music,
           const Events& events, const Cancellation& stop)
      : request_(request),
        session_(std::move(session)),
        music_(music),
        events_(events),
        stop_(stop) {}

  Answer run() {
    events_.warn(session_.summary().warnings);
    if (Status resumed = resume(); !resumed) return std::move(resumed).error();
    if (Status counted = tell_baselines(); !counted) return std::move(counted).error();
    Continuation continuation;
    if (request_.checkpoints) {
      continuation.after_epochs = true;
      continuation.save = [this](const TrainingSnapshot& snapshot) { return save(snapshot); };
    }
    if (from_) continuation.from = &from_->snapshot;
    const Result<TrainingOutcome> outcome = session_.run(listener(), stop_, continuation);
    if (!outcome) return outcome.error();
    ordered_json file = {{"name", "model.safetensors"}};
    file.update(model_json(*outcome));
    events_.send("file", file);
    const TrainingSummary& summary = session_.summary();
    ordered_json done = {{"end", end_name(outcome->end)},
                         {"steps", outcome->steps},
                         {"notes", summary.notes},
                         {"windows", summary.windows},
                         {"parameters", summary.parameters}};
    if (outcome->held_out) done["held_out_loss"] = outcome->held_out->mean();
    return done;
  }

 private:
  Status resume() {
    if (!request_.resume) return {};
    Result<Checkpoint> checkpoint = decode_checkpoint(*request_.resume, "the checkpoint");
    if (!checkpoint) {
      Error error = std::move(checkpoint).error();
      error.argument = "resume";
      return error;
    }
    const std::string other = difference(checkpoint->run, session_.description());
    if (!other.empty()) {
      return invalid_argument("resume", "is of another training: " + other +
                                            "; resume it with the music and options it was "
                                            "started with");
    }
    if (checkpoint->program_version != BACH_VERSION) {
      events_.warn({"the checkpoint was written by bach " + checkpoint->program_version +
                    ", this is " BACH_VERSION
                    ": the model may not be that of a run without a break"});
    }
    from_ = std::move(*checkpoint);
    return {};
  }

  Status save(const TrainingSnapshot& snapshot) {
    ordered_json fields = {{"step", snapshot.steps}};
    fields.update(
        bytes_json(encode_checkpoint({session_.description(), BACH_VERSION, snapshot, {}, 0, 0})));
    events_.send("checkpoint", fields);
    return {};
  }

  Status tell_baselines() {
    if (!request_.baselines) return {};
    const std::vector<std::string>& names = session_.options().holdout;
    BaselineMusic music;
    for (const MusicPiece& piece : music_.pieces) {
      const bool held_out = std::find(names.begin(), names.end(), piece.name) != names.end();
      (held_out ? music.held_out : music.learned).push_back(&piece);
    }
    if (music.held_out.empty()) {
      events_.warn({"nothing is held out, so there is nothing to measure baselines on"});
      return {};
    }
    std::vector<std::string> warnings;
    const auto window = static_cast<std::size_t>(session_.summary().network.window);
    const Result<std::vector<BaselineLoss>> losses =
        baseline_losses(preset_called(session_.options().preset), music, window, warnings, stop_);
    if (!losses) return losses.error();
    events_.warn(warnings);
    for (const BaselineLoss& baseline : *losses) {
      events_.send("baseline",
                   {{"name", baseline.name}, {"loss", std::round(baseline.loss * 1e6) / 1e6}});
    }
    return {};
  }

  TrainingListener listener() {
    TrainingListener told;
    told.on_step = [this](const StepReport& step) {
      steps_ = step.step;
      events_.send(
          "loss",
          {{"step", step.step}, {"steps", step.steps}, {"epoch", step.epoch}, {"loss", step.loss}});
    };
    told.on_held_out = [this](const HeldOutReport& report) {
      events_.send("held_out",
                   {{"step", report.step}, {"loss", report.loss.mean()}, {"best", report.best}});
    };
    if (request_.samples || request_.models) {
      told.on_epoch = [this](const EpochReport& report) { show(report); };
    }
    return told;
  }

  // The model as it is now.
  void show(const EpochReport& report) {
    TrainingOutcome now;
    now.parameters = report.weights();
    now.parameters_step = steps_;
    if (request_.models) {
      ordered_json fields = {{"epoch", report.epoch}};
      fields.update(model_json(now));
      events_.send("model", fields);
    }
    if (!request_.samples) return;
    const Result<Demonstration> sample = demonstrate(session_.model(now), kSampleSeed, stop_);
    if (sample) {
      events_.send(
          "sample",
          {{"epoch", report.epoch}, {"line", sample->line}, {"score", score_json(sample->score)}});
    } else if (!stop_.requested()) {
      events_.warn({"nothing to hear after this epoch: " + sample.error().message});
    }
  }

  ordered_json model_json(const TrainingOutcome& outcome) const {
    return bytes_json(encode_model(session_.model(outcome), session_.options().files.weights));
  }

  const Request& request_;
  TrainingSession session_;
  const Music& music_;
  const Events& events_;
  const Cancellation& stop_;
  std::optional<Checkpoint> from_;
  std::uint64_t steps_ = 0;  // done
};

}  // namespace

Answer train(const Request& request, const Events& events, const Cancellation& stop) {
  Result<TrainOptions> options = train_options().read(request.options);
  if (!options) return std::move(options).error();
  options->files.output.clear();
  const Result<Music> music = training_music(request, events, stop);
  if (!music) return music.error();
  std::vector<const MusicPiece*> pieces;
  for (const MusicPiece& piece : music->pieces) pieces.push_back(&piece);
  Result<TrainingSession> session = TrainingSession::prepare(*options, {pieces});
  if (!session) return std::move(session).error();
  return Training(request, std::move(*session), *music, events, stop).run();
}

}  // namespace bach::api
