// The C library of emscripten (musl) reads and writes every double exactly, in the locale "C" alone.
#if defined(__EMSCRIPTEN__)

#include "base/core_only/std_gaps.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace std {
namespace {

const char* skip_digits(const char* at, const char* last) {
  while (at != last && *at >= '0' && *at <= '9') ++at;
  return at;
}

// Behind the number that [at, last) begins with; `at` if there is none.
const char* end_of_number(const char* first, const char* last) {
  const char* at = first;
  if (at != last && *at == '-') ++at;
  for (const string_view word : {"infinity"sv, "inf"sv, "nan"sv}) {
    const auto same = [](char a, char b) { return (a | 0x20) == b; };
    if (static_cast<size_t>(last - at) >= word.size() &&
        equal(word.begin(), word.end(), at, [&](char b, char a) { return same(a, b); })) {
      return at + word.size();
    }
  }
  const char* const whole = skip_digits(at, last);
  ptrdiff_t digits = whole - at;
  at = whole;
  if (at != last && *at == '.') {
    const char* const fraction = skip_digits(at + 1, last);
    digits += fraction - (at + 1);
    at = fraction;
  }
  if (digits == 0) return first;
  if (at != last && (*at | 0x20) == 'e') {
    const char* exponent = at + 1;
    if (exponent != last && (*exponent == '+' || *exponent == '-')) ++exponent;
    const char* const end = skip_digits(exponent, last);
    if (end != exponent) at = end;
  }
  return at;
}

to_chars_result copy_to(char* first, char* last, const string& text) {
  if (static_cast<size_t>(last - first) < text.size()) return {last, errc::value_too_large};
  return {copy(text.begin(), text.end(), first), errc()};
}

string printed(const char* format, int precision, double value) {
  string text(static_cast<size_t>(snprintf(nullptr, 0, format, precision, value)), '\0');
  snprintf(text.data(), text.size() + 1, format, precision, value);
  return text;
}

}  // namespace

from_chars_result from_chars(const char* first, const char* last, double& value) {
  const char* const end = end_of_number(first, last);
  if (end == first) return {first, errc::invalid_argument};
  const string text(first, end);
  const double read = strtod(text.c_str(), nullptr);
  // Too large or too small where it is not written so.
  const bool zero = text.find_first_of("123456789") >= text.find_first_of("eE");
  const bool word = text.find_first_of("0123456789") == string::npos;
  if ((isinf(read) && !word) || (read == 0 && !zero && !word)) {
    return {end, errc::result_out_of_range};
  }
  value = read;
  return {end, errc()};
}

to_chars_result to_chars(char* first, char* last, double value) {
  if (!isfinite(value) || value == 0) {
    return copy_to(first, last,
                   isnan(value) ? (signbit(value) ? "-nan" : "nan") : printed("%.*g", 1, value));
  }
  // The fewest digits that read back.
  string scientific;
  int digits = 0;
  do {
    scientific = printed("%.*e", digits++, value);
  } while (strtod(scientific.c_str(), nullptr) != value);
  // Without an exponent where that is no longer.
  const int exponent = atoi(scientific.c_str() + scientific.find('e') + 1);
  const string fixed = printed("%.*f", max(0, digits - 1 - exponent), value);
  return copy_to(first, last, fixed.size() <= scientific.size() ? fixed : scientific);
}

to_chars_result to_chars(char* first, char* last, double value, chars_format format,
                         int precision) {
  const char* const how = format == chars_format::fixed        ? "%.*f"
                          : format == chars_format::scientific ? "%.*e"
                                                               : "%.*g";
  return copy_to(first, last, printed(how, precision, value));
}

}  // namespace std

#endif
