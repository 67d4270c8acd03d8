#include "evaluate/critic/suites.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>

namespace bach {
namespace {

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

std::string prefix_of(const std::string& name) { return name.substr(0, name.find_first_of("-_")); }

// Numbers names from 0 in their order.
std::map<std::string, int> numbered(std::span<const std::string> names) {
  std::map<std::string, int> numbers;
  for (const std::string& name : names) numbers.emplace(name, 0);
  int next = 0;
  for (auto& [name, number] : numbers) number = next++;
  return numbers;
}

}  // namespace

std::vector<std::string> suite_names(std::span<const std::string> names,
                                     std::span<const std::string> paths,
                                     std::span<const char> carried) {
  std::set<std::string> folders;
  std::set<std::string> prefixes;
  std::size_t files = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (carried[i] != 0) continue;
    ++files;
    folders.insert(folder_of(paths[i]));
    prefixes.insert(prefix_of(names[i]));
  }
  const bool by_folder = folders.size() > 1;
  const bool by_prefix = !by_folder && prefixes.size() > 1 && prefixes.size() < files;
  std::vector<std::string> suites;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (carried[i] != 0 || by_prefix) {
      suites.push_back(prefix_of(names[i]));
    } else {
      suites.push_back(by_folder ? folder_of(paths[i]) : names[i]);
    }
  }
  return suites;
}

SuiteFolds deal_suites(std::span<const std::string> set, std::span<const std::string> judged) {
  const std::map<std::string, int> of_set = numbered(set);
  const std::map<std::string, int> of_judged = numbered(judged);
  SuiteFolds dealt;
  dealt.folds = std::clamp(static_cast<int>(of_set.size()), 1, kMostFolds);
  std::map<std::string, int> fold;
  for (const auto& [name, number] : of_set) fold[name] = number % dealt.folds;
  int next = 0;
  for (const auto& [name, number] : of_judged) {
    if (fold.emplace(name, next % dealt.folds).second) ++next;
  }
  for (const std::string& name : set) {
    dealt.set_suite.push_back(of_set.at(name));
    dealt.set_fold.push_back(fold.at(name));
  }
  for (const std::string& name : judged) {
    dealt.judged_suite.push_back(of_judged.at(name));
    dealt.judged_fold.push_back(fold.at(name));
    dealt.judged_shares.push_back(of_set.count(name) != 0 ? 1 : 0);
  }
  return dealt;
}

}  // namespace bach
