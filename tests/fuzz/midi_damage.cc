#include "fuzz/midi_damage.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <random>

namespace bach::fuzz {
namespace {

using Bytes = std::vector<std::uint8_t>;
using Kind = Piece::Kind;

std::uint32_t big_endian(std::span<const std::uint8_t> bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | bytes[at + i];
  return value;
}

bool track_at(std::span<const std::uint8_t> bytes, std::size_t at) {
  return at + 8 <= bytes.size() && std::memcmp(bytes.data() + at, "MTrk", 4) == 0;
}

// The number at `at`, which moves behind it; nothing when it does not end before `limit`.
std::optional<std::uint32_t> number_at(std::span<const std::uint8_t> bytes, std::size_t& at,
                                       std::size_t limit) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4 && at < limit; ++i) {
    const std::uint8_t byte = bytes[at++];
    value = value << 7 | (byte & 0x7F);
    if (byte < 0x80) return value;
  }
  return {};
}

void walk_track(std::span<const std::uint8_t> bytes, std::size_t at, std::size_t limit,
                std::vector<Piece>& pieces) {
  std::uint8_t running = 0;
  while (at < limit) {
    const std::size_t begin = at;
    if (!number_at(bytes, at, limit) || at >= limit) return;
    pieces.push_back({Kind::kDelta, begin, at});
    const std::size_t event = at;
    std::uint8_t status = bytes[at];
    if (status < 0x80) {
      status = running;
    } else {
      ++at;
    }
    if (status == 0) return;
    if (status < 0xF0) {
      running = status;
      at += (status & 0xE0) == 0xC0 ? 1 : 2;
    } else {
      at += status == 0xFF ? 1 : 0;
      const std::size_t length = at;
      const auto size = number_at(bytes, at, limit);
      if (!size || *size > limit - at) return;
      pieces.push_back({Kind::kPayloadLength, length, at});
      at += *size;
    }
    if (at > limit) return;
    pieces.push_back({Kind::kEvent, event, at});
  }
}

void replace(Bytes& bytes, const Piece& piece, const Bytes& by) {
  const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(piece.begin);
  const auto end = bytes.begin() + static_cast<std::ptrdiff_t>(piece.end);
  bytes.insert(bytes.erase(begin, end), by.begin(), by.end());
}

Bytes copy_of(const Bytes& bytes, const Piece& piece) {
  return {bytes.begin() + static_cast<std::ptrdiff_t>(piece.begin),
          bytes.begin() + static_cast<std::ptrdiff_t>(piece.end)};
}

class Mutation {
 public:
  Mutation(Bytes& bytes, std::uint32_t seed) : bytes_(bytes), random_(seed) {}

  void apply() {
    for (std::uint32_t left = 1 + below(3); left > 0; --left) change();
    if (below(4) != 0) mend_lengths(bytes_);
  }

 private:
  std::uint32_t below(std::uint32_t bound) {
    return static_cast<std::uint32_t>(random_() % std::max(bound, 1u));
  }
  std::uint8_t byte() { return static_cast<std::uint8_t>(below(256)); }
  std::uint8_t data() { return static_cast<std::uint8_t>(below(128)); }

  std::optional<Piece> any(Kind kind) {
    std::vector<Piece> found;
    for (const Piece& piece : pieces_of(bytes_)) {
      if (piece.kind == kind) found.push_back(piece);
    }
    if (found.empty()) return {};
    return found[below(static_cast<std::uint32_t>(found.size()))];
  }

  std::uint32_t length() {
    constexpr std::uint32_t kOdd[] = {0, 1, 127, 128, 16383, 16384, 0x0FFFFFFF};
    return below(2) == 0 ? kOdd[below(7)] : below(1000);
  }

  // A delta and an event.
  Bytes event() {
    Bytes out = variable_length(below(3) == 0 ? length() : below(480));
    const auto channel = static_cast<std::uint8_t>(below(3));
    constexpr std::uint8_t kMetas[] = {1, 3, 6, 0x20, 0x2F, 0x51, 0x54, 0x58, 0x59, 0x7F};
    switch (below(6)) {
      case 0:  // any channel message
        out.push_back(static_cast<std::uint8_t>(0x80 + below(0x70)));
        break;
      case 1: {
        const std::uint32_t size = below(6);
        out.insert(out.end(), {0xFF, kMetas[below(10)], static_cast<std::uint8_t>(size)});
        for (std::uint32_t i = 0; i < size; ++i) out.push_back(byte());
        return out;
      }
      case 2:  // running status
        break;
      case 3:
        out.push_back(static_cast<std::uint8_t>(0x80 | channel));
        break;
      default:
        out.push_back(static_cast<std::uint8_t>(0x90 | channel));
    }
    // Few pitches, so that notes meet.
    out.push_back(static_cast<std::uint8_t>(48 + below(4)));
    if (out.size() < 2 || (out[out.size() - 2] & 0xE0) != 0xC0) {
      out.push_back(below(2) == 0 ? std::uint8_t{0} : data());
    }
    return out;
  }

  void change() {
    switch (below(10)) {
      case 0:
        if (const auto delta = any(Kind::kDelta)) {
          replace(bytes_, *delta, variable_length(length()));
        }
        break;
      case 1:
      case 2:  // a new event before another
        if (const auto delta = any(Kind::kDelta)) {
          replace(bytes_, {Kind::kDelta, delta->begin, delta->begin}, event());
        }
        break;
      case 3:  // an event taken away; its delta is the next one's
        if (const auto taken = any(Kind::kEvent)) replace(bytes_, *taken, {});
        break;
      case 4:  // a byte of an event
        if (const auto event = any(Kind::kEvent)) {
          bytes_[event->begin + below(static_cast<std::uint32_t>(event->end - event->begin))] =
              byte();
        }
        break;
      case 5:
        if (const auto size = any(Kind::kPayloadLength)) {
          replace(bytes_, *size, variable_length(length()));
        }
        break;
      case 6:
        if (const auto size = any(Kind::kChunkLength)) bytes_[size->begin + below(4)] = byte();
        break;
      case 7: {  // two tracks swapped, or one in the other's place
        const auto a = any(Kind::kTrack), b = any(Kind::kTrack);
        if (!a || !b || a->begin == b->begin) break;
        const Piece& first = a->begin < b->begin ? *a : *b;
        const Piece& second = a->begin < b->begin ? *b : *a;
        const Bytes early = copy_of(bytes_, first), late = copy_of(bytes_, second);
        replace(bytes_, second, early);
        if (below(2) == 0) replace(bytes_, first, late);
        break;
      }
      case 8:
        if (const auto track = any(Kind::kTrack)) {
          replace(bytes_, *track, below(2) == 0 ? Bytes{} : doubled(copy_of(bytes_, *track)));
        }
        break;
      default:
        if (const auto header = any(Kind::kHeader)) bytes_[header->begin + 8 + below(6)] = byte();
    }
  }

  static Bytes doubled(Bytes bytes) {
    const std::size_t size = bytes.size();
    bytes.resize(2 * size);
    std::copy_n(bytes.begin(), size, bytes.begin() + static_cast<std::ptrdiff_t>(size));
    return bytes;
  }

  Bytes& bytes_;
  std::mt19937 random_;
};

}  // namespace

std::vector<Piece> pieces_of(std::span<const std::uint8_t> bytes) {
  std::vector<Piece> pieces;
  if (bytes.size() < 14 || std::memcmp(bytes.data(), "MThd", 4) != 0) return pieces;
  pieces.push_back({Kind::kHeader, 0, 14});
  for (std::size_t at = 14; track_at(bytes, at);) {
    const std::size_t limit =
        std::min<std::uint64_t>(bytes.size(), std::uint64_t{at} + 8 + big_endian(bytes, at + 4));
    pieces.push_back({Kind::kTrack, at, limit});
    pieces.push_back({Kind::kChunkLength, at + 4, at + 8});
    walk_track(bytes, at + 8, limit, pieces);
    at = limit;
  }
  return pieces;
}

std::vector<std::uint8_t> mutated_midi(std::vector<std::uint8_t> bytes, std::uint32_t seed) {
  Mutation(bytes, seed).apply();
  return bytes;
}

void mend_lengths(std::vector<std::uint8_t>& bytes) {
  std::size_t end = bytes.size();
  for (std::size_t at = bytes.size(); at-- > 0;) {
    if (!track_at(bytes, at) || end < at + 8) continue;
    const std::size_t length = end - at - 8;
    for (std::size_t i = 0; i < 4; ++i) {
      bytes[at + 4 + i] = static_cast<std::uint8_t>(length >> (24 - 8 * i));
    }
    end = at;
  }
}

std::vector<std::uint8_t> variable_length(std::uint32_t value) {
  std::vector<std::uint8_t> out;
  for (int shift = 21; shift >= 0; shift -= 7) {
    const std::uint32_t part = value >> shift;
    if (part == 0 && shift > 0) continue;
    out.push_back(static_cast<std::uint8_t>((part & 0x7F) | (shift > 0 ? 0x80 : 0)));
  }
  return out;
}

}  // namespace bach::fuzz
