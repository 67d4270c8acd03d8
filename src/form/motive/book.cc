#include "form/motive/book.h"

namespace bach {

void MotiveBook::add(const MotiveFrame& frame, const MotivePlan& plan, const HarmonyPlan& harmony) {
  if (frame.bars.empty() || frame.bars.size() > kMostBookBars) return;
  if (pieces_.size() == kMostBookPieces) return;
  pieces_.push_back(learned_piece(frame, plan, harmony));
  rates_ = {};
}

}  // namespace bach
