#include "evaluate/splits.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/nearest_name.h"

namespace bach {
namespace {

constexpr std::array<const char*, 6> kSplitA = {"cs1-6gig", "cs2-2all", "cs3-3cou",
                                                "cs4-5bou", "cs5-4sar", "cs6-1pre"};
constexpr std::array<const char*, 6> kSplitB = {"cs1-3cou", "cs2-6gig", "cs3-5bou",
                                                "cs4-2all", "cs5-6gig", "cs6-4sar"};

bool contains(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::vector<Fold> suites_among(const std::vector<std::string>& known) {
  std::vector<Fold> folds;
  for (char suite = '1'; suite <= '6'; ++suite) {
    Fold fold{std::string("suite ") + suite, {}};
    const std::string prefix = std::string("cs") + suite + "-";
    for (const std::string& name : known) {
      if (name.starts_with(prefix)) fold.held_out.push_back(name);
    }
    if (!fold.held_out.empty()) folds.push_back(std::move(fold));
  }
  return folds;
}

std::vector<std::string> at_commas(const std::string& list) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    names.push_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return names;
}

}  // namespace

Result<Split> split_of(const std::string& name, const std::vector<std::string>& known) {
  Split split{name, {}};
  if (name == "suites") {
    split.folds = suites_among(known);
    if (split.folds.size() < 2) {
      return invalid_argument("split", "suites needs pieces of two suites, cs1-1pre and so on");
    }
    return split;
  }
  Fold fold{name, {}};
  if (name == "A") {
    fold.held_out.assign(kSplitA.begin(), kSplitA.end());
  } else if (name == "B") {
    fold.held_out.assign(kSplitB.begin(), kSplitB.end());
  } else {
    fold.held_out = at_commas(name);
  }
  for (std::size_t i = 0; i < fold.held_out.size(); ++i) {
    const std::string& piece = fold.held_out[i];
    if (!contains(known, piece)) {
      if (contains({"A", "B", "suites"}, piece)) {
        return invalid_argument("split", piece + " is a split of its own, not a piece of a list");
      }
      std::vector<std::string> names = known;
      names.insert(names.end(), {"A", "B", "suites"});
      return invalid_argument("split",
                              "no piece called '" + piece + "'" + did_you_mean(piece, names));
    }
    if (std::count(fold.held_out.begin(), fold.held_out.end(), piece) > 1) {
      return invalid_argument("split", "'" + piece + "' is named twice");
    }
  }
  if (std::all_of(known.begin(), known.end(),
                  [&](const std::string& piece) { return contains(fold.held_out, piece); })) {
    return invalid_argument("split", "nothing is left to learn from");
  }
  split.folds.push_back(std::move(fold));
  return split;
}

}  // namespace bach
