#include "lm/engine_pass.h"

#include <cstddef>

namespace bach {

using engine::AlignedFloats;
using engine::blocked_size;
using engine::kLanes;
using engine::LstmInput;
using engine::LstmTrace;
using engine::panels_of;
using engine::RowRange;

EngineMasks::EngineMasks(const ModelConfig& config, int rows)
    : head(config.dropout == 0 ? 0 : blocked_size(rows, panels_of(config.dense))) {
  if (config.dropout == 0) return;
  for (int l = 0; l + 1 < config.layers; ++l) {
    between.emplace_back(blocked_size(config.window * rows, panels_of(config.hidden)));
  }
}

EnginePass::EnginePass(const ModelConfig& config, int rows)
    : rows_(rows),
      window_(config.window),
      index_(static_cast<std::size_t>(config.window) * static_cast<std::size_t>(rows)),
      dense_(blocked_size(rows, panels_of(config.dense))),
      logits_(blocked_size(rows, panels_of(config.vocabulary))) {
  const int panels = panels_of(config.hidden);
  for (int l = 0; l < config.layers; ++l) {
    traces_.emplace_back(config.window, rows, panels);
    if (l > 0) masked_.emplace_back(blocked_size(config.window * rows, panels));
  }
}

void EnginePass::set_rows(std::span<const int> rows) {
  const auto window = static_cast<std::size_t>(window_);
  const auto held = static_cast<std::size_t>(rows_);
  for (std::size_t b = 0; b < rows.size() / window; ++b) {
    for (std::size_t t = 0; t < window; ++t) index_[t * held + b] = rows[b * window + t];
  }
}

LstmInput EnginePass::input(std::size_t l, bool masked) const {
  if (l == 0) return {{index_.data(), 1}, rows_, nullptr};
  return {{nullptr, 0}, 0, masked ? masked_[l - 1].data() : traces_[l - 1].outputs()};
}

void EnginePass::forward(const EngineWeights& weights, const EngineMasks* masks, RowRange range) {
  const engine::Kernels& kernels = weights.kernels();
  const engine::Arena& arena = weights.arena();
  const auto count = static_cast<std::size_t>(range.count) * kLanes;
  const auto first = static_cast<std::size_t>(range.first) * kLanes;
  const std::size_t panel = blocked_size(rows_, 1);
  const bool masked = masks != nullptr && masks->head.size() > 0;
  for (std::size_t l = 0; l < traces_.size(); ++l) {
    const LstmTrace& trace = traces_[l];
    weights.lstm()[l].forward(kernels, arena, input(l, masked), range, trace);
    if (!masked || l + 1 == traces_.size()) continue;
    const std::size_t panels = static_cast<std::size_t>(trace.steps * trace.panels);
    for (std::size_t at = first; at < panels * panel; at += panel) {
      kernels.scale(trace.outputs() + at, masks->between[l].data() + at, masked_[l].data() + at,
                    count);
    }
  }
  weights.lin_1().forward(kernels, arena, range, rows_, last_hidden(), dense());
  if (masked) {
    for (std::size_t at = first; at < dense_.size(); at += panel) {
      kernels.scale(dense() + at, masks->head.data() + at, dense() + at, count);
    }
  }
  weights.lin_2().forward(kernels, arena, range, rows_, dense(), logits());
}

}  // namespace bach
