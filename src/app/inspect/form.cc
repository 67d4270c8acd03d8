#include "app/inspect/form.h"

#include <array>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "score/form.h"
#include "score/key_name.h"

namespace bach {
namespace {

double in_hundredths(double share) { return std::round(share * 100) / 100; }

// Ticks as quarter notes.
class Quarters {
 public:
  explicit Quarters(const Score& score) : ticks_(score.ticks_per_quarter) {}
  double operator()(Tick tick) const { return static_cast<double>(tick) / ticks_; }

 private:
  double ticks_;
};

}  // namespace

Result<HeardForm> hear_form(const OpenedScore& opened) {
  Result<HeardHarmony> harmony = hear_harmony(opened);
  if (!harmony) return std::move(harmony).error();
  Result<FormAnalysis> form = find_form(harmony->written, harmony->harmony);
  if (!form) {
    Error error = std::move(form).error();
    error.message = opened.name + ": " + error.message;
    return error;
  }
  std::string pattern = form_of(harmony->written).pattern;
  return HeardForm{std::move(*harmony), std::move(pattern), std::move(*form)};
}

nlohmann::ordered_json form_json(const HeardForm& heard) {
  const Quarters quarters(heard.in.written);
  const FormAnalysis& form = heard.form;
  nlohmann::ordered_json json;
  json["pattern"] = heard.pattern;
  json["parts"] = nlohmann::ordered_json::array();
  for (const FormPart& part : form.parts) {
    json["parts"].push_back({{"name", std::string(1, part.name)},
                             {"dance", part.dance},
                             {"first_bar", part.first_bar},
                             {"last_bar", part.last_bar},
                             {"opens_like_first", in_hundredths(part.opens_like_first)},
                             {"ends_like_first", in_hundredths(part.ends_like_first)}});
  }
  json["bars"] = nlohmann::ordered_json::array();
  for (const FormBar& bar : form.bars) {
    json["bars"].push_back(
        {{"number", bar.number},
         {"begin", quarters(bar.begin)},
         {"end", quarters(bar.end)},
         {"full", bar.full},
         {"relation", relation_name(bar.relation)},
         {"source", bar.source < 0 ? nlohmann::json() : nlohmann::json(bar.source)},
         {"shift", bar.shift},
         {"likeness", in_hundredths(bar.likeness)}});
  }
  json["phrases"] = nlohmann::ordered_json::array();
  for (const Phrase& phrase : form.phrases) {
    nlohmann::ordered_json it;
    it["begin"] = quarters(phrase.begin);
    it["end"] = quarters(phrase.end);
    it["cadence"] = nullptr;
    if (phrase.cadence) {
      it["cadence"] = {{"at", quarters(phrase.cadence->at)},
                       {"kind", cadence_kind_name(phrase.cadence->kind)},
                       {"perfect", phrase.cadence->perfect},
                       {"key", key_name(phrase.cadence->key)}};
    }
    json["phrases"].push_back(it);
  }
  json["cycles"] = nlohmann::ordered_json::array();
  for (const LiteralCycle& cycle : form.cycles) {
    json["cycles"].push_back(
        {{"period", cycle.period}, {"first_bar", cycle.first_bar}, {"bars", cycle.bars}});
  }
  json["recall"] = in_hundredths(form.recall);
  return json;
}

std::string relation_name(BarRelation relation) {
  constexpr std::array<const char*, 5> kNames = {"new", "rhythm", "figure", "sequence", "literal"};
  return kNames[static_cast<std::size_t>(relation)];
}

bool is_upbeat(const FormAnalysis& form, int bar) {
  const FormBar& it = form.bars[static_cast<std::size_t>(bar)];
  return !it.full && form.parts[static_cast<std::size_t>(it.part)].first_bar == bar &&
         static_cast<std::size_t>(bar) + 1 < form.bars.size() &&
         form.bars[static_cast<std::size_t>(bar) + 1].part == it.part;
}

std::string bar_name(const FormAnalysis& form, int bar) {
  const FormBar& it = form.bars[static_cast<std::size_t>(bar)];
  if (!is_upbeat(form, bar)) return std::to_string(it.number);
  return "upbeat to " + std::to_string(form.bars[static_cast<std::size_t>(bar) + 1].number);
}

std::string shift_name(int steps) {
  constexpr std::array<const char*, 7> kIntervals = {"step",  "third",   "fourth", "fifth",
                                                     "sixth", "seventh", "octave"};
  if (steps == 0) return {};
  const std::string way = steps > 0 ? "up " : "down ";
  const auto size = static_cast<std::size_t>(std::abs(steps));
  if (size > kIntervals.size()) return way + std::to_string(size) + " steps";
  return way + (size == 7 ? "an " : "a ") + kIntervals[size - 1];
}

}  // namespace bach
