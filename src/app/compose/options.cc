#include "app/compose/options.h"

#include <string>

#include "app/compose/values.h"
#include "app/options/text_slot.h"
#include "audio/general_midi.h"
#include "base/number_text.h"
#include "score/key_name.h"

namespace bach {
namespace {

using Request = ComposeRequest;

// Texts of values outside their range are those that are refused when they are read.
std::string instrument_text(int program) {
  return program >= 0 && program < 128 ? std::string(instrument_name(program))
                                       : std::to_string(program + 1);
}
std::string key_text(const Key& key) {
  return key.fifths >= -7 && key.fifths <= 7 ? key_name(key) : std::to_string(key.fifths);
}

Result<bool> parse_yes(const std::string& text) {
  if (text == "yes" || text == "no") return text == "yes";
  return invalid_argument("", "must be yes or no");
}
std::string yes_text(bool yes) { return yes ? "yes" : "no"; }

// What a movement and a suite share; Base leads to the ComposeRequest.
template <auto... Base>
Option model_option(std::string_view help) {
  return {.name = "model", .value = at<Base..., &Request::model>, .help = help};
}
template <auto... Base>
Option seed_option(std::string_view help) {
  return {.name = "seed", .value = at<Base..., &Request::seed>, .help = help};
}
template <auto... Base>
Option key_option(std::string_view group) {
  return {.name = "key",
          .value = text_at<parse_key, key_text, Base..., &Request::key>,
          .help = "\"A minor\", Eb, F#m … (default: drawn)",
          .group = group};
}
template <auto... Base>
Option bars_option(std::string_view help, std::string_view group) {
  return {.name = "bars",
          .value = at<Base..., &Request::bars>,
          .range = {1, 1000},
          .help = help,
          .group = group};
}
template <auto... Base>
Option temperature_option() {
  return {.name = "temperature",
          .value = at<Base..., &Request::temperature>,
          .range = {0.01, 100},
          .help = "Below 1 is safer, above 1 bolder"};
}
template <auto... Base>
Option top_p_option(const std::string& fallback) {
  static const std::string help =
      "Choose among the fewest notes that hold this share of the probability (default: " +
      fallback + ")";
  return {
      .name = "top_p", .value = at<Base..., &Request::top_p>, .range = {0, 1, true}, .help = help};
}

std::vector<Option> movement_options() {
  return {
      model_option("The model file (default: the suite model in the program)"),
      {.name = "notes",
       .value = at<&Request::notes>,
       .range = {1, 1000000},
       .help = "How many new notes (default: 200, or a whole movement from a suite model)"},
      {.name = "outputs",
       .value = at<&Request::outputs>,
       .range = {1, 1024},
       .help = "How many pieces; of several, piece.mid becomes piece-1.mid, piece-2.mid …"},
      seed_option("Decides where it begins and every note"),
      {.name = "primer",
       .value = at<&Request::primer>,
       .help = "Continue this file or movement (default: a training window or a beginning)"},
      {.name = "with_primer",
       .value = at<&Request::with_primer>,
       .help = "Put the notes it begins with in front; suite models always do"},
      {.name = "greedy",
       .value = at<&Request::greedy>,
       .help = "Always take the most probable note, as the notebook does"},
      temperature_option(),
      {.name = "top_k",
       .value = at<&Request::top_k>,
       .range = {.least = 0},
       .help = "Choose among the k most probable only (0: all)"},
      top_p_option(number_text(kMelodyTopP) + ", " + number_text(kMovementTopP) +
                   " with suite models"),
      {.name = "min_p",
       .value = at<&Request::min_p>,
       .range = {0, 1},
       .help = "Choose among notes with at least this share of the best one's probability"},
      {.name = "kind",
       .value = text_at<parse_kind, kind_name, &Request::kind>,
       .help = "prelude, allemande … gigue (default: drawn)",
       .group = kMovementOptions},
      key_option(kMovementOptions),
      {.name = "metre",
       .value = text_at<parse_metre, metre_name, &Request::metre>,
       .help = "3/4 … (default: one the kind is known in)",
       .group = kMovementOptions},
      bars_option("Written bars, repeats counted once", kMovementOptions),
      {.name = "seconds",
       .value = at<&Request::seconds>,
       .range = {0, 3600, true},
       .help = "About so long, in whole bars",
       .group = kMovementOptions},
      {.name = "tempo",
       .value = at<&Request::tempo>,
       .range = {10, 400},
       .help = "Quarters per minute (default: the kind's usual)",
       .group = kMovementOptions},
      {.name = "range",
       .value = text_at<parse_range, range_text, &Request::range>,
       .help = "Lowest and highest pitch: C2-A4",
       .group = kMovementOptions},
      {.name = "double_stops",
       .value = text_at<parse_yes, yes_text, &Request::double_stops>,
       .words = {"yes", "no"},
       .help = "yes: a cello can play them all; no: never two notes at once",
       .group = kMovementOptions},
      {.name = "in_key",
       .value = at<&Request::in_key>,
       .help = "Only notes of the key's scale",
       .group = kMovementOptions},
      {.name = "instrument",
       .value = text_at<parse_instrument, instrument_text, &Request::instrument>,
       .help = "General MIDI name or number (default: cello, or the primer's own)",
       .group = kMovementOptions},
      {.name = "infill",
       .value = at<&Request::infill>,
       .help = "Write some bars of this file or movement again and keep all else as it is",
       .group = kMovementOptions},
      {.name = "from_bar",
       .value = at<&Request::from_bar>,
       .range = {.least = 1},
       .help = "The first of them, from 1",
       .group = kMovementOptions},
      {.name = "to_bar",
       .value = at<&Request::to_bar>,
       .range = {.least = 1},
       .help = "The last of them",
       .group = kMovementOptions},
      {.name = "allow_quotes",
       .value = at<&Request::allow_quotes>,
       .help = "Keep runs of notes that Bach wrote, which are removed otherwise",
       .group = kMovementOptions},
  };
}

std::vector<Option> whole_suite_options() {
  constexpr auto kMovement = &SuiteRequest::movement;
  return {
      key_option<kMovement>({}),
      seed_option<kMovement>("Decides the key, the forms and every note"),
      {.name = "galanterie",
       .value = text_at<parse_galanterie, kind_name, &SuiteRequest::galanterie>,
       .help = "The fifth movement: menuet, bourree or gavotte (default: drawn)"},
      bars_option<kMovement>(
          "Written bars of each movement, of each dance of a pair (default: drawn)", {}),
      temperature_option<kMovement>(),
      top_p_option<kMovement>(number_text(kSuiteTopP)),
      model_option<kMovement>("The suite model (default: the one in the program)"),
  };
}

}  // namespace

const OptionTable<ComposeRequest>& compose_options() {
  static const OptionTable<ComposeRequest> table(movement_options());
  return table;
}

const OptionTable<SuiteRequest>& suite_options() {
  static const OptionTable<SuiteRequest> table(whole_suite_options());
  return table;
}

}  // namespace bach
