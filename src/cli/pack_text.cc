#include "cli/pack_text.h"

#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

namespace bach::cli {

std::string grouped_number(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

void print_refusals(const RefusalCounts& refused) {
  std::vector<std::pair<std::uint64_t, std::string>> causes;
  std::uint64_t sum = 0;
  for (const auto& [cause, count] : refused) {
    causes.emplace_back(count, cause);
    sum += count;
  }
  if (causes.empty()) return;
  std::stable_sort(causes.begin(), causes.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  constexpr std::size_t kMostCauses = 5;
  std::printf("%s left out:\n", grouped_number(sum).c_str());
  for (std::size_t k = 0; k < std::min(causes.size(), kMostCauses); ++k) {
    std::printf("%9s  %s\n", grouped_number(causes[k].first).c_str(), causes[k].second.c_str());
  }
}

}  // namespace bach::cli
