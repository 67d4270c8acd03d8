#include "score/to_midi.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <string>

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
  const auto before = [](const MidiEvent& a, const MidiEvent& b) { return a.tick < b.tick; };
  // Sorting allocates.
  if (std::is_sorted(track.events.begin(), track.events.end(), before)) return;
  std::stable_sort(track.events.begin(), track.events.end(), before);
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

// Note-ons keep the order of the score, so that overlapping equal pitches pair as they were;
// note-offs come before the note-ons at their tick.
void write_voice(const Track& part, MidiWriter& out) {
  std::vector<std::uint32_t> by_end(part.notes.size());  // a track holds less than 2^32 bytes
  std::iota(by_end.begin(), by_end.end(), 0u);
  const auto end_of = [&](std::uint32_t note) { return part.notes[note].end(); };
  std::stable_sort(by_end.begin(), by_end.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return end_of(a) < end_of(b); });
  const auto status = [&](std::uint8_t kind) {
    return static_cast<std::uint8_t>(kind | part.channel);
  };
  out.begin_track();
  if (!part.name.empty()) {
    const std::size_t size = std::min<std::size_t>(part.name.size(), midi::kMostNumber);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(part.name.data());
    out.payload(0, midi::kMeta, midi::kTrackName, std::span(bytes, size));
  }
  out.channel(0, status(midi::kProgramChange), part.program);
  auto ending = by_end.begin();
  const auto end_notes_until = [&](Tick tick) {
    for (; ending != by_end.end() && end_of(*ending) <= tick; ++ending) {
      out.channel(end_of(*ending), status(midi::kNoteOff), part.notes[*ending].pitch, 0);
    }
  };
  for (const Note& note : part.notes) {
    end_notes_until(note.onset);
    out.channel(note.onset, status(midi::kNoteOn), note.pitch, note.velocity);
  }
  end_notes_until(std::numeric_limits<Tick>::max());
  out.end_track(0);
}

}  // namespace

std::vector<std::uint8_t> midi_from_score(const Score& score) {
  MidiWriter out(1, {score.ticks_per_quarter}, score.tracks.size() + 1);
  const MidiTrack first = conductor(score);
  out.begin_track();
  for (const MidiEvent& event : first.events) {
    out.payload(event.tick, event.status, event.data1, first.payload(event));
  }
  out.end_track(first.end);
  for (const Track& part : score.tracks) write_voice(part, out);
  return out.take();
}

}  // namespace bach
