#include "corpus/corpus.h"

#include <algorithm>

#include "corpus/texts.h"
#include "notation/abc/reader.h"
#include "score/fold.h"
#include "score/unfold.h"

namespace bach {
namespace {

constexpr int kSuites = 6;
constexpr int kMovements = 6;

// The fifth movement of each suite is a pair of another dance.
std::string kind_code(int suite, int movement) {
  static constexpr const char* kCodes[] = {"pre", "all", "cou", "sar", "", "gig"};
  static constexpr const char* kFifth[] = {"men", "men", "bou", "bou", "gav", "gav"};
  return movement == 5 ? kFifth[suite - 1] : kCodes[movement - 1];
}

std::vector<Movement> make_list() {
  std::vector<Movement> list;
  for (int suite = 1; suite <= kSuites; ++suite) {
    for (int number = 1; number <= kMovements; ++number) {
      Movement movement;
      movement.name = "bwv" + std::to_string(1006 + suite) + "-" + std::to_string(number);
      movement.alias =
          "cs" + std::to_string(suite) + "-" + std::to_string(number) + kind_code(suite, number);
      movement.text = corpus_text(movement.name);
      list.push_back(std::move(movement));
    }
  }
  return list;
}

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::span<const Movement> movements() {
  static const std::vector<Movement> list = make_list();
  return list;
}

const Movement* find_movement(std::string_view name) {
  for (const Movement& movement : movements()) {
    if (same_name(name, movement.name) || same_name(name, movement.alias)) return &movement;
  }
  return nullptr;
}

std::vector<std::string> movement_names() {
  std::vector<std::string> names;
  for (const Movement& movement : movements()) names.push_back(movement.name);
  for (const Movement& movement : movements()) names.push_back(movement.alias);
  return names;
}

Result<Score> load_movement(const Movement& movement) {
  Result<Score> score = score_from_abc(movement.text);
  if (!score) {
    Error error = std::move(score).error();
    error.message = movement.name + ": " + error.message;
    return error;
  }
  return unfold(*score);
}

Result<Score> load_written_movement(const Movement& movement) {
  Result<Score> score = load_movement(movement);
  if (!score) return score;
  return fold(*score);
}

}  // namespace bach
