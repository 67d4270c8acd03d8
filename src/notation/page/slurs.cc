#include "notation/page/slurs.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

namespace bach::notation {
namespace {

bool is_slur_end(const Mark& mark) {
  return mark.kind == MarkKind::kSlurStart || mark.kind == MarkKind::kSlurStop;
}

template <typename Visit>
void visit_marks(std::vector<std::vector<Layer>>& music, const Visit& visit) {
  for (std::vector<Layer>& layers : music) {
    for (Layer& layer : layers) {
      for (Symbol& symbol : layer.symbols) {
        for (Head& head : symbol.heads) visit(head.marks);
      }
    }
  }
}

// Where a slur begins and ends among the heads; 0: that end is not there.
struct SlurSpan {
  int begin = 0;
  int end = 0;
};

// The lowest numbers that are free; none for slurs that cannot have one.
std::map<std::string, int> numbers_of(const std::map<std::string, SlurSpan>& slurs) {
  std::vector<std::pair<SlurSpan, std::string>> sorted;
  for (const auto& [name, stretch] : slurs) {
    if (stretch.begin > 0 && stretch.begin < stretch.end) sorted.emplace_back(stretch, name);
  }
  std::sort(sorted.begin(), sorted.end(),
            [](const auto& a, const auto& b) { return a.first.begin < b.first.begin; });
  std::map<std::string, int> numbers;
  std::array<int, kMostSlurs> busy_until{};
  for (const auto& [stretch, name] : sorted) {
    const int begin = stretch.begin;
    const auto free = std::find_if(busy_until.begin(), busy_until.end(),
                                   [begin](int until) { return until < begin; });
    if (free == busy_until.end()) continue;
    *free = stretch.end;
    numbers[name] = static_cast<int>(free - busy_until.begin()) + 1;
  }
  return numbers;
}

}  // namespace

void number_slurs(std::vector<std::vector<Layer>>& music) {
  std::map<std::string, SlurSpan> slurs;
  int place = 0;
  visit_marks(music, [&](const std::vector<Mark>& marks) {
    ++place;
    for (const Mark& mark : marks) {
      if (mark.kind == MarkKind::kSlurStart) slurs[mark.text].begin = place;
      if (mark.kind == MarkKind::kSlurStop) slurs[mark.text].end = place;
    }
  });
  const std::map<std::string, int> numbers = numbers_of(slurs);
  visit_marks(music, [&](std::vector<Mark>& marks) {
    std::erase_if(marks, [&](Mark& mark) {
      if (!is_slur_end(mark)) return false;
      const auto number = numbers.find(mark.text);
      if (number == numbers.end()) return true;
      mark.number = static_cast<std::uint8_t>(number->second);
      mark.text.clear();
      return false;
    });
  });
}

}  // namespace bach::notation
