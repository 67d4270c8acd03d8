#include "score/form.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "score/bars.h"

namespace bach {
namespace {

Tick length_of(const Section& section) { return section.end - section.begin; }

char name_of(std::size_t part) {
  if (part < 26) return static_cast<char>('A' + part);
  if (part < 52) return static_cast<char>('a' + (part - 26));
  return '?';
}

// The sections of one part: [first, last], of which `body` stands for a statement in the order.
struct Group {
  int first = 0;
  int body = 0;
  int first_ending = 0;  // the last section before the second ending; == body without endings
  int last = 0;
};

// Whether the section was a repeat of its own: where it comes again, later, it leads elsewhere.
bool repeated_alone(const std::vector<int>& order, int section) {
  const auto same = [section](int a, int b) { return a == section && b == section; };
  return std::adjacent_find(order.begin(), order.end(), same) != order.end();
}

// Reads jumps back in the order as repeat signs. A repeat of t … e that leaves for e + 1 after x <
// e has first ending x + 1 … e and second ending e + 1, both of the part whose body is x.
std::vector<Group> endings_of(const Score& score) {
  const std::vector<int>& order = score.play_order;
  const int count = static_cast<int>(score.sections.size());
  std::vector<Group> groups;
  for (std::size_t i = 1; i < order.size(); ++i) {
    const int target = order[i];
    const int ending = order[i - 1];
    if (target > ending) continue;
    const auto run = static_cast<std::size_t>(ending - target + 1);
    if (run > i || repeated_alone(order, target)) continue;
    bool straight = true;  // target … ending were played just before
    for (std::size_t k = 0; k < run; ++k) {
      straight = straight && order[i - run + k] == target + static_cast<int>(k);
    }
    if (!straight) continue;
    std::size_t j = i;
    while (j + 1 < order.size() && order[j + 1] == order[j] + 1 && order[j] < ending) ++j;
    const int body = order[j];
    if (body >= ending || j + 1 >= order.size() || order[j + 1] != ending + 1) continue;
    if (ending + 1 >= count) continue;
    groups.push_back({body, body, ending, ending + 1});
  }
  std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
    return a.first < b.first || (a.first == b.first && a.last < b.last);
  });
  return groups;
}

bool played_straight(const std::vector<int>& order, int section) {
  const auto at = std::find(order.begin(), order.end(), section);
  return at != order.end() && at + 1 != order.end() && *(at + 1) == section + 1;
}

// Groups that tile all sections.
std::vector<Group> groups_of(const Score& score, const BarGrid& bars) {
  const std::vector<Group> endings = endings_of(score);
  const int count = static_cast<int>(score.sections.size());
  std::vector<Group> groups;
  auto next = endings.begin();
  for (int section = 0; section < count;) {
    while (next != endings.end() && next->first < section) ++next;
    Group group{section, section, section, section};
    if (next != endings.end() && next->first == section) group = *next;
    // What stands before a part and is played once: an upbeat, or music that the first ending
    // states again.
    if (!groups.empty() && groups.back().first == groups.back().last &&
        played_straight(score.play_order, section - 1)) {
      const Section& before = score.sections[static_cast<std::size_t>(section - 1)];
      Tick first_ending = 0;
      for (int k = group.body + 1; k <= group.first_ending; ++k) {
        first_ending += length_of(score.sections[static_cast<std::size_t>(k)]);
      }
      const bool restated =
          group.last > group.first_ending && group.first_ending > group.body &&
          first_ending ==
              length_of(before) + length_of(score.sections[static_cast<std::size_t>(group.last)]);
      if (restated || length_of(before) < bars.at(before.end).length) {
        group.first = section - 1;
        groups.pop_back();
      }
    }
    section = group.last + 1;
    groups.push_back(group);
  }
  return groups;
}

Part part_of(const Score& score, const BarGrid& bars, const Group& group) {
  const auto section = [&](int index) { return score.sections[static_cast<std::size_t>(index)]; };
  Part part;
  part.first_section = group.first;
  part.last_section = group.last;
  part.written = {section(group.first).begin, section(group.last).end};
  part.statement = {part.written.begin, section(group.first_ending).end};
  if (group.first < group.body && group.first_ending > group.body) {
    // The first ending holds the upbeat of the second statement.
    const Tick ending = part.statement.end - section(group.body).end;
    part.statement.end -= std::min(ending, length_of(section(group.first)));
  }
  part.bars = static_cast<int>(bars.bar_lines_between(part.statement.begin, part.statement.end));
  part.upbeat = bars.bar_line_from(part.written.begin) - part.written.begin;
  return part;
}

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

}  // namespace

Form form_of(const Score& folded) {
  const BarGrid bars(folded);
  Form form;
  if (folded.sections.empty() || folded.play_order.empty()) {
    Tick begin = folded.end;
    for (const Track& track : folded.tracks) {
      if (!track.notes.empty()) begin = std::min(begin, track.notes.front().onset);
    }
    Score whole = folded;
    whole.sections = {{begin, folded.end}};
    whole.play_order = {0};
    form.parts.push_back(part_of(whole, bars, Group{}));
    form.pattern = "A";
    return form;
  }
  const std::vector<Group> groups = groups_of(folded, bars);
  std::vector<char> letter(folded.sections.size(), '\0');  // of the bodies
  for (std::size_t g = 0; g < groups.size(); ++g) {
    form.parts.push_back(part_of(folded, bars, groups[g]));
    form.parts.back().name = name_of(g);
    letter[static_cast<std::size_t>(groups[g].body)] = form.parts.back().name;
  }
  for (const int index : folded.play_order) {
    if (index < 0 || static_cast<std::size_t>(index) >= letter.size()) continue;
    const char name = letter[static_cast<std::size_t>(index)];
    if (name != '\0') form.pattern += name;
  }
  const std::size_t first_dance = parts_of_first_dance(form);
  if (first_dance > 0) {
    for (std::size_t p = first_dance; p < form.parts.size(); ++p) form.parts[p].dance = 1;
  }
  return form;
}

}  // namespace bach
