#include "compose/known_rhythms.h"

#include <algorithm>
#include <cstddef>

#include "suite/piece_memory.h"

namespace bach {
namespace {

// Attacks as they lie behind a bar line.
struct Attacks {
  std::vector<Tick> until;  // up to a place of the bar, and there
  Tick next = 0;            // the one after it; where there is none, the bar's end
};

std::size_t first_note_from(const PieceMemory& memory, Tick tick) {
  std::size_t first = 0;
  std::size_t end = memory.notes();
  while (first < end) {
    const std::size_t middle = first + (end - first) / 2;
    if (memory.onset(middle) < tick) {
      first = middle + 1;
    } else {
      end = middle;
    }
  }
  return first;
}

Attacks attacks_behind(Tick line, const PieceMemory& memory, Tick bar, Tick place) {
  Attacks attacks{{}, bar};
  for (std::size_t k = first_note_from(memory, line); k < memory.notes(); ++k) {
    const Tick attack = memory.onset(k) - line;
    if (attack > place) {
      attacks.next = std::min(attack, bar);
      break;
    }
    if (attacks.until.empty() || attacks.until.back() != attack) attacks.until.push_back(attack);
  }
  return attacks;
}

}  // namespace

std::vector<Tick> known_gaps(const suite::NoteView& note) {
  const Tick place = note.place.offset;
  const Tick line = note.onset - place;
  const Tick bar = note.place.length;
  std::vector<Tick> here = attacks_behind(line, note.memory, bar, place).until;
  if (note.chord_notes == 0) here.push_back(place);
  std::vector<Tick> gaps;
  for (const PlannedBar& earlier : note.plan.motives) {
    if (earlier.line >= line) break;
    if (earlier.begin != earlier.line) continue;
    const Attacks there = attacks_behind(earlier.line, note.memory, bar, place);
    if (there.until == here) gaps.push_back(there.next - place);
  }
  return gaps;
}

}  // namespace bach
