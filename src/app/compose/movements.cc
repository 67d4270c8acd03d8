#include "app/compose/movements.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/random.h"
#include "score/bars.h"

namespace bach {
namespace {

constexpr int kMostAccidentals = 4;
constexpr std::uint32_t kMinorOneIn = 3;     // two of Bach's six suites are in minor
constexpr std::uint64_t kKeyDraw = 1 << 20;  // beyond the steps FormBook draws from

// Written bars that sound for about so long, repeats played.
int bars_for(double seconds, double tempo, const SuiteForm& form) {
  const Tick bar = bar_ticks(form.plan.metres.front(), kSuiteTicksPerQuarter);
  const double bar_seconds = static_cast<double>(bar) / kSuiteTicksPerQuarter * 60 / tempo;
  const double statements = form.play_order.size() > form.plan.parts.size() ? 2 : 1;
  const auto parts = static_cast<int>(form.plan.parts.size());
  return std::max(2 * parts, static_cast<int>(std::lround(seconds / bar_seconds / statements)));
}

double tempo_of(const SuiteWishes& wishes, PieceKind kind) {
  return wishes.tempo > 0 ? wishes.tempo : usual_tempo(kind);
}

Result<SuiteForm> form_for(const BachMusic& music, const SuiteRequest& request,
                           const SuiteComposition& options, std::uint32_t output) {
  FormRequest wanted;
  wanted.kind = request.kind;
  wanted.metre = request.metre;
  wanted.key = request.key ? *request.key : drawn_key(options.seed, output);
  if (options.notes) return music.forms.open_form(wanted, 0, options.seed, output);
  if (options.wishes.bars > 0) wanted.bars = options.wishes.bars;
  Result<SuiteForm> form = music.forms.form(wanted, options.seed, output);
  if (!form || options.wishes.seconds <= 0) return form;
  const double tempo = tempo_of(options.wishes, form->plan.kind);
  wanted.bars = bars_for(options.wishes.seconds, tempo, *form);
  return music.forms.form(wanted, options.seed, output);
}

}  // namespace

Key drawn_key(std::uint64_t seed, std::uint32_t output) {
  const CounterRandom random(seed, Purpose::kForm);
  const auto fifths = random.below(2 * kMostAccidentals + 1, kKeyDraw, output, 0);
  const bool minor = random.below(kMinorOneIn, kKeyDraw + 1, output, 0) == 0;
  return {0, static_cast<int>(fifths) - kMostAccidentals, minor ? Mode::kMinor : Mode::kMajor};
}

double nats_a_note(const SuiteOutcome& outcome, std::size_t given) {
  const std::size_t fresh = outcome.nats.size() - given;
  const double nats = std::accumulate(outcome.nats.begin() + static_cast<std::ptrdiff_t>(given),
                                      outcome.nats.end(), 0.0);
  return fresh > 0 ? nats / static_cast<double>(fresh) : 0;
}

Result<std::vector<ComposedMovement>> compose_plans(const SequenceModel& model, engine::Isa isa,
                                                    const std::vector<MovementPlan>& plans,
                                                    const QuotationGuard* guard,
                                                    const ProgressCallback& progress,
                                                    const Cancellation& cancellation) {
  std::vector<SuiteTask> tasks;
  for (const MovementPlan& plan : plans) tasks.push_back(plan.task);
  Result<std::vector<SuiteOutcome>> outcomes =
      compose_suite(model.config, model.parameters, isa, tasks, guard, progress, cancellation);
  if (!outcomes) return std::move(outcomes).error();
  std::vector<ComposedMovement> movements;
  for (std::size_t k = 0; k < plans.size(); ++k) {
    const MovementPlan& plan = plans[k];
    ComposedMovement movement;
    movement.outcome = std::move((*outcomes)[k]);
    movement.task = plan.task;
    movement.score = suite_score_of(plan.task, movement.outcome.notes, plan.play_order);
    movement.score.title = plan.title;
    movement.score.tempos = {{0, static_cast<std::uint32_t>(std::lround(60e6 / plan.tempo))}};
    for (Track& track : movement.score.tracks) track.program = plan.program;
    movement.nats = nats_a_note(movement.outcome, plan.task.given.size());
    movements.push_back(std::move(movement));
  }
  return movements;
}

Result<std::vector<ComposedMovement>> compose_movements(const SequenceModel& model, engine::Isa isa,
                                                        const SuiteComposition& options,
                                                        const ProgressCallback& progress,
                                                        const Cancellation& cancellation) {
  const Result<SuiteRequest> request = understand(options.wishes, options.notes);
  if (!request) return request.error();
  const Result<BachMusic> music = read_bach(cancellation);
  if (!music) return music.error();
  std::vector<MovementPlan> plans;
  for (std::uint32_t output = 0; output < static_cast<std::uint32_t>(options.outputs); ++output) {
    const Result<SuiteForm> form = form_for(*music, *request, options, output);
    if (!form) return form.error();
    MovementPlan plan;
    plan.task.plan = form->plan;
    plan.task.endings = form->endings;
    plan.task.notes = options.notes.value_or(0);
    plan.task.lowest = request->lowest;
    plan.task.highest = request->highest;
    plan.task.double_stops = options.wishes.double_stops;
    plan.task.in_key = options.wishes.in_key;
    plan.task.sampling = options.sampling;
    plan.task.seed = options.seed;
    plan.task.output = output;
    plan.play_order = form->play_order;
    plan.tempo = tempo_of(options.wishes, form->plan.kind);
    if (request->program) plan.program = static_cast<std::uint8_t>(*request->program);
    plan.title = "Composed by bach, seed " + std::to_string(options.seed);
    plans.push_back(std::move(plan));
  }
  const QuotationGuard* guard = options.wishes.allow_quotes ? nullptr : &music->guard;
  return compose_plans(model, isa, plans, guard, progress, cancellation);
}

}  // namespace bach
