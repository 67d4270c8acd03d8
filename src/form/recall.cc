#include "form/recall.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace bach {
namespace {

constexpr std::size_t kIntervals = 4;

// Each run of four intervals as one number.
std::vector<std::uint64_t> grams_of(const std::vector<int>& line) {
  std::vector<std::uint64_t> grams;
  std::uint64_t last = 0;  // 16 bits an interval
  for (std::size_t i = 1; i < line.size(); ++i) {
    last = last << 16 | static_cast<std::uint16_t>(line[i] - line[i - 1] + 128);
    if (i >= kIntervals) grams.push_back(last);
  }
  return grams;
}

struct Recalled {
  std::size_t grams = 0;
  std::size_t known = 0;
};

Recalled recalled_in(const std::vector<int>& line) {
  const std::vector<std::uint64_t> grams = grams_of(line);
  const auto quarter = static_cast<std::ptrdiff_t>(grams.size() / 4);
  std::vector<std::uint64_t> first(grams.begin(), grams.begin() + quarter);
  std::sort(first.begin(), first.end());
  Recalled recalled;
  recalled.grams = static_cast<std::size_t>(quarter);
  recalled.known = static_cast<std::size_t>(std::count_if(
      grams.end() - quarter, grams.end(),
      [&](std::uint64_t gram) { return std::binary_search(first.begin(), first.end(), gram); }));
  return recalled;
}

}  // namespace

double recall_of(const ScoreBars& music) {
  Recalled all;
  std::vector<int> line;
  for (std::size_t part = 0; part < music.parts.size(); ++part) {
    const FormPart& here = music.parts[part];
    for (int bar = here.first_bar; bar <= here.last_bar; ++bar) {
      for (const BarAttack& attack : music.notes[static_cast<std::size_t>(bar)].attacks) {
        line.push_back(attack.pitch);
      }
    }
    if (part + 1 < music.parts.size() && music.parts[part + 1].dance == here.dance) continue;
    const Recalled dance = recalled_in(line);
    all.grams += dance.grams;
    all.known += dance.known;
    line.clear();
  }
  return all.grams == 0 ? 0 : static_cast<double>(all.known) / static_cast<double>(all.grams);
}

}  // namespace bach
