#include "score/to_midi.h"

#include <algorithm>
#include <bit>
#include <span>
#include <string>
#include <tuple>

#include "midi/writer.h"

namespace bach {
namespace {

void add_text(Tick tick, std::uint8_t type, const std::string& text, MidiTrack& track) {
  const std::size_t size = std::min<std::size_t>(text.size(), midi::kMostNumber);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  track.add_payload(tick, midi::kMeta, type, std::span(bytes, size));
}

void add_tempo(const Tempo& tempo, MidiTrack& track) {
  const std::uint32_t t = tempo.microseconds_per_quarter;
  const std::uint8_t payload[] = {static_cast<std::uint8_t>(t >> 16),
                                  static_cast<std::uint8_t>(t >> 8), static_cast<std::uint8_t>(t)};
  track.add_payload(tempo.at, midi::kMeta, midi::kTempo, payload);
}

void add_metre(const Metre& metre, MidiTrack& track) {
  const auto power = std::countr_zero(static_cast<unsigned>(metre.denominator));
  // A click of the metronome a quarter (24 clocks), eight 32nds a quarter.
  const std::uint8_t payload[] = {static_cast<std::uint8_t>(metre.numerator),
                                  static_cast<std::uint8_t>(power), 24, 8};
  track.add_payload(metre.at, midi::kMeta, midi::kTimeSignature, payload);
}

void add_key(const Key& key, MidiTrack& track) {
  const std::uint8_t payload[] = {static_cast<std::uint8_t>(key.fifths),
                                  static_cast<std::uint8_t>(key.mode == Mode::kMinor ? 1 : 0)};
  track.add_payload(key.at, midi::kMeta, midi::kKeySignature, payload);
}

void sort_by_tick(MidiTrack& track) {
  std::stable_sort(track.events.begin(), track.events.end(),
                   [](const MidiEvent& a, const MidiEvent& b) { return a.tick < b.tick; });
}

MidiTrack conductor(const Score& score) {
  MidiTrack track;
  if (!score.title.empty()) add_text(0, midi::kTrackName, score.title, track);
  for (const Metre& metre : score.metres) add_metre(metre, track);
  for (const Key& key : score.keys) add_key(key, track);
  for (const Tempo& tempo : score.tempos) add_tempo(tempo, track);
  for (const Marker& marker : score.markers) add_text(marker.at, midi::kMarker, marker.text, track);
  sort_by_tick(track);
  track.end = score.end;
  return track;
}

// Note-ons keep the order of the score, so that overlapping equal pitches pair as they were.
MidiTrack voice(const Track& part) {
  MidiTrack track;
  if (!part.name.empty()) add_text(0, midi::kTrackName, part.name, track);
  track.add(0, static_cast<std::uint8_t>(midi::kProgramChange | part.channel), part.program);
  for (const Note& note : part.notes) {
    track.add(note.onset, static_cast<std::uint8_t>(midi::kNoteOn | part.channel), note.pitch,
              note.velocity);
  }
  for (const Note& note : part.notes) {
    track.add(note.end(), static_cast<std::uint8_t>(midi::kNoteOff | part.channel), note.pitch);
  }
  const auto rank = [](const MidiEvent& event) {
    const int kind = event.status & 0xF0;
    return std::tuple(event.tick, kind == midi::kNoteOff ? 1 : kind == midi::kNoteOn ? 2 : 0);
  };
  std::stable_sort(track.events.begin(), track.events.end(),
                   [&](const MidiEvent& a, const MidiEvent& b) { return rank(a) < rank(b); });
  if (!track.events.empty()) track.end = track.events.back().tick;
  return track;
}

}  // namespace

std::vector<std::uint8_t> midi_from_score(const Score& score) {
  MidiFile file;
  file.format = 1;
  file.division.ticks_per_quarter = score.ticks_per_quarter;
  file.tracks.push_back(conductor(score));
  for (const Track& part : score.tracks) file.tracks.push_back(voice(part));
  return write_midi(file);
}

}  // namespace bach
