#include "app/compose/task.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include "app/compose/asked_plan.h"
#include "app/compose/check.h"
#include "app/compose/player.h"
#include "base/random.h"
#include "score/bars.h"
#include "score/written_bars.h"

namespace bach {
namespace {

constexpr int kMostAccidentals = 4;
constexpr std::uint32_t kMinorOneIn = 3;     // two of Bach's six suites are in minor
constexpr std::uint64_t kKeyDraw = 1 << 20;  // beyond the steps FormBook draws from
constexpr int kContinuedBars = 16;
constexpr std::uint32_t kAttempts = 8;  // at bars that must lead to what is there
constexpr std::size_t kMeasuredAfter = 64;
constexpr int kNarrowestCompass = 19;  // semitones

// Quarters per minute at which a kind is played here, by PieceKind: those of most of the suites'
// files.
constexpr std::array<double, kPieceKinds> kUsualTempo = {90, 66, 60, 92, 52, 112, 140, 132, 108};
// In 3/2, where halves are beaten: twice that, as the sixth suite's sarabande, but for the courante, which
// has the fifth suite's.
constexpr double kCouranteInHalves = 126;

// What holds whatever the plan is.
MovementTask task_of(const ComposeRequest& request) {
  MovementTask task;
  task.notes = request.notes.value_or(0);
  task.instrument = &instrument_of(request);
  task.range = range_of(request);
  task.above_model = above_model(request);
  task.double_stops = request.double_stops;
  task.in_key = request.in_key;
  task.sampling = sampling_of(request, kMovementTopP);
  task.rhythm_sampling = task.sampling;
  task.seed = request.seed;
  return task;
}

// As many bars as sound for about `seconds`, each so many times.
int bars_for(double seconds, Tick bar, double tempo, int statements) {
  const double bar_seconds = static_cast<double>(bar) / kSuiteTicksPerQuarter * 60 / tempo;
  return static_cast<int>(std::lround(seconds / bar_seconds / statements));
}

// As far up and down as the form's own music goes, where the player can; wide enough for any ending.
PitchLimits within_compass(const PitchLimits& range, const PitchLimits& compass, int above) {
  const int lowest = std::clamp(compass.lowest + above, range.lowest, range.highest);
  const int highest = std::clamp(compass.highest + above, range.lowest, range.highest);
  if (highest - lowest < kNarrowestCompass) return range;
  return {lowest, highest};
}

// Quarters a minute.
double tempo_of(const ComposeRequest& request, const SuitePlan& plan) {
  if (request.tempo) return *request.tempo;
  const double usual = kUsualTempo[static_cast<std::size_t>(plan.kind)];
  const Metre& metre = plan.metres.front();
  if (metre.numerator != 3 || metre.denominator != 2) return usual;
  return plan.kind == PieceKind::kCourante ? kCouranteInHalves : 2 * usual;
}

// `bars`: those asked for, if any are.
Result<MovementForm> form_of(const ComposeRequest& request, const FormBook& forms,
                             const std::optional<BarCount>& bars, std::uint32_t output, bool pair) {
  FormRequest wanted;
  wanted.kind = request.kind.value_or(PieceKind::kUnknown);
  wanted.metre = request.metre;
  wanted.key =
      sounding_key(request.key ? *request.key : drawn_key(request.seed, output), request.transpose);
  wanted.bars = bars;
  wanted.pair = pair;
  if (request.notes) return forms.open_form(wanted, 0, request.seed, output);
  Result<MovementForm> form = forms.form(wanted, request.seed, output);
  if (!form || !request.seconds) return form;
  const auto parts = static_cast<int>(form->plan.parts.size());
  const bool repeated = form->play_order.size() > form->plan.parts.size();
  const Tick bar = bar_ticks(form->plan.metres.front(), kSuiteTicksPerQuarter);
  const double tempo = tempo_of(request, form->plan);
  wanted.bars = std::max(2 * parts, bars_for(*request.seconds, bar, tempo, repeated ? 2 : 1));
  return forms.form(wanted, request.seed, output);
}

MovementTask task_with(const ComposeRequest& request, const MovementForm& form,
                       std::uint32_t output) {
  MovementTask task = task_of(request);
  task.plan = form.plan;
  task.endings = form.endings;
  task.play_order = form.play_order;
  task.compass = form.compass;
  if (!request.range) task.range = within_compass(task.range, form.compass, task.above_model);
  task.output = output;
  task.tempo = tempo_of(request, form.plan);
  if (request.instrument) {
    task.program = static_cast<std::uint8_t>(request.instrument->program);
    if (request.instrument->instrument != nullptr) {
      task.part_name = title_of(*request.instrument->instrument);
    }
  }
  task.title = "Composed by bach, seed " + std::to_string(request.seed);
  return task;
}

// Output `output` as far as it is planned by whoever asks.
Result<MovementTask> asked_task(const ComposeRequest& request, const FormBook& forms,
                                const AskedPlan& asked, std::uint32_t output) {
  if (asked.form) return task_with(request, *asked.form, output);
  if (!asked.numerals) return movement_task(request, forms, output, false);
  const BarCount bars = request.bars.value_or(BarCount(static_cast<int>(asked.numerals->size())));
  Result<MovementForm> form = form_of(request, forms, bars, output, false);
  if (!form) {
    Error error = std::move(form).error();
    if (error.argument == "bars" && !request.bars) error.argument = "harmony";
    return error;
  }
  MovementTask task = task_with(request, *form, output);
  if (Status fits = ask_for_chords(task, *asked.numerals, request.transpose); !fits) {
    return std::move(fits).error();
  }
  return task;
}

// The same beside music: its plan, but for a kind and key that are asked for.
MovementTask task_beside(const GivenPiece& given, const ComposeRequest& request) {
  MovementTask task = task_of(request);
  task.plan = given.plan;
  task.above_model = above_model_of(given, request);
  if (request.kind) task.plan.kind = *request.kind;
  if (request.key) {
    Key& key = task.plan.parts.back().key;
    const Key asked = sounding_key(*request.key, request.transpose);
    key = {key.at, asked.fifths, asked.mode};
  }
  return task;
}

// "Sarabande, continued by bach, seed 42".
std::string title_of(const GivenPiece& given, const std::string& what, std::uint64_t seed) {
  const std::string& title = given.score.title;
  return title + (title.empty() ? "" : ", ") + what + " by bach, seed " + std::to_string(seed);
}

// An ending on the tonic in the bar that begins at `bar_line`, if a rhythm leads to the part's end.
std::optional<PartEnding> tonic_ending(const SuitePart& part, Tick bar_line) {
  const Tick gap = part.end - bar_line;
  if (gap <= 0 || !nearest_duration(gap, gap)) return std::nullopt;
  return ending_on(EndingChord::kTonic, part.key, bar_line);
}

// Bars to compose after a primer, in a bar of `bar` ticks.
int continued_bars(const ComposeRequest& request, const Score& score, Tick bar) {
  if (request.notes) return kEndlessBars;
  if (request.bars) return request.bars->total;
  if (!request.seconds) return kContinuedBars;
  const double tempo =
      score.tempos.empty() ? 120 : 60e6 / score.tempos.back().microseconds_per_quarter;
  return std::max(1, bars_for(*request.seconds, bar, tempo, 1));
}

MovementTask continuation(const GivenPiece& given, const ComposeRequest& request) {
  MovementTask task = task_beside(given, request);
  task.given = given.notes;
  task.start = seam_of(given);
  const BarGrid grid(task.plan.metres, kSuiteTicksPerQuarter);
  const Tick first_bar = grid.bar_line_from(task.start);
  const Tick bar = bar_ticks(grid.at(first_bar).metre, kSuiteTicksPerQuarter);
  SuitePart& part = task.plan.parts.back();
  part.end = first_bar + continued_bars(request, given.score, bar) * bar;
  task.endings = {request.notes ? std::nullopt : tonic_ending(part, part.end - bar)};
  task.title = title_of(given, "continued", request.seed);
  return task;
}

// The written bars [begin, end) to write again, in suite ticks. `from` and `to` count from 1.
Result<std::pair<Tick, Tick>> bars_between(const GivenPiece& given, int from, int to) {
  const WrittenBars bars(given.score);
  if (to > bars.last()) {
    return invalid_argument(from > bars.last() ? "from_bar" : "to_bar",
                            "there is no bar " + std::to_string(from > bars.last() ? from : to) +
                                ", the last is " + std::to_string(bars.last()));
  }
  const auto suite_ticks = [&](Tick tick) {
    return tick * kSuiteTicksPerQuarter / given.score.ticks_per_quarter;
  };
  return std::pair(suite_ticks(bars.extent_of(from).begin), suite_ticks(bars.extent_of(to).end));
}

// Takes the notes to write again out of the score of `given`.
Result<MovementTask> infill(GivenPiece& given, const ComposeRequest& request) {
  const auto bars = bars_between(given, *request.from_bar, *request.to_bar);
  if (!bars) return bars.error();
  const auto [begin, end] = *bars;
  MovementTask task = task_beside(given, request);
  task.start = begin;
  task.until = end;
  SuitePart& part = task.plan.parts.back();
  part.end = std::max(part.end, end);
  for (const SuiteNote& note : given.notes) {
    if (note.onset < begin) task.given.push_back(note);
    if (note.onset >= end && task.following.size() < kMeasuredAfter) task.following.push_back(note);
  }
  hear_the_last(task.given, given.warnings);
  const BarGrid grid(task.plan.metres, kSuiteTicksPerQuarter);
  task.endings = {task.following.empty() ? tonic_ending(part, grid.at(end - 1).begin)
                                         : std::nullopt};
  task.title = title_of(
      given, "bars " + std::to_string(*request.from_bar) + " to " + std::to_string(*request.to_bar),
      request.seed);
  const Tick from = score_ticks(given, begin);
  const Tick to = score_ticks(given, end);
  for (Track& track : given.score.tracks) {
    std::erase_if(track.notes,
                  [&](const Note& note) { return note.onset >= from && note.onset < to; });
  }
  std::erase_if(given.marks,
                [&](const Mark& mark) { return mark.onset >= from && mark.onset < to; });
  return task;
}

}  // namespace

Key drawn_key(std::uint64_t seed, std::uint32_t output) {
  const CounterRandom random(seed, Purpose::kForm);
  const auto fifths = random.below(2 * kMostAccidentals + 1, kKeyDraw, output, 0);
  const bool minor = random.below(kMinorOneIn, kKeyDraw + 1, output, 0) == 0;
  return {0, static_cast<int>(fifths) - kMostAccidentals, minor ? Mode::kMinor : Mode::kMajor};
}

Key sounding_key(const Key& key, int semitones) {
  return semitones == 0 ? key : transposed(key, semitones);
}

Result<MovementTask> movement_task(const ComposeRequest& request, const FormBook& forms,
                                   std::uint32_t output, bool pair) {
  const Result<MovementForm> form = form_of(request, forms, request.bars, output, pair);
  if (!form) return form.error();
  return task_with(request, *form, output);
}

Result<MovementTasks> movement_tasks(const ComposeRequest& request, const FormBook& forms) {
  const auto outputs = static_cast<std::uint32_t>(request.outputs);
  const Result<AskedPlan> asked = asked_plan(request);
  if (!asked) return asked.error();
  MovementTasks all;
  if (request.primer.empty() && request.infill.empty()) {
    for (std::uint32_t output = 0; output < outputs; ++output) {
      Result<MovementTask> task = asked_task(request, forms, *asked, output);
      if (!task) return std::move(task).error();
      all.tasks.push_back(std::move(*task));
    }
    return all;
  }
  const bool within = !request.infill.empty();
  const std::string& input = within ? request.infill : request.primer;
  const GivenForm form = within ? GivenForm::kAsWritten : GivenForm::kAsItSounds;
  Result<GivenPiece> given =
      request.given ? given_piece_of(*request.given, input, form) : open_given_piece(input, form);
  if (!given) return std::move(given).error();
  const int tonic = tonic_class(given->plan.parts.back().key);
  if (Status moved = give_to_player(*given, request); !moved) return std::move(moved).error();
  Result<MovementTask> task = within ? infill(*given, request) : continuation(*given, request);
  if (!task) return std::move(task).error();
  if (asked->numerals) {
    const int moved_by = tonic_class(given->plan.parts.back().key) - tonic;
    if (Status fits = ask_for_chords(*task, *asked->numerals, moved_by); !fits) {
      return std::move(fits).error();
    }
  }
  all.attempts = within ? kAttempts : 1;
  all.tasks.assign(outputs * all.attempts, *task);
  for (std::uint32_t k = 0; k < all.tasks.size(); ++k) all.tasks[k].output = k;
  all.given = std::move(*given);
  return all;
}

}  // namespace bach
