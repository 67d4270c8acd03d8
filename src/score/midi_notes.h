// Notes out of the note-ons and note-offs of a MIDI file.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "midi/file.h"
#include "midi/repair.h"
#include "score/score.h"

namespace bach {

// The notes of one channel of one track of the file.
struct ChannelNotes {
  static constexpr int kUnknownProgram = -1;
  // Notes from notes[first] on sound with `program`, until the next run.
  struct Run {
    std::size_t first = 0;
    int program = kUnknownProgram;  // unknown: the track has not said by then
    std::uint64_t order = 0;        // runs of a track by first appearance
  };

  std::uint8_t channel = 0;
  std::vector<Note> notes;  // by onset, then by place in the file
  std::vector<Run> runs;
};

struct ProgramChange {
  Tick at = 0;
  std::uint8_t program = 0;
};

using ProgramTimelines = std::array<std::vector<ProgramChange>, 16>;  // by channel

// A sink for TrackParser's channel messages, used for one track after the other. A note-off ends
// the oldest note of its pitch and channel. Pairing costs no allocation beyond the notes
// themselves: a note that waits for its end keeps the index of the next one of its pitch in
// `duration`.
class NotePairing {
 public:
  explicit NotePairing(Repairs& repairs) : repairs_(repairs) {}

  void channel(Tick tick, std::uint8_t status, std::uint8_t data1, std::uint8_t data2,
               std::size_t offset) {
    switch (status & 0xF0) {
      case midi::kNoteOn:
        if (data2 != 0) {
          note_on(status & 0x0F, tick, data1, data2);
        } else {
          note_off(status & 0x0F, tick, data1, offset);
        }
        break;
      case midi::kNoteOff:
        note_off(status & 0x0F, tick, data1, offset);
        break;
      case midi::kProgramChange:
        program_change(status & 0x0F, tick, data1);
        break;
      default:
        break;
    }
  }

  // Said before the first event of a track that has about this many bytes; optional.
  void expect_bytes(std::size_t bytes) { expected_bytes_ = bytes; }

  // Forgets what this track has given so far.
  void restart_track();

  // What one track gave.
  struct TrackNotes {
    std::vector<ChannelNotes> channels;  // those with notes
    Tick end = 0;                        // of the track or its last note
  };
  // Closes what still sounds at `end` (`offset`: where in the file that is) and hands the track's
  // notes over. Ready for the next track then.
  TrackNotes end_track(Tick end, std::size_t offset);

  // The program changes of all tracks, by channel and time. To be called when all have been read.
  ProgramTimelines take_program_timelines();

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  // Notes of one pitch that wait for their end: indices of the oldest and the newest. Each keeps
  // the index of the next in `duration`, the newest kNone.
  struct Waiting {
    std::uint32_t oldest;
    std::uint32_t newest;
  };
  struct Channel {
    std::vector<Note> notes;
    std::uint32_t count = 0;  // notes.size(), which would take a division
    bool in_run = false;      // the next note belongs to runs.back()
    int program = ChannelNotes::kUnknownProgram;
    std::vector<ChannelNotes::Run> runs;
  };

  void note_on(std::size_t number, Tick tick, std::uint8_t pitch, std::uint8_t velocity) {
    Channel& channel = channels_[number];
    if (!channel.in_run) begin_run(number);
    const std::uint32_t index = channel.count++;
    channel.notes.push_back({tick, kNone, pitch, velocity});
    Waiting& waiting = waiting_[number][pitch];
    if (waiting.oldest == kNone) {
      waiting.oldest = index;
    } else {
      channel.notes[waiting.newest].duration = index;
    }
    waiting.newest = index;
  }

  void note_off(std::size_t number, Tick tick, std::uint8_t pitch, std::size_t offset) {
    Channel& channel = channels_[number];
    if (channel.count == 0) return;
    Waiting& waiting = waiting_[number][pitch];
    if (waiting.oldest == kNone) return;
    Note& note = channel.notes[waiting.oldest];
    waiting.oldest = static_cast<std::uint32_t>(note.duration);
    note.duration = tick - note.onset;
    if (note.duration == 0) give_one_tick(note, offset);
  }

  void give_one_tick(Note& note, std::size_t offset);
  void begin_run(std::size_t number);
  void program_change(std::uint8_t channel, Tick tick, std::uint8_t program);
  void close(std::size_t number, Tick end, std::size_t offset);
  void begin_track();

  Repairs& repairs_;
  std::array<Channel, 16> channels_;
  // A channel's part is filled when its first note comes: most files use few channels.
  std::array<std::array<Waiting, 128>, 16> waiting_;
  unsigned filled_ = 0;   // a bit for each channel whose part is
  unsigned touched_ = 0;  // a bit for each channel that this track has used
  std::size_t expected_bytes_ = 0;
  Tick latest_end_ = 0;
  ProgramTimelines program_changes_;
  std::array<std::size_t, 16> program_changes_before_{};  // how many earlier tracks gave
  std::uint64_t runs_begun_ = 0;
};

}  // namespace bach
