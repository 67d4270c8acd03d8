// Reads a piece and makes it sound: 1_listen [FILE or name of a movement]
#include <bach/music.h>

#include <cstdio>
#include <string>

int main(int argc, char** argv) {
  const std::string input = argc > 1 ? argv[1] : "cs1-1pre";
  const bach::Result<bach::NamedScore> piece = bach::load_piece(input);
  if (!piece) {
    std::fprintf(stderr, "%s\n", piece.error().message.c_str());
    return 1;
  }
  for (const bach::Track& track : piece->score.tracks) {
    const bach::Note& first = track.notes.front();
    std::printf("%s: %zu notes, the first of pitch %d at tick %lld for %lld ticks\n",
                piece->name.c_str(), track.notes.size(), first.pitch,
                static_cast<long long>(first.onset), static_cast<long long>(first.duration));
  }
  const bach::Status saved = bach::save_piece(piece->score, "listen.wav", {.sine_waves = true});
  if (!saved) {
    std::fprintf(stderr, "%s\n", saved.error().message.c_str());
    return 1;
  }
  std::printf("wrote listen.wav\n");
  return 0;
}
