// The rhythm of bars that take none from another: heard in music, and drawn for bars to come.
#pragma once

#include <vector>

#include "base/draws.h"
#include "form/motive/frame.h"
#include "form/motive/plan.h"
#include "score/score.h"

namespace bach {

class MotiveBook;

// Fills in `attacks` of the whole new bars of `plan`, which has the bars of `frame`, from the notes of
// `score`, which has its ticks. Drums do not count.
void hear_attacks(const Score& score, const MotiveFrame& frame, MotivePlan& plan);

// The rhythms of new bars that a book has. A kind of dance has rhythms of its own, and each dance keeps
// to a few of them. Immutable; any number of threads may use one.
class LearnedAttacks {
 public:
  explicit LearnedAttacks(const MotiveBook& book);

  // Gives the whole new bars of `plan`, which has the bars of `frame`, in the suite model's ticks, but
  // for the last ones of parts, rhythms of the new bars of one learned piece, of the same kind and length of bar: the first one its first, the others each once,
  // rather those of like places in the piece. Their halves go with them. Bars that are left over stay
  // as they are, all where no such piece is known.
  void draw(const MotiveFrame& frame, Draws& draws, MotivePlan& plan) const;

 private:
  struct Pattern {
    std::vector<Tick> attacks;
    BarHalves halves = BarHalves::kFree;
    double place = 0;  // in its piece, 0 … 1
  };
  struct Piece {
    PieceKind kind = PieceKind::kUnknown;
    Tick bar = 0;
    std::vector<Pattern> patterns;
  };
  std::vector<Piece> pieces_;
};

}  // namespace bach
