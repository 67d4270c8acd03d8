// What the processes of an mpirun take to tell one another things, as a training step does: the link
// behind bench/ranks/predict.py, measured. Started as
//
//   mpirun -n 2 exchange_times PLUGIN [MEGABYTES …]     PLUGIN: bach_mpi_openmpi.so or bach_mpi_mpich.so
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <span>
#include <vector>

#include "ranks/loaded.h"

namespace {

// The median of some repetitions, in seconds, on rank 0; all begin together.
double median_of(bach::Group& group, int times, const std::function<void()>& work) {
  std::vector<double> seconds;
  for (int k = 0; k < times; ++k) {
    group.gather(0);
    const auto begin = std::chrono::steady_clock::now();
    work();
    group.gather(0);  // until the last is done
    seconds.push_back(
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  std::nth_element(seconds.begin(), seconds.begin() + times / 2, seconds.end());
  return seconds[static_cast<std::size_t>(times / 2)];
}

// What is sent of so many numbers, in parts of a million: each rank gets a slice of all, then gives one.
void measure(bach::Group& group, double megabytes) {
  constexpr std::size_t kPart = std::size_t{1} << 20;
  const auto numbers = static_cast<std::size_t>(megabytes * 1e6 / sizeof(float));
  const auto ranks = static_cast<std::size_t>(group.size());
  std::vector<float> all(std::min(numbers, kPart), 1.0f), received(all.size() + ranks);
  const double seconds = median_of(group, 9, [&] {
    for (std::size_t done = 0; done < numbers; done += kPart) {
      const std::size_t slice = std::min(kPart, numbers - done) / ranks;
      const std::vector<std::size_t> counts(ranks, slice);
      const std::span<float> sent(all.data(), slice * ranks);
      group.exchange(sent, counts, {received.data(), slice * ranks}, counts);
      group.collect(sent, counts);
    }
  });
  if (group.leads()) std::printf("%.2f MB: %.6f s\n", megabytes, seconds);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("exchange_times PLUGIN [MEGABYTES …], started by mpirun\n", stderr);
    return 2;
  }
  auto joined = bach::join_launch(argv[1]);
  if (!joined) {
    std::fprintf(stderr, "exchange_times: %s\n", joined.error().message.c_str());
    return 1;
  }
  bach::Group& group = **joined;
  const double nothing = median_of(group, 1001, [] {});
  if (group.leads()) std::printf("a message: %.7f s\n", nothing);
  std::vector<double> sizes = {0.004, 0.04, 0.4, 3.8, 26.1, 85.2};
  if (argc > 2) sizes.clear();
  for (int k = 2; k < argc; ++k) sizes.push_back(std::atof(argv[k]));
  for (const double megabytes : sizes) measure(group, megabytes);
  return group.status().ok() ? 0 : 1;
}
