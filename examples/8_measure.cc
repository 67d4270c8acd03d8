// What was learned: a network beside simple counting, and a piece beside Bach.
// 8_measure [NETWORK [PIECE]]
#include <bach/measure.h>

#include <cstdio>
#include <string>

int main(int argc, char** argv) {
  const std::string network = argc > 1 ? argv[1] : "network.safetensors";
  const std::string piece = argc > 2 ? argv[2] : "sarabande.mid";
  // Music that 4_train held out.
  const auto measured = bach::measure_model(
      network, {"cs1-6gig", "cs2-2all", "cs3-3cou", "cs4-5bou", "cs5-4sar", "cs6-1pre"});
  if (!measured) {
    std::fprintf(stderr, "%s\n", measured.error().message.c_str());
    return 1;
  }
  std::printf("%-22s %.3f bits a note, %zu notes\n", network.c_str(), measured->model.bits,
              measured->notes);
  for (const bach::Prediction& baseline : measured->baselines) {
    std::printf("%-22s %.3f\n", baseline.name.c_str(), baseline.bits);
  }

  const auto nearness = bach::measure_nearness({piece});
  if (!nearness) {
    std::fprintf(stderr, "%s\n", nearness.error().message.c_str());
    return 1;
  }
  std::printf("%s beside Bach: pitch classes %.3f, intervals %.3f, longest shared run %zu notes\n",
              piece.c_str(), nearness->pitch_classes, nearness->intervals, nearness->longest_run);
  return 0;
}
