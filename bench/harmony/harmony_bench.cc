// How fast keys and chords are heard; see doc/performance.md.
#include <benchmark/benchmark.h>

#include <vector>

#include "bench_main.h"
#include "corpus/corpus.h"
#include "harmony/finder.h"
#include "score/bars.h"

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

// One piece of so many notes: a prelude over and over.
void find_in_long_piece(benchmark::State& state) {
  Result<Score> prelude = load_written_movement(*find_movement("bwv1007-1"));
  if (!prelude) return state.SkipWithError(prelude.error().message.c_str());
  Score score = *prelude;
  score.sections.clear();
  score.play_order.clear();
  const Tick length = BarGrid(score).bar_line_from(score.end);
  for (Tick shift = length; count_notes(score) < state.range(0); shift += length) {
    for (std::size_t t = 0; t < score.tracks.size(); ++t) {
      for (Note note : prelude->tracks[t].notes) {
        note.onset += shift;
        score.tracks[t].notes.push_back(note);
      }
    }
    score.end = shift + length;
  }
  for (auto _ : state) benchmark::DoNotOptimize(find_harmony(score));
  state.SetItemsProcessed(state.iterations() * count_notes(score));
}
BENCHMARK(find_in_long_piece)->Arg(1000)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bach

int main(int argc, char** argv) {
  if (!bach::bench::prepare(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
