// Training to files: checkpoints, the log, music on the way, the model or what is left of it.
#include <filesystem>
#include <utility>

#include "app/model/save.h"
#include "app/train.h"
#include "app/train/checkpoints.h"
#include "app/train/demonstration.h"
#include "app/train/log.h"
#include "ranks/group.h"
#include "train/checkpoint.h"

namespace bach {
namespace {

Status check_replaces(const std::string& path, bool force) {
  std::error_code ignored;
  if (force || path.empty() || path == "-" || !std::filesystem::exists(path, ignored)) return {};
  return Error{ErrorCode::kExists, path + " exists; `force` replaces it", {}};
}

// Whether the music after an epoch is shown: of the first, the last and some between.
bool shows_music(int epoch, int epochs) {
  constexpr int kTimes = 5;
  return epoch == 0 || (epoch + 1) * (kTimes - 1) / epochs > epoch * (kTimes - 1) / epochs;
}

class FileTraining {
 public:
  FileTraining(TrainingSession& session, const TrainingEvents& events,
               const Cancellation& cancellation)
      : session_(session),
        files_(session.options().files),
        group_(session.group()),
        events_(group_.leads() ? events : kNoEvents),
        cancellation_(cancellation) {}

  Result<TrainedModel> run() {
    Status opened;
    if (group_.leads()) {
      opened = open_checkpoints();
      if (opened) opened = open_log();
    }
    if (Status all = agree(group_, opened); !all) return std::move(all).error();
    if (!group_.leads()) return follow();
    TrainingListener listener = listener_of_events();
    if (log_) listener = logged(listener, *log_);
    Continuation continuation = keeper_ ? keeper_->continuation(log_.get()) : Continuation{};
    if (group_.size() > 1) tell_begin(continuation);
    Result<TrainingOutcome> outcome = session_.run(listener, cancellation_, continuation);
    if (!outcome) return rescue(std::move(outcome).error());
    return save(std::move(*outcome));
  }

 private:
  // Rank 0 tells the others where it begins, and how often it keeps what was reached.
  void tell_begin(const Continuation& continuation) {
    const Checkpoint* from = keeper_ ? keeper_->resumed() : nullptr;
    std::vector<std::uint8_t> bytes;
    if (from != nullptr) bytes = encode_checkpoint(*from);
    group_.gather(Begin{continuation.every, continuation.save ? 1 : 0});
    group_.share(bytes);
  }

  // The part of a process that writes nothing: what rank 0 tells is done by all.
  Result<TrainedModel> follow() {
    const Begin begin = group_.gather(Begin{}).front();
    std::vector<std::uint8_t> bytes;
    group_.share(bytes);
    if (!group_.status()) return group_.status().error();
    Continuation continuation;
    continuation.every = begin.every;
    if (begin.keeps != 0) continuation.save = [](const TrainingSnapshot&) { return Status(); };
    Result<Checkpoint> from = Checkpoint{};
    if (!bytes.empty()) {
      from = decode_checkpoint(bytes, "the checkpoint of rank 0");
      if (!from) return std::move(from).error();
      continuation.from = &from->snapshot;
    }
    Result<TrainingOutcome> outcome = session_.run({}, cancellation_, continuation);
    if (!outcome) return std::move(outcome).error();
    TrainedModel trained;
    trained.model = session_.model(*outcome);
    trained.outcome = std::move(*outcome);
    trained.outcome.parameters.clear();
    return trained;
  }

  Status open_checkpoints() {
    TrainingBegin begin;
    if (!files_.checkpoint.empty()) {
      auto keeper = CheckpointKeeper::open(
          {files_.checkpoint, files_.checkpoint_every, files_.resume}, session_.description());
      if (!keeper) return std::move(keeper).error();
      keeper_ = std::move(*keeper);
      for (const std::string& warning : keeper_->warnings()) warn(warning);
      if (const Checkpoint* from = keeper_->resumed()) {
        begin = {keeper_->file(), from->snapshot.steps, from->snapshot.planned};
      }
    }
    if (events_.on_begin) events_.on_begin(begin);
    return {};
  }

  // The log of files_.log and in checkpoints; none without either.
  Status open_log() {
    if (files_.log.empty() && !keeper_) return {};
    Result<TrainingLogWriter> log =
        TrainingLogWriter::create(files_.log, session_.summary().targets,
                                  keeper_ ? keeper_->log_state() : TrainingLogState());
    if (!log) return std::move(log).error();
    log_ = std::make_unique<TrainingLogWriter>(std::move(*log));
    return {};
  }

  TrainingListener listener_of_events() {
    TrainingListener listener{events_.on_step, {}, events_.on_held_out, {}, events_.on_warning};
    listener.on_epoch = [this](const EpochReport& report) {
      if (events_.on_epoch) events_.on_epoch(report);
      demonstrate_after(report);
    };
    listener.on_diverged = [this](const DivergedReport& report) {
      rescued_.parameters.assign(report.parameters.begin(), report.parameters.end());
      rescued_.parameters_step = report.parameters_step;
    };
    return listener;
  }

  void demonstrate_after(const EpochReport& report) {
    constexpr std::uint64_t kSeed = 42;
    const bool shown = events_.on_music && shows_music(report.epoch, session_.options().epochs);
    if (!shown && files_.listen.empty()) return;
    TrainingOutcome now;
    now.parameters = report.weights();
    const Result<Demonstration> music = demonstrate(session_.model(now), kSeed, cancellation_);
    if (!music) return warn("nothing to hear after this epoch: " + music.error().message);
    if (shown) events_.on_music(*music);
    if (files_.listen.empty()) return;
    const Status saved = save_demonstration(*music, files_.listen, report.epoch, cancellation_);
    if (!saved) warn(saved.error().message);
  }

  // The error of a run, with what could be saved of it.
  Error rescue(Error error) {
    if (rescued_.parameters.empty() || files_.output.empty()) return error;
    const Status saved = save_model(session_.model(rescued_), files_.output, files_.weights);
    error.message += saved ? "; " + files_.output + " holds the weights of step " +
                                 std::to_string(rescued_.parameters_step)
                           : "; " + saved.error().message;
    return error;
  }

  Result<TrainedModel> save(TrainingOutcome outcome) {
    TrainedModel trained;
    trained.model = session_.model(outcome);
    trained.outcome = std::move(outcome);
    trained.outcome.parameters.clear();
    trained.in_checkpoint = keeper_ && trained.outcome.end == TrainingEnd::kCancelled;
    if (!trained.in_checkpoint && !files_.output.empty()) {
      const Status saved = save_model(trained.model, files_.output, files_.weights);
      if (!saved) return saved.error();
    }
    if (log_) {
      if (const Status ended = log_->finish(); !ended) return ended.error();
    }
    return trained;
  }

  void warn(const std::string& text) {
    if (events_.on_warning) events_.on_warning(text);
  }

  struct Begin {
    std::int32_t every = 0, keeps = 0;
  };
  inline static const TrainingEvents kNoEvents{};

  TrainingSession& session_;
  const TrainFiles& files_;
  Group& group_;
  const TrainingEvents& events_;
  const Cancellation& cancellation_;
  std::unique_ptr<CheckpointKeeper> keeper_;
  std::unique_ptr<TrainingLogWriter> log_;
  TrainingOutcome rescued_;  // without parameters: nothing is left of a training that diverges
};

}  // namespace

Status check_train_files(const TrainFiles& files) {
  if (Status may = check_replaces(files.output, files.force); !may || files.log.empty()) return may;
  const bool continues = files.resume && is_training_log(files.log);
  return check_replaces(files.log, files.force || continues);
}

Result<TrainedModel> train_to_files(TrainingSession& session, const TrainingEvents& events,
                                    const Cancellation& cancellation) {
  return FileTraining(session, events, cancellation).run();
}

}  // namespace bach
