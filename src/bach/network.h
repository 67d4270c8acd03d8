// Training: the network that reads windows of notes and the suite model.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bach/music.h"
#include "base/cancel.h"
#include "base/export.h"
#include "base/result.h"

namespace bach {

// Where a training keeps how far it came. A later call with the same plan and music goes on from
// there, to the same bits as without the break; kInvalidArgument when the folder holds checkpoints
// of another training.
struct TrainingCheckpoints {
  std::string folder = {};  // made if need be; empty: none are kept
  int every = 100;          // steps between two of them
};

// An LSTM of `layers` layers, a linear layer, dropout, a linear layer, softmax. Defaults are the
// teaching notebook's without a GPU.
struct NetworkPlan {
  std::vector<std::string> inputs = {};   // files, folders, names; none: the 36 movements
  std::vector<NamedScore> music = {};     // pieces at hand, instead of inputs
  std::vector<std::string> holdout = {};  // of those, the ones to measure on instead
  int window = 20;                        // notes seen
  int layers = 1;                         // 1 … 8
  int hidden = 256;                       // units of each LSTM layer
  double dropout = 0.3;                   // between layers, and before the last
  int epochs = 2;
  int batches = 300;  // steps an epoch
  int batch_size = 64;
  std::uint64_t seed = 42;  // the same seed gives the same network on every machine
  int threads = 0;          // 0: the cores this process may use; changes speed only
  TrainingCheckpoints checkpoints = {};
};

struct NetworkStep {
  std::uint64_t step = 0;   // done, from 1
  std::uint64_t steps = 0;  // planned
  double loss = 0;          // of this batch, nats per note
};

struct NetworkTensor {
  std::string name;        // PyTorch's: "lstm.weight_ih_l0"
  std::vector<int> shape;  // row-major
};

struct NetworkReport {
  std::size_t windows = 0;  // learned from
  std::vector<NetworkTensor> tensors;
  std::size_t parameters = 0;
  std::uint64_t steps = 0;              // done
  double last_loss = 0;                 // of the last batch
  std::optional<double> held_out_loss;  // of what is saved; none without holdout
  std::vector<std::string> warnings;  // one line each: files skipped and why, checkpoints likewise
};

// Trains a network and writes it to `path` as safetensors; PyTorch's load_state_dict takes it.
// Every option decides the result but `threads` and `checkpoints`; music gives the same whether read
// or at hand, in any order. `each` is called after each
// step, from this thread; it may be empty. Asked to stop, it saves what was reached. Errors:
// options out of range, music that cannot be read or learned from, a file that cannot be written.
BACH_API Result<NetworkReport> train_network(
    const NetworkPlan& plan, const std::string& path,
    const std::function<void(const NetworkStep&)>& each = {},
    const Cancellation& stop = Cancellation());

// The suite model: pitch and rhythm of whole pieces, all voices. Zeros stand for its own settings,
// which took half a minute to learn the 36 movements with; see doc/modelling.md.
struct SuiteModelPlan {
  std::vector<std::string> inputs = {};   // files, folders, names; none: the 36 movements
  std::vector<NamedScore> music = {};     // pieces at hand, instead of inputs
  std::vector<std::string> holdout = {};  // pieces among them to measure on
  int epochs = 0;
  int hidden = 0;  // units of its LSTM
  std::uint64_t seed = 42;
  int threads = 0;  // 0: the cores this process may use; changes speed only
  TrainingCheckpoints checkpoints = {};
};

struct SuiteModelReport {
  std::size_t pieces = 0;  // learned from
  std::size_t notes = 0;   // in an epoch
  std::size_t parameters = 0;
  std::uint64_t steps = 0;              // done
  double last_loss = 0;                 // of the last batch, nats per note
  std::optional<double> held_out_loss;  // of what is saved; none without holdout
  std::vector<std::string> warnings;    // one line each: files skipped and why
};

// Trains a suite model and writes it to `path`, for compose_movement() and compose_cello_suite().
// Otherwise as train_network().
BACH_API Result<SuiteModelReport> train_suite_model(
    const SuiteModelPlan& plan, const std::string& path,
    const std::function<void(const NetworkStep&)>& each = {},
    const Cancellation& stop = Cancellation());

}  // namespace bach
