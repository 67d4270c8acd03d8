// What the gradients of the weights are made of, with the rows of each lane side by side: lane l at
// step t is row l·T + t of matrices that hold as many rows as those of the pass. So the gradients of
// one lane alone are those over a range of rows.
#pragma once

#include <vector>

#include "base/thread_pool.h"
#include "lm/forward_pass.h"
#include "lm/network_weights.h"
#include "lm/weight_piece.h"
#include "nn/engine/shared.h"

namespace bach {

class LaneRows {
 public:
  // Room for the batches of `pass`, a training one. Both must outlive this.
  LaneRows(const NetworkWeights& weights, ForwardPass& pass);

  // What the gradients of a stage (lm/weight_part.h) want, when the way back has been through its
  // layer; stage by stage. `d_embedded` as the trainer has it.
  void take(int stage, const float* d_embedded, ThreadPool& pool);

  // The gradients of a piece of a stage taken over a lane, in the arena; of recurrent weights before
  // LstmLayer::scale_dropped().
  void gradients(const WeightPiece& piece, int lane) const;

 private:
  void take_matrix(const float* from, int panels, engine::AlignedFloats& to);
  void take_fields();
  void take_layer(std::size_t l);
  // Of one-hot inputs, from the fields.
  void index_rows(const FieldInputs& inputs, engine::Shared<int>& index) const;
  void take_head(std::size_t k);
  void table_gradients(std::size_t index, int lane) const;

  const NetworkWeights& weights_;
  ForwardPass& pass_;
  int held_;
  std::vector<engine::AlignedFloats> hidden_, gates_, outputs_;  // of each layer
  engine::AlignedFloats embedded_, d_embedded_;
  std::vector<HeadBuffers> heads_;
  engine::Shared<int> fields_, index_;
  std::vector<engine::LaneOrder> matrices_;  // to be put in order
};

}  // namespace bach
