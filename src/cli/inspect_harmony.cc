#include "cli/inspect_harmony.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/inspect/harmony.h"
#include "base/utf8.h"
#include "cli/inspect_each.h"

namespace bach::cli {
namespace {

constexpr std::size_t kWidthOfLine = 96;  // columns
constexpr std::size_t kMostBarsOfLine = 4;

// Items one behind the other, on as many lines as they take, under a head.
void print_list(const std::string& head, const std::vector<std::string>& items) {
  std::string line = "  " + head;
  line.resize(12, ' ');
  std::size_t width = line.size();
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string item = items[i] + (i + 1 < items.size() ? "," : "");
    if (width > 12 && width + characters_of(item) + 1 > kWidthOfLine) {
      std::printf("%s\n", line.c_str());
      line.assign(12, ' ');
      width = 12;
    }
    line += (width > 12 ? " " : "") + item;
    width += characters_of(item) + (width > 12 ? 1 : 0);
  }
  std::printf("%s\n", line.c_str());
}

void print_numerals(const HeardHarmony& heard) {
  const std::vector<NumeralBar> bars = numerals_by_bar(heard);
  for (std::size_t first = 0; first < bars.size();) {
    std::string line = "| ";
    std::size_t last = first;
    for (; last < bars.size(); ++last) {
      const std::string text = bars[last].numerals + " | ";
      const bool full = last - first == kMostBarsOfLine ||
                        characters_of(line) + characters_of(text) > kWidthOfLine - 10;
      if (last > first && (full || bars[last].begins_section)) break;
      line += text;
    }
    line.pop_back();
    const std::string number = std::to_string(bars[first].number);
    std::printf("%10s  %s\n", number.c_str(), line.c_str());
    first = last;
  }
}

void print_harmony(const std::string& input, const HeardHarmony& heard) {
  std::printf("%s: %s\n", input.c_str(), home_in_words(heard).c_str());
  print_list("keys", keys_in_words(heard));
  const std::vector<std::string> cadences = cadences_in_words(heard);
  print_list("cadences", cadences.empty() ? std::vector<std::string>{"none"} : cadences);
  print_numerals(heard);
  if (has_doubts(heard)) std::printf("  ?         less than an even chance\n");
}

}  // namespace

int run_inspect_harmony(const Common& common, const std::vector<std::string>& inputs) {
  return inspect_each(common, inputs, "harmony", hear_harmony, harmony_json, print_harmony);
}

}  // namespace bach::cli
