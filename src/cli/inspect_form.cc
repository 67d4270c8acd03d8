#include "cli/inspect_form.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/inspect/form.h"
#include "base/number_text.h"
#include "cli/inspect_each.h"

namespace bach::cli {
namespace {

constexpr std::size_t kHeadColumns = 18;

std::string percent(double share) { return fixed_text(100 * share, 0) + " %"; }

std::string plural(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

void print_named(const std::string& head, const std::string& text) {
  const auto columns = static_cast<std::size_t>(std::count_if(
      head.begin(), head.end(), [](char c) { return (static_cast<unsigned char>(c) >> 6) != 2; }));
  const std::string space(kHeadColumns - std::min(kHeadColumns, columns), ' ');
  std::printf("  %s%s  %s\n", head.c_str(), space.c_str(), text.c_str());
}

// "5", "5–8", "upbeat to 9".
std::string range_name(const FormAnalysis& form, int first, int last) {
  return bar_name(form, first) + (last > first ? "–" + bar_name(form, last) : "");
}

void print_parts(const FormAnalysis& form) {
  for (const FormPart& part : form.parts) {
    const bool upbeat = is_upbeat(form, part.first_bar);
    const int first = part.first_bar + (upbeat ? 1 : 0);
    std::string text = plural(static_cast<std::size_t>(part.last_bar - first + 1), "bar");
    if (upbeat) text += " and an upbeat";
    text += ": " + range_name(form, first, part.last_bar);
    const auto of_dance =
        std::find_if(form.parts.begin(), form.parts.end(),
                     [&](const FormPart& other) { return other.dance == part.dance; });
    if (part.name != of_dance->name) {
      text += std::string("; opens like ") + of_dance->name + " " + percent(part.opens_like_first) +
              ", ends like it " + percent(part.ends_like_first);
    }
    print_named(std::string(1, part.name), text);
  }
}

// Bars in a row that come from bars in a row in the same way: [first, last].
struct RelatedBars {
  int first = 0;
  int last = 0;
};

std::vector<RelatedBars> related_bars(const FormAnalysis& form) {
  std::vector<RelatedBars> runs;
  for (int i = 0; i < static_cast<int>(form.bars.size()); ++i) {
    const FormBar& bar = form.bars[static_cast<std::size_t>(i)];
    if (i > 0) {
      const FormBar& before = form.bars[static_cast<std::size_t>(i) - 1];
      const bool follows = bar.relation == BarRelation::kNew || bar.source == before.source + 1;
      if (bar.relation == before.relation && bar.shift == before.shift && follows &&
          bar.part == before.part) {
        runs.back().last = i;
        continue;
      }
    }
    runs.push_back({i, i});
  }
  return runs;
}

// "= bars 1–4", "figure of bar 3", "bar 1 up a step".
std::string relation_text(const FormAnalysis& form, const RelatedBars& run) {
  const FormBar& bar = form.bars[static_cast<std::size_t>(run.first)];
  if (bar.relation == BarRelation::kNew) return "new";
  const int last = bar.source + run.last - run.first;
  const bool bare = !is_upbeat(form, bar.source);
  const std::string source =
      (bare ? last > bar.source ? "bars " : "bar " : "") + range_name(form, bar.source, last);
  switch (bar.relation) {
    case BarRelation::kRhythm:
      return "rhythm of " + source;
    case BarRelation::kFigure:
      return "figure of " + source;
    case BarRelation::kSequence:
      return "= " + source + " " + shift_name(bar.shift);
    default:
      break;
  }
  double likeness = 1;
  for (int i = run.first; i <= run.last; ++i) {
    likeness = std::min(likeness, form.bars[static_cast<std::size_t>(i)].likeness);
  }
  return (likeness == 1 ? "= " : "≈ ") + source;
}

void print_relations(const FormAnalysis& form) {
  std::array<std::size_t, 5> counts{};
  for (const FormBar& bar : form.bars) ++counts[static_cast<std::size_t>(bar.relation)];
  std::string text;
  for (std::size_t relation = 0; relation < counts.size(); ++relation) {
    text += (relation > 0 ? ", " : "") + relation_name(static_cast<BarRelation>(relation)) + " " +
            std::to_string(counts[relation]);
  }
  print_named("relations", text);
  for (const RelatedBars& run : related_bars(form)) {
    print_named("  " + range_name(form, run.first, run.last), relation_text(form, run));
  }
}

void print_phrases(const FormAnalysis& form) {
  print_named("phrases", std::to_string(form.phrases.size()));
  const auto bar_at = [&](Tick tick) {
    const auto after = std::upper_bound(form.bars.begin(), form.bars.end(), tick,
                                        [](Tick at, const FormBar& bar) { return at < bar.begin; });
    return std::max(0, static_cast<int>(after - form.bars.begin()) - 1);
  };
  for (const Phrase& phrase : form.phrases) {
    print_named("  " + range_name(form, bar_at(phrase.begin), bar_at(phrase.end - 1)),
                phrase.cadence ? cadence_name(*phrase.cadence) : "no cadence");
  }
}

void print_cycles(const FormAnalysis& form) {
  print_named("literal cycles", form.cycles.empty() ? "none" : std::to_string(form.cycles.size()));
  const int bars = static_cast<int>(form.bars.size());
  for (const LiteralCycle& cycle : form.cycles) {
    const int last = std::min(bars, cycle.first_bar + cycle.bars) - 1;
    const std::string period = std::to_string(cycle.period) + " bars before";
    print_named("  " + range_name(form, cycle.first_bar, last),
                "as " + (cycle.period == 1 ? "the bar before" : period));
  }
}

void print_form(const std::string& input, const HeardForm& heard) {
  const FormAnalysis& form = heard.form;
  std::printf("%s: %s\n", input.c_str(), heard.pattern.c_str());
  print_parts(form);
  print_relations(form);
  print_phrases(form);
  print_cycles(form);
  print_named("recall", percent(form.recall) + " of the last quarter stood in the first");
}

}  // namespace

int run_inspect_form(const Common& common, const std::vector<std::string>& inputs) {
  return inspect_each(common, inputs, "form", hear_form, form_json, print_form);
}

}  // namespace bach::cli
