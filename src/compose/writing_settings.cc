#include "compose/writing_settings.h"

#include <array>
#include <cstddef>

namespace bach {
namespace {

struct Drawn {
  double pitch_temperature;
  double pitch_top_p;
  double rhythm_temperature;
  double rhythm_top_p;
};

// By PieceKind.
constexpr std::array<Drawn, kPieceKinds> kDrawn = {{
    {0.95, 0.99, 1, 0.99},  // unknown
    {0.95, 0.99, 1, 0.99},  // prelude
    {0.95, 0.99, 1, 0.99},  // allemande
    {0.95, 0.99, 1, 0.99},  // courante
    {0.95, 0.99, 1, 0.99},  // sarabande
    {0.95, 0.99, 1, 0.99},  // menuet
    {0.95, 0.99, 1, 0.99},  // bourree
    {0.95, 0.99, 1, 0.99},  // gavotte
    {0.95, 0.99, 1, 0.99},  // gigue
}};

constexpr Leanings kLeanings = {.follow = 2,
                                .contour = 2,
                                .step = 0.5,
                                .answer = 1.5,
                                .resolve = 0.8,
                                .settle = 1.2,
                                .seventh = 1,
                                .leap = 0.3,
                                .turn = 0.4,
                                .clash = 1,
                                .chord = 0.3,
                                .cadence = 2,
                                .rhythm = 1,
                                .pattern = 3,
                                .fresh = 0.3};

// Of the temperatures, by Daring.
constexpr std::array<double, 3> kWarmer = {0.85, 1, 1.15};

}  // namespace

WritingSettings writing_settings(PieceKind kind, Daring daring) {
  const Drawn& drawn = kDrawn[static_cast<std::size_t>(kind)];
  const double warmer = kWarmer[static_cast<std::size_t>(daring)];
  WritingSettings settings;
  settings.pitches.temperature = drawn.pitch_temperature * warmer;
  settings.pitches.top_p = drawn.pitch_top_p;
  settings.rhythms.temperature = drawn.rhythm_temperature * warmer;
  settings.rhythms.top_p = drawn.rhythm_top_p;
  settings.leanings = kLeanings;
  return settings;
}

}  // namespace bach
