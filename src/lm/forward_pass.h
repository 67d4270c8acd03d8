// One batch of a network over sequences on its way through the fast engine: the buffers, and the
// work on them cut so that threads can share it.
//
// Row t·B + l of all matrices is lane l at step t. Embedding, input products and heads take ranges
// of rows; the recurrence takes ranges of lanes. The order, with all that a range needs done
// before: draw_masks(); embed(); for each layer project() and recur(); run_head(). Rows of a lane
// depend on no other lane.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "lm/batch.h"
#include "lm/network_weights.h"
#include "nn/engine/lstm_layer.h"
#include "nn/engine/shared.h"

namespace bach {

// What the layers of B lanes carry from batch to batch; zero at first. Nothing for windows.
class CarriedState {
 public:
  // `memory`: of the kernels that will carry it; null: the host's.
  CarriedState(const NetworkConfig& config, int lanes, engine::FloatMemory* memory = nullptr);

  // All lanes, or one, start from zero again.
  void clear();
  void clear_lane(int lane);

  // All states as [layer][hidden, cell][lane][H], and back; `states` has exactly that size.
  std::vector<float> states() const;
  void set_states(std::span<const float> states);
  std::size_t size() const;
  // One lane's, as they lie, and back.
  std::vector<float> lane(int lane) const;
  void set_lane(int lane, std::span<const float> state);

  std::size_t layers() const { return hidden_.size(); }
  int lanes() const { return lanes_; }
  // For kernels.
  float* hidden(std::size_t layer) const { return hidden_[layer].there(); }  // [P][B][16]
  float* cell(std::size_t layer) const { return cell_[layer].there(); }

 private:
  // Calls visit(a state's place in the engine, its number in states()).
  template <typename Visit>
  void for_each_state(Visit visit) const;
  // Calls visit(kLanes numbers of a lane) for all that it has.
  template <typename Visit>
  void for_each_block(int lane, Visit visit) const;
  // Brings the host's copies in line, and the kernels' ones.
  void take() const;
  void give() const;

  int lanes_, units_, panels_;
  mutable std::vector<engine::Shared<float>> hidden_, cell_;
};

class ForwardPass {
 public:
  // For batches of up to `lanes` lanes and `steps` steps. `weights` must outlive the pass.
  ForwardPass(const NetworkWeights& weights, int lanes, int steps, bool training);

  // Takes the batch's shape, fields and beginnings, and the state carried in. `dropping`: a
  // training step, whose masks will be drawn.
  void load(int lanes, int steps, std::span<const int> fields, std::span<const std::uint8_t> begins,
            const CarriedState& carry, bool dropping);
  // Instead of load(): the next steps of the same lanes, as many, from where they stand now, none
  // beginning.
  void load_next(std::span<const int> fields);
  // The state to carry on.
  void store(const CarriedState& carry) const;

  int lanes() const { return lanes_; }
  int rows() const { return lanes_ * steps_; }
  // The rows heads see: those of the steps that may have targets.
  engine::RowRange head_rows() const;
  int held() const { return held_; }
  FieldRows fields() const { return {fields_.host(), fields_.there()}; }

  // Dropout's factors of one training step for the lanes in range.
  // Lane 0 is number `first_lane` of all.
  void draw_masks(std::uint64_t seed, std::uint64_t step, engine::RowRange lanes,
                  int first_lane = 0);

  void embed(engine::RowRange rows);
  void project(std::size_t layer, engine::RowRange rows);
  void recur(std::size_t layer, engine::RowRange lanes);
  // embed(), project() and recur() of all layers at once; faster where there are few lanes' rows.
  void read(engine::RowRange lanes);
  // The head sees `fields`, [rows][F], those of load() or others.
  void run_head(std::size_t head, engine::RowRange rows, const FieldRows& fields);

  HeadBuffers& head(std::size_t k) { return heads_[k]; }
  const HeadBuffers& head(std::size_t k) const { return heads_[k]; }
  const engine::LstmTrace& trace(std::size_t layer) const { return traces_[layer]; }
  engine::BatchShape shape() const;
  engine::MixedInput layer_input(std::size_t layer) const;
  engine::OutputMask output_mask(std::size_t layer) const;
  // The factors the embedded inputs were multiplied by, or null.
  const float* input_mask() const;
  bool heads_dropped() const;
  int max_lanes() const { return max_lanes_; }
  const float* top() const { return outputs(traces_.size() - 1); }

 private:
  void take_fields(std::span<const int> fields);
  void give_begins();
  const float* outputs(std::size_t layer) const;
  void recur_from(std::size_t layer, engine::RowRange lanes, const engine::MixedInput* input);

  const NetworkWeights& weights_;
  int max_lanes_;
  int held_;
  int lanes_ = 0, steps_ = 0;
  bool dropping_ = false;
  bool from_zero_ = false;            // all lanes start from zero and none begins on the way
  engine::Shared<int> fields_;        // [N][F]
  std::vector<std::uint8_t> begins_;  // [N]
  engine::Shared<int> begins_there_;  // likewise, if kernels have a memory of their own
  engine::Shared<int> index_;         // of one-hot inputs: [N][columns]
  engine::AlignedFloats embedded_;    // [panels of W][held][16]
  std::vector<engine::LstmTrace> traces_;
  std::vector<HeadBuffers> heads_;
  engine::AlignedFloats input_mask_, output_mask_;  // [panels][most lanes][16]
  std::vector<engine::AlignedFloats> between_;      // for each layer but the last: [P][held][16]
};

}  // namespace bach
