// The losses of a trainer's batches.
#include <algorithm>
#include <cstddef>

#include "base/math.h"
#include "lm/index.h"
#include "lm/trainer.h"

namespace bach {

using engine::blocked_size;
using engine::kLanes;
using engine::panels_of;
using engine::RowRange;

void Trainer::set_targets(const Batch& batch) {
  const int counted = batch.counted > 0 ? batch.counted : counted_rows(batch);
  const float share = 1.0f / static_cast<float>(std::max(counted, 1));
  const auto rows = at(batch.rows());
  for (std::size_t k = 0; k < weights_.heads().size(); ++k) {
    HeadBuffers& head = pass_.head(k);
    for (std::size_t row = 0; row < rows; ++row) {
      const int target = batch.targets[k * rows + row];
      head.targets.host()[row] = std::max(target, 0);
      head.scales.host()[row] = target < 0 ? 0.0f : batch.weights[row] * share;
    }
    head.targets.give(rows);
    head.scales.give(rows);
  }
}

void Trainer::take_loss(std::size_t k, RowRange rows, bool training) {
  HeadBuffers& head = pass_.head(k);
  const std::size_t first = at(rows.first);
  weights_.kernels().softmax_loss(
      {head.logits.data() + first * kLanes, static_cast<std::ptrdiff_t>(blocked_size(head.held, 1)),
       head.targets.there() + first, head.largest.there() + first, head.sum.there() + first,
       head.hit.there() + first, head.scales.there() + first, training, rows.count,
       panels_of(weights_.config().heads[k].classes)});
}

void Trainer::take_losses(const Batch& batch) {
  for (std::size_t k = 0; k < weights_.heads().size(); ++k) {
    HeadBuffers& head = pass_.head(k);
    for (auto* numbers : {&head.largest, &head.sum, &head.hit}) numbers->take(at(batch.rows()));
  }
}

void Trainer::add_loss(const Batch& batch, std::size_t row, Loss& loss) const {
  const auto rows = at(batch.rows());
  for (std::size_t k = 0; k < weights_.heads().size(); ++k) {
    if (batch.targets[k * rows + row] < 0) continue;
    const HeadBuffers& head = pass_.head(k);
    const double weight = batch.weights[row];
    loss.heads[k].sum += weight * (portable_log(head.sum.host()[row]) -
                                   (double{head.hit.host()[row]} - head.largest.host()[row]));
    loss.heads[k].weight += weight;
  }
}

Loss Trainer::summed_loss(const Batch& batch) {
  take_losses(batch);
  Loss loss;
  for (std::size_t row = 0; row < at(batch.rows()); ++row) add_loss(batch, row, loss);
  return loss;
}

std::vector<Loss> Trainer::lane_losses(const Batch& batch) {
  take_losses(batch);
  std::vector<Loss> losses(at(batch.lanes));
  for (std::size_t row = 0; row < at(batch.rows()); ++row) {
    add_loss(batch, row, losses[row % losses.size()]);
  }
  return losses;
}

Loss Trainer::loss_of_all(const Batch& batch) {
  const std::vector<Loss> mine = lane_losses(batch);
  // Some processes may have a lane less than others.
  const std::size_t most = at((options_.lanes + group_->size() - 1) / group_->size());
  std::vector<Loss> padded(mine);
  padded.resize(most);
  std::vector<Loss> all(most * at(group_->size()));
  group_->gather(std::as_bytes(std::span(padded)), std::as_writable_bytes(std::span(all)));
  Loss loss;
  for (int rank = 0; rank < group_->size(); ++rank) {
    const LaneRange lanes = lanes_of_rank(options_.lanes, rank, group_->size());
    for (int l = 0; l < lanes.count(); ++l) loss.add(all[at(rank) * most + at(l)]);
  }
  return loss;
}

}  // namespace bach
