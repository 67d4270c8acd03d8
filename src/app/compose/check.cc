#include "app/compose/check.h"

#include <algorithm>
#include <string>
#include <vector>

#include "app/compose/options.h"
#include "app/compose/values.h"
#include "base/number_text.h"
#include "harmony/plan/numerals.h"
#include "suite/piece.h"

namespace bach {
namespace {

constexpr int kNarrowestRange = 12;  // semitones

bool is_default(const Option& option, const ComposeRequest& request) {
  return option_value(option, &request) == option_value(option, &compose_options().defaults());
}

Status check_pitches(const ComposeRequest& request) {
  const Instrument& player = instrument_of(request);
  const PitchLimits range = range_of(request);
  const bool strings = !player.open_strings().empty();
  const std::string a_player = "a " + std::string(player.name);
  if (range.lowest < player.lowest) {
    return invalid_argument("range", "begins below the lowest " +
                                         std::string(strings ? "string" : "note") + " of " +
                                         a_player + ", " + pitch_text(player.lowest));
  }
  if (!strings && range.highest > player.highest) {
    return invalid_argument(
        "range", "goes beyond the highest note of " + a_player + ", " + pitch_text(player.highest));
  }
  if (range.highest > kHighestSuitePitch) {
    return invalid_argument("range", "goes beyond C8, the highest pitch the model knows");
  }
  if (range.highest - range.lowest < kNarrowestRange) {
    return invalid_argument("range",
                            "is narrower than an octave, which a piece needs to end on the tonic");
  }
  const int above = above_model(request);
  if (std::min(range.highest - above, kHighestSuitePitch) -
          std::max(range.lowest - above, kLowestSuitePitch) <
      kNarrowestRange) {
    return invalid_argument("transpose", "leads out of the pitches the model knows");
  }
  return {};
}

Status check_sampling(const ComposeRequest& request) {
  if (!request.greedy) return {};
  for (const char* name : {"temperature", "top_k", "top_p", "min_p"}) {
    if (is_default(compose_options()[name], request)) continue;
    return invalid_argument("greedy",
                            std::string("takes the most probable note: leave out `") + name + "`");
  }
  return {};
}

Status check_length(const ComposeRequest& request) {
  if (request.bars.has_value() + request.seconds.has_value() + request.notes.has_value() > 1) {
    return invalid_argument("", "`bars`, `notes` and `seconds` all say how long: give one of them");
  }
  return {};
}

Status check_music(const ComposeRequest& request) {
  const bool bars_named = request.from_bar || request.to_bar;
  if (request.infill.empty() && bars_named) {
    return invalid_argument(request.from_bar ? "from_bar" : "to_bar", "needs `infill`");
  }
  if (request.primer.empty() && request.infill.empty()) return {};
  if (!request.primer.empty() && !request.infill.empty()) {
    return invalid_argument(
        "", "`primer` continues music and `infill` writes within it: give one of them");
  }
  const std::string music = request.infill.empty() ? "primer" : "infill";
  if (request.metre || request.tempo) {
    return invalid_argument(music,
                            std::string("keeps the metre and tempo of its music: leave out `") +
                                (request.metre ? "metre`" : "tempo`"));
  }
  if (request.infill.empty()) return {};
  if (request.bars || request.seconds || request.notes) {
    return invalid_argument(
        "infill", "takes as many bars as there are: leave out `bars`, `notes` and `seconds`");
  }
  if (!request.from_bar || !request.to_bar) {
    return invalid_argument("infill", "needs `from_bar` and `to_bar`");
  }
  if (*request.to_bar < *request.from_bar) {
    return invalid_argument("to_bar", "must not be before `from_bar`");
  }
  return {};
}

// What is planned in words; the rest when it is known how the bars lie.
Status check_numerals(const ComposeRequest& request) {
  const Result<NumeralBars> numerals = parse_numerals(*request.harmony);
  if (!numerals) return numerals.error();
  const auto written = static_cast<int>(numerals->size());
  const std::string are_written =
      count_text(numerals->size(), "bar") + (written == 1 ? " is written" : " are written");
  if (written > kMostBars) {
    return invalid_argument("harmony", are_written + "; the most are " + std::to_string(kMostBars));
  }
  if (request.bars && request.bars->total != written) {
    return invalid_argument(
        "harmony", are_written + ", and `bars` asks for " + std::to_string(request.bars->total));
  }
  if (request.infill.empty()) return {};
  const int infilled = *request.to_bar - *request.from_bar + 1;
  if (infilled == written) return {};
  return invalid_argument("harmony", are_written + ", and `from_bar` to `to_bar` " +
                                         (infilled == 1 ? "is " : "are ") +
                                         std::to_string(infilled));
}

Status check_plans(const ComposeRequest& request) {
  if (!request.plan.empty() && request.harmony) {
    return invalid_argument("",
                            "`plan` has all chords, and `harmony` says others: give one of them");
  }
  struct Clash {
    const char* option;
    std::vector<const char*> beside;
    const char* why;
  };
  static const std::vector<Clash> clashes = {
      {"plan", {"primer", "infill", "notes", "seconds"}, "is of a whole movement"},
      {"plan", {"modulate"}, "has its keys"},
      {"harmony", {"primer", "notes", "seconds"}, "says how many bars there are"},
      {"harmony", {"modulate"}, "says the chords and their keys"},
      {"save_plan", {"primer", "infill", "notes"}, "is of a whole movement"},
  };
  for (const Clash& clash : clashes) {
    if (is_default(compose_options()[clash.option], request)) continue;
    for (const char* name : clash.beside) {
      if (is_default(compose_options()[name], request)) continue;
      return invalid_argument(clash.option, std::string(clash.why) + ": leave out `" + name + "`");
    }
  }
  return request.harmony ? check_numerals(request) : Status();
}

}  // namespace

SamplingOptions sampling_of(const ComposeRequest& request, double usual_top_p) {
  return {.greedy = request.greedy,
          .temperature = request.temperature.value_or(1),
          .top_k = request.top_k,
          .top_p = request.top_p.value_or(usual_top_p),
          .min_p = request.min_p};
}

Status check_request(const ComposeRequest& request) {
  Status fine = compose_options().check(request);
  if (fine) fine = check_pitches(request);
  if (fine) fine = check_sampling(request);
  if (fine) fine = check_length(request);
  if (fine) fine = check_music(request);
  if (fine) fine = check_plans(request);
  return fine;
}

Status check_melody_request(const ComposeRequest& request) {
  for (const Option& option : compose_options().options()) {
    if (option.group != kMovementOptions || is_default(option, request)) continue;
    return Error{ErrorCode::kUnsupported,
                 "is for suite models, and " + request.model +
                     " is a model of pitches alone; leave it out, or `model`",
                 {},
                 std::string(option.name)};
  }
  return {};
}

Status check_suite_request(const SuiteRequest& request) {
  if (Status fine = check_request(request.movement); !fine) return fine;
  if (Status fine = suite_options().check(request); !fine) return fine;
  for (const Option& option : compose_options().options()) {
    if (suite_options().find(option.name) || is_default(option, request.movement)) continue;
    return invalid_argument(std::string(option.name), "is not for whole suites");
  }
  return {};
}

}  // namespace bach
