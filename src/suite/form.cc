#include "suite/form.h"

#include <algorithm>
#include <cstddef>

#include "harmony/home.h"
#include "score/form.h"

namespace bach {
namespace {

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
  std::vector<Note> notes;
  for (const Track& track : score.tracks) {
    if (track.channel == kDrumChannel) continue;
    notes.insert(notes.end(), track.notes.begin(), track.notes.end());
  }
  const auto key_of = [&](std::size_t from, std::size_t to) {
    Key key =
        home_key(score, notes, form.parts[from].written.begin, form.parts[to - 1].written.end);
    key.at = from == 0 ? 0 : form.parts[from].written.begin;
    return key;
  };
  const std::size_t count = form.parts.size();
  const auto in_first = [](const Part& part) { return part.dance == 0; };
  const auto second_dance =
      static_cast<std::size_t>(std::count_if(form.parts.begin(), form.parts.end(), in_first));
  const Key first_key = key_of(0, second_dance);
  const Key second_key = second_dance < count ? key_of(second_dance, count) : first_key;

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
