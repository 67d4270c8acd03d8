#include "suite/form.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "score/form.h"
#include "score/key_estimate.h"

namespace bach {
namespace {

// How many of the first parts come again, each once, after all the others: 0 without da capo.
std::size_t parts_of_first_dance(const Form& form) {
  const std::string& pattern = form.pattern;
  for (std::size_t count = form.parts.size() - 1; count > 0; --count) {
    if (pattern.size() < form.parts.size() + count) continue;
    bool again = true;
    for (std::size_t i = 0; i < count; ++i) {
      again = again && pattern[pattern.size() - count + i] == form.parts[i].name;
    }
    if (again && pattern[pattern.size() - count - 1] == form.parts.back().name) return count;
  }
  return 0;
}

Tick first_onset_in(const Score& score, Tick begin, Tick end) {
  Tick first = end;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) {
      if (note.onset >= begin && note.onset < end) first = std::min(first, note.onset);
    }
  }
  return first;
}

}  // namespace

std::vector<SuitePart> suite_parts(const Score& score) {
  const Form form = form_of(score);
  const std::size_t first_dance = parts_of_first_dance(form);
  const auto estimate = [&](std::size_t from, std::size_t to) {
    Key key = estimate_key(score, form.parts[from].written.begin, form.parts[to - 1].written.end);
    key.at = from == 0 ? 0 : form.parts[from].written.begin;
    return key;
  };
  const std::size_t count = form.parts.size();
  const std::size_t second_dance = first_dance > 0 ? first_dance : count;
  const Key first_key = estimate(0, second_dance);
  const Key second_key = second_dance < count ? estimate(second_dance, count) : first_key;

  std::vector<SuitePart> parts;
  for (std::size_t p = 0; p < count; ++p) {
    const Part& part = form.parts[p];
    const auto statements = std::count(form.pattern.begin(), form.pattern.end(), part.name);
    SuitePart made;
    made.begin = part.statement.begin;
    made.end = part.statement.end;
    made.first_onset = first_onset_in(score, made.begin, made.end);
    made.key = p < second_dance ? first_key : second_key;
    if (p + 1 != second_dance && p + 1 != count) {
      made.role = PartRole::kFirst;
    } else {
      made.role = statements > 1 ? PartRole::kLast : PartRole::kWhole;
    }
    if (made.first_onset < made.end) parts.push_back(made);
  }
  return parts;
}

}  // namespace bach
