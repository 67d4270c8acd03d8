// Samples a network that knows pitches alone, note by note: 5_sample [FILE]
// Once always the most probable note, once drawn from the probabilities.
#include <bach/compose.h>
#include <bach/music.h>
#include <bach/pitch_model.h>

#include <algorithm>
#include <cstdio>
#include <random>
#include <span>
#include <string>

namespace {

int fail(const bach::Error& error) {
  std::fprintf(stderr, "%s\n", error.text().c_str());
  return 1;
}

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
  const auto model = bach::PitchModel::open(argc > 1 ? argv[1] : "network.safetensors");
  if (!model) return fail(model.error());
  std::mt19937 random(42);
  for (const bool greedy : {true, false}) {
    std::vector<int> melody;
    if (model->window() > 0) melody = model->beginnings().front();
    auto stream = model->begin(melody);
    if (!stream) return fail(stream.error());
    for (int k = 0; k < 100; ++k) {
      const std::vector<double> probabilities = stream->next().probabilities;
      const int note = greedy ? most_probable(probabilities) : drawn(probabilities, random);
      if (const auto added = stream->add(note); !added) return fail(added.error());
      melody.push_back(note);
    }
    const std::string path = greedy ? "greedy.mid" : "drawn.mid";
    const auto saved = bach::save_piece(bach::score_of_melody(melody, "sampled"), path);
    if (!saved) return fail(saved.error());
    std::printf("%s: …", path.c_str());
    for (const int note : std::span(melody).last(20)) std::printf(" %d", note);
    std::printf("\n");
  }
  return 0;
}
