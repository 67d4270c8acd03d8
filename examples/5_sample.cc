// Samples a trained network note by note: 5_sample [FILE]
// Once always the most probable note, once drawn from the probabilities.
#include <bach/compose.h>
#include <bach/music.h>
#include <bach/network.h>

#include <algorithm>
#include <cstdio>
#include <random>
#include <span>
#include <string>

namespace {

int most_probable(const std::vector<double>& probabilities) {
  return static_cast<int>(std::max_element(probabilities.begin(), probabilities.end()) -
                          probabilities.begin());
}

int drawn(const std::vector<double>& probabilities, std::mt19937& random) {
  std::discrete_distribution<int> note(probabilities.begin(), probabilities.end());
  return note(random);
}

}  // namespace

int main(int argc, char** argv) {
  auto network = bach::NextNote::open(argc > 1 ? argv[1] : "network.safetensors");
  if (!network) {
    std::fprintf(stderr, "%s\n", network.error().message.c_str());
    return 1;
  }
  std::mt19937 random(42);
  for (const bool greedy : {true, false}) {
    std::vector<int> melody = network->beginnings().front();
    for (int k = 0; k < 100; ++k) {
      // The network sees the last 20 notes; the new one joins them.
      const auto probabilities = network->after(melody);
      if (!probabilities) {
        std::fprintf(stderr, "%s\n", probabilities.error().message.c_str());
        return 1;
      }
      melody.push_back(greedy ? most_probable(*probabilities) : drawn(*probabilities, random));
    }
    const std::string path = greedy ? "greedy.mid" : "drawn.mid";
    const auto saved = bach::save_piece(bach::score_of_melody(melody, "sampled"), path);
    if (!saved) {
      std::fprintf(stderr, "%s\n", saved.error().message.c_str());
      return 1;
    }
    std::printf("%s: …", path.c_str());
    for (const int note : std::span(melody).last(20)) std::printf(" %d", note);
    std::printf("\n");
  }
  return 0;
}
