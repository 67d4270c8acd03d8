#include "app/train.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "app/train/choice.h"
#include "app/train/device.h"
#include "app/train/init.h"
#include "app/train/packed_music.h"
#include "app/train/preset.h"
#include "app/train/run_description.h"
#include "base/sha256.h"
#include "base/thread_pool.h"
#include "lm/network_parameters.h"
#include "lm/trainer.h"
#include "nn/engine/isa.h"

namespace bach {

namespace {

std::vector<const MusicPiece*> pieces_of(const Music& music) {
  std::vector<const MusicPiece*> pieces;
  for (const MusicPiece& piece : music.pieces) pieces.push_back(&piece);
  return pieces;
}

// The options are checked: there is one.
const TrainPreset& preset_of(const TrainOptions& options) {
  const std::vector<TrainPreset>& presets = train_presets();
  return *std::find_if(presets.begin(), presets.end(), [&](const TrainPreset& preset) {
    return preset.options.about.name == options.preset;
  });
}

Status check(const TrainOptions& options) {
  if (Status fine = train_options().check(options); !fine) return fine;
  return check_training_device({options.device, options.fast, options.exact});
}

// A batch takes so many notes of each lane.
std::uint64_t steps_of_tokens(const TrainOptions& options) {
  const std::uint64_t of_step = std::uint64_t{1} * options.lanes * options.steps;
  return options.tokens / of_step + (options.tokens % of_step != 0 ? 1 : 0);
}

}  // namespace

struct TrainingSession::State {
  TrainOptions options;
  TrainingSummary summary;
  TrainingSetup setup;
  TrainingDevice device;
  InitialWeights init;  // empty: drawn from the seed
  Group* group = &alone();
};

TrainingSession::TrainingSession(std::unique_ptr<State> state) : state_(std::move(state)) {}
TrainingSession::TrainingSession(TrainingSession&&) noexcept = default;
TrainingSession& TrainingSession::operator=(TrainingSession&&) noexcept = default;
TrainingSession::~TrainingSession() = default;

const TrainOptions& TrainingSession::options() const { return state_->options; }
const TrainingSummary& TrainingSession::summary() const { return state_->summary; }

Result<TrainOptions> for_processes(TrainOptions options, int threads) {
  if (preset_of(options).prepare_packed == nullptr) {
    return invalid_argument(
        "preset", options.preset + " learns in one process; suite and sequences do in many");
  }
  // A device that fails would leave the others behind.
  if (options.device != "cpu" && options.device != "auto") {
    return invalid_argument("device", options.device + ": several processes train on processors");
  }
  if (options.fast) return invalid_argument("fast", "several processes train on processors");
  options.device = "cpu";
  if (!is_packed_input(options.inputs)) options.lane_sums = true;
  if (options.threads == 0) options.threads = threads;
  return options;
}

Result<TrainingSession> TrainingSession::prepare(const TrainOptions& options,
                                                 const ProgressCallback& progress,
                                                 const Cancellation& cancellation) {
  if (Status fine = check(options); !fine) return std::move(fine).error();
  if (is_packed_input(options.inputs)) return prepare_packed(options);
  const Result<Music> music = read_music(options.inputs, progress, cancellation);
  if (!music) return music.error();
  const Result<Music> also =
      options.also.empty() ? Music{} : read_music(options.also, progress, cancellation);
  if (!also) return also.error();
  const std::vector<const MusicPiece*> pieces = pieces_of(*music), more = pieces_of(*also);
  Result<TrainingSession> session = prepare(options, {pieces, more});
  if (!session) return session;
  std::vector<std::string> warnings = music->warnings;
  for (const auto& later : {also->warnings, session->state_->summary.warnings}) {
    warnings.insert(warnings.end(), later.begin(), later.end());
  }
  session->state_->summary.warnings = std::move(warnings);
  return session;
}

Result<TrainingSession> TrainingSession::prepare(const TrainOptions& options,
                                                 const TrainingMusic& music) {
  if (Status fine = check(options); !fine) return std::move(fine).error();
  if (options.alone > options.epochs) {
    return invalid_argument("alone", std::to_string(options.alone) + ": there are " +
                                         std::to_string(options.epochs) + " `epochs`");
  }
  auto state = std::make_unique<State>();
  std::vector<std::string>& warnings = state->summary.warnings;
  const Result<ChosenMusic> pieces = choose_music(options.choice, music.pieces, warnings);
  if (!pieces) return pieces.error();
  const Result<ChosenMusic> also = choose_music(options.choice, music.also, warnings);
  if (!also) return also.error();
  Result<TrainingSetup> setup =
      preset_of(options).prepare(options, {pieces->pieces, also->pieces}, state->summary);
  if (!setup) return std::move(setup).error();
  state->setup = std::move(*setup);
  return ready(options, std::move(state));
}

Result<TrainingSession> TrainingSession::prepare_packed(const TrainOptions& options) {
  const TrainPreset& preset = preset_of(options);
  if (preset.prepare_packed == nullptr) {
    return invalid_argument("preset", options.preset +
                                          " does not learn from packed sets; suite and "
                                          "sequences do");
  }
  Result<PackedSet> set = PackedSet::open(options.inputs.front());
  if (!set) return std::move(set).error();
  auto state = std::make_unique<State>();
  Result<TrainingSetup> setup = preset.prepare_packed(
      options, std::make_shared<const PackedSet>(std::move(*set)), state->summary);
  if (!setup) return std::move(setup).error();
  state->setup = std::move(*setup);
  return ready(options, std::move(state));
}

Result<TrainingSession> TrainingSession::ready(const TrainOptions& options,
                                               std::unique_ptr<State> state) {
  Result<TrainingDevice> device = training_device({options.device, options.fast, options.exact});
  if (!device) return std::move(device).error();
  state->device = std::move(*device);
  if (!state->device.warning.empty()) state->summary.warnings.push_back(state->device.warning);
  if (!options.init.empty()) {
    Result<InitialWeights> init =
        initial_weights(options.init, state->setup, state->summary.warnings);
    if (!init) return std::move(init).error();
    state->init = std::move(*init);
  }
  state->options = options;
  state->options.fast = state->device.fast;
  TrainingSummary& summary = state->summary;
  state->options.holdout.clear();
  for (const TrainingPiece& piece : summary.held_out) {
    state->options.holdout.push_back(piece.name);
  }
  if (options.tokens > 0) {
    // As many epochs as are begun: the loop ends the last one.
    constexpr std::uint64_t kMostEpochs = 1'000'000;
    std::uint64_t& targets = state->setup.targets;
    const std::uint64_t of_epoch =
        std::max<std::uint64_t>(targets / static_cast<std::uint64_t>(options.epochs), 1);
    state->options.epochs =
        static_cast<int>(std::min((options.tokens - 1) / of_epoch + 1, kMostEpochs));
    targets = options.tokens;
  }
  summary.network = state->setup.network;
  summary.targets = state->setup.targets;
  const ParameterLayout layout(summary.network);
  summary.tensors.assign(layout.tensors().begin(), layout.tensors().end());
  summary.parameters = layout.size();
  return TrainingSession(std::move(state));
}

Group& TrainingSession::group() const { return *state_->group; }

Status TrainingSession::share(Group& group) {
  state_->group = &group;
  if (group.size() == 1) return {};
  Status fine;
  if (group.size() > state_->options.lanes) {
    fine = invalid_argument("lanes", std::to_string(state_->options.lanes) +
                                         ": are to be shared by as many processes at most, not " +
                                         std::to_string(group.size()));
  }
  std::string text = BACH_VERSION;
  for (const auto& [name, value] : description()) text += "\n" + name + "=" + value;
  const std::string mine = sha256_hex(text);
  std::vector<std::uint8_t> first(mine.begin(), mine.end());
  group.share(first);
  if (fine && !std::equal(first.begin(), first.end(), mine.begin(), mine.end())) {
    fine = Error{ErrorCode::kInvalidArgument,
                 "has other music, other options or another version of bach than rank 0",
                 {}};
  }
  return agree(group, fine);
}

RunDescription TrainingSession::description() const {
  RunDescription run = storable(train_options().describe(state_->options));
  const TrainingSetup& setup = state_->setup;
  run.insert(setup.conditions.begin(), setup.conditions.end());
  run["vocabulary"] = setup.vocabulary_fingerprint;
  run["music"] = setup.corpus_hash;
  run["held-out music"] = setup.held_out_hash;
  if (!state_->init.digest.empty()) run["weights to begin with"] = state_->init.digest;
  return run;
}

Result<TrainingOutcome> TrainingSession::run(const TrainingListener& listener,
                                             const Cancellation& cancellation,
                                             const Continuation& continuation) {
  const TrainOptions& options = state_->options;
  const TrainingSetup& setup = state_->setup;
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  std::function<bool()> out_of_time;
  if (options.hours > 0 && state_->group->leads()) {
    using Clock = std::chrono::steady_clock;
    const std::chrono::duration<double, std::ratio<3600>> hours(options.hours);
    out_of_time = [end = Clock::now() + std::chrono::duration_cast<Clock::duration>(hours)] {
      return Clock::now() >= end;
    };
  }
  const auto train = [&](const engine::Kernels* kernels, const TrainingListener& told,
                         const Continuation& from) {
    // A device takes no threads.
    ThreadPool pool(kernels != nullptr ? 1 : options.threads);
    if (kernels == nullptr) kernels = &engine::host_kernels(*isa);
    TrainerOptions shared = setup.trainer;
    shared.group = state_->group;
    Trainer trainer(setup.network, shared, *kernels, pool);
    const std::vector<float>& init = state_->init.parameters;
    trainer.set_parameters(init.empty() ? initial_parameters(setup.network, options.seed) : init);
    TrainingPlan plan{options.epochs, options.batches,        options.seed,
                      setup.schedule, options.evaluate_every, options.patience};
    plan.most_steps = steps_of_tokens(options);
    plan.stop_after = options.stop_after;
    plan.out_of_time = out_of_time;
    const std::unique_ptr<BatchSource> source = setup.source(trainer);
    return run_training(trainer, *source, setup.held_out, plan, told, cancellation, from);
  };
  return run_on_device(state_->device, listener, continuation, train);
}

Model TrainingSession::model(const TrainingOutcome& outcome) const {
  const TrainingSetup& setup = state_->setup;
  Model model;
  model.config = setup.network;
  model.parameters = outcome.parameters;
  ModelCard& card = model.card;
  card.vocabulary = setup.vocabulary;
  card.vocabulary_fingerprint = setup.vocabulary_fingerprint;
  card.corpus_hash = setup.corpus_hash;
  card.program_version = BACH_VERSION;
  card.seed = state_->options.seed;
  card.steps = outcome.parameters_step;
  if (outcome.held_out) card.held_out_nats = outcome.held_out->mean();
  card.starts = setup.starts;
  model.attachments = setup.attachments;
  TrainOptions told = state_->options;
  // The steps make the same model again, the time would not.
  if (outcome.end == TrainingEnd::kOutOfTime) told.stop_after = outcome.steps;
  card.command = train_options().command_text("train", told);
  card.begun_from = state_->init.digest;
  return model;
}

}  // namespace bach
