#include "form/likeness.h"

#include <algorithm>
#include <cstddef>

namespace bach {
namespace {

int way(int from, int to) { return (to > from) - (to < from); }

const BarNotes& opening_of(const ScoreBars& music, const FormPart& part) {
  int bar = part.first_bar;
  while (bar < part.last_bar && music.notes[static_cast<std::size_t>(bar)].place < 0) ++bar;
  return music.notes[static_cast<std::size_t>(bar)];
}

const BarNotes& ending_of(const ScoreBars& music, const FormPart& part) {
  int bar = part.last_bar;
  while (bar > part.first_bar && music.notes[static_cast<std::size_t>(bar)].notes.empty()) --bar;
  return music.notes[static_cast<std::size_t>(bar)];
}

}  // namespace

double bar_likeness(const BarNotes& a, const BarNotes& b) {
  if (a.length != b.length || a.attacks.empty() || b.attacks.empty()) return 0;
  int common = 0;
  int turns = 0;
  const BarAttack* last_a = nullptr;
  const BarAttack* last_b = nullptr;
  for (auto x = a.attacks.begin(), y = b.attacks.begin();
       x != a.attacks.end() && y != b.attacks.end();) {
    if (x->offset < y->offset) {
      ++x;
    } else if (y->offset < x->offset) {
      ++y;
    } else {
      ++common;
      turns += last_a != nullptr && way(last_a->step, x->step) == way(last_b->step, y->step);
      last_a = &*x++;
      last_b = &*y++;
    }
  }
  const std::size_t either = a.attacks.size() + b.attacks.size() - static_cast<std::size_t>(common);
  const std::size_t most = std::max(a.attacks.size(), b.attacks.size());
  const double attacks = static_cast<double>(common) / static_cast<double>(either);
  if (most == 1) return attacks;
  return (attacks + static_cast<double>(turns) / static_cast<double>(most - 1)) / 2;
}

void compare_parts(ScoreBars& music) {
  const FormPart* first = nullptr;
  for (FormPart& part : music.parts) {
    if (first == nullptr || first->dance != part.dance) first = &part;
    const bool itself = first == &part;
    part.opens_like_first =
        itself ? 1 : bar_likeness(opening_of(music, *first), opening_of(music, part));
    part.ends_like_first =
        itself ? 1 : bar_likeness(ending_of(music, *first), ending_of(music, part));
  }
}

}  // namespace bach
