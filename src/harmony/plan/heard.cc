#include "harmony/plan/heard.h"

#include <algorithm>

#include "harmony/notes.h"
#include "score/form.h"

namespace bach {
namespace {

// Of the part with this index: what suite models call it, too.
PartRole role_of(const Form& form, std::size_t part) {
  const bool more =
      part + 1 < form.parts.size() && form.parts[part + 1].dance == form.parts[part].dance;
  if (more) return PartRole::kFirst;
  const auto times = std::count(form.pattern.begin(), form.pattern.end(), form.parts[part].name);
  return times > 1 ? PartRole::kLast : PartRole::kWhole;
}

}  // namespace

std::vector<HeardSection> heard_sections(const Score& folded, const HarmonyAnalysis& heard,
                                         PieceKind kind) {
  const Form form = form_of(folded);
  const BarGrid bars(folded);
  const std::vector<Note> notes = pitched_notes(folded);
  std::vector<HeardSection> sections;
  for (std::size_t p = 0; p < form.parts.size(); ++p) {
    const Section& part = form.parts[p].statement;
    const auto first =
        std::lower_bound(notes.begin(), notes.end(), part.begin,
                         [](const Note& note, Tick begin) { return note.onset < begin; });
    if (first == notes.end() || first->onset >= part.end) continue;
    HeardSection next;
    next.section = plan_section(kind, role_of(form, p), heard.home_at(first->onset), bars,
                                first->onset, part.end, folded.ticks_per_quarter);
    next.plan = heard_plan(heard, next.section);
    sections.push_back(std::move(next));
  }
  return sections;
}

}  // namespace bach
