#include "compose/suite_writer.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "ngram/loops.h"

namespace bach {
namespace {

constexpr std::size_t kLoopNotes = 64;   // enough for any loop find_loop() knows
constexpr std::size_t kStepBack = 8;     // notes taken back more each time it gets stuck again
constexpr int kMostTakenBack = 200;      // then the piece stays as it comes
constexpr int kMostTries = 3;            // at the last step of a part
constexpr std::size_t kMostRefused = 8;  // pitches for one note

// Units of the draws.
constexpr std::uint32_t kPitchDraw = 0;
constexpr std::uint32_t kRhythmDraw = 1;

}  // namespace

SuiteWriter::SuiteWriter(SuiteTask task, const QuotationGuard* guard)
    : task_(std::move(task)),
      guard_(guard),
      mask_(task_.lowest, task_.highest, task_.double_stops),
      sampler_(task_.sampling),
      random_(task_.seed, Purpose::kSample),
      bars_(task_.plan.metres, kSuiteTicksPerQuarter),
      steps_(task_.plan),
      ending_tries_(task_.plan.parts.size(), 1) {
  for (const SuiteNote& note : task_.given) written_.push_back({note});
  take_back(written_.size());
  taken_back_ = 0;
}

bool SuiteWriter::done() const { return stopped_ && !hears_again(); }

bool SuiteWriter::begins_anew() { return std::exchange(forget_, false); }

std::uint32_t SuiteWriter::classes_in(int part) const {
  return task_.in_key ? scale_of(task_.plan.parts[static_cast<std::size_t>(part)].key)
                      : kAllClasses;
}

SuitePlace SuiteWriter::place() const {
  SuitePlace place;
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
  place.last = task_.notes > 0 && fresh() + 1 >= static_cast<std::size_t>(task_.notes);
  for (std::size_t k = written_.size(); k-- > 0;) {
    const SuiteNote& note = written_[k].note;
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
    SuitePlace before = place_of_ending(*place.ending, place.end, steps_.part());
    before.lead = place.lead;
    if (!mask_.comes_home(before)) place.lead = -1;
  }
  return place;
}

SuitePlace SuiteWriter::place_of_ending(const SuiteEnding& ending, Tick end, int part) const {
  SuitePlace place;
  place.onset = ending.onset;
  place.bar = bars_.at(ending.onset);
  place.end = end;
  place.ending = &ending;
  place.classes = classes_in(part);
  return place;
}

// Whether the part's last chord can follow the note, if it is the next.
bool SuiteWriter::comes_home(const SuitePlace& here, SuiteToken token) const {
  const Tick next = here.onset + rhythm(token.rhythm).gap;
  if (here.ending == nullptr || here.onset == next || next != here.ending->onset) return true;
  SuitePlace ending = place_of_ending(*here.ending, here.end, steps_.part());
  ending.lead = token.pitch;
  return mask_.comes_home(ending);
}

void SuiteWriter::forbid_refused(std::span<float> logits) const {
  constexpr float kRefused = -std::numeric_limits<float>::infinity();
  const std::vector<float> allowed(logits.begin(), logits.end());
  for (const int pitch : refused_)
    logits[static_cast<std::size_t>(pitch - kLowestSuitePitch)] = kRefused;
  const bool none =
      std::all_of(logits.begin(), logits.end(), [](float logit) { return logit == kRefused; });
  if (none) std::copy(allowed.begin(), allowed.end(), logits.begin());
}

void SuiteWriter::hear_pitch(std::span<float> logits) {
  if (!composes()) {
    pitch_ = written_[at_].note.token.pitch;
    pitch_nats_ = nats_of(logits, pitch_ - kLowestSuitePitch);
  } else {
    const std::vector<float> free(logits.begin(), logits.end());
    mask_.forbid_pitches(place(), logits);
    forbid_refused(logits);
    const double uniform = random_.uniform_double(draw_++, task_.output, kPitchDraw);
    const int row = sampler_.choose(logits, uniform);
    pitch_ = row + kLowestSuitePitch;
    pitch_nats_ = nats_of(free, row);
  }
  steps_.choose(pitch_);
}

void SuiteWriter::hear_rhythm(std::span<float> logits) {
  if (!composes()) {
    Written& heard = written_[at_];
    heard.nats = pitch_nats_ + nats_of(logits, heard.note.token.rhythm);
    step(heard.note.token);
    stop_where_full();
    return;
  }
  const std::vector<float> free(logits.begin(), logits.end());
  const SuitePlace here = place();
  const auto again = [&] {
    draws_again_ = refused_.size() < kMostRefused;
    refused_.push_back(pitch_);
    return draws_again_;
  };
  draws_again_ = false;
  if (!mask_.forbid_rhythms(here, pitch_, logits)) {
    if (!again()) take_back(written_.size() - std::min(written_.size(), kStepBack));
    return;
  }
  const double uniform = random_.uniform_double(draw_++, task_.output, kRhythmDraw);
  const int chosen = sampler_.choose(logits, uniform);
  const SuiteToken token{static_cast<std::uint8_t>(pitch_), static_cast<std::uint8_t>(chosen)};
  if (!comes_home(here, token) && again()) return;
  written_.push_back({{here.onset, rhythm(chosen).duration, token, steps_.part()},
                      pitch_nats_ + nats_of(free, chosen)});
  step(token);
  judge();
  stop_where_full();
}

void SuiteWriter::step(SuiteToken token) {
  refused_.clear();
  steps_.add(token);
  ++at_;
  if (at_ < written_.size()) {
    steps_.move_to(written_[at_].note.part, written_[at_].note.onset);
  } else if (!stopped_ && !steps_.done() && steps_.onset() < task_.start) {
    steps_.move_to(steps_.part(), task_.start);
  }
}

void SuiteWriter::stop_where_full() {
  if (stopped_ || hears_again()) return;
  const bool enough = task_.notes > 0 && fresh() >= static_cast<std::size_t>(task_.notes);
  stopped_ = enough || steps_.done() || (task_.until > 0 && steps_.onset() >= task_.until);
  if (!stopped_ || task_.following.empty()) return;
  composed_ = written_.size();
  for (const SuiteNote& note : task_.following) written_.push_back({note});
  steps_.move_to(task_.following.front().part, task_.following.front().onset);
}

void SuiteWriter::judge() {
  if (taken_back_ >= kMostTakenBack) return;
  if (written_.size() > farthest_) stuck_ = 0;
  std::vector<int> tail;
  const std::size_t from = written_.size() - std::min(written_.size(), kLoopNotes);
  for (std::size_t k = from; k < written_.size(); ++k) {
    tail.push_back(written_[k].note.token.pitch);
  }
  const auto stuck_at = [&](std::size_t place, int& count) {
    const std::size_t more = kStepBack * static_cast<std::size_t>(stuck_++);
    ++count;
    take_back(place - std::min(place, more));
  };
  if (const std::optional<Loop> loop = find_loop(tail)) {
    stuck_at(from + static_cast<std::size_t>(loop->begin + loop->period), counts_.loops);
    return;
  }
  const std::size_t copied =
      guard_ == nullptr ? 0 : guard_->copied(std::span(tail).last(std::min(fresh(), tail.size())));
  if (copied > 0) {
    stuck_at(written_.size() - copied, counts_.copies);
  } else {
    judge_ending(written_.back().note);
  }
}

void SuiteWriter::judge_ending(const SuiteNote& note) {
  const auto part = static_cast<std::size_t>(note.part);
  const std::optional<SuiteEnding>& ending = task_.endings[part];
  if (!ending || note.onset < ending->onset || rhythm(note.token.rhythm).gap == 0) return;
  std::size_t k = written_.size();
  while (k > 0 && written_[k - 1].note.onset >= ending->onset) --k;
  if (k == 0 || ending_tries_[part] >= kMostTries) return;
  const int lead = written_[k - 1].note.token.pitch;
  if (is_last_step(lead, note.token.pitch) || is_last_step(lead, written_[k].note.token.pitch)) {
    return;
  }
  ++counts_.endings;
  ++ending_tries_[part];
  // The bar that leads to it is composed anew.
  const Tick from = ending->onset - bars_.at(ending->onset - 1).length;
  while (k > 0 && written_[k - 1].note.onset >= from && written_[k - 1].note.part == note.part) {
    --k;
  }
  take_back(k);
}

void SuiteWriter::take_back(std::size_t keep) {
  ++taken_back_;
  farthest_ = std::max(farthest_, written_.size());
  written_.resize(std::max(task_.given.size(), keep));
  stopped_ = false;
  draws_again_ = false;
  refused_.clear();
  forget_ = true;
  at_ = 0;
  steps_ = SuiteSteps(task_.plan);
  if (!written_.empty()) {
    steps_.move_to(written_.front().note.part, written_.front().note.onset);
  } else if (steps_.onset() < task_.start) {
    steps_.move_to(0, task_.start);
  }
}

SuiteOutcome SuiteWriter::outcome() const {
  SuiteOutcome outcome = counts_;
  const std::size_t composed = task_.following.empty() ? written_.size() : composed_;
  for (std::size_t k = 0; k < written_.size(); ++k) {
    if (k < composed) {
      outcome.notes.push_back(written_[k].note);
      outcome.nats.push_back(written_[k].nats);
    } else {
      outcome.following_nats += written_[k].nats;
    }
  }
  outcome.tries = *std::max_element(ending_tries_.begin(), ending_tries_.end());
  return outcome;
}

}  // namespace bach
