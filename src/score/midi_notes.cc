#include "score/midi_notes.h"

#include <algorithm>

namespace bach {

void NotePairing::give_one_tick(Note& note, std::size_t offset) {
  note.duration = 1;
  repairs_.add(RepairKind::kZeroLength, offset);
}

void NotePairing::begin_run(Channel& channel) {
  channel.in_run = true;
  if (!channel.runs.empty() && channel.runs.back().program == channel.program) return;
  channel.runs.push_back({channel.notes.size(), channel.program, runs_begun_++});
}

void NotePairing::program_change(std::uint8_t channel, Tick tick, std::uint8_t program) {
  program_changes_[channel].push_back({tick, program});
  channels_[channel].program = program;
  channels_[channel].in_run = false;
}

void NotePairing::close(Channel& channel, Tick end, std::size_t offset) {
  for (Waiting& waiting : channel.waiting) {
    while (waiting.oldest != kNone) {
      Note& note = channel.notes[waiting.oldest];
      waiting.oldest =
          waiting.oldest == waiting.newest ? kNone : static_cast<std::uint32_t>(note.duration);
      note.duration = std::max<Tick>(end - note.onset, 1);
      repairs_.add(RepairKind::kUnterminated, offset);
    }
  }
}

ProgramTimelines NotePairing::program_timelines() const {
  ProgramTimelines sorted = program_changes_;
  for (std::vector<ProgramChange>& changes : sorted) {
    std::stable_sort(changes.begin(), changes.end(),
                     [](const ProgramChange& a, const ProgramChange& b) { return a.at < b.at; });
  }
  return sorted;
}

void NotePairing::restart_track() {
  for (std::size_t number = 0; number < channels_.size(); ++number) {
    Channel& channel = channels_[number];
    program_changes_[number].resize(program_changes_before_[number]);
    channel.program = ChannelNotes::kUnknownProgram;
    channel.in_run = false;
    if (channel.notes.empty()) continue;
    channel.notes.clear();
    channel.runs.clear();
    channel.waiting.fill({});
  }
}

std::vector<ChannelNotes> NotePairing::end_track(Tick end, std::size_t offset) {
  std::vector<ChannelNotes> all;
  for (std::size_t number = 0; number < channels_.size(); ++number) {
    Channel& channel = channels_[number];
    program_changes_before_[number] = program_changes_[number].size();
    channel.program = ChannelNotes::kUnknownProgram;
    channel.in_run = false;
    if (channel.notes.empty()) continue;
    close(channel, end, offset);
    all.push_back({static_cast<std::uint8_t>(number), std::exchange(channel.notes, {}),
                   std::exchange(channel.runs, {})});
  }
  return all;
}

}  // namespace bach
