#include "app/compose/around.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

#include "app/compose/heard_piece.h"
#include "app/music/bach.h"
#include "score/bars.h"

namespace bach {
namespace {

constexpr int kUsualBars = 16;
constexpr int kEndlessBars = 20000;
constexpr std::uint32_t kAttempts = 8;  // at bars that must lead to what is there
constexpr std::size_t kHeardAfter = 64;

Error refuse(const std::string& message) { return {ErrorCode::kInvalidArgument, message, {}}; }

// A task with the wishes that hold whatever the music is.
SuiteTask task_for(const HeardPiece& piece, const SuiteRequest& request,
                   const SuiteComposition& options) {
  SuiteTask task;
  task.plan = piece.plan;
  if (request.kind != PieceKind::kUnknown) task.plan.kind = request.kind;
  if (request.key) {
    const Tick at = task.plan.parts.back().key.at;
    task.plan.parts.back().key = *request.key;
    task.plan.parts.back().key.at = at;
  }
  task.lowest = request.lowest;
  task.highest = request.highest;
  task.double_stops = options.wishes.double_stops;
  task.in_key = options.wishes.in_key;
  task.sampling = options.sampling;
  task.seed = options.seed;
  return task;
}

// An ending on the tonic in the bar that begins at `bar_line`, if a rhythm leads to the part's end.
std::optional<SuiteEnding> home_from(const SuitePart& part, Tick bar_line) {
  const Tick gap = part.end - bar_line;
  if (gap <= 0 || !nearest_duration(gap, gap)) return std::nullopt;
  return ending_on(Cadence::kHome, part.key, bar_line);
}

double tempo_at_end(const Score& score) {
  return score.tempos.empty() ? 120 : 60e6 / score.tempos.back().microseconds_per_quarter;
}

ComposedMovement movement_of(HeardPiece piece, const SuiteTask& task, SuiteOutcome outcome,
                             const SuiteRequest& request) {
  const std::size_t given = task.given.size();
  add_notes(piece, std::span(outcome.notes).subspan(given));
  for (Track& track : piece.score.tracks) {
    if (request.program) track.program = static_cast<std::uint8_t>(*request.program);
  }
  ComposedMovement movement;
  movement.score = std::move(piece.score);
  movement.warnings = std::move(piece.warnings);
  movement.task = task;
  movement.nats = nats_a_note(outcome, given);
  movement.outcome = std::move(outcome);
  return movement;
}

std::string by_bach(const std::string& title, const std::string& what, std::uint64_t seed) {
  return title + (title.empty() ? "" : ", ") + what + " by bach, seed " + std::to_string(seed);
}

// What stands ready before the first note.
struct Preparation {
  SuiteRequest request;
  HeardPiece heard;
  BachMusic music;
};

Result<Preparation> prepare(const std::string& input, const SuiteComposition& options,
                            const Cancellation& cancellation) {
  Result<SuiteRequest> request = understand(options.wishes, options.notes);
  if (!request) return std::move(request).error();
  Result<HeardPiece> heard = hear_piece(input);
  if (!heard) return std::move(heard).error();
  Result<BachMusic> music = read_bach(cancellation);
  if (!music) return std::move(music).error();
  return Preparation{*request, std::move(*heard), std::move(*music)};
}

std::vector<SuiteTask> numbered(const SuiteTask& task, std::uint32_t count) {
  std::vector<SuiteTask> tasks(count, task);
  for (std::uint32_t k = 0; k < count; ++k) tasks[k].output = k;
  return tasks;
}

// Bars to compose after a seam, in a bar of `bar` ticks.
int bars_wished(const SuiteComposition& options, const Score& score, Tick bar) {
  if (options.notes) return kEndlessBars;
  if (options.wishes.bars > 0) return options.wishes.bars;
  if (options.wishes.seconds <= 0) return kUsualBars;
  const double bar_seconds =
      static_cast<double>(bar) / kSuiteTicksPerQuarter * 60 / tempo_at_end(score);
  return std::max(1, static_cast<int>(std::lround(options.wishes.seconds / bar_seconds)));
}

// The bars [begin, end) with which to write anew, in suite ticks. `from` and `to` count from 1.
Result<std::pair<Tick, Tick>> bars_between(const HeardPiece& heard, int from, int to) {
  const BarGrid grid(heard.plan.metres, kSuiteTicksPerQuarter);
  Tick line = upbeat_of(heard.score) > 0 ? grid.bar_line_from(1) : 0;
  Tick begin = 0;
  for (int bar = 1;; ++bar) {
    if (line >= heard.last_end) {
      return refuse("--infill: there is no bar " + std::to_string(to) + ", the last is " +
                    std::to_string(bar - 1));
    }
    if (bar == from) begin = line;
    line = grid.bar_line_from(line + 1);
    if (bar == to) return std::pair(begin, line);
  }
}

}  // namespace

Result<std::vector<ComposedMovement>> continue_music(const SequenceModel& model, engine::Isa isa,
                                                     const SuiteComposition& options,
                                                     const ProgressCallback& progress,
                                                     const Cancellation& cancellation) {
  const Result<Preparation> ready = prepare(options.wishes.primer, options, cancellation);
  if (!ready) return ready.error();
  SuiteTask task = task_for(ready->heard, ready->request, options);
  task.given = ready->heard.notes;
  task.start = seam_of(ready->heard);
  task.notes = options.notes.value_or(0);
  const BarGrid grid(task.plan.metres, kSuiteTicksPerQuarter);
  const Tick first_bar = grid.bar_line_from(task.start);
  const Tick bar = bar_ticks(grid.at(first_bar).metre, kSuiteTicksPerQuarter);
  SuitePart& part = task.plan.parts.back();
  part.end = first_bar + bars_wished(options, ready->heard.score, bar) * bar;
  task.endings = {options.notes ? std::nullopt : home_from(part, part.end - bar)};

  const auto tasks = numbered(task, static_cast<std::uint32_t>(options.outputs));
  const QuotationGuard* guard = options.wishes.allow_quotes ? nullptr : &ready->music.guard;
  Result<std::vector<SuiteOutcome>> outcomes =
      compose_suite(model.config, model.parameters, isa, tasks, guard, progress, cancellation);
  if (!outcomes) return std::move(outcomes).error();
  std::vector<ComposedMovement> movements;
  for (std::size_t k = 0; k < tasks.size(); ++k) {
    movements.push_back(
        movement_of(ready->heard, tasks[k], std::move((*outcomes)[k]), ready->request));
    std::string& title = movements.back().score.title;
    title = by_bach(title, "continued", options.seed);
  }
  return movements;
}

Result<std::vector<ComposedMovement>> infill_music(const SequenceModel& model, engine::Isa isa,
                                                   const SuiteComposition& options,
                                                   const ProgressCallback& progress,
                                                   const Cancellation& cancellation) {
  Result<Preparation> ready = prepare(options.wishes.infill, options, cancellation);
  if (!ready) return std::move(ready).error();
  const auto bars = bars_between(ready->heard, options.wishes.from_bar, options.wishes.to_bar);
  if (!bars) return bars.error();
  const Tick begin = bars->first;
  const Tick end = bars->second;
  SuiteTask task = task_for(ready->heard, ready->request, options);
  task.start = begin;
  task.until = end;
  SuitePart& part = task.plan.parts.back();
  part.end = std::max(part.end, end);
  for (const SuiteNote& note : ready->heard.notes) {
    if (note.onset < begin) task.given.push_back(note);
    if (note.onset >= end && task.following.size() < kHeardAfter) task.following.push_back(note);
  }
  const BarGrid grid(task.plan.metres, kSuiteTicksPerQuarter);
  task.endings = {task.following.empty() ? home_from(part, grid.at(end - 1).begin) : std::nullopt};
  for (Track& track : ready->heard.score.tracks) {
    std::erase_if(track.notes, [&](const Note& note) {
      return note.onset >= score_ticks(ready->heard, begin) &&
             note.onset < score_ticks(ready->heard, end);
    });
  }

  const auto tasks = numbered(task, static_cast<std::uint32_t>(options.outputs) * kAttempts);
  const QuotationGuard* guard = options.wishes.allow_quotes ? nullptr : &ready->music.guard;
  Result<std::vector<SuiteOutcome>> outcomes =
      compose_suite(model.config, model.parameters, isa, tasks, guard, progress, cancellation);
  if (!outcomes) return std::move(outcomes).error();
  std::vector<ComposedMovement> movements;
  for (auto first = outcomes->begin(); first != outcomes->end(); first += kAttempts) {
    const auto best = std::min_element(first, first + kAttempts, [](const auto& a, const auto& b) {
      return a.following_nats < b.following_nats;
    });
    const auto& kept = tasks[static_cast<std::size_t>(best - outcomes->begin())];
    movements.push_back(movement_of(ready->heard, kept, std::move(*best), ready->request));
    std::string& title = movements.back().score.title;
    title = by_bach(title,
                    "bars " + std::to_string(options.wishes.from_bar) + " to " +
                        std::to_string(options.wishes.to_bar),
                    options.seed);
  }
  return movements;
}

}  // namespace bach
