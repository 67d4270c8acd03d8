#include "app/compose/options.h"

#include <string>
#include <utility>

#include "app/compose/values.h"
#include "app/options/text_slot.h"
#include "base/number_text.h"
#include "score/key_name.h"

namespace bach {
namespace {

using Request = ComposeRequest;

// Texts of values outside their range are those that are refused when they are read.
std::string key_text(const Key& key) {
  return key.fifths >= -7 && key.fifths <= 7 ? key_name(key) : std::to_string(key.fifths);
}

Result<bool> parse_yes(const std::string& text) {
  if (text == "yes" || text == "no") return text == "yes";
  return invalid_argument("", "must be yes or no");
}
std::string yes_text(bool yes) { return yes ? "yes" : "no"; }

// "less", "usual", "more".
template <typename Amount>
Result<Amount> parse_amount(const std::string& text) {
  if (text == "less") return Amount::kLess;
  if (text == "usual") return Amount::kUsual;
  if (text == "more") return Amount::kMore;
  return invalid_argument("", "must be less, usual or more");
}
template <typename Amount>
std::string amount_text(Amount amount) {
  return amount == Amount::kLess ? "less" : amount == Amount::kMore ? "more" : "usual";
}

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
          .help = "\"A minor\", Eb, F#m, a-moll, \"E flat\" … (default: drawn)",
          .group = group};
}
template <auto... Base>
Option bars_option(std::string_view help, std::string_view group) {
  return {.name = "bars",
          .value = text_at<parse_bar_count, bar_count_text, Base..., &Request::bars>,
          .help = help,
          .group = group};
}
template <auto... Base>
Option tempo_option(std::string_view group) {
  return {.name = "tempo",
          .value = at<Base..., &Request::tempo>,
          .range = {10, 400},
          .help = "Quarters per minute (default: the kind's usual)",
          .group = group};
}

// What is planned.
template <auto... Base>
std::vector<Option> plan_options(std::string_view group) {
  return {
      {.name = "modulate",
       .value = text_at<parse_amount<Modulation>, amount_text<Modulation>, Base...,
                        &Request::modulation>,
       .words = {"less", "usual", "more"},
       .help = "How far the plan of keys goes from home, and how often",
       .group = group},
      {.name = "daring",
       .value = text_at<parse_amount<Daring>, amount_text<Daring>, Base..., &Request::daring>,
       .words = {"less", "usual", "more"},
       .help = "How far notes go from what is most likely",
       .group = group},
  };
}

// How notes are drawn.
template <auto... Base>
std::vector<Option> sampling_options(const std::string& usual_top_p) {
  static const std::string top_p_help =
      "Choose among the fewest notes that hold this share of the probability (default: " +
      usual_top_p + ")";
  return {
      {.name = "temperature",
       .value = at<Base..., &Request::temperature>,
       .range = {0.01, 100},
       .help = "Below 1 is safer, above 1 bolder (default: 1 or, with a plan, the kind's usual)"},
      {.name = "top_k",
       .value = at<Base..., &Request::top_k>,
       .range = {.least = 0},
       .help = "Choose among the k most probable only (0: all)"},
      {.name = "top_p",
       .value = at<Base..., &Request::top_p>,
       .range = {0, 1, true},
       .help = top_p_help},
      {.name = "min_p",
       .value = at<Base..., &Request::min_p>,
       .range = {0, 1},
       .help = "Choose among notes with at least this share of the best one's probability"},
  };
}

// Who plays, and which notes.
template <auto... Base>
std::vector<Option> playing_options(std::string_view group) {
  static const std::string instrument_help =
      composable_instruments() +
      ": composed for it; or a General MIDI name or number: its sound (default: cello, or the "
      "primer's own)";
  return {
      {.name = "instrument",
       .value = text_at<parse_player, player_text, Base..., &Request::instrument>,
       .help = instrument_help,
       .group = group},
      {.name = "transpose",
       .value = at<Base..., &Request::transpose>,
       .range = {-kMostTransposition, kMostTransposition},
       .help = "Everything so many semitones higher (below 0: lower), key and all",
       .group = group},
      {.name = "range",
       .value = text_at<parse_range, range_text, Base..., &Request::range>,
       .help = "Lowest and highest pitch as they sound: C2-A4 (default: the instrument's)",
       .group = group},
      {.name = "double_stops",
       .value = text_at<parse_yes, yes_text, Base..., &Request::double_stops>,
       .words = {"yes", "no"},
       .help = "yes: what the instrument can play; no: never two notes at once",
       .group = group},
      {.name = "in_key",
       .value = at<Base..., &Request::in_key>,
       .help = "Only notes of the key's scale",
       .group = group},
  };
}

void append(std::vector<Option>& all, std::vector<Option> more) {
  for (Option& option : more) all.push_back(std::move(option));
}

std::vector<Option> movement_options() {
  std::vector<Option> all = {
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
  };
  append(all, sampling_options(number_text(kMelodyTopP) + ", " + number_text(kMovementTopP) +
                               " with suite models"));
  append(all, {
                  {.name = "kind",
                   .value = text_at<parse_kind, kind_name, &Request::kind>,
                   .help = "prelude, allemande … gigue (default: drawn)",
                   .group = kMovementOptions},
                  key_option(kMovementOptions),
                  {.name = "metre",
                   .value = text_at<parse_metre, metre_name, &Request::metre>,
                   .help = "3/4 … (default: one the kind is known in)",
                   .group = kMovementOptions},
                  bars_option(
                      "Written bars, repeats counted once: 16, or 8+12 of the two parts of a dance",
                      kMovementOptions),
                  {.name = "seconds",
                   .value = at<&Request::seconds>,
                   .range = {0, 3600, true},
                   .help = "About so long, in whole bars",
                   .group = kMovementOptions},
                  tempo_option(kMovementOptions),
              });
  append(all, plan_options(kMovementOptions));
  append(all, {
                  {.name = "harmony",
                   .value = at<&Request::harmony>,
                   .help = "The chords, Roman numerals bar by bar: \"I V6 I | ii6 V | I\"; of a "
                           "movement or an infill (default: drawn)",
                   .group = kMovementOptions},
                  {.name = "plan",
                   .value = at<&Request::plan>,
                   .help = "Form, key, metre, chords and what bars take up from this file, a "
                           "saved plan",
                   .kind = "FILE",
                   .group = kMovementOptions},
                  {.name = "save_plan",
                   .value = at<&Request::save_plan>,
                   .help = "Write the movement's plan to this file; of several, as with pieces",
                   .kind = "FILE",
                   .group = kMovementOptions,
                   .decides = false},
              });
  append(all, playing_options(kMovementOptions));
  append(all, {
                  {.name = "infill",
                   .value = at<&Request::infill>,
                   .help = "Write some bars of this file or movement again and keep all else as "
                           "it is",
                   .group = kMovementOptions},
                  {.name = "from_bar",
                   .value = at<&Request::from_bar>,
                   .range = {.least = 1},
                   .help = "The first of them as they are written, from 1",
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
              });
  return all;
}

std::vector<Option> whole_suite_options() {
  constexpr auto kMovement = &SuiteRequest::movement;
  std::vector<Option> all = {
      key_option<kMovement>({}),
      seed_option<kMovement>("Decides the key, the forms and every note"),
      {.name = "galanterie",
       .value = text_at<parse_galanterie, kind_name, &SuiteRequest::galanterie>,
       .help = "The fifth movement: menuet, bourree or gavotte (default: drawn)"},
      bars_option<kMovement>(
          "Written bars of each movement, of each dance of a pair: 16, or 8+12 (default: drawn)",
          {}),
      tempo_option<kMovement>({}),
  };
  append(all, plan_options<kMovement>({}));
  append(all, playing_options<kMovement>({}));
  append(all, sampling_options<kMovement>(number_text(kSuiteTopP)));
  append(all, {model_option<kMovement>("The suite model (default: the one in the program)")});
  return all;
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
