// The suite model asked note by note, with a rule of one's own: no leaps wider than an octave.
// 9_note_by_note [SEED]
#include <bach/music.h>
#include <bach/suite_model.h>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

namespace {

int fail(const bach::Error& error) {
  std::fprintf(stderr, "%s\n", error.text().c_str());
  return 1;
}

int drawn(const std::vector<double>& weights, std::mt19937& random) {
  return std::discrete_distribution<int>(weights.begin(), weights.end())(random);
}

}  // namespace

int main(int argc, char** argv) {
  std::mt19937 random(argc > 1 ? std::atoi(argv[1]) : 5);
  const auto model = bach::SuiteModel::open();
  if (!model) return fail(model.error());
  auto stream = model->begin({.kind = bach::PieceKind::kMenuet,
                              .key = {0, 1, bach::Mode::kMajor},
                              .metre = {0, 3, 4},
                              .bars = {8, 8}});
  if (!stream) return fail(stream.error());
  for (int last = -1; !stream->done();) {
    std::vector<double> pitches = stream->pitches();
    for (int pitch = 0; last >= 0 && pitch < 128; ++pitch) {
      if (std::abs(pitch - last) > 12) pitches[static_cast<std::size_t>(pitch)] = 0;
    }
    const int pitch = drawn(pitches, random);
    const auto rhythms = stream->rhythms(pitch);
    if (!rhythms) return fail(rhythms.error());
    if (const auto added = stream->add(pitch, drawn(*rhythms, random)); !added) {
      return fail(added.error());
    }
    last = pitch;
  }
  const bach::Score menuet = stream->score();
  if (const auto saved = bach::save_piece(menuet, "menuet.mid"); !saved) return fail(saved.error());

  // What it thinks of Bach's: the notes it expected least.
  const auto piece = bach::load_piece("cs1-5men");
  if (!piece) return fail(piece.error());
  const auto notes = model->probabilities(piece->score, piece->name);
  if (!notes) return fail(notes.error());
  for (const bach::NoteProbability& note : *notes) {
    if (note.pitch_probability < 0.01) {
      std::printf("quarter %.2f: pitch %d, %.2f %%\n",
                  static_cast<double>(note.onset) / bach::kSuiteTicksPerQuarter, note.pitch,
                  100 * note.pitch_probability);
    }
  }
  std::printf("wrote menuet.mid; %zu notes of Bach's read\n", notes->size());
  return 0;
}
