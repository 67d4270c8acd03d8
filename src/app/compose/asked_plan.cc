#include "app/compose/asked_plan.h"

#include <string_view>
#include <utility>
#include <vector>

#include "app/compose/task.h"
#include "app/compose/values.h"
#include "base/file.h"
#include "base/number_text.h"
#include "compose/asked_chords.h"
#include "compose/plan_text.h"
#include "harmony/functions.h"
#include "score/bars.h"
#include "score/key_name.h"

namespace bach {
namespace {

MovementForm moved(MovementForm form, int semitones) {
  if (semitones == 0) return form;
  SuitePlan& plan = form.plan;
  plan.harmony = transposed(std::move(plan.harmony), semitones);
  for (std::size_t p = 0; p < plan.parts.size(); ++p) {
    Key& key = plan.parts[p].key;
    key = transposed(key, semitones);
    std::optional<PartEnding>& ending = form.endings[p];
    if (!ending) continue;
    const Chord chord = plan.harmony[chord_at(plan.harmony, ending->onset)].chord;
    ending = ending_on(chord, key, ending->onset);
  }
  return form;
}

std::string with_article(const std::string& noun) {
  return (noun.front() == 'a' ? "an " : "a ") + noun;
}

// What a plan has, and what is asked for.
Error contradiction(const std::string& has, const std::string& option, const std::string& asked) {
  return invalid_argument("plan", has + ", and `" + option + "` asks for " + asked);
}

Status check_key(const Key& own, const Key& asked) {
  if (tonic_class(own) == tonic_class(asked) && own.mode == asked.mode) return {};
  Error error = contradiction("is in " + key_name(own), "key", key_name(asked));
  error.message +=
      own.mode == asked.mode ? "; `transpose` moves a plan" : "; a plan keeps its mode";
  return error;
}

// Whether a plan has the bars that are asked for.
bool has_bars(const SuitePlan& plan, const BarCount& asked, std::string& own) {
  const Tick bar = bar_ticks(plan.metres.front(), kSuiteTicksPerQuarter);
  const auto bars = [&](const SuitePart& part) {
    return static_cast<int>((part.end - part.begin) / bar);
  };
  int total = 0;
  for (const SuitePart& part : plan.parts) total += bars(part);
  const int first = bars(plan.parts.front());
  const bool two = asked.first > 0 && plan.parts.size() == 2;
  own = bar_count_text(two ? BarCount(first, total - first) : BarCount(total));
  return total == asked.total && (!two || first == asked.first);
}

Status check_form(const SuitePlan& plan, const ComposeRequest& request) {
  if (request.kind && *request.kind != plan.kind) {
    const std::string own(kind_name(plan.kind));
    return contradiction(
        plan.kind == PieceKind::kUnknown ? "says no kind" : "is of " + with_article(own), "kind",
        with_article(std::string(kind_name(*request.kind))));
  }
  const std::string metre = metre_name(plan.metres.front());
  if (request.metre && metre_name(*request.metre) != metre) {
    return contradiction("is in " + metre, "metre", metre_name(*request.metre));
  }
  std::string bars;
  if (request.bars && !has_bars(plan, *request.bars, bars)) {
    return contradiction("has " + bars + " bars", "bars", bar_count_text(*request.bars));
  }
  return request.key ? check_key(plan.parts.front().key, *request.key) : Status();
}

Result<MovementForm> form_from(const ComposeRequest& request) {
  const auto bytes = read_file(request.plan, kMostPlanBytes);
  if (!bytes) return bytes.error();
  const std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  Result<MovementForm> form = read_plan(text);
  if (!form) {
    Error error = std::move(form).error();
    error.message = request.plan + ": " + error.message;
    return error;
  }
  if (Status same = check_form(form->plan, request); !same) return std::move(same).error();
  return moved(std::move(*form), request.transpose);
}

}  // namespace

Result<AskedPlan> asked_plan(const ComposeRequest& request) {
  AskedPlan asked;
  if (!request.plan.empty()) {
    Result<MovementForm> form = form_from(request);
    if (!form) return std::move(form).error();
    asked.form = std::move(*form);
  }
  if (request.harmony) {
    Result<NumeralBars> numerals = parse_numerals(*request.harmony);
    if (!numerals) return std::move(numerals).error();
    asked.numerals = std::move(*numerals);
  }
  return asked;
}

Status ask_for_chords(MovementTask& task, const NumeralBars& numerals, int semitones) {
  const Tick begin = task.start;
  const Tick end = task.until > 0 ? task.until : task.plan.parts.back().end;
  const int bars = bars_to_ask(task.plan, begin, end);
  if (bars != static_cast<int>(numerals.size())) {
    return invalid_argument("harmony", count_text(numerals.size(), "bar") + " for " +
                                           std::to_string(bars) + " that are to be composed");
  }
  NumeralBars sounding = numerals;
  for (std::vector<Numeral>& bar : sounding) {
    for (Numeral& numeral : bar) {
      if (!numeral.key) continue;
      const int tonic = (*numeral.key + semitones + 10 * kTonics) % kTonics;
      numeral.key = static_cast<std::uint8_t>(*numeral.key / kTonics * kTonics + tonic);
    }
  }
  Result<HarmonyPlan> chords = asked_chords(sounding, task.plan, begin, end);
  if (!chords) return std::move(chords).error();
  task.plan.harmony = std::move(*chords);
  end_on_planned_chords(task);
  return {};
}

std::string plan_text_of(const MovementTask& task, int semitones) {
  return plan_text(moved({task.plan, task.endings, task.play_order, task.compass}, -semitones));
}

}  // namespace bach
