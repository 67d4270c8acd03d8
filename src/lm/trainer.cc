#include "lm/trainer.h"

#include <algorithm>
#include <cstddef>

#include "lm/index.h"

namespace bach {

using engine::blocked_size;
using engine::kLanes;
using engine::panels_of;
using engine::RowRange;
using engine::Start;

namespace {

// Rows of a piece: their activations stay in the second-level cache beside a layer's weights.
constexpr int kPieceRows = 128;

}  // namespace

double Loss::mean() const {
  double sum = 0;
  for (const HeadLoss& head : heads) sum += head.mean();
  return sum;
}

void Loss::add(const Loss& other) {
  for (std::size_t k = 0; k < heads.size(); ++k) {
    heads[k].sum += other.heads[k].sum;
    heads[k].weight += other.heads[k].weight;
  }
}

Trainer::Trainer(const NetworkConfig& config, const TrainerOptions& options, engine::Isa isa,
                 ThreadPool& pool)
    : Trainer(config, options, engine::host_kernels(isa), pool) {}

Trainer::Trainer(const NetworkConfig& config, const TrainerOptions& options,
                 const engine::Kernels& kernels, ThreadPool& pool)
    : options_(options),
      group_(options.group != nullptr ? options.group : &alone()),
      own_(lanes_of_rank(options.lanes, group_->rank(), group_->size())),
      pool_(pool),
      weights_(config, kernels, true),
      pass_(weights_, own_.count(), options.steps, true),
      d_embedded_(blocked_size(pass_.held(), panels_of(weights_.inputs().width)), kernels.memory()),
      d_cell_(blocked_size(own_.count(), panels_of(config.hidden)), kernels.memory()) {
  for (int l = 0; l < config.layers; ++l) {
    d_out_.emplace_back(blocked_size(pass_.held(), panels_of(config.hidden)), kernels.memory());
  }
  pieces_ = kernels.apart() ? whole_pieces(weights_) : weight_pieces(weights_);
  for (const WeightPiece& piece : pieces_) spans_.push_back(spans_of(weights_, piece));
  if (options.lane_sums) allocate_lane_sums();
  const std::size_t sums = options.lane_sums ? chunks_.size() : 2 * weight_pieces(weights_).size();
  squares_ = {sums, kernels.memory()};
  if (kernels.apart()) update_ = std::make_unique<ArenaUpdate>(weights_, summed_spans());
}

void Trainer::allocate_lane_sums() {
  lane_sums_ =
      std::make_unique<LaneSums>(weights_, pass_, options_.lanes, pool_.threads(), *group_);
  for (std::size_t part = 0; part < lane_sums_->parts().size(); ++part) {
    const WeightPart& all = lane_sums_->parts()[part];
    const ChunkRange own = chunks_of_rank(all, group_->rank(), group_->size());
    for (std::size_t chunk = own.first; chunk < own.end; ++chunk) {
      chunks_.push_back({part, chunk_of(all, chunk)});
    }
  }
}

void Trainer::set_parameters(std::span<const float> block) {
  weights_.set_parameters(block);
  if (options_.average == 0) return;
  weights_.allocate_averages();
}

OptimiserState Trainer::state() const {
  if (PartExchange* exchange = lane_sums_ ? lane_sums_->exchange() : nullptr) {
    exchange->share(weights_.arena().first_moments());
    exchange->share(weights_.arena().second_moments());
  }
  OptimiserState state;
  weights_.export_state(state);
  state.beta1_power = beta1_power_;
  state.beta2_power = beta2_power_;
  state.updates = updates_;
  return state;
}

void Trainer::restore(const OptimiserState& state) {
  weights_.restore_state(state);
  beta1_power_ = state.beta1_power;
  beta2_power_ = state.beta2_power;
  updates_ = state.updates;
}

CarriedState Trainer::zero_states() const {
  return {weights_.config(), own_.count(), weights_.kernels().memory()};
}

int Trainer::lane_pieces() const {
  if (weights_.kernels().apart()) return 1;
  // One thread takes all lanes at once, and the weights pass by once for each step of time; more
  // threads need pieces to share.
  const int size = pool_.threads() == 1   ? pass_.lanes()
                   : pool_.threads() == 2 ? std::min(16, (pass_.lanes() + 1) / 2)
                                          : 8;
  return (pass_.lanes() + size - 1) / size;
}

RowRange Trainer::lane_piece(int piece) const {
  const int pieces = lane_pieces(), lanes = pass_.lanes();
  const int first = lanes * piece / pieces;
  return {first, lanes * (piece + 1) / pieces - first};
}

int Trainer::row_pieces() const {
  if (weights_.kernels().apart()) return 1;
  return (pass_.rows() + kPieceRows - 1) / kPieceRows;
}

RowRange Trainer::row_piece(int piece) const {
  if (weights_.kernels().apart()) return {0, pass_.rows()};
  const int first = piece * kPieceRows;
  return {first, std::min(kPieceRows, pass_.rows() - first)};
}

Loss Trainer::step(const Batch& batch, CarriedState& carry, std::uint64_t seed, std::uint64_t step,
                   double learning_rate, const std::function<void()>& meanwhile) {
  const NetworkConfig& config = weights_.config();
  batch_ = batch;
  drop_fields(config, seed, step, batch_, own_.first);
  pass_.load(batch.lanes, batch.steps, batch_.fields, batch_.begins, carry, true);
  set_targets(batch_);
  if (config.recurrent_dropout > 0) {
    const int blocks = weights_.lstm()[0].panels();
    const int together = weights_.kernels().apart() ? blocks : 1;
    each(blocks / together * config.layers, [&](int piece) {
      const int l = piece * together / blocks;
      weights_.lstm()[at(l)].drop(weights_.kernels(), weights_.arena(),
                                  {piece * together % blocks, together},
                                  {seed, step, kFirstRecurrentSite + static_cast<std::uint32_t>(l),
                                   config.recurrent_dropout});
    });
  }
  const MaskDraw masks{seed, step};
  run(&masks);
  pass_.store(carry);
  learn(learning_rate, meanwhile);
  ++updates_;
  if (options_.average > 0) average();
  if (options_.clip_norm == 0) wait_with(meanwhile);
  return lane_sums_ ? loss_of_all(batch_) : summed_loss(batch_);
}

void Trainer::wait_with(const std::function<void()>& meanwhile) const {
  if (!weights_.kernels().apart() || !meanwhile) return;
  weights_.kernels().begin();
  meanwhile();
}

Loss Trainer::measure(const Batch& batch, CarriedState& carry) {
  pass_.load(batch.lanes, batch.steps, batch.fields, batch.begins, carry, false);
  set_targets(batch);
  run(nullptr);
  pass_.store(carry);
  return summed_loss(batch);
}

Loss Trainer::evaluate(const Batch& batch, CarriedState& carry) {
  swap_averages();
  const Loss loss = measure(batch, carry);
  swap_averages();
  return loss;
}

Loss Trainer::evaluate(std::span<const Lane> lanes) {
  swap_averages();
  // The longest first: those that have ended stand behind those that go on.
  std::vector<Lane> sorted(lanes.begin(), lanes.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Lane& a, const Lane& b) { return a.steps() > b.steps(); });
  if (lane_sums_) {
    const Loss loss = evaluate_own(sorted);
    swap_averages();
    return loss;
  }
  Loss loss;
  Batch batch;
  CarriedState carry = zero_states();
  for (std::size_t first = 0; first < sorted.size(); first += at(options_.lanes)) {
    std::span group = std::span(sorted).subspan(first);
    group = group.first(std::min(group.size(), at(options_.lanes)));
    carry.clear();
    for (std::size_t step = 0; step < group.front().steps(); step += at(options_.steps)) {
      while (group.back().steps() <= step) group = group.first(group.size() - 1);
      cut_batch(weights_.config(), group, step, options_.steps, batch);
      loss.add(measure(batch, carry));
    }
  }
  swap_averages();
  return loss;
}

// Each process measures some of the lanes; what each lane has is added up in their order.
Loss Trainer::evaluate_own(std::span<const Lane> sorted) {
  const std::size_t ranks = at(group_->size()), most = at(own_.count());
  std::vector<Lane> mine;
  for (std::size_t l = at(group_->rank()); l < sorted.size(); l += ranks) mine.push_back(sorted[l]);
  std::vector<Loss> losses((sorted.size() + ranks - 1) / ranks);
  Batch batch;
  CarriedState carry = zero_states();
  for (std::size_t first = 0; first < mine.size(); first += most) {
    std::span together = std::span(mine).subspan(first);
    together = together.first(std::min(together.size(), most));
    carry.clear();
    for (std::size_t step = 0; step < together.front().steps(); step += at(options_.steps)) {
      while (together.back().steps() <= step) together = together.first(together.size() - 1);
      cut_batch(weights_.config(), together, step, options_.steps, batch);
      (void)measure(batch, carry);
      const std::vector<Loss> of_batch = lane_losses(batch);
      for (std::size_t l = 0; l < of_batch.size(); ++l) losses[first + l].add(of_batch[l]);
    }
  }
  std::vector<Loss> all(losses.size() * ranks);
  group_->gather(std::as_bytes(std::span(losses)), std::as_writable_bytes(std::span(all)));
  Loss loss;
  for (std::size_t l = 0; l < sorted.size(); ++l) {
    loss.add(all[l % ranks * losses.size() + l / ranks]);
  }
  return loss;
}

void Trainer::export_parameters(std::span<float> block) {
  swap_averages();
  weights_.export_parameters(block);
  swap_averages();
}

void Trainer::swap_averages() {
  if (options_.average > 0 && updates_ > 0) weights_.swap_averages();
}

// ---- forward and backward

void Trainer::run(const MaskDraw* masks) {
  const bool windows = weights_.config().window > 0 && !weights_.kernels().apart();
  return windows ? run_windows(masks) : run_sequences(masks);
}

void Trainer::run_windows(const MaskDraw* masks) {
  pool_.run(lane_pieces(), [&](int piece) {
    const RowRange lanes = lane_piece(piece);
    const engine::BatchShape shape = pass_.shape();
    if (masks != nullptr) pass_.draw_masks(masks->seed, masks->step, lanes);
    pass_.read(lanes);
    run_heads(shape.rows_at(lanes, shape.steps - 1), masks != nullptr);
    if (masks == nullptr) return;
    for (std::size_t l = weights_.lstm().size(); l-- > 0;) {
      backward_layer(l, lanes);
      for (int t = 0; t < shape.steps; ++t) backward_input(l, shape.rows_at(lanes, t));
    }
  });
}

void Trainer::run_sequences(const MaskDraw* masks) {
  const auto each_rows = [&](auto work) {
    each(row_pieces(), [&](int piece) { work(row_piece(piece)); });
  };
  const auto each_lanes = [&](auto work) {
    each(lane_pieces(), [&](int piece) { work(lane_piece(piece)); });
  };
  if (masks != nullptr && weights_.kernels().apart()) {
    pass_.draw_masks(masks->seed, masks->step, {0, pass_.lanes()}, own_.first);
  } else if (masks != nullptr) {
    each(pass_.lanes(), [&](int lane) {
      pass_.draw_masks(masks->seed, masks->step, {lane, 1}, own_.first);
    });
  }
  each_rows([&](RowRange rows) {
    pass_.embed(rows);
    pass_.project(0, rows);
  });
  for (std::size_t l = 0; l < weights_.lstm().size(); ++l) {
    if (l > 0) each_rows([&](RowRange rows) { pass_.project(l, rows); });
    each_lanes([&](RowRange lanes) { pass_.recur(l, lanes); });
  }
  if (weights_.config().window > 0) {
    run_heads(pass_.head_rows(), masks != nullptr);
  } else {
    each_rows([&](RowRange rows) { run_heads(rows, masks != nullptr); });
  }
  if (masks == nullptr) return;
  int stage = 0;
  const auto sum_lanes = [&] {
    if (lane_sums_) lane_sums_->run(stage++, d_embedded_.data(), pool_);
  };
  sum_lanes();
  for (std::size_t l = weights_.lstm().size(); l-- > 0;) {
    each_lanes([&](RowRange lanes) { backward_layer(l, lanes); });
    each_rows([&](RowRange rows) { backward_input(l, rows); });
    sum_lanes();
  }
}

void Trainer::run_heads(RowRange rows, bool training) {
  float* d_state = d_out_.back().data();
  if (training) {
    weights_.kernels().clear({d_state + at(rows.first * kLanes), engine::offset_of(pass_.held(), 1),
                              pass_.trace(0).panels, rows.count});
  }
  for (std::size_t k = 0; k < weights_.heads().size(); ++k) {
    pass_.run_head(k, rows, pass_.fields());
    take_loss(k, rows, training);
    if (!training) continue;
    weights_.heads()[k].backward(weights_.kernels(), weights_.arena(), weights_.tables(), rows,
                                 pass_.fields(), pass_.heads_dropped(), pass_.head(k), d_state);
  }
}

void Trainer::backward_layer(std::size_t l, RowRange lanes) {
  const bool top = l + 1 == weights_.lstm().size();
  const int first_step = top ? first_target_step(weights_.config(), pass_.shape().steps) : 0;
  weights_.lstm()[l].backward(weights_.kernels(), weights_.arena(), pass_.shape(), lanes,
                              pass_.output_mask(l), pass_.trace(l), first_step, d_out_[l].data(),
                              d_cell_.data());
}

void Trainer::backward_input(std::size_t l, RowRange rows) {
  const engine::MixedLayer& input = weights_.lstm()[l].input();
  const float* d_gates = pass_.trace(l).gates;
  if (l > 0) {
    input.backward_first(weights_.kernels(), weights_.arena(), rows, pass_.held(), d_gates,
                         Start::kZero, d_out_[l - 1].data());
  } else if (weights_.inputs().width > 0) {
    input.backward_second(weights_.kernels(), weights_.arena(), rows, pass_.held(), d_gates,
                          Start::kZero, d_embedded_.data());
  }
}

}  // namespace bach
