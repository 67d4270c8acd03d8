// What a reader leaves out or mends, counted by kind.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace bach::notation {

// `Problem` is an enumeration of kKinds kinds.
template <typename Problem, std::size_t kKinds>
class ProblemTally {
 public:
  // `place` () says where: it is asked the first time only.
  template <typename Place>
  void count(Problem problem, std::size_t times, Place place) {
    Tally& tally = tallies_[static_cast<std::size_t>(problem)];
    if (tally.count == 0) tally.first = place();
    tally.count += times;
  }
  std::size_t count_of(Problem problem) const {
    return tallies_[static_cast<std::size_t>(problem)].count;
  }
  // One line for each kind that occurred: "ties that lead nowhere: 2, the first in line 12".
  std::vector<std::string> lines(const std::array<const char*, kKinds>& texts) const {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < kKinds; ++i) {
      const Tally& tally = tallies_[i];
      if (tally.count == 0) continue;
      lines.push_back(std::string(texts[i]) + ": " + std::to_string(tally.count) +
                      ", the first in " + tally.first);
    }
    return lines;
  }

 private:
  struct Tally {
    std::size_t count = 0;
    std::string first;
  };
  std::array<Tally, kKinds> tallies_;
};

}  // namespace bach::notation
