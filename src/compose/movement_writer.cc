#include "compose/movement_writer.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/math.h"
#include "compose/model_pitch.h"
#include "lm/probabilities.h"
#include "ngram/loops.h"

namespace bach {
namespace {

constexpr std::size_t kLoopNotes = 64;    // enough for any loop find_loop() knows
constexpr std::size_t kMoreRemoved = 8;   // notes removed more each time it gets stuck again
constexpr int kMostRemovals = 200;        // then the movement stays as it comes; as many cycles
constexpr std::size_t kMilestone = 32;    // notes at least between places to go back to
constexpr std::size_t kMilestones = 64;   // of them, the latest nearest together
constexpr int kMostTries = 3;             // at the last step of a part
constexpr std::size_t kMostRejected = 8;  // pitches for one note

// Units of the draws.
constexpr std::uint32_t kPitchDraw = 0;
constexpr std::uint32_t kRhythmDraw = 1;
constexpr std::uint32_t kPartingDraw = 2;

bool is_among(const std::vector<SuiteNote>& notes, int pitch, int rhythm_class) {
  return std::any_of(notes.begin(), notes.end(), [&](const SuiteNote& note) {
    return note.token.pitch == pitch && note.duration == rhythm(rhythm_class).duration;
  });
}

// Those with which a note of `pitch` would be one of `notes`. False when nothing is left.
bool forbid_rhythms_of(const std::vector<SuiteNote>& notes, int pitch, std::span<float> logits) {
  constexpr float kNever = -std::numeric_limits<float>::infinity();
  for (std::size_t k = 0; k < logits.size(); ++k) {
    if (is_among(notes, pitch, static_cast<int>(k))) logits[k] = kNever;
  }
  return std::any_of(logits.begin(), logits.end(), [](float logit) { return logit != kNever; });
}

}  // namespace

MovementWriter::MovementWriter(const MovementTask& task, const QuotationGuard* guard)
    : task_(as_the_model_hears(task)),
      guard_(guard),
      bar_guard_(BarGrid(task_.plan.metres, kSuiteTicksPerQuarter)),
      mask_(task_.range, task_.double_stops, *task.instrument, task.above_model),
      pitch_sampler_(task_.sampling),
      rhythm_sampler_(task_.rhythm_sampling),
      random_(task_.seed, Purpose::kSample),
      bars_(task_.plan.metres, kSuiteTicksPerQuarter),
      steps_(task_.plan),
      ending_tries_(task_.plan.parts.size(), 1) {
  write_down(task_.given);
  if (!written_.empty()) {
    steps_.move_to(written_.front().part, written_.front().onset);
  } else if (steps_.onset() < task_.start) {
    steps_.move_to(0, task_.start);
  }
  milestones_.push_back({0, steps_});
}

bool MovementWriter::done() const { return stopped_ && !replaying(); }

std::optional<std::size_t> MovementWriter::take_rewind() {
  if (!std::exchange(rewind_, false)) return std::nullopt;
  return passed_;
}

std::uint32_t MovementWriter::classes_in(int part) const {
  return task_.in_key ? scale_of(task_.plan.parts[static_cast<std::size_t>(part)].key)
                      : kAllClasses;
}

NotePlace MovementWriter::place() const {
  NotePlace place;
  place.classes = classes_in(steps_.part());
  place.onset = steps_.onset();
  place.bar = bars_.at(place.onset);
  const auto part = static_cast<std::size_t>(steps_.part());
  place.end = task_.plan.parts[part].end;
  if (task_.until > 0) place.end = std::min(place.end, task_.until);
  if (task_.endings[part] && task_.endings[part]->onset < place.end) {
    place.ending = &*task_.endings[part];
  }
  place.chord_notes = steps_.chord_notes();
  place.last = task_.notes > 0 && new_notes() + 1 >= static_cast<std::size_t>(task_.notes);
  for (std::size_t k = written_.size(); k-- > 0;) {
    const SuiteNote& note = written_[k];
    if (note.onset + kLongestGap <= place.onset) break;
    if (note.onset == place.onset) {
      if (place.chord_top < 0) place.chord_top = note.token.pitch;
      place.chord_bass = note.token.pitch;
    } else if (place.lead < 0) {
      place.lead = note.token.pitch;
    }
    const Tick end = note.onset + note.duration;
    if (end > place.onset) place.sounding.push_back({note.token.pitch, end});
  }
  if (place.chord_notes == 0) place.chord_top = place.chord_bass = -1;
  if (place.lead >= 0 && place.ending != nullptr && place.onset == place.ending->onset) {
    NotePlace before = place_of_ending(*place.ending, place.end, steps_.part());
    before.lead = place.lead;
    if (!mask_.can_end(before)) place.lead = -1;
  }
  return place;
}

NotePlace MovementWriter::place_of_ending(const PartEnding& ending, Tick end, int part) const {
  NotePlace place;
  place.onset = ending.onset;
  place.bar = bars_.at(ending.onset);
  place.end = end;
  place.ending = &ending;
  place.classes = classes_in(part);
  return place;
}

// Whether the part's last chord can follow the note, if it is the next.
bool MovementWriter::can_lead_to_ending(const NotePlace& here, SuiteToken token) const {
  const Tick next = here.onset + rhythm(token.rhythm).gap;
  if (here.ending == nullptr || here.onset == next || next != here.ending->onset) return true;
  NotePlace ending = place_of_ending(*here.ending, here.end, steps_.part());
  ending.lead = token.pitch;
  return mask_.can_end(ending);
}

void MovementWriter::forbid_rejected(std::span<float> logits) const {
  constexpr float kNever = -std::numeric_limits<float>::infinity();
  const std::vector<float> allowed(logits.begin(), logits.end());
  for (const int pitch : rejected_)
    logits[static_cast<std::size_t>(pitch - kLowestSuitePitch)] = kNever;
  const bool none =
      std::all_of(logits.begin(), logits.end(), [](float logit) { return logit == kNever; });
  if (none) std::copy(allowed.begin(), allowed.end(), logits.begin());
}

// What the note at `onset` must not be, lest bars go round.
std::vector<SuiteNote> MovementWriter::forbidden_at(Tick onset) const {
  if (counts_.cycles >= kMostRemovals) {
    return bar_guard_.that_complete(written_, steps_.part(), onset);
  }
  std::vector<SuiteNote> notes;
  for (const Forbidden& each : forbidden_) {
    if (each.place == written_.size()) notes.push_back(each.note);
  }
  return notes;
}

void MovementWriter::choose_pitch(std::span<float> logits) {
  if (!composing()) {
    pitch_ = written_[passed_].token.pitch;
    pitch_nats_ = nats_of(logits, pitch_ - kLowestSuitePitch);
  } else {
    const std::vector<float> free(logits.begin(), logits.end());
    lean_pitch(task_.leanings, steps_.coming(), logits);
    mask_.forbid_pitches(place(), logits);
    forbid_rejected(logits);
    const double uniform = random_.uniform_double(draw_++, task_.output, kPitchDraw);
    const int row = pitch_sampler_.choose(logits, uniform);
    pitch_ = row + kLowestSuitePitch;
    pitch_nats_ = nats_of(free, row);
  }
  steps_.choose(pitch_);
}

void MovementWriter::mix_with_past(std::span<float> logits) const {
  if (!unplanned()) return;
  std::vector<double> shares = probabilities_of(logits);
  past_.mix_into(shares);
  for (std::size_t k = 0; k < shares.size(); ++k) {
    logits[k] = static_cast<float>(portable_log(shares[k]));
  }
}

void MovementWriter::choose_rhythm(std::span<float> logits) {
  mix_with_past(logits);
  if (!composing()) {
    const SuiteToken heard = written_[passed_].token;
    nats_[passed_] = pitch_nats_ + nats_of(logits, heard.rhythm);
    step(heard);
    stop_when_full();
    return;
  }
  const std::vector<float> free(logits.begin(), logits.end());
  const NotePlace here = place();
  const auto again = [&] {
    note_rejected_ = rejected_.size() < kMostRejected;
    rejected_.push_back(pitch_);
    return note_rejected_;
  };
  const auto back = [&] { keep_first(written_.size() - std::min(written_.size(), kMoreRemoved)); };
  note_rejected_ = false;
  lean_rhythm(task_.leanings, steps_.coming(), logits);
  if (!mask_.forbid_rhythms(here, pitch_, logits)) {
    if (!again()) {
      ++removals_;
      back();
    }
    return;
  }
  const auto draw = [&] {
    const double uniform = random_.uniform_double(draw_++, task_.output, kRhythmDraw);
    return rhythm_sampler_.choose(logits, uniform);
  };
  const auto token_of = [&](int chosen) {
    return SuiteToken{static_cast<std::uint8_t>(pitch_), static_cast<std::uint8_t>(chosen)};
  };
  int chosen = draw();
  if (!can_lead_to_ending(here, token_of(chosen)) && again()) return;
  const std::vector<SuiteNote> forbidden = forbidden_at(here.onset);
  if (is_among(forbidden, pitch_, chosen)) {
    if (again()) return;
    // No other pitch will do: another rhythm, or else other notes before.
    if (forbid_rhythms_of(forbidden, pitch_, logits)) {
      chosen = draw();
    } else if (counts_.cycles < kMostRemovals) {
      ++counts_.cycles;
      back();
      return;
    }
  }
  const SuiteToken token = token_of(chosen);
  written_.push_back({here.onset, rhythm(chosen).duration, token, steps_.part()});
  nats_.push_back(pitch_nats_ + nats_of(free, chosen));
  step(token);
  check_last_note();
  stop_when_full();
}

void MovementWriter::step(SuiteToken token) {
  rejected_.clear();
  steps_.add(token);
  if (unplanned()) past_.add(token.rhythm);
  ++passed_;
  move_on();
  remember_place();
}

// A place holds all that was heard before it: what they hold together stays within a few times that.
void MovementWriter::remember_place() {
  if (passed_ < task_.given.size() || steps_.done()) return;
  if (passed_ == task_.given.size()) {
    milestones_ = {{passed_, steps_}};
    return;
  }
  if (passed_ < milestones_.back().passed + std::max(kMilestone, passed_ / kMilestones)) return;
  milestones_.push_back({passed_, steps_});
  if (milestones_.size() <= kMilestones) return;
  // Every other one of the older half but the first.
  std::size_t number = 0;
  std::erase_if(milestones_, [&](const Milestone&) {
    ++number;
    return number <= kMilestones / 2 && number % 2 == 0;
  });
}

void MovementWriter::move_on() {
  if (passed_ < written_.size()) {
    steps_.move_to(written_[passed_].part, written_[passed_].onset);
  } else if (!stopped_ && !steps_.done() && steps_.onset() < task_.start) {
    steps_.move_to(steps_.part(), task_.start);
  }
}

bool MovementWriter::is_full() const {
  const bool enough = task_.notes > 0 && new_notes() >= static_cast<std::size_t>(task_.notes);
  return enough || steps_.done() || (task_.until > 0 && steps_.onset() >= task_.until);
}

void MovementWriter::stop_when_full() {
  if (stopped_ || replaying()) return;
  stopped_ = is_full();
  if (!stopped_ || task_.following.empty()) return;
  composed_ = written_.size();
  write_down(task_.following);
  steps_.move_to(task_.following.front().part, task_.following.front().onset);
}

void MovementWriter::check_last_note() {
  const bool may_remove = removals_ < kMostRemovals;
  if ((may_remove && remove_loop_or_copy()) || remove_cycle()) return;
  if (may_remove) check_ending(written_.back());
}

bool MovementWriter::remove_loop_or_copy() {
  if (written_.size() > most_notes_) stuck_ = 0;
  std::vector<int> tail;
  const std::size_t from = written_.size() - std::min(written_.size(), kLoopNotes);
  for (std::size_t k = from; k < written_.size(); ++k) {
    tail.push_back(written_[k].token.pitch);
  }
  const auto stuck_at = [&](std::size_t place, int& count) {
    const std::size_t more = kMoreRemoved * static_cast<std::size_t>(stuck_++);
    ++count;
    ++removals_;
    keep_first(place - std::min(place, more));
    return true;
  };
  if (const std::optional<Loop> loop = find_loop(tail)) {
    return stuck_at(from + static_cast<std::size_t>(loop->begin + loop->period), counts_.loops);
  }
  const std::size_t copied =
      guard_ == nullptr ? 0
                        : guard_->copied(std::span(tail).last(std::min(new_notes(), tail.size())));
  return copied > 0 && stuck_at(written_.size() - copied, counts_.copies);
}

void MovementWriter::write_down(std::span<const SuiteNote> notes) {
  written_.insert(written_.end(), notes.begin(), notes.end());
  nats_.resize(written_.size());
}

bool MovementWriter::remove_cycle() {
  const SuiteNote& last = written_.back();
  const bool over = is_full() || bars_.at(steps_.onset()).bar != bars_.at(last.onset).bar;
  const bool part_is_over = over || steps_.part() != last.part;
  if (counts_.cycles >= kMostRemovals || !part_is_over) return false;
  const std::optional<std::size_t> bar = bar_guard_.one_too_many(written_, over);
  if (!bar) return false;
  ++counts_.cycles;
  const std::size_t place = where_to_part(std::max(*bar, task_.given.size()));
  forbidden_.push_back({place, written_[place]});
  keep_first(place);
  return true;
}

// Which of the notes from `first` on is to be another: drawn as if all of them were drawn again
// until they are not all the same, which the first that differs decides.
std::size_t MovementWriter::where_to_part(std::size_t first) {
  std::vector<double> same;  // the probability of each note
  double all = 1;
  for (std::size_t k = first; k < written_.size(); ++k) {
    same.push_back(portable_exp(-nats_[k]));
    all *= same.back();
  }
  double left = random_.uniform_double(draw_++, task_.output, kPartingDraw) * (1 - all);
  double before = 1;  // that all before are the same
  for (std::size_t k = 0; k + 1 < same.size(); ++k) {
    left -= before * (1 - same[k]);
    if (left < 0) return first + k;
    before *= same[k];
  }
  return written_.size() - 1;
}

void MovementWriter::check_ending(const SuiteNote& note) {
  const auto part = static_cast<std::size_t>(note.part);
  const std::optional<PartEnding>& ending = task_.endings[part];
  if (!ending || note.onset < ending->onset || rhythm(note.token.rhythm).gap == 0) return;
  std::size_t k = written_.size();
  while (k > 0 && written_[k - 1].onset >= ending->onset) --k;
  if (k == 0 || ending_tries_[part] >= kMostTries) return;
  const int lead = written_[k - 1].token.pitch;
  if (is_last_step(lead, note.token.pitch) || is_last_step(lead, written_[k].token.pitch)) {
    return;
  }
  ++counts_.endings;
  ++ending_tries_[part];
  // The bar that leads to it is composed again.
  const Tick from = ending->onset - bars_.at(ending->onset - 1).length;
  while (k > 0 && written_[k - 1].onset >= from && written_[k - 1].part == note.part) {
    --k;
  }
  ++removals_;
  keep_first(k);
}

void MovementWriter::keep_first(std::size_t keep) {
  most_notes_ = std::max(most_notes_, written_.size());
  const std::size_t oldest = most_notes_ - std::min(most_notes_, kMostTakenBack);
  written_.resize(std::max({task_.given.size(), oldest, keep}));
  nats_.resize(written_.size());
  std::erase_if(forbidden_, [&](const auto& each) { return each.place > written_.size(); });
  stopped_ = false;
  note_rejected_ = false;
  rejected_.clear();
  rewind_ = true;
  const std::size_t heard = std::min(passed_, written_.size());
  while (milestones_.back().passed > heard) milestones_.pop_back();
  steps_ = milestones_.back().steps;
  for (passed_ = milestones_.back().passed; passed_ < heard;) {
    steps_.add(written_[passed_].token);
    ++passed_;
    move_on();
  }
  if (unplanned()) past_ = suite::PastRhythms(std::span(written_).first(passed_));
}

std::size_t MovementWriter::composed() const {
  return stopped_ && !task_.following.empty() ? composed_ : written_.size();
}

std::vector<SuiteNote> MovementWriter::sounding() const {
  std::vector<SuiteNote> notes;
  for (std::size_t k = 0; k < composed(); ++k) notes.push_back(written_[k]);
  move_notes(notes, task_.above_model);
  return notes;
}

MovementOutcome MovementWriter::outcome() const {
  MovementOutcome outcome = counts_;
  for (std::size_t k = 0; k < written_.size(); ++k) {
    if (k < composed()) {
      outcome.notes.push_back(written_[k]);
      outcome.nats.push_back(nats_[k]);
    } else {
      outcome.following_nats += nats_[k];
    }
  }
  move_notes(outcome.notes, task_.above_model);
  outcome.tries = *std::max_element(ending_tries_.begin(), ending_tries_.end());
  return outcome;
}

}  // namespace bach
