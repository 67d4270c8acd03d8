// How fast the engine is: its products, whole training steps, and windows predicted.
//
//   nn_bench [--benchmark_…]      BACH_FORCE_ISA=avx512|avx2|portable picks the kernels
//
// Rates are by the processor's time with one thread, which other programs' time slices do not
// change, and by the clock with more. GFLOPS counts a multiply-add as two. fma_peak is what one
// core can do at all; compare with it what ran beside it, not on another day.
// bench/peers/compare.py puts PyTorch beside it.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/thread_pool.h"
#include "bench_main.h"
#include "fma_probe.h"
#include "lm/network_parameters.h"
#include "lm/network_predictor.h"
#include "lm/trainer.h"
#include "lm/window_config.h"
#include "nn/engine/blocked.h"
#include "nn/engine/isa.h"
#include "nn/engine/kernel_table.h"
#include "train/window_set.h"

namespace {

using bach::engine::AlignedFloats;
using bach::engine::blocked_size;
using bach::engine::Isa;
using bach::engine::kLanes;

benchmark::Counter flops(double a_turn) {
  return {a_turn * 1e-9, benchmark::Counter::kIsIterationInvariantRate};
}

AlignedFloats numbers(std::size_t count) {
  AlignedFloats out(count);
  const bach::CounterRandom random(1, bach::Purpose::kProgress);
  for (std::size_t i = 0; i < count; ++i) {
    out.data()[i] = random.uniform_float(0, 0, static_cast<std::uint32_t>(i)) - 0.5f;
  }
  return out;
}

void fma_peak(benchmark::State& state, Isa isa) {
  float sink = 0;
  double operations = 0;
  for (auto _ : state) operations = bach::bench::multiply_add(isa, 100000, sink);
  benchmark::DoNotOptimize(sink);
  state.counters["GFLOPS"] = flops(operations);
}

// What memory gives one core: more than any cache holds is copied. Bytes read and written.
void memory_copy(benchmark::State& state) {
  constexpr std::size_t kBytes = std::size_t{1} << 29;
  const std::vector<char> from(kBytes, 1);
  std::vector<char> to(kBytes);
  for (auto _ : state) {
    std::copy(from.begin(), from.end(), to.begin());
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(2 * kBytes));
}

// c = a · b; for the notebook's network forward is 64 × 256 × 1024, backward 64 × 1024 × 256.
void product(benchmark::State& state, Isa isa, int rows, int depth, int columns) {
  const int k_blocks = depth / kLanes, panels = columns / kLanes;
  const auto a = numbers(blocked_size(rows, k_blocks)), b = numbers(blocked_size(depth, panels));
  const auto c = numbers(blocked_size(rows, panels));
  const auto& kernels = bach::engine::kernels(isa);
  for (auto _ : state) {
    kernels.multiply({a.data(),
                      rows * kLanes,
                      b.data(),
                      depth * kLanes,
                      c.data(),
                      rows * kLanes,
                      rows,
                      k_blocks,
                      panels,
                      bach::engine::Start::kZero,
                      {}});
    benchmark::ClobberMemory();
  }
  state.counters["GFLOPS"] = flops(2.0 * rows * depth * columns);
}

// c = aᵀ · d over the rows of 19 steps of 64 lanes: the recurrent weights' gradient.
void outer_product(benchmark::State& state, Isa isa) {
  const int rows = 19 * 64, units = 256, gates = 4 * units;
  const auto a = numbers(static_cast<std::size_t>(rows * units));
  const auto d = numbers(static_cast<std::size_t>(rows * gates));
  const auto c = numbers(static_cast<std::size_t>(units * gates));
  const auto& kernels = bach::engine::kernels(isa);
  for (auto _ : state) {
    for (int block = 0; block < units / kLanes; ++block) {
      kernels.multiply_transposed(
          {a.data(), rows * kLanes, d.data() + std::ptrdiff_t{block} * 4 * rows * kLanes,
           rows * kLanes, c.data() + std::ptrdiff_t{block} * 4 * units * kLanes, units * kLanes,
           rows, units / kLanes, 4});
    }
    benchmark::ClobberMemory();
  }
  state.counters["GFLOPS"] = flops(2.0 * rows * units * gates);
}

std::vector<int> some_rows(int count, int vocabulary) {
  const bach::CounterRandom random(2, bach::Purpose::kProgress);
  std::vector<int> out;
  for (int i = 0; i < count; ++i) {
    out.push_back(static_cast<int>(
        random.below(static_cast<std::uint32_t>(vocabulary), 0, 0, static_cast<std::uint32_t>(i))));
  }
  return out;
}

// Multiply-adds of a step, times two. The first step of time has no state to multiply.
double step_flops(const bach::WindowConfig& config, int batch) {
  const double units = config.hidden, gates = 4 * units;
  double a_row = 0;
  for (int l = 0; l < config.layers; ++l) {
    a_row += units * gates * (config.window - 1);
    if (l > 0) a_row += units * gates * config.window;
  }
  a_row += config.dense * (units + config.vocabulary);
  return 2.0 * 3.0 * batch * a_row;
}

void train_step(benchmark::State& state, Isa isa, int layers, int threads) {
  bach::WindowConfig shape;
  shape.layers = layers;
  const bach::NetworkConfig config = bach::window_network(shape);
  constexpr int lanes = 64;
  bach::ThreadPool pool(threads);
  bach::Trainer trainer(config, {.lanes = lanes, .steps = shape.window}, isa, pool);
  trainer.set_parameters(bach::initial_parameters(config, 1));
  bach::CarriedState carry(config, lanes);
  const auto rows = some_rows(lanes * (shape.window + 1), shape.vocabulary);
  std::vector<std::uint32_t> starts;
  std::vector<std::size_t> which;
  for (std::uint32_t lane = 0; lane < std::uint32_t{lanes}; ++lane) {
    starts.push_back(lane * static_cast<std::uint32_t>(shape.window + 1));
    which.push_back(lane);
  }
  bach::Batch batch;
  std::uint64_t step = 0;
  for (auto _ : state) {
    bach::cut_windows({rows, starts, shape.window}, which, batch);
    benchmark::DoNotOptimize(trainer.step(batch, carry, 42, step++, 1e-3));
  }
  state.counters["GFLOPS"] = flops(step_flops(shape, lanes));
  state.SetItemsProcessed(state.iterations());
}

void predict(benchmark::State& state, Isa isa, int windows) {
  const bach::WindowConfig shape;
  const bach::NetworkConfig config = bach::window_network(shape);
  bach::NetworkPredictor predictor(config, bach::initial_parameters(config, 1), windows, isa);
  const auto rows = some_rows(windows * shape.window, shape.vocabulary);
  for (auto _ : state) benchmark::DoNotOptimize(predictor.after_windows(rows).data());
  state.SetItemsProcessed(state.iterations() * windows);
}

// Whole pieces, one pitch after another: the sequences preset's network.
bach::NetworkConfig pitch_sequences() {
  bach::NetworkConfig config;
  config.tables = {{"pitch", 80, 0}};
  config.fields = {{"pitch", 0, 0, 0}};
  config.inputs = {0};
  config.hidden = 256;
  config.head_dropout = 0.3;
  config.heads = {{"pitch", 80, {}, 256, bach::Activation::kNone, -1, {}, {}}};
  return config;
}

// The same, larger.
struct Size {
  int hidden, layers, lanes;
};
constexpr Size kSizes[] = {{256, 1, 64},  {256, 1, 256}, {512, 1, 64},
                           {512, 1, 256}, {1024, 1, 64}, {512, 2, 64}};
constexpr int kSizedSteps = 20;

bach::NetworkConfig sized_sequences(const Size& size) {
  bach::NetworkConfig config = pitch_sequences();
  config.hidden = size.hidden;
  config.layers = size.layers;
  config.heads[0].hidden = size.hidden;
  return config;
}

// As step_flops(), of what is learned from at every step.
double sized_flops(const Size& size) {
  const double units = size.hidden, gates = 4 * units;
  const double a_row = units * gates * (2 * size.layers - 1) + units * (units + 80);
  return 2.0 * 3.0 * size.lanes * kSizedSteps * a_row;
}

// About as much work as the suite preset's network: embeddings, two heads, all kinds of dropout.
bach::NetworkConfig rich_sequences() {
  bach::NetworkConfig config;
  config.tables = {{"pitch", 88, 64}, {"rhythm", 71, 24}, {"context", 32, 16}};
  for (int f = 0; f < 14; ++f) {
    const int table = f < 3 ? 0 : f < 5 ? 1 : 2;
    config.fields.push_back({"field_" + std::to_string(f), table, 0, 0});
  }
  config.fields.push_back({"shift", -1, 12, 0});
  config.inputs = {0, 1, 3, 5, 6, 7, 8};
  config.hidden = 192;
  config.input_dropout = 0.2;
  config.output_dropout = 0.5;
  config.recurrent_dropout = 0.3;
  const std::vector<int> context = {5, 6, 7, 8, 9, 10, 11};
  config.heads = {
      {"pitch", 88, context, 0, bach::Activation::kNone, 0, {{"shift", 14}}, {{1, 9}, {2, 10}}},
      {"rhythm", 71, context, 256, bach::Activation::kTanh, -1, {}, {{4, 11}}}};
  config.heads[1].fields.push_back(2);
  return config;
}

bach::Batch some_sequences(const bach::NetworkConfig& config, int lanes, int steps) {
  bach::Batch batch;
  batch.lanes = lanes;
  batch.steps = steps;
  const auto numbers = some_rows(batch.rows() * static_cast<int>(config.fields.size()), 12);
  batch.fields.assign(numbers.begin(), numbers.end());
  batch.weights.assign(static_cast<std::size_t>(batch.rows()), 1.0f);
  batch.begins.assign(static_cast<std::size_t>(batch.rows()), 0);
  batch.targets = some_rows(batch.rows() * static_cast<int>(config.heads.size()), 71);
  return batch;
}

void train_sequences(benchmark::State& state, Isa isa, const bach::NetworkConfig& config, int lanes,
                     int steps, int threads) {
  bach::ThreadPool pool(threads);
  bach::Trainer trainer(config, {.lanes = lanes, .steps = steps, .clip_norm = 1}, isa, pool);
  trainer.set_parameters(bach::initial_parameters(config, 1));
  bach::CarriedState carry(config, lanes);
  const bach::Batch batch = some_sequences(config, lanes, steps);
  std::uint64_t step = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(trainer.step(batch, carry, 1, step++, 1e-3));
  }
  state.SetItemsProcessed(state.iterations() * batch.rows());  // targets
}

// A note of each lane: one step and its logits.
void stream_sequences(benchmark::State& state, Isa isa, int lanes) {
  const bach::NetworkConfig config = pitch_sequences();
  bach::NetworkPredictor predictor(config, bach::initial_parameters(config, 1), lanes, isa);
  const auto notes = some_rows(lanes, 80);
  std::vector<float> logits(static_cast<std::size_t>(lanes) * 80);
  for (auto _ : state) {
    predictor.advance(notes);
    predictor.head(0, notes, logits);
    benchmark::DoNotOptimize(logits.data());
  }
  state.SetItemsProcessed(state.iterations() * lanes);
}

void train_sized(benchmark::State& state, Isa isa, const Size& size, int threads) {
  train_sequences(state, isa, sized_sequences(size), size.lanes, kSizedSteps, threads);
  state.counters["GFLOPS"] = flops(sized_flops(size));
}

// One thread, and all cores where there are more.
std::vector<int> thread_counts() {
  const int cores = bach::usable_cores();
  return cores > 1 ? std::vector<int>{1, cores} : std::vector<int>{1};
}

void register_sequences(Isa isa) {
  struct Shape {
    const char* name;
    bach::NetworkConfig config;
    int lanes, steps;
  };
  for (const Shape& shape :
       {Shape{"64x20", pitch_sequences(), 64, 20}, Shape{"64x64", pitch_sequences(), 64, 64},
        Shape{"suite", rich_sequences(), 16, 64}}) {
    for (const int threads : thread_counts()) {
      const std::string name =
          std::string("train_sequences/") + shape.name + "/threads:" + std::to_string(threads);
      auto* row = benchmark::RegisterBenchmark(name.c_str(), train_sequences, isa, shape.config,
                                               shape.lanes, shape.steps, threads);
      row->Unit(benchmark::kMillisecond);
      if (threads > 1) row->UseRealTime();
    }
  }
  for (const Size& size : kSizes) {
    for (const int threads : thread_counts()) {
      const std::string name = "train_sized/" + std::to_string(size.hidden) + "x" +
                               std::to_string(size.layers) + "x" + std::to_string(size.lanes) +
                               "/threads:" + std::to_string(threads);
      auto* row = benchmark::RegisterBenchmark(name.c_str(), train_sized, isa, size, threads);
      row->Unit(benchmark::kMillisecond);
      if (threads > 1) row->UseRealTime();
    }
  }
  for (const int lanes : {1, 16, 64}) {
    const std::string name = "stream_sequences/lanes:" + std::to_string(lanes);
    benchmark::RegisterBenchmark(name.c_str(), stream_sequences, isa, lanes);
  }
}

void register_all(Isa isa) {
  if (isa != Isa::kPortable) {
    benchmark::RegisterBenchmark("fma_peak", fma_peak, isa);
  }
  benchmark::RegisterBenchmark("memory_copy", memory_copy)->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("product/64x256x1024", product, isa, 64, 256, 1024);
  benchmark::RegisterBenchmark("product/64x1024x256", product, isa, 64, 1024, 256);
  benchmark::RegisterBenchmark("product/16x256x1024", product, isa, 16, 256, 1024);
  benchmark::RegisterBenchmark("product/1x256x1024", product, isa, 1, 256, 1024);
  benchmark::RegisterBenchmark("outer_product/1216x256x1024", outer_product, isa);
  for (const int layers : {1, 2}) {
    for (const int threads : thread_counts()) {
      const std::string name =
          "train_step/layers:" + std::to_string(layers) + "/threads:" + std::to_string(threads);
      auto* step = benchmark::RegisterBenchmark(name.c_str(), train_step, isa, layers, threads);
      step->Unit(benchmark::kMillisecond);
      if (threads > 1) step->UseRealTime();
    }
  }
  register_sequences(isa);
  for (const int windows : {1, 64}) {
    const std::string name = "predict/windows:" + std::to_string(windows);
    benchmark::RegisterBenchmark(name.c_str(), predict, isa, windows);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (!bach::bench::prepare(argc, argv)) return 1;
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  const auto isa = bach::engine::isa_for_this_run();
  if (!isa) {
    std::fprintf(stderr, "nn_bench: %s\n", isa.error().message.c_str());
    return 2;
  }
  benchmark::AddCustomContext("kernels", std::string(bach::engine::isa_name(*isa)));
  benchmark::AddCustomContext("usable_cores", std::to_string(bach::usable_cores()));
  register_all(*isa);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
