// libFuzzer's changes to MIDI: its own half of the time and for
// what is no MIDI, else those of midi_damage.h.
#include <algorithm>

#include "fuzz/midi_damage.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned int seed) {
  if (seed % 2 == 0 || bach::fuzz::pieces_of({data, size}).empty()) {
    return LLVMFuzzerMutate(data, size, most);
  }
  const auto changed = bach::fuzz::mutated_midi({data, data + size}, seed);
  const std::size_t kept = std::min(changed.size(), most);
  std::copy_n(changed.begin(), kept, data);
  return kept;
}
