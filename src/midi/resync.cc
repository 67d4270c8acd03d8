#include "midi/resync.h"

#include "base/byte_reader.h"
#include "midi/file.h"

namespace bach {
namespace {

constexpr int kEventsToBelieve = 8;

// A variable-length number of at most `most` bytes; fails the reader otherwise.
std::uint32_t number(ByteReader& reader, int most) {
  std::uint32_t value = 0;
  for (int i = 0; i < most; ++i) {
    const std::uint8_t byte = reader.u8();
    value = value << 7 | (byte & 0x7F);
    if (byte < 0x80) return value;
  }
  reader.seek(SIZE_MAX);
  return 0;
}

bool skip_data(ByteReader& reader, int count) {
  for (int i = 0; i < count; ++i) {
    if (reader.u8() > 0x7F) return false;
  }
  return !reader.failed();
}

}  // namespace

bool sound_events_at(std::span<const std::uint8_t> bytes, std::size_t at, std::size_t limit,
                     Statuses written_out) {
  if (at >= limit) return false;
  bytes = bytes.subspan(at, limit - at);
  ByteReader reader(bytes);
  std::uint8_t running = 0;
  for (int event = 0; event < kEventsToBelieve; ++event) {
    number(reader, 3);  // longer waits are too rare to be believed here
    if (reader.failed() || reader.remaining() == 0) return false;
    std::uint8_t status = bytes[reader.offset()];
    if (status >= 0x80) {
      reader.u8();
    } else {
      status = running;
    }
    if (status == 0) return false;
    if (status < midi::kSysEx) {
      if (!skip_data(reader, midi::data_bytes(status))) return false;
      if (written_out == Statuses::kFirst) running = status;
    } else if (status == midi::kSysEx || status == midi::kSysExEscape || status == midi::kMeta) {
      const std::uint8_t type = status == midi::kMeta ? reader.u8() : 0;
      const std::uint32_t size = number(reader, 4);
      if (status == midi::kMeta && type == midi::kEndOfTrack && size == 0 && !reader.failed()) {
        return true;
      }
      reader.take(size);
      if (reader.failed() || type > 0x7F) return false;
      running = 0;
    } else {
      return false;
    }
  }
  return true;
}

std::size_t find_sound_events(std::span<const std::uint8_t> bytes, std::size_t from,
                              std::size_t limit) {
  for (std::size_t at = from; at < limit; ++at) {
    if (sound_events_at(bytes, at, limit, Statuses::kFirst)) return at;
  }
  return limit;
}

}  // namespace bach
