#include "score/midi_meta.h"

#include <utility>

#include "base/utf8.h"
#include "midi/file.h"

namespace bach {
namespace {

void add_tempo(Tick tick, std::span<const std::uint8_t> payload, std::size_t offset,
               TrackMeta& meta, Repairs& repairs) {
  std::uint32_t tempo = 0;
  if (payload.size() == 3) {
    for (const std::uint8_t byte : payload) tempo = tempo << 8 | byte;
  }
  if (tempo == 0) {
    repairs.add(RepairKind::kTempo, offset);
    return;
  }
  meta.tempos.push_back({tick, tempo});
}

void add_metre(Tick tick, std::span<const std::uint8_t> payload, std::size_t offset,
               TrackMeta& meta, Repairs& repairs) {
  if (payload.size() < 2 || payload[0] == 0 || payload[1] > 7) {
    repairs.add(RepairKind::kMetre, offset);
    return;
  }
  meta.metres.push_back({tick, payload[0], 1 << payload[1]});
}

void add_key(Tick tick, std::span<const std::uint8_t> payload, std::size_t offset, TrackMeta& meta,
             Repairs& repairs) {
  if (payload.empty()) {
    repairs.add(RepairKind::kKey, offset);
    return;
  }
  Key key{tick, static_cast<std::int8_t>(payload[0]), Mode::kMajor};
  const bool odd = payload.size() != 2 || payload[1] > 1 || key.fifths < -7 || key.fifths > 7;
  if (odd) repairs.add(RepairKind::kKey, offset);
  if (payload.size() > 1 && payload[1] == 1) key.mode = Mode::kMinor;
  if (key.fifths > 7) key.fifths -= 12;
  if (key.fifths < -7) key.fifths += 12;
  if (key.fifths >= -7 && key.fifths <= 7) meta.keys.push_back(key);
}

std::string text(std::span<const std::uint8_t> payload, std::size_t offset, Repairs& repairs) {
  DecodedText decoded = decode_text(payload);
  if (decoded.converted) repairs.add(RepairKind::kText, offset);
  return std::move(decoded.utf8);
}

}  // namespace

void add_meta(std::uint8_t type, Tick tick, std::span<const std::uint8_t> payload,
              std::size_t offset, TrackMeta& meta, Repairs& repairs) {
  switch (type) {
    case midi::kTrackName:
      if (meta.name.empty()) meta.name = text(payload, offset, repairs);
      break;
    case midi::kMarker:
      if (std::string words = text(payload, offset, repairs); !words.empty()) {
        meta.markers.push_back({tick, std::move(words)});
      }
      break;
    case midi::kTempo:
      add_tempo(tick, payload, offset, meta, repairs);
      break;
    case midi::kTimeSignature:
      add_metre(tick, payload, offset, meta, repairs);
      break;
    case midi::kKeySignature:
      add_key(tick, payload, offset, meta, repairs);
      break;
    default:
      break;
  }
}

}  // namespace bach
