// What libc++ 13, the library of emscripten 3.1.6, lacks of C++20, put where the standard has it: the
// sources need not know. Included in front of every file of the preset `wasm` (cmake/WasmPackages.cmake),
// and nowhere else. Only what we use, as we use it.
#pragma once

#include <algorithm>
#include <charconv>
#include <compare>
#include <string>
#include <tuple>
#include <type_traits>
#include <version>

#if !defined(_LIBCPP_VERSION) || _LIBCPP_VERSION >= 14000
#error "another library than libc++ 13: see which of these it still lacks, if any"
#endif

namespace std {

template <typename To, typename From>
constexpr To bit_cast(const From& from) noexcept {
  static_assert(sizeof(To) == sizeof(From) && is_trivially_copyable_v<To> &&
                is_trivially_copyable_v<From>);
  return __builtin_bit_cast(To, from);
}

template <typename... A, typename... B>
constexpr auto operator<=>(const tuple<A...>& a, const tuple<B...>& b) {
  static_assert(sizeof...(A) == sizeof...(B));
  using Order = common_comparison_category_t<decltype(declval<A>() <=> declval<B>())...>;
  return [&]<size_t... I>(index_sequence<I...>) {
    Order order = Order::equivalent;
    // The first that differs decides.
    static_cast<void>(((order = get<I>(a) <=> get<I>(b), order != 0) || ...));
    return order;
  }
  (index_sequence_for<A...>{});
}

constexpr strong_ordering operator<=>(const string& a, const string& b) {
  return a.compare(b) <=> 0;
}

namespace ranges {

template <typename A, typename B>
constexpr bool equal(const A& a, const B& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

template <typename A, typename B>
constexpr bool lexicographical_compare(const A& a, const B& b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace ranges

// Numbers with a point, in std_gaps.cc. Not of float: its shortest text is another than double's.
from_chars_result from_chars(const char* first, const char* last, double& value);
to_chars_result to_chars(char* first, char* last, double value);
to_chars_result to_chars(char* first, char* last, double value, chars_format format, int precision);
to_chars_result to_chars(char* first, char* last, float value) = delete;

}  // namespace std
