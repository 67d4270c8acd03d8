#include "evaluate/note_scorer.h"

#include <algorithm>

#include "base/math.h"

namespace bach {
namespace {

// −log of the mean of e^(−nats), safe where the nats are large.
std::vector<double> mixed_nats(std::span<const PieceNats> parts,
                               std::vector<double> PieceNats::*what, std::size_t first) {
  const std::size_t notes = (parts[0].*what).size();
  std::vector<double> mix(notes, 0);
  for (std::size_t i = first; i < notes; ++i) {
    double least = (parts[0].*what)[i];
    for (const PieceNats& part : parts) least = std::min(least, (part.*what)[i]);
    double sum = 0;
    for (const PieceNats& part : parts) sum += portable_exp(least - (part.*what)[i]);
    mix[i] = least - portable_log(sum / static_cast<double>(parts.size()));
  }
  return mix;
}

}  // namespace

PieceNats mixed(std::span<const PieceNats> parts) {
  PieceNats mix;
  bool rhythm = true;
  for (const PieceNats& part : parts) {
    mix.first = std::max(mix.first, part.first);
    rhythm = rhythm && !part.rhythm.empty();
  }
  mix.pitch = mixed_nats(parts, &PieceNats::pitch, mix.first);
  if (rhythm) mix.rhythm = mixed_nats(parts, &PieceNats::rhythm, mix.first);
  return mix;
}

}  // namespace bach
