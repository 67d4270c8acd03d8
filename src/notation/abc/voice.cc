#include "notation/abc/voice.h"

#include <algorithm>

namespace bach::abc {
namespace {

constexpr int kAllOctaves = -100;

}  // namespace

int TuneVoice::semitones() const {
  const auto either = [](const std::optional<int>& first, const std::optional<int>& second) {
    return first ? *first : second.value_or(0);
  };
  // transpose= goes before what a clef such as treble-8 says.
  const bool transposes = shift.semitones || key_shift.semitones;
  return 12 * either(shift.octaves, key_shift.octaves) +
         (transposes ? either(shift.semitones, key_shift.semitones)
                     : 12 * either(shift.clef_octaves, key_shift.clef_octaves)) +
         midi_transposition;
}

int TuneVoice::accidental_of(const Written& note) const {
  // At its own height, else in all octaves.
  for (const int octave : {note.octave, kAllOctaves}) {
    const auto known = accidentals_.find({note.letter, octave});
    if (known != accidentals_.end()) return known->second;
  }
  const auto tie = open_ties_.find({layer, note});
  if (tie != open_ties_.end()) {
    const Head& head = heads[tie->second.head];
    if (head.onset + head.duration == at) return tie->second.accidental;
  }
  return key.signature[static_cast<std::size_t>(note.letter)];
}

void TuneVoice::write_accidental(const Written& note, int accidental, Reach reach) {
  if (reach == Reach::kNote) return;
  const int octave = reach == Reach::kOctave ? note.octave : kAllOctaves;
  accidentals_[{note.letter, octave}] = accidental;
}

void TuneVoice::add_head(int pitch, Tick duration, const Written& written, int accidental,
                         int line) {
  heads.push_back({at, duration, static_cast<std::uint8_t>(pitch), false, layer, line});
  last_written_.resize(heads.size());
  last_written_.back() = {written, accidental};
}

void TuneVoice::tie(std::size_t first, std::size_t end) {
  for (std::size_t h = first; h < end; ++h) {
    heads[h].tied = true;
    const auto& [written, accidental] = last_written_[h];
    open_ties_[{layer, written}] = {h, accidental};
  }
}

bool TuneVoice::join_layers() {
  const bool agree = bar_end < 0 || at == bar_end;
  at = std::max(at, bar_end);
  return agree;
}

bool TuneVoice::end_bar() {
  const bool agree = join_layers();
  if (bars.empty() || bars.back() != at) bars.push_back(at);
  bar_begin = at;
  bar_end = -1;
  layer = 0;
  accidentals_.clear();
  return agree;
}

bool TuneVoice::overlay() {
  const bool agree = join_layers();
  bar_end = at;
  at = bar_begin;
  ++layer;
  accidentals_.clear();
  return agree;
}

}  // namespace bach::abc
