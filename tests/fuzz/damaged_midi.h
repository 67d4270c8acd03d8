// MIDI files damaged in every way files are known to be damaged, and some that are only evil.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bach::fuzz {

// `head`, `times` times `unit`, `tail`: files of many megabytes need not be held to be written.
struct DamagedFile {
  std::string name;
  std::vector<std::uint8_t> head;
  std::vector<std::uint8_t> unit;
  std::uint64_t times = 0;
  std::vector<std::uint8_t> tail;

  std::uint64_t size() const { return head.size() + times * unit.size() + tail.size(); }
};

// What is left of a file's name without its number: its kind.
std::string kind_of(std::string name);

// False when it cannot be written.
bool write_file(const DamagedFile& file, const std::string& path);

// `sound`, a MIDI file, cut off at any place, with bits flipped, bytes lost, every length field
// lying, chunks swapped, events changed, chunks and headers put among damaged tracks; `of_each` files a kind, decided by `seed`.
std::vector<DamagedFile> damaged(const std::vector<std::uint8_t>& sound, std::uint32_t seed,
                                 int of_each);

// Files of `events` events each: notes in one track, notes that never end, notes on one another,
// a track each, deltas that overflow, meta events of every kind.
std::vector<DamagedFile> bombs(std::uint32_t events);

}  // namespace bach::fuzz
