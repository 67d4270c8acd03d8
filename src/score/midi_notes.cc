#include "score/midi_notes.h"

#include <algorithm>
#include <bit>

namespace bach {
namespace {

constexpr std::size_t kMostReserved = std::size_t{1} << 18;

std::size_t lowest_channel(unsigned channels) {
  return static_cast<std::size_t>(std::countr_zero(channels));
}

}  // namespace

void NotePairing::give_one_tick(Note& note, std::size_t offset) {
  note.duration = 1;
  latest_end_ = std::max(latest_end_, note.end());
  repairs_.add(RepairKind::kZeroLength, offset);
}

void NotePairing::begin_run(std::size_t number) {
  Channel& channel = channels_[number];
  channel.in_run = true;
  if ((filled_ >> number & 1) == 0) {
    waiting_[number].fill({kNone, kNone});
    filled_ |= 1u << number;
  }
  if (channel.count == 0 && std::has_single_bit(touched_ | 1u << number)) {
    // Most tracks use one channel and six bytes per note or more.
    channel.notes.reserve(std::min(expected_bytes_ / 6 + 1, kMostReserved));
  }
  touched_ |= 1u << number;
  if (!channel.runs.empty() && channel.runs.back().program == channel.program) return;
  channel.runs.push_back({channel.notes.size(), channel.program, runs_begun_++});
}

void NotePairing::program_change(std::uint8_t channel, Tick tick, std::uint8_t program) {
  program_changes_[channel].push_back({tick, program});
  channels_[channel].program = program;
  channels_[channel].in_run = false;
  touched_ |= 1u << channel;
}

void NotePairing::close(std::size_t number, Tick end, std::size_t offset) {
  for (Waiting& waiting : waiting_[number]) {
    while (waiting.oldest != kNone) {
      Note& note = channels_[number].notes[waiting.oldest];
      waiting.oldest = static_cast<std::uint32_t>(note.duration);
      note.duration = std::max<Tick>(end - note.onset, 1);
      latest_end_ = std::max(latest_end_, note.end());
      repairs_.add(RepairKind::kUnterminated, offset);
    }
  }
}

ProgramTimelines NotePairing::take_program_timelines() {
  ProgramTimelines timelines = std::move(program_changes_);
  const auto before = [](const ProgramChange& a, const ProgramChange& b) { return a.at < b.at; };
  for (std::vector<ProgramChange>& changes : timelines) {
    if (std::is_sorted(changes.begin(), changes.end(), before)) continue;
    std::stable_sort(changes.begin(), changes.end(), before);
  }
  return timelines;
}

void NotePairing::begin_track() {
  latest_end_ = 0;
  for (; touched_ != 0; touched_ &= touched_ - 1) {
    Channel& channel = channels_[lowest_channel(touched_)];
    channel.notes.clear();
    channel.count = 0;
    channel.runs.clear();
    channel.program = ChannelNotes::kUnknownProgram;
    channel.in_run = false;
  }
}

void NotePairing::restart_track() {
  for (unsigned left = touched_; left != 0; left &= left - 1) {
    const std::size_t number = lowest_channel(left);
    program_changes_[number].resize(program_changes_before_[number]);
    waiting_[number].fill({kNone, kNone});
  }
  begin_track();
}

NotePairing::TrackNotes NotePairing::end_track(Tick end, std::size_t offset) {
  TrackNotes result;
  for (unsigned left = touched_; left != 0; left &= left - 1) {
    const std::size_t number = lowest_channel(left);
    Channel& channel = channels_[number];
    program_changes_before_[number] = program_changes_[number].size();
    if (channel.count == 0) continue;
    close(number, end, offset);
    result.channels.push_back({static_cast<std::uint8_t>(number), std::exchange(channel.notes, {}),
                               std::exchange(channel.runs, {})});
  }
  result.end = std::max(end, latest_end_);
  begin_track();
  return result;
}

}  // namespace bach
