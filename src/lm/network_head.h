// One head of a network over sequences (see HeadConfig) on the fast engine.
//
// Rows do not depend on each other: threads run forward(), take_loss() and backward() on ranges of
// them. Work on the weights is cut into pieces().
#pragma once

#include <optional>
#include <vector>

#include "lm/network_config.h"
#include "lm/network_parameters.h"
#include "nn/engine/embedding.h"
#include "nn/engine/mixed_layer.h"
#include "nn/engine/shared.h"

namespace bach {

// Records of fields, [rows][F], for the host and for kernels.
struct FieldRows {
  const int* host;
  const int* there;
};

// What a head works on. All matrices hold `held` rows: [panels][held][16].
struct HeadBuffers {
  int held = 0;
  engine::Shared<int> index;                     // of one-hot rows: [held][columns]
  engine::AlignedFloats embedded;                // its fields' embeddings
  engine::AlignedFloats hidden;                  // after the activation
  engine::AlignedFloats mask;                    // head dropout's factors for hidden
  engine::AlignedFloats dropped;                 // hidden times mask
  engine::AlignedFloats output;                  // what meets the tied table
  engine::AlignedFloats logits;                  // then their gradient
  std::vector<engine::AlignedFloats> relatives;  // then their gradients
  engine::AlignedFloats guess;
  // For training.
  engine::AlignedFloats d_x, d_output, d_embedded;
  engine::Shared<int> targets;                      // [held]; 0 where there is none
  engine::Shared<float> scales, largest, sum, hit;  // [held]
};

class NetworkHead {
 public:
  using Tables = std::vector<std::optional<engine::EmbeddingTable>>;  // none: one-hot

  // Reserves room in `arena`. `config` and `tables` must outlive the head.
  NetworkHead(const NetworkConfig& config, std::size_t number, engine::Arena& arena);

  HeadBuffers make_buffers(int held, engine::FloatMemory* memory, bool training) const;

  void pack_all(const HeadView<const float>& view, float* block) const;
  void unpack_all(const float* block, const HeadView<float>& view) const;
  // Classes that do not exist get no probability in `block`, an array of an arena.
  void forbid_padding(float* block) const;

  // Logits of the rows in range. state: the top layer's outputs [P][held][16].
  void forward(const engine::Kernels& kernels, const engine::Arena& arena, const Tables& tables,
               engine::RowRange rows, const FieldRows& fields, const float* state, bool dropped,
               HeadBuffers& buffers) const;

  // Adds to d_state, the gradient of the top layer's outputs; buffers.logits holds that of the
  // logits. After forward() of the same rows.
  void backward(const engine::Kernels& kernels, const engine::Arena& arena, const Tables& tables,
                engine::RowRange rows, const FieldRows& fields, bool dropped, HeadBuffers& buffers,
                float* d_state) const;

  int pieces() const;
  // The same by layer: no range of pieces below may be of more than one.
  std::vector<engine::PieceRange> layer_pieces() const;
  // The gradients of pieces over the rows in range.
  void gradients(const engine::Kernels& kernels, const engine::Arena& arena,
                 engine::PieceRange pieces, engine::RowRange rows, const FieldRows& fields,
                 const float* state, bool dropped, const HeadBuffers& buffers) const;
  void add_spans(engine::PieceRange pieces, std::vector<engine::ArenaSpan>& spans) const;
  void derive(const engine::Kernels& kernels, const engine::Arena& arena,
              engine::PieceRange pieces) const;

  const HeadConfig& config() const { return config_->heads[number_]; }
  const FieldInputs& inputs() const { return inputs_; }

 private:
  struct Place {
    const engine::MixedLayer* layer;  // null: the biases beside the layers
    int piece;
  };

  engine::MixedInput seen(const float* state, const HeadBuffers& buffers) const;
  engine::MixedInput output_input(const float* state, bool dropped,
                                  const HeadBuffers& buffers) const;
  void gather(const engine::Kernels& kernels, const engine::Arena& arena, const Tables& tables,
              engine::RowRange rows, const FieldRows& fields, HeadBuffers& buffers) const;
  engine::Relation relation(std::size_t number, const FieldRows& fields, int held) const;
  engine::Guess guess(std::size_t number, const FieldRows& fields, int held) const;
  void add_bonuses(const engine::Kernels& kernels, const engine::Arena& arena,
                   engine::RowRange rows, const FieldRows& fields, HeadBuffers& buffers) const;
  void bonus_gradients(const engine::Kernels& kernels, engine::RowRange rows,
                       const FieldRows& fields, HeadBuffers& buffers) const;
  void bias_gradients(const engine::Kernels& kernels, const engine::Arena& arena,
                      engine::RowRange rows, const FieldRows& fields,
                      const HeadBuffers& buffers) const;
  Place place_of(int piece) const;
  // Calls visit(layer) in the order of their pieces.
  template <typename Visit>
  void for_each_layer(Visit visit) const;
  const float* gradient_of(const engine::MixedLayer& layer, const HeadBuffers& buffers) const;

  const NetworkConfig* config_;
  std::size_t number_;
  FieldInputs inputs_;
  std::optional<engine::MixedLayer> hidden_;
  engine::MixedLayer output_;
  std::vector<engine::MixedLayer> relatives_;
  std::optional<engine::MixedLayer> guess_;
  std::vector<engine::PackedTensor> biases_;  // of each guess, then of the tied classes
};

}  // namespace bach
