// How fast keys and chords are heard; see doc/performance.md.
#include <benchmark/benchmark.h>

#include <vector>

#include "bench_main.h"
#include "corpus/corpus.h"
#include "harmony/finder.h"

namespace bach {
namespace {

std::int64_t count_notes(const Score& score) {
  std::int64_t notes = 0;
  for (const Track& track : score.tracks) notes += static_cast<std::int64_t>(track.notes.size());
  return notes;
}

// All movements of a set, as they are written.
void find_in_set(benchmark::State& state, const char* name) {
  std::vector<Score> scores;
  std::int64_t notes = 0;
  for (const Movement& movement : find_movement_set(name)->movements) {
    Result<Score> score = load_written_movement(movement);
    if (!score) return state.SkipWithError(score.error().message.c_str());
    notes += count_notes(*score);
    scores.push_back(std::move(*score));
  }
  for (auto _ : state) {
    for (const Score& score : scores) benchmark::DoNotOptimize(find_harmony(score));
  }
  state.SetItemsProcessed(state.iterations() * notes);
}
BENCHMARK_CAPTURE(find_in_set, cello, "cello")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(find_in_set, violin, "violin")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bach

int main(int argc, char** argv) {
  if (!bach::bench::prepare(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
