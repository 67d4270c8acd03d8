#include "midi/reader.h"

#include <limits>

#include "midi/container.h"
#include "midi/track_parser.h"

namespace bach {
namespace {

struct KeepEvents {
  MidiTrack& track;

  void restart() { track = {}; }
  void channel(std::int64_t tick, std::uint8_t status, std::uint8_t data1, std::uint8_t data2,
               std::size_t) {
    track.add(tick, status, data1, data2);
  }
  void payload(std::int64_t tick, std::uint8_t status, std::uint8_t type,
               std::span<const std::uint8_t> bytes, std::size_t) {
    track.add_payload(tick, status, type, bytes);
  }
};

}  // namespace

Result<MidiFile> read_midi(std::span<const std::uint8_t> bytes) {
  if (bytes.size() > std::numeric_limits<std::uint32_t>::max()) {
    return Error{ErrorCode::kLimit, "a MIDI file larger than 4 GiB is not read", std::nullopt};
  }
  Repairs repairs;
  const Result<Container> container = open_container(bytes, repairs);
  if (!container) return container.error();

  MidiFile file;
  file.format = container->format;
  file.division = container->division;
  file.tracks.reserve(container->tracks.size());
  for (const TrackChunk& chunk : container->tracks) {
    MidiTrack& track = file.tracks.emplace_back();
    KeepEvents sink{track};
    track.end = parse_track(bytes, chunk, repairs, sink);
  }
  file.repairs = repairs.list();
  return file;
}

}  // namespace bach
