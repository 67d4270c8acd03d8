#include "notation/page/title.h"

#include <cctype>
#include <cmath>
#include <cstddef>

namespace bach::notation {
namespace {

constexpr std::size_t kMostDigits = 3;

// The usual ranges of the words, by felt beats per minute.
const char* word_for(double beats) {
  struct Range {
    double below;
    const char* word;
  };
  static constexpr Range kRanges[] = {{40, "Grave"},       {60, "Largo"},    {66, "Larghetto"},
                                      {76, "Adagio"},      {96, "Andante"},  {112, "Moderato"},
                                      {124, "Allegretto"}, {168, "Allegro"}, {200, "Presto"}};
  for (const Range& range : kRanges) {
    if (beats < range.below) return range.word;
  }
  return "Prestissimo";
}

// "52", "66.67".
std::string hundredths(double value) {
  const long long rounded = std::llround(100 * value);
  std::string text = std::to_string(rounded / 100);
  const long long rest = rounded % 100;
  if (rest == 0) return text;
  text += rest < 10 ? ".0" : ".";
  text += std::to_string(rest % 10 == 0 && rest >= 10 ? rest / 10 : rest);
  return text;
}

}  // namespace

Title parse_title(const std::string& title) {
  const std::size_t colon = title.rfind(": ");
  if (colon == std::string::npos) return {title, 0, {}};
  const std::size_t begin = colon + 2;
  std::size_t end = begin;
  while (end < title.size() && std::isdigit(static_cast<unsigned char>(title[end])) != 0) ++end;
  if (end == begin || end - begin > kMostDigits || title.compare(end, 2, ". ") != 0) {
    return {title, 0, {}};
  }
  return {title.substr(0, colon), std::stoi(title.substr(begin, end - begin)),
          title.substr(end + 2)};
}

std::string heading_of(const std::string& title) {
  const Title parsed = parse_title(title);
  if (parsed.number == 0) return parsed.work;
  return std::to_string(parsed.number) + ". " + parsed.movement;
}

TempoMark tempo_mark(std::uint32_t microseconds_per_quarter, const Metre& metre) {
  TempoMark mark;
  double beats = 60000000.0 / microseconds_per_quarter;
  mark.quarters_per_minute = hundredths(beats);
  if (metre.numerator > 3 && metre.numerator % 3 == 0 && metre.denominator >= 8) {
    mark.dotted = true;
    mark.unit = metre.denominator == 8 ? "quarter" : "eighth";
    beats *= metre.denominator == 8 ? 2.0 / 3 : 4.0 / 3;
  } else if (metre.denominator == 2) {
    mark.unit = "half";
    beats /= 2;
  }
  mark.per_minute = static_cast<int>(std::lround(beats));
  mark.word = word_for(beats);
  return mark;
}

}  // namespace bach::notation
