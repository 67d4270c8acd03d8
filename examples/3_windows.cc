// Examples to learn from: 20 notes and the one that follows.
#include <bach/music.h>
#include <bach/windows.h>

#include <cstdio>

int main() {
  const auto pieces = bach::load_pieces();
  if (!pieces) {
    std::fprintf(stderr, "%s\n", pieces.error().message.c_str());
    return 1;
  }
  std::vector<std::vector<int>> melodies;
  for (const bach::NamedScore& piece : *pieces) melodies.push_back(bach::melody_of(piece.score));
  const bach::ExampleWindows windows = bach::cut_windows(melodies, 20);
  std::printf("%zu windows of %d notes\n", windows.size(), windows.length);
  for (const int note : windows.input(0)) std::printf("%d ", note);
  std::printf("-> %d\n", windows.targets[0]);
  return 0;
}
