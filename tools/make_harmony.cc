// Estimates what the finder knows from the solos for cello and violin in the program:
// make_harmony OUT_FILE, which is src/harmony/shipped_parameters.cc.
#include <cstdio>
#include <vector>

#include "base/file.h"
#include "corpus/corpus.h"
#include "harmony/estimate.h"
#include "harmony/parameters_source.h"

namespace bach {
namespace {

int make(const char* file) {
  std::vector<Score> scores;
  for (const Movement& movement : string_movements()) {
    Result<Score> score = load_written_movement(movement);
    if (!score) {
      std::fprintf(stderr, "%s: %s\n", movement.name.c_str(), score.error().text().c_str());
      return 1;
    }
    scores.push_back(std::move(*score));
  }
  const Result<FinderParameters> parameters = estimate_finder(scores);
  if (!parameters) {
    std::fprintf(stderr, "%s\n", parameters.error().text().c_str());
    return 1;
  }
  const Status written = write_file_atomically(file, parameters_source(*parameters));
  if (!written.ok()) std::fprintf(stderr, "%s\n", written.error().text().c_str());
  return written.ok() ? 0 : 1;
}

}  // namespace
}  // namespace bach

int main(int argc, char** argv) {
  if (argc == 2) return bach::make(argv[1]);
  std::fputs("usage: make_harmony OUT_FILE\n", stderr);
  return 2;
}
