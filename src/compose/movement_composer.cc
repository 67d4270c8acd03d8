#include "compose/movement_composer.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <deque>
#include <numeric>
#include <optional>
#include <utility>

#include "compose/movement_writer.h"
#include "lm/network_predictor.h"
#include "suite/decode.h"
#include "suite/preset.h"
#include "suite/record.h"

namespace bach {
namespace {

// A lane costs memory; so many at a time are as fast as more.
constexpr std::size_t kMostLanes = 64;
constexpr std::uint64_t kStepsBetweenNews = 16;

// Pieces on the lanes of one predictor, and their rows of what goes in and comes out. Those that are
// done leave their lanes: the pieces under way have the first ones.
class Lanes {
 public:
  Lanes(const NetworkConfig& config, std::span<const float> parameters, engine::Isa isa,
        std::span<const MovementTask> tasks, const QuotationGuard* guard)
      : predictor_(config, parameters, static_cast<int>(tasks.size()), isa),
        states_(tasks.size()),
        under_way_(tasks.size()),
        fields_(tasks.size() * suite::columns(), -1),
        pitches_(tasks.size() * kSuitePitches),
        rhythms_(tasks.size() * kRhythmClasses) {
    for (const MovementTask& task : tasks) {
      writers_.emplace_back(task, guard);
      unheard_.push_back(task.given.size());
    }
    std::iota(under_way_.begin(), under_way_.end(), std::size_t{0});
    leave_lanes();
  }

  bool done() const { return under_way_.empty(); }

  // Every piece that is not done hears or gets one note more.
  void step() {
    const std::size_t lanes = under_way_.size();
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      remember_or_rewind(lane);
      copy_record(lane);
    }
    const std::span<const int> fields = std::span(fields_).first(lanes * suite::columns());
    predictor_.advance(fields);
    std::vector<std::size_t> waiting(lanes);
    std::iota(waiting.begin(), waiting.end(), std::size_t{0});
    while (!waiting.empty()) {
      predictor_.head(kPitchHead, fields, pitches_);
      for (const std::size_t lane : waiting) {
        writer(lane).choose_pitch(row(pitches_, lane, kSuitePitches));
        copy_record(lane);
      }
      predictor_.head(kRhythmHead, fields, rhythms_);
      for (const std::size_t lane : waiting) {
        writer(lane).choose_rhythm(row(rhythms_, lane, kRhythmClasses));
      }
      std::erase_if(waiting, [&](std::size_t lane) { return !writer(lane).note_rejected(); });
    }
    leave_lanes();
  }

  std::size_t notes() const {
    std::size_t notes = 0;
    for (const MovementWriter& writer : writers_) notes += writer.notes();
    return notes;
  }
  // `first` is the place of the first lane's task.
  void tell(std::size_t first, const NotesCallback& notes) const {
    for (std::size_t lane = 0; lane < writers_.size(); ++lane) {
      notes(first + lane, writers_[lane].sounding());
    }
  }
  void append_outcomes(std::vector<MovementOutcome>& outcomes) const {
    for (const MovementWriter& writer : writers_) outcomes.push_back(writer.outcome());
  }

 private:
  // The network's, before each note from the one numbered `first` on.
  struct States {
    std::size_t first = 0;
    std::deque<std::vector<float>> before;
  };

  static std::span<float> row(std::vector<float>& all, std::size_t lane, int classes) {
    const auto size = static_cast<std::size_t>(classes);
    return std::span(all).subspan(lane * size, size);
  }
  MovementWriter& writer(std::size_t lane) { return writers_[under_way_[lane]]; }

  // The last piece takes the lane of one that is done.
  void leave_lanes() {
    for (std::size_t lane = 0; lane < under_way_.size();) {
      if (!writer(lane).done()) {
        ++lane;
        continue;
      }
      states_[under_way_[lane]] = {};
      const std::size_t last = under_way_.size() - 1;
      if (lane < last) {
        predictor_.set_state(static_cast<int>(lane), predictor_.state(static_cast<int>(last)));
      }
      under_way_[lane] = under_way_[last];
      under_way_.pop_back();
    }
  }
  // The network's state before each note that may be taken back, so that it need not hear the notes
  // again. Those that are given never are.
  void remember_or_rewind(std::size_t lane) {
    if (std::size_t& unheard = unheard_[under_way_[lane]]; unheard > 0) {
      --unheard;
      return;
    }
    States& states = states_[under_way_[lane]];
    const auto number = static_cast<int>(lane);
    if (const std::optional<std::size_t> passed = writer(lane).take_rewind()) {
      if (states.before.empty()) {
        states.first = *passed;
        states.before.push_back(predictor_.state(number));
      }
      states.before.resize(*passed - states.first + 1);
      predictor_.set_state(number, states.before.back());
      return;
    }
    states.before.push_back(predictor_.state(number));
    if (states.before.size() > MovementWriter::kMostTakenBack + 1) {
      states.before.pop_front();
      ++states.first;
    }
  }
  void copy_record(std::size_t lane) {
    const std::span<const int> record = writer(lane).record();
    std::copy(record.begin(), record.end(),
              fields_.begin() + static_cast<std::ptrdiff_t>(lane * record.size()));
  }

  NetworkPredictor predictor_;
  std::vector<MovementWriter> writers_;
  std::vector<States> states_;            // [pieces]
  std::vector<std::size_t> unheard_;      // [pieces], of the notes given
  std::vector<std::size_t> under_way_;    // the piece on each lane
  std::vector<int> fields_;               // [lanes][suite::columns()]
  std::vector<float> pitches_, rhythms_;  // [lanes][classes]
};

}  // namespace

Result<std::vector<MovementOutcome>> write_movements(
    const NetworkConfig& config, std::span<const float> parameters, engine::Isa isa,
    std::span<const MovementTask> tasks, const QuotationGuard* guard, const ComposeWatch& watch,
    const Cancellation& cancellation) {
  std::vector<MovementOutcome> outcomes;
  for (std::size_t first = 0; first < tasks.size(); first += kMostLanes) {
    Lanes lanes(config, parameters, isa,
                tasks.subspan(first, std::min(kMostLanes, tasks.size() - first)), guard);
    for (std::uint64_t steps = 0; !lanes.done(); ++steps) {
      if (cancellation.requested()) {
        return Error{ErrorCode::kCancelled, "stopped; nothing was written", {}};
      }
      lanes.step();
      if (steps % kStepsBetweenNews != 0) continue;
      if (watch.progress) {
        watch.progress({"composing", 0, 0, std::to_string(lanes.notes()) + " notes"});
      }
      if (watch.notes) lanes.tell(first, watch.notes);
    }
    if (watch.notes) lanes.tell(first, watch.notes);
    lanes.append_outcomes(outcomes);
  }
  return outcomes;
}

Score score_of_movement(const MovementTask& task, std::span<const SuiteNote> notes) {
  SuitePiece frame;
  frame.plan = task.plan;
  std::vector<Note> sounding;
  Tick last_end = 0;
  for (const SuiteNote& note : notes) {
    const Tick end = task.plan.parts[static_cast<std::size_t>(note.part)].end;
    const Tick duration = std::min(note.duration, end - note.onset);
    sounding.push_back({note.onset, duration, note.token.pitch, kPlainVelocity});
    last_end = std::max(last_end, note.onset + std::max(duration, rhythm(note.token.rhythm).gap));
  }
  SuitePart& last = frame.plan.parts.back();
  const Tick bar_end = BarGrid(task.plan.metres, kSuiteTicksPerQuarter)
                           .bar_line_from(std::max(last_end, last.begin));
  last.end = std::min(last.end, bar_end);
  for (const SuitePart& part : frame.plan.parts) {
    frame.sections.push_back({part.begin, part.end, part.first_onset, {}});
    frame.play_order.push_back(static_cast<int>(frame.play_order.size()));
  }
  if (!task.play_order.empty()) frame.play_order = task.play_order;
  Score score = decode_suite(frame);
  for (std::vector<Note>& voice : deal_voices(std::move(sounding))) {
    score.tracks.push_back({task.part_name, 0, task.program, std::move(voice)});
  }
  score.title = task.title;
  score.tempos = {{0, static_cast<std::uint32_t>(std::lround(60e6 / task.tempo))}};
  return score;
}

double nats_per_note(const MovementOutcome& outcome, std::size_t given) {
  const std::size_t composed = outcome.nats.size() - given;
  const double nats = std::accumulate(outcome.nats.begin() + static_cast<std::ptrdiff_t>(given),
                                      outcome.nats.end(), 0.0);
  return composed > 0 ? nats / static_cast<double>(composed) : 0;
}

}  // namespace bach
