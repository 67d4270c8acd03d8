// Training steps of a network over sequences on the fast engine: forward, loss, backward through
// the steps of the batch, clipping, AdamW, averaging.
//
// Every phase is cut into pieces (ranges of rows, of lanes, blocks of weights) and every number is
// computed the same way whichever thread takes which piece. Whole sequences go phase by phase, so
// that products have many rows; windows go there and back a few lanes at a time, while what they
// leave is in the cache.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/thread_pool.h"
#include "lm/arena_update.h"
#include "lm/batch.h"
#include "lm/forward_pass.h"
#include "lm/lane_sums.h"
#include "lm/network_weights.h"
#include "lm/weight_piece.h"
#include "nn/adam.h"
#include "nn/engine/shared.h"
#include "ranks/group.h"
#include "ranks/lane_tree.h"

namespace bach {

// What the learning rate is taken times for some of the weights.
struct RateFactors {
  double tables = 1;  // embeddings
  double layers = 1;  // of the LSTM
  double heads = 1;

  bool operator==(const RateFactors&) const = default;
};

struct TrainerOptions {
  int lanes = 64;      // the most a batch has, of all processes together
  int steps = 20;      // likewise
  AdamOptions adam{};  // its learning rate is not used: step() is told
  RateFactors rates{};
  double weight_decay = 0;  // of AdamW; biases do not decay
  double clip_norm = 0;     // the most the gradient's norm may be; 0: any
  double average = 0;       // 0: none; else the share kept at each step by a running average
  // Adds gradients and losses up lane by lane, in one tree over all lanes (lm/lane_sums.h). Batches
  // then have all lanes, and are of whole sequences, not of windows.
  bool lane_sums = false;
  // With lane_sums, the processes that share the lanes: each has those of lanes_of_rank(), of at most
  // so many processes as lanes. Null: this one alone.
  Group* group = nullptr;
};

struct HeadLoss {
  double sum = 0;     // Σ weight · loss, nats
  double weight = 0;  // Σ weight of the rows with a target

  double mean() const { return weight > 0 ? sum / weight : 0; }
};

struct Loss {
  std::array<HeadLoss, kMostHeads> heads{};

  // Nats a step: the heads' means together.
  double mean() const;
  void add(const Loss& other);
};

class Trainer {
 public:
  // `config` must be valid; `kernels` and `pool` must outlive the trainer. Allocates all it will
  // need. On a device, status() tells whether there was room.
  Trainer(const NetworkConfig& config, const TrainerOptions& options,
          const engine::Kernels& kernels, ThreadPool& pool);
  // On this processor; `isa` must be available.
  Trainer(const NetworkConfig& config, const TrainerOptions& options, engine::Isa isa,
          ThreadPool& pool);

  NetworkWeights& weights() { return weights_; }
  const NetworkWeights& weights() const { return weights_; }
  bool averages() const { return options_.average > 0; }
  int lanes() const { return options_.lanes; }
  bool sums_lanes() const { return options_.lane_sums; }
  // Those of this process, which its batches and carried states have.
  LaneRange own_lanes() const { return own_; }
  Group& group() const { return *group_; }
  int steps() const { return options_.steps; }
  // What went wrong on the device: then nothing since is to be used.
  Status status() const { return weights_.kernels().status(); }
  // Zero states, where the trainer carries them.
  CarriedState zero_states() const;

  // Starts from `block`, laid out as lm/network_parameters.h says.
  void set_parameters(std::span<const float> block);

  // What the next step starts from, but for the carry; restored, later steps have the same bits.
  // The blocks must have the size of this network, and averages be there as options say. Of several
  // processes all call state(), which tells each what the others hold; after it group().status() counts.
  OptimiserState state() const;
  void restore(const OptimiserState& state);

  // One step on a batch of at most so many lanes and steps, the states carried in and out by
  // `carry`. The gradient is that of ReferenceNetwork::loss(). `seed` and `step` pick what drops.
  // Returns the losses before the update, of all processes' lanes. Without lane_sums it allocates
  // nothing once batches stay as large. After a call with others, group().status() says whether it can be relied on.
  // `meanwhile` is called once where a device computes and there is nothing to do but wait for it, never
  // with the processor's kernels; `batch` must stay as it is.
  Loss step(const Batch& batch, CarriedState& carry, std::uint64_t seed, std::uint64_t step,
            double learning_rate, const std::function<void()>& meanwhile = {});

  // The losses of a batch, nothing dropped, with the averaged weights if there are any.
  Loss evaluate(const Batch& batch, CarriedState& carry);
  // The same of whole lanes, any number of them, from zero states; processes share the work.
  Loss evaluate(std::span<const Lane> lanes);

  // The weights a model should have: the average, if there is one.
  void export_parameters(std::span<float> block);

 private:
  // Calls work(piece) for all pieces, on the pool's threads unless a device has none.
  template <typename Work>
  void each(int pieces, Work work) {
    if (!weights_.kernels().apart()) return pool_.run(pieces, work);
    for (int piece = 0; piece < pieces; ++piece) work(piece);
  }
  void allocate_lane_sums();
  int lane_pieces() const;
  engine::RowRange lane_piece(int piece) const;
  int row_pieces() const;
  engine::RowRange row_piece(int piece) const;

  // What picks the masks of a training step.
  struct MaskDraw {
    std::uint64_t seed, step;
  };

  Loss measure(const Batch& batch, CarriedState& carry);
  // Forward, loss and, with masks, backward.
  void run_windows(const MaskDraw* masks);
  void run_sequences(const MaskDraw* masks);
  void run(const MaskDraw* masks);
  void run_heads(engine::RowRange rows, bool training);
  void set_targets(const Batch& batch);
  void take_loss(std::size_t head, engine::RowRange rows, bool training);
  Loss summed_loss(const Batch& batch);
  // Of each of the batch's lanes.
  std::vector<Loss> lane_losses(const Batch& batch);
  void take_losses(const Batch& batch);
  void add_loss(const Batch& batch, std::size_t row, Loss& loss) const;
  Loss loss_of_all(const Batch& batch);
  Loss evaluate_own(std::span<const Lane> sorted);
  void backward_layer(std::size_t layer, engine::RowRange lanes);
  // The gradient of what a layer saw; nothing of one-hot inputs.
  void backward_input(std::size_t layer, engine::RowRange rows);
  void learn(double learning_rate, const std::function<void()>& meanwhile);
  void learn_on_device(double learning_rate, const std::function<void()>& meanwhile);
  void wait_with(const std::function<void()>& meanwhile) const;
  void learn_from_lanes(double learning_rate);
  double finish_chunks();
  double sum_of_pieces() const;
  // What each of squares_ is the sum of.
  std::vector<std::vector<engine::ArenaSpan>> summed_spans() const;
  void gradients(const WeightPiece& piece);
  void add_squares(std::size_t piece);
  void table_gradients(std::size_t table);
  void update(std::size_t piece, const AdamSteps& steps);
  void update(const engine::ArenaSpan& span, engine::AdamStep step);
  AdamSteps next_adam_steps(double learning_rate, double squares);
  void average();
  // The averages take the values' place while they are looked at.
  void swap_averages();

  TrainerOptions options_;
  Group* group_;
  LaneRange own_;
  ThreadPool& pool_;
  double beta1_power_ = 1, beta2_power_ = 1;  // β^t as running products
  std::uint64_t updates_ = 0;
  NetworkWeights weights_;
  ForwardPass pass_;
  Batch batch_;  // after the fields' dropout
  std::vector<WeightPiece> pieces_;
  std::vector<std::vector<engine::ArenaSpan>> spans_;  // of each piece
  // With lane_sums, those of all parts whose gradients are finished and stepped by here, in order.
  struct Chunk {
    std::size_t part;
    PartRange numbers;
  };
  std::vector<Chunk> chunks_;
  std::unique_ptr<ArenaUpdate> update_;  // of all pieces at once, on a device
  // Of the gradients of each of weight_pieces(): [2], recurrent weights' apart. With lane_sums, of
  // each chunk's.
  engine::Shared<float> squares_;
  engine::AlignedFloats d_embedded_;          // [panels of W][held][16]
  std::vector<engine::AlignedFloats> d_out_;  // of each layer's outputs: [P][held][16]
  engine::AlignedFloats d_cell_;              // [P][B][16]
  std::unique_ptr<LaneSums> lane_sums_;       // or none
};

}  // namespace bach
