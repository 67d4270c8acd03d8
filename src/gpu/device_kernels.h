// engine::Kernels on an OpenCL device: each call is a launch of a kernel of src/gpu/kernels.
#pragma once

#include <memory>

#include "gpu/device_memory.h"
#include "gpu/launch.h"
#include "gpu/platforms.h"
#include "gpu/recurrence.h"
#include "nn/engine/kernels.h"

namespace bach::gpu {

// A context and its queue, with their end.
struct Session {
  Context context = nullptr;
  Queue queue = nullptr;
  Program program = nullptr;

  Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();
};

class DeviceKernels : public engine::Kernels {
 public:
  // `session` is whole; `group_rows`: work-items beside each 16 lanes, as its program was built for.
  DeviceKernels(std::unique_ptr<Session> session, const DeviceInfo& info, int group_rows,
                const DeviceOptions& options);

  engine::FloatMemory* memory() const override { return &memory_; }
  void begin() const override;
  Status status() const override;

  void multiply(const engine::Product&) const override;
  void multiply_transposed(const engine::OuterProduct&) const override;
  void scatter(const engine::Scatter&) const override;
  void column_sums(const engine::ColumnSums&) const override;
  void cell_forward(const engine::CellForward&, const engine::CellBlocks&) const override;
  void cell_backward(const engine::CellBackward&, const engine::CellBlocks&) const override;
  bool recur(const engine::RecurForward&) const override;
  bool recur_backward(const engine::RecurBackward&) const override;
  void softmax_loss(const engine::SoftmaxLoss&) const override;
  void adam(const engine::AdamStep&, const engine::AdamSpan&) const override;
  void adam_of_all(const engine::AdamStep&, const engine::AdamSpan&,
                   const int* decays) const override;
  void activate(const engine::ActivateRows&) const override;
  void activate_backward(const engine::ActivateBackwardRows&) const override;
  void blend(const float* x, float share, float* average, std::size_t count) const override;
  void add_squares(const float* x, std::size_t count, float* total) const override;
  void sum_squares(const engine::SquareSums&) const override;
  void clear(const engine::ClearRows&) const override;
  void copy(const engine::CopyRows&) const override;
  void scale(const engine::ScaleRows&) const override;
  void transpose(const engine::Transpose&) const override;
  void order_by_lanes(const engine::LaneOrder&) const override;
  void sequence_mask(const engine::DropoutDraw&, const engine::MaskShape&, int lanes,
                     engine::RowRange, float* mask) const override;
  void weight_mask(const engine::DropoutDraw&, const engine::WeightMask&) const override;
  void gather(const engine::TableShape&, const float* table, const engine::EmbeddedColumns&,
              engine::RowRange, float* to) const override;
  void add_gathered(const engine::TableShape&, const float* d, const engine::EmbeddedColumns&,
                    int count, float* table) const override;
  void derive_tied(const engine::TiedForms&) const override;
  void relate(const engine::Relation&, engine::RowRange, const float* relative,
              float* logits) const override;
  void relate_backward(const engine::Relation&, engine::RowRange, const float* logits,
                       float* relative) const override;
  void guess(const engine::Guess&, engine::RowRange, const float* numbers, const float* biases,
             float* logits) const override;
  void guess_backward(const engine::Guess&, engine::RowRange, const float* logits,
                      float* numbers) const override;
  void guess_biases(const engine::Guess&, engine::RowRange, const float* numbers, std::size_t size,
                    float* biases) const override;

 private:
  // Where each row of a table is named in a list (kernels/sums.cl), kept while the list is the same.
  struct Places {
    const int* index = nullptr;
    int count = 0, rows = 0;
    std::uint64_t writes = 0;
    engine::AlignedFloats begins, list;
  };

  Launch launch(const char* name) const { return {launcher_, name}; }
  // "multiply_large" where a device as wide as this one has enough of the large tiles to do.
  bool large(std::size_t rows, std::size_t panels, int rows_of_tile) const;
  const Places& places_of(const engine::RowList& list, int rows, int table_rows) const;
  Launch& draw(Launch& launch, const engine::DropoutDraw& draw) const;
  void adam(const engine::AdamStep&, const engine::AdamSpan&, const int* decays, int chosen) const;

  std::unique_ptr<Session> session_;  // outlives what follows
  std::string name_;
  int group_rows_;
  RecurrenceLimits limits_;
  bool vectors_;  // a work-item takes sixteen lanes: on processors
  mutable Trouble trouble_;
  mutable DeviceMemory memory_;
  mutable Launcher launcher_;
  mutable Places places_;
};

}  // namespace bach::gpu
