#include "notation/mark_table.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "notation/page/note_values.h"

namespace bach::notation {
namespace {

bool is_slur(const Mark& mark) {
  return mark.kind == MarkKind::kSlurStart || mark.kind == MarkKind::kSlurStop;
}

// Whether the score has the note of `mark`; of a grace note, one that begins with it.
bool has_note(const Score& score, const Mark& mark) {
  if (mark.track < 0 || static_cast<std::size_t>(mark.track) >= score.tracks.size()) return false;
  const std::vector<Note>& notes = score.tracks[static_cast<std::size_t>(mark.track)].notes;
  auto note = std::partition_point(notes.begin(), notes.end(),
                                   [&](const Note& each) { return each.onset < mark.onset; });
  for (; note != notes.end() && note->onset == mark.onset; ++note) {
    if (mark.kind == MarkKind::kGraceNote || note->pitch == mark.pitch) return true;
  }
  return false;
}

// Gives the slurs of `marks` their names; those that have no partner get none.
void pair_slurs(std::vector<Mark>& marks) {
  std::vector<Mark*> slurs;
  for (Mark& mark : marks) {
    if (is_slur(mark)) slurs.push_back(&mark);
  }
  // Where one ends on the note on which the next begins, it ends first.
  std::stable_sort(slurs.begin(), slurs.end(), [](const Mark* a, const Mark* b) {
    return std::pair(a->onset, a->kind == MarkKind::kSlurStart) <
           std::pair(b->onset, b->kind == MarkKind::kSlurStart);
  });
  std::map<std::pair<int, int>, Mark*> open;  // by track and the number it had
  int count = 0;
  for (Mark* mark : slurs) {
    const std::pair<int, int> key(mark->track, mark->number);
    mark->text.clear();
    if (mark->kind == MarkKind::kSlurStart) {
      open[key] = mark;
    } else {
      // Best one of its own voice, else one that began in another.
      auto begun = open.find(key);
      if (begun == open.end()) {
        begun = std::find_if(open.begin(), open.end(), [&](const auto& each) {
          return each.first.second == key.second && each.second->onset < mark->onset;
        });
      }
      if (begun == open.end()) continue;
      mark->text = begun->second->text = std::to_string(++count);
      open.erase(begun);
    }
  }
}

}  // namespace

MarkTable::MarkTable(const Marks& marks, const Score& score) {
  std::vector<Mark> scaled;
  for (const Mark& mark : marks) {
    if (!has_note(score, mark)) continue;
    scaled.push_back(mark);
    scaled.back().onset = mark.onset * kTicksPerQuarter / score.ticks_per_quarter;
  }
  pair_slurs(scaled);
  for (Mark& mark : scaled) {
    if (is_slur(mark) && mark.text.empty()) continue;
    if (mark.kind == MarkKind::kGraceNote) {
      graces_[{mark.track, mark.onset}].push_back(std::move(mark));
    } else {
      marks_[{mark.track, mark.onset, mark.pitch}].push_back(std::move(mark));
    }
  }
}

std::vector<Mark> MarkTable::at(int track, Tick onset, std::uint8_t pitch) const {
  const auto found = marks_.find({track, onset, pitch});
  return found == marks_.end() ? std::vector<Mark>() : found->second;
}

std::vector<Mark> MarkTable::graces(int track, Tick onset) const {
  const auto found = graces_.find({track, onset});
  return found == graces_.end() ? std::vector<Mark>() : found->second;
}

}  // namespace bach::notation
