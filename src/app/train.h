// Training as one task: music in, model out. What `bach train` does, without the printing.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/music/music.h"
#include "app/options/table.h"
#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "lm/model.h"
#include "lm/model_file.h"
#include "lm/parameters.h"
#include "lm/trainer.h"
#include "nn/schedule.h"
#include "packed/take.h"
#include "ranks/group.h"
#include "score/score.h"
#include "train/checkpoint.h"
#include "train/loop.h"

namespace bach {

// What a training leaves behind.
struct TrainFiles {
  std::string output = "model.safetensors";  // empty: none, the model is the caller's
  WeightType weights = WeightType::kFloat32;
  std::string log;             // of losses; empty: none
  std::string listen;          // folder for what it plays after each epoch; empty: none
  std::string checkpoint;      // folder; empty: no checkpoints
  int checkpoint_every = 100;  // steps between two of them
  bool resume = false;         // from the newest in the folder
  bool force = false;          // replace what is there
};

// What of the music read is learned from; as `bach corpus pack` chooses. Where anything is chosen,
// percussion is not.
struct MusicChoice {
  std::vector<std::string> instruments;  // names, or programs from 0; none: all
  TakenVoices voices = TakenVoices::kMerged;
  int most_voices = 0;  // 0: any
  int least_notes = 0;
  int most_notes = 0;               // 0: any
  std::vector<std::string> metres;  // that a piece begins in: "3/4"; none: any
  int most_percussion = 100;        // percent of the notes

  bool operator==(const MusicChoice&) const = default;
};

// Ranges, meanings and which presets have what are in train_options(), whose defaults(preset) is
// what to begin with. Of the notebook preset `hidden`, `dense` and `window` are for callers only.
struct TrainOptions {
  std::string preset;
  std::vector<std::string> inputs;   // files, folders, names; none: the built-in corpus
  std::vector<std::string> holdout;  // pieces among them to measure on instead of learning from
  std::vector<std::string> also;     // more to learn from, which nothing is measured on; as inputs
  int alone = 0;                     // epochs at the end that learn from the inputs alone
  int epochs = 1;
  int batches = 0;  // an epoch; 0: all the music
  std::uint64_t tokens =
      0;             // notes to learn from, in as many epochs as that takes; 0: `epochs` says it
  double hours = 0;  // that it may take; 0: any. The steps it came to are stored, not they
  std::uint64_t stop_after = 0;  // steps, whatever is planned; 0: all
  MusicChoice choice;
  std::string init;  // a model file whose weights to begin with; empty: drawn from the seed
  RateFactors rates;
  std::uint64_t seed = 42;
  int evaluate_every = 0;
  int patience = 0;
  int threads = 0;  // 0: the cores this process may use; changes speed only
  // "auto", "cpu", "gpu" or "gpu:N" (app/train/device.h); changes speed only.
  std::string device = "auto";
  // On a device: whether it may calculate in its own, faster way, and whether it must have the
  // processor's bits. With neither, one that has not is taken as with `fast`, with a warning.
  bool fast = false;
  bool exact = false;
  TrainFiles files;

  // The network.
  int layers = 1;
  int hidden = 256;
  int dense = 256;
  int embedding = 0;
  bool tied = false;
  double dropout = 0;
  double input_dropout = 0;
  double output_dropout = 0;
  double recurrent_dropout = 0;
  double forget_bias = 0;

  // Steps, of windows or of whole pieces.
  int batch_size = 64;
  int window = 20;
  int lanes = 64;
  int steps = 20;
  double learning_rate = 1e-3;
  int warmup = 0;
  Decay decay = Decay::kNone;
  double weight_decay = 0;
  double clip = 0;
  double average = 0;
  bool lane_sums = false;  // of packed sets always
};

// What one of several processes trains with, so that any number of them makes one model: gradients
// added up lane by lane, and so many threads where none are named. kInvalidArgument: a preset that
// learns in one process only; a device.
Result<TrainOptions> for_processes(TrainOptions options, int threads);

// The presets are suite, sequences and notebook.
const OptionTable<TrainOptions>& train_options();

struct TrainingPiece {
  std::string name;  // file name without extension, or the built-in alias: "cs1-1pre"
  int notes = 0;     // that are learned from or measured on
};

// Of a packed set.
struct PackedMusic {
  std::size_t pieces = 0;    // to learn from
  std::size_t held_out = 0;  // not to
  std::size_t measured = 0;  // of those; the rest is too much
};

// Known before the first step.
struct TrainingSummary {
  std::vector<TrainingPiece> pieces;    // in name order
  std::vector<TrainingPiece> held_out;  // likewise
  std::size_t notes = 0;                // of `pieces`
  std::vector<TrainingPiece> also;      // in name order
  std::size_t also_notes = 0;           // of `also`
  std::size_t windows = 0;              // X is (windows, T, V); 0: whole pieces
  std::uint64_t targets = 0;            // notes learned from in the whole plan
  NetworkConfig network;
  std::vector<TensorSlot> tensors;
  std::size_t parameters = 0;
  std::optional<PackedMusic> packed;  // then no pieces are listed
  std::vector<std::string> warnings;  // one line each: skipped and why, repairs, what is lost
};

// Music at hand, which must live until it is prepared.
struct TrainingMusic {
  std::span<const MusicPiece* const> pieces;
  std::span<const MusicPiece* const> also = {};
};

// A prepared training run. Move-only; use from one thread.
class TrainingSession {
 public:
  // Reads the music and checks the options; a packed set as the only input (doc/packed.md) is opened, and
  // read while it is learned from. Files that cannot be read or have no notes are skipped
  // with a warning; no music at all, a name in `holdout` that matches no piece, or fewer windows
  // than a batch are errors. Files are not looked at; see train_to_files().
  static Result<TrainingSession> prepare(const TrainOptions& options,
                                         const ProgressCallback& progress,
                                         const Cancellation& cancellation);
  // The same of music at hand; options.inputs and options.also are not read.
  static Result<TrainingSession> prepare(const TrainOptions& options, const TrainingMusic& music);
  TrainingSession(TrainingSession&&) noexcept;
  TrainingSession& operator=(TrainingSession&&) noexcept;
  ~TrainingSession();

  // As they were given, the held-out pieces by name.
  const TrainOptions& options() const;
  const TrainingSummary& summary() const;

  // What decides the outcome of run(), for checkpoints.
  RunDescription description() const;

  // From now on trains as one of the processes of `group`, which must outlive the session; to be called
  // by all of them. Of a group of one nothing changes. Errors, the same for all: options or music of one
  // are not those of another; more processes than lanes.
  Status share(Group& group);
  Group& group() const;

  // Trains once. On cancellation the outcome says so and holds what was reached.
  // `continuation`: see train/snapshot.h; its snapshot must be of an equal description(). A device
  // that fails is an error, unless it was chosen by "auto": then the processor goes on, and `listener` is warned.
  Result<TrainingOutcome> run(const TrainingListener& listener, const Cancellation& cancellation,
                              const Continuation& continuation = {});

  // The model of an outcome of run(), ready for encode_model(). Equal options and music give equal
  // models, wherever the music lay.
  Model model(const TrainingOutcome& outcome) const;

 private:
  struct State;
  static Result<TrainingSession> prepare_packed(const TrainOptions& options);
  static Result<TrainingSession> ready(const TrainOptions& options, std::unique_ptr<State> state);
  explicit TrainingSession(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// A few notes that a network in training plays from the beginning of a piece, the same beginning
// each time.
struct Demonstration {
  std::string line;  // "G2 D3 B3 A3 …"
  Score score;
};

// Where a training begins.
struct TrainingBegin {
  std::string checkpoint;  // the file it is resumed from; empty: at the first step
  std::uint64_t step = 0;
  std::uint64_t steps = 0;  // planned
};

// What happens on the way, told from the thread that trains. Each may be empty.
struct TrainingEvents {
  std::function<void(const TrainingBegin&)> on_begin = {};
  std::function<void(const StepReport&)> on_step = {};
  std::function<void(const EpochReport&)> on_epoch = {};
  std::function<void(const HeldOutReport&)> on_held_out = {};
  std::function<void(const Demonstration&)> on_music = {};  // after some of the epochs
  std::function<void(const std::string&)> on_warning = {};
};

struct TrainedModel {
  Model model;
  TrainingOutcome outcome;  // its parameters moved into the model
  // Interrupted, and the checkpoint folder holds what was reached: files.output is not written.
  bool in_checkpoint = false;
};

// kExists when options.files would replace something and files.force is not set. A log that a
// resumed training continues is fine.
Status check_train_files(const TrainFiles& files);

// Runs a session and writes what session.options().files name, without another look at what is there.
// Errors: those of run(), of checkpoints (see CheckpointKeeper::open()) and of files; of a training
// that diverges the last good weights are written, and the error says so. Of a session that is shared
// only rank 0 has events, reads and writes files; all must call this.
Result<TrainedModel> train_to_files(TrainingSession& session, const TrainingEvents& events,
                                    const Cancellation& cancellation);

}  // namespace bach
