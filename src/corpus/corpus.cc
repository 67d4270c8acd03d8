#include "corpus/corpus.h"

#include <algorithm>

#include "corpus/catalogue.h"
#include "notation/abc/reader.h"
#include "score/fold.h"
#include "score/unfold.h"

namespace bach {
namespace {

struct Lists {
  std::vector<Movement> all;  // set by set
  std::vector<MovementSet> sets;
};

Lists make_lists() {
  struct Named {
    std::string_view name;
    std::vector<Movement> movements;
  };
  Named named[] = {{"cello", list_cello_movements()},
                   {"violin", list_violin_movements()},
                   {"keyboard", list_keyboard_movements()}};
  Lists lists;
  for (Named& each : named) {
    std::move(each.movements.begin(), each.movements.end(), std::back_inserter(lists.all));
  }
  std::span<const Movement> rest = lists.all;
  for (const Named& each : named) {
    lists.sets.push_back({each.name, rest.first(each.movements.size())});
    rest = rest.subspan(each.movements.size());
  }
  return lists;
}

const Lists& lists() {
  static const Lists made = make_lists();
  return made;
}

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::span<const MovementSet> movement_sets() { return lists().sets; }

const MovementSet* find_movement_set(std::string_view name) {
  for (const MovementSet& set : movement_sets()) {
    if (same_name(name, set.name)) return &set;
  }
  return nullptr;
}

std::span<const Movement> cello_movements() { return movement_sets().front().movements; }

std::span<const Movement> string_movements() {
  const std::span<const Movement> cello = cello_movements();
  const std::span<const Movement> violin = find_movement_set("violin")->movements;
  return all_movements().first(cello.size() + violin.size());
}

std::span<const Movement> all_movements() { return lists().all; }

const Movement* find_movement(std::string_view name) {
  for (const Movement& movement : all_movements()) {
    if (same_name(name, movement.name) || same_name(name, movement.alias)) return &movement;
  }
  return nullptr;
}

std::vector<std::string> movement_names() {
  std::vector<std::string> names;
  for (const Movement& movement : all_movements()) names.push_back(movement.name);
  for (const Movement& movement : all_movements()) names.push_back(movement.alias);
  for (const MovementSet& set : movement_sets()) names.emplace_back(set.name);
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
