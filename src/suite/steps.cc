#include "suite/steps.h"

#include "suite/record.h"

namespace bach {
SuiteSteps::SuiteSteps(const SuitePlan& plan)
    : frame_(
          std::make_shared<const Frame>(Frame{plan, BarGrid(plan.metres, kSuiteTicksPerQuarter)})),
      record_(suite::columns()) {
  stand_at(plan.parts.front().first_onset);
}

void SuiteSteps::stand_at(Tick onset) {
  onset_ = onset;
  place_ = frame_->bars.at(onset);
  const suite::NoteView note = view(-1);
  const Tick bar = bar_ticks(place_.metre, kSuiteTicksPerQuarter);
  const ComingNote coming{onset, note.beat, bar, place_.offset, chord_notes_, note.tonic};
  memory_.guess(coming);
  motive_.guess(frame_->plan, memory_, coming, last_pitch_);
  std::size_t column = 0;
  for (const suite::Feature& feature : suite::features()) {
    record_[column++] = feature.options.needs_pitch ? -1 : feature.value(note);
  }
}

void SuiteSteps::choose(int pitch) {
  const suite::NoteView note = view(pitch);
  std::size_t column = 0;
  for (const suite::Feature& feature : suite::features()) {
    if (feature.options.needs_pitch) record_[column] = feature.value(note);
    ++column;
  }
}

const PlannedChord* SuiteSteps::planned_chord(Tick tick) const {
  const HarmonyPlan& plan = frame_->plan.harmony;
  return plan.empty() ? nullptr : &plan[chord_at(plan, tick)];
}

suite::NoteView SuiteSteps::view(int pitch) const {
  const SuitePart& part = frame_->plan.parts[static_cast<std::size_t>(part_)];
  const PlannedChord* chord = planned_chord(onset_);
  const PlannedChord* next = nullptr;
  if (chord != nullptr && chord != &frame_->plan.harmony.back() && chord[1].at < part.end) {
    next = chord + 1;
  }
  return {.plan = frame_->plan,
          .part = part,
          .bars = frame_->bars,
          .memory = memory_,
          .place = place_,
          .onset = onset_,
          .beat = beat_ticks(place_.metre, kSuiteTicksPerQuarter),
          .tonic = relative_major(part.key),
          .chord_notes = chord_notes_,
          .last_pitch = last_pitch_,
          .last_rhythm = last_rhythm_,
          .pitch = pitch,
          .chord = chord,
          .next_chord = next,
          .motive = motive_.guesses(),
          .last = last_};
}

void SuiteSteps::add(SuiteToken token) {
  memory_.add(token);
  motive_.add(token);
  const PlannedChord* chord = planned_chord(onset_);
  last_ = {onset_, last_pitch_, chord == nullptr || is_chord_tone(chord->chord, token.pitch)};
  last_pitch_ = token.pitch;
  last_rhythm_ = token.rhythm;
  const Tick gap = rhythm(token.rhythm).gap;
  chord_notes_ = gap == 0 ? chord_notes_ + 1 : 0;
  const std::vector<SuitePart>& parts = frame_->plan.parts;
  if (onset_ + gap < parts[static_cast<std::size_t>(part_)].end) {
    stand_at(onset_ + gap);
    return;
  }
  ++part_;
  chord_notes_ = 0;
  if (!done()) stand_at(parts[static_cast<std::size_t>(part_)].first_onset);
}

void SuiteSteps::move_to(int part, Tick onset) {
  if (part == part_ && onset == onset_) return;
  part_ = part;
  chord_notes_ = 0;
  stand_at(onset);
}

std::vector<int> suite_records(const SuitePiece& piece) {
  const std::vector<SuiteNote> notes = first_statements(piece);
  std::vector<int> records;
  records.reserve(notes.size() * suite::columns());
  SuiteSteps steps(piece.plan);
  for (const SuiteNote& note : notes) {
    steps.move_to(note.part, note.onset);
    steps.choose(note.token.pitch);
    records.insert(records.end(), steps.record().begin(), steps.record().end());
    steps.add(note.token);
  }
  return records;
}

}  // namespace bach
