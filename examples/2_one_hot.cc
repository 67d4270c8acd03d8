// The notes of every movement as one-hot matrices.
#include <bach/music.h>
#include <bach/windows.h>

#include <cstdio>

int main() {
  const auto pieces = bach::load_pieces();
  if (!pieces) {
    std::fprintf(stderr, "%s\n", pieces.error().message.c_str());
    return 1;
  }
  for (const bach::NamedScore& piece : *pieces) {
    const auto matrix = bach::one_hot(bach::melody_of(piece.score));
    if (!matrix) {
      std::fprintf(stderr, "%s: %s\n", piece.name.c_str(), matrix.error().message.c_str());
      return 1;
    }
    std::printf("%-10s (%zu, %zu)\n", piece.name.c_str(), matrix->rows, matrix->kColumns);
  }
  // The beginning of the first one, time to the right, pitch upward.
  const auto matrix = bach::one_hot(bach::melody_of(pieces->front().score));
  for (std::size_t column = 62; column >= 41; --column) {
    for (std::size_t row = 0; row < 64; ++row) {
      std::putchar(matrix->at(row, column) > 0 ? '#' : '.');
    }
    std::putchar('\n');
  }
  return 0;
}
