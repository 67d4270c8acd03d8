#include "midi/file.h"

namespace bach {

void MidiTrack::add(std::int64_t tick, std::uint8_t status, std::uint8_t data1,
                    std::uint8_t data2) {
  events.push_back({tick, 0, 0, status, data1, data2});
}

void MidiTrack::add_payload(std::int64_t tick, std::uint8_t status, std::uint8_t type,
                            std::span<const std::uint8_t> payload) {
  events.push_back({tick, static_cast<std::uint32_t>(payloads.size()),
                    static_cast<std::uint32_t>(payload.size()), status, type, 0});
  payloads.insert(payloads.end(), payload.begin(), payload.end());
}

}  // namespace bach
