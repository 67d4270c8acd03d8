// The form of a piece: its bars as blocks in time, joined by arcs to the bars they come from.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "plot/picture.h"

namespace bach {

// Times are in quarter notes from the beginning of the piece.

enum class MapRelation { kNew, kRhythm, kFigure, kSequence, kLiteral };
inline constexpr std::size_t kMapRelations = 5;

struct MapBar {
  double begin = 0;
  double length = 4;  // > 0
  std::int64_t number = 1;
  bool upbeat = false;  // a part begins before its bar line: shown without number
  MapRelation relation = MapRelation::kNew;
  int source = -1;      // index of an earlier bar; −1: new
  int shift = 0;        // of a sequence: steps
  double likeness = 1;  // 0 … 1
};

struct MapPart {
  std::string name;
  std::size_t first = 0;  // bars [first, last]
  std::size_t last = 0;
};

struct MapPhrase {
  double begin = 0;
  double end = 0;
  bool cadence = false;
  bool final = false;   // its cadence rests: authentic
  std::string caption;  // "half, G"; may be empty
};

// Bars [first, last] that go round.
struct MapCycle {
  std::size_t first = 0;
  std::size_t last = 0;
  std::string caption;
};

struct MapPiece {
  std::string title;
  std::string subtitle;
  std::vector<MapBar> bars;  // one at least
  std::vector<MapPart> parts;
  std::vector<MapPhrase> phrases;
  std::vector<MapCycle> cycles;
};

// The pieces stand under each other, each as wide as the picture. Arcs are the higher the farther
// they reach, and the stronger the more exactly they hold.
std::unique_ptr<Picture> form_map_picture(std::vector<MapPiece> pieces);

// What the picture shows in characters: a cell a bar.
std::string form_map_text(const std::vector<MapPiece>& pieces, const TextView& view);

// By MapRelation: the name and the series its colour is of; new bars are grey.
inline constexpr std::array<const char*, kMapRelations> kMapRelationNames = {
    "new", "same rhythm", "same figure", "sequence", "literal"};
inline constexpr std::array<std::size_t, kMapRelations> kMapRelationSeries = {0, 3, 2, 1, 0};

}  // namespace bach
