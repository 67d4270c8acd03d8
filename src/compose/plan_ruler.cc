#include "compose/plan_ruler.h"

#include <cstddef>
#include <numeric>

#include "compose/plan_text.h"
#include "harmony/plan/section.h"
#include "score/bars.h"

namespace bach {

PlanRuler::PlanRuler(const Metre& metre, Tick first_offset)
    : bar_(bar_ticks(metre, kSuiteTicksPerQuarter)),
      beat_(plan_beat_ticks(metre, kSuiteTicksPerQuarter)),
      first_number_(2 * first_offset >= bar_ ? 0 : 1) {}

std::string PlanRuler::offset_text(Tick offset) const {
  std::string text = std::to_string(offset / beat_ + 1);
  if (const Tick rest = offset % beat_; rest != 0) {
    const Tick common = std::gcd(rest, beat_);
    text += "+" + std::to_string(rest / common) + "/" + std::to_string(beat_ / common);
  }
  return text;
}

std::string PlanRuler::place_text(Tick offset) const { return "beat " + offset_text(offset); }

std::optional<Tick> PlanRuler::offset_from(std::string_view text) const {
  const std::size_t plus = text.find('+');
  const std::optional<int> whole = plan_number(text.substr(0, plus));
  if (!whole || *whole < 1) return std::nullopt;
  Tick offset = (*whole - 1) * beat_;
  if (plus != std::string_view::npos) {
    const std::string_view fraction = text.substr(plus + 1);
    const std::size_t slash = fraction.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const std::optional<int> over = plan_number(fraction.substr(0, slash));
    const std::optional<int> under = plan_number(fraction.substr(slash + 1));
    if (!over || !under || *over >= *under || *over * beat_ % *under != 0) return std::nullopt;
    offset += *over * beat_ / *under;
  }
  if (offset >= bar_) return std::nullopt;
  return offset;
}

std::optional<Tick> PlanRuler::place_from(std::string_view text) const {
  const std::optional<Tick> offset = offset_from(text);
  return offset && *offset % kPlanRuler == 0 ? offset : std::nullopt;
}

std::optional<int> plan_number(std::string_view text) {
  constexpr std::size_t kMostDigits = 6;
  if (text.empty() || text.size() > kMostDigits) return std::nullopt;
  int number = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = 10 * number + (digit - '0');
  }
  return number;
}

}  // namespace bach
