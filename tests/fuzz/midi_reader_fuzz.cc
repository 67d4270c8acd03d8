// Any bytes as MIDI: the events, and the music in them.
#include "fuzz/valid_score.h"
#include "midi/reader.h"
#include "score/from_midi.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  const std::span bytes(data, size);
  const Result<MidiFile> file = read_midi(bytes);
  const Result<ImportedScore> music = score_from_midi(bytes);
  fuzz::check(file.ok() == music.ok(), "events and music are read or refused alike");
  if (!file) {
    fuzz::check(!file.error().message.empty(), "a refusal says why");
    return 0;
  }
  for (const MidiTrack& track : file->tracks) {
    std::int64_t before = 0;
    for (const MidiEvent& event : track.events) {
      fuzz::check(event.tick >= before, "ticks never decrease");
      fuzz::check(event.data1 < 128 && event.data2 < 128, "data bytes");
      fuzz::check(std::size_t{event.begin} + event.size <= track.payloads.size(), "payloads");
      before = event.tick;
    }
    fuzz::check(track.end >= before, "a track ends behind its last event");
  }
  for (const Repair& repair : file->repairs) {
    fuzz::check(repair.offset <= size, "repairs lie in the file");
    fuzz::check(!describe(repair).empty(), "repairs have words");
  }
  fuzz::check_valid(music->score);
  return 0;
}
