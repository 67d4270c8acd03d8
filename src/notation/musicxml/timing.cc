#include "notation/musicxml/timing.h"

#include <numeric>
#include <optional>

#include "notation/musicxml/numbers.h"

namespace bach::musicxml {
namespace {

constexpr std::int64_t kMostTicks = 32767;
constexpr int kRoundedTicks = 30240;  // 2^5 · 3^3 · 5 · 7

std::optional<std::int64_t> divisions_in(pugi::xml_node attributes) {
  const pugi::xml_node element = attributes.child("divisions");
  if (!element) return std::nullopt;
  const std::optional<std::int64_t> divisions = thousandths(element.child_value());
  if (!divisions || *divisions <= 0 || *divisions > kMostDivisions) return std::nullopt;
  return divisions;
}

std::int64_t first_divisions(const Document& document) {
  for (const PartMeasures& part : document.parts) {
    for (const pugi::xml_node measure : part.measures) {
      for (const pugi::xml_node attributes : measure.children("attributes")) {
        if (const auto divisions = divisions_in(attributes)) return *divisions;
      }
    }
  }
  return 1000;
}

// The least common multiple of `whole` and what `part` makes of a quarter; 0 where it is too large.
std::int64_t extended(std::int64_t whole, const PartMeasures& part, std::int64_t divisions) {
  for (const pugi::xml_node measure : part.measures) {
    for (const pugi::xml_node element : measure.children()) {
      if (const auto said = divisions_in(element)) divisions = *said;
      const std::optional<std::int64_t> duration = thousandths(element.child_value("duration"));
      if (!duration) continue;
      whole = std::lcm(whole, divisions / std::gcd(divisions, *duration));
      if (whole > kMostTicks) return 0;
    }
  }
  return whole;
}

}  // namespace

Timing timing_of(const Document& document) {
  Timing timing;
  timing.divisions = first_divisions(document);
  std::int64_t whole = 1;
  for (const PartMeasures& part : document.parts) {
    whole = extended(whole, part, timing.divisions);
    if (whole == 0) {
      timing.exact = false;
      timing.ticks_per_quarter = kRoundedTicks;
      return timing;
    }
  }
  // Usual values and triplets of them besides, as far as there is room.
  for (const std::int64_t usual : {480, 96, 48, 24, 12, 4, 1}) {
    const std::int64_t ticks = std::lcm(whole, usual);
    if (ticks > kMostTicks) continue;
    timing.ticks_per_quarter = static_cast<int>(ticks);
    break;
  }
  return timing;
}

Tick Cursor::at(int ticks_per_quarter) const {
  std::int64_t whole = units_ / divisions_;
  std::int64_t rest = units_ % divisions_;
  if (rest < 0) {
    rest += divisions_;
    --whole;
  }
  return base_ + whole * ticks_per_quarter +
         (rest * ticks_per_quarter + divisions_ / 2) / divisions_;
}

void Cursor::set_divisions(std::int64_t divisions, int ticks_per_quarter) {
  *this = Cursor(at(ticks_per_quarter), divisions);
}

}  // namespace bach::musicxml
