#include "score/limits.h"

#include "score/bars.h"

namespace bach {
namespace {

// "20,000".
std::string grouped(std::size_t number) {
  std::string text = std::to_string(number);
  for (std::size_t k = text.size(); k > 3; k -= 3) text.insert(k - 3, ",");
  return text;
}

Error too_much(const std::string& what, std::size_t most, const char* unit) {
  return {ErrorCode::kLimit,
          what + "more than " + grouped(most) + ' ' + unit + "; give less music",
          {}};
}

}  // namespace

Status check_bars(const Score& score, Tick begin, Tick end, const std::string& what) {
  if (BarGrid(score).bar_lines_between(begin, end) <= kMostHeardBars) return {};
  return too_much(what, kMostHeardBars, "bars");
}

Status check_quarters(Tick ticks, int ticks_per_quarter, const std::string& what) {
  if (ticks / ticks_per_quarter <= kMostHeardQuarters) return {};
  return too_much(what, kMostHeardQuarters, "quarters");
}

Status check_read_notes(std::size_t count, const std::string& what) {
  if (count <= kMostReadNotes) return {};
  return too_much(what, kMostReadNotes, "notes for a model to read");
}

Status check_drawn_notes(std::size_t count, const std::string& what) {
  if (count <= kMostDrawnNotes) return {};
  return too_much(what, kMostDrawnNotes, "notes of all pieces to draw");
}

}  // namespace bach
