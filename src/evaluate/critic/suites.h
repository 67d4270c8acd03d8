// Which pieces belong to one suite, and which suites are held out together.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace bach {

// The suites of pieces, by name and path:
//  1. a movement carried in the program is of its work: "cs1-1pre" of "cs1";
//  2. else, where the pieces lie in several folders, it is of its folder;
//  3. else, where that makes several groups and fewer than pieces, of what its name has before the
//     first "-" or "_";
//  4. else of itself.
// One name a piece. `paths` are files or names of movements; names[i] is what paths[i] is called.
std::vector<std::string> suite_names(std::span<const std::string> names,
                                     std::span<const std::string> paths,
                                     std::span<const char> carried);

// Suites dealt into folds.
struct SuiteFolds {
  int folds = 1;
  std::vector<int> set_suite;     // number of each of the set's pieces' suites, from 0, by name
  std::vector<int> judged_suite;  // likewise of the judged
  std::vector<int> set_fold;      // of each of the set's pieces
  std::vector<int> judged_fold;
  std::vector<char> judged_shares;  // whether the set has a suite of that name
};

// As many folds as the set has suites, ten at most. Its suites are dealt in order of their names;
// so are the judged, but one called as one of the set's goes where that is: music made out of a
// suite is held out with it.
inline constexpr int kMostFolds = 10;
SuiteFolds deal_suites(std::span<const std::string> set, std::span<const std::string> judged);

}  // namespace bach
