// libFuzzer's changes to shards: its own half of the time and for what is not laid out as a shard, else to
// one part of it, or a piece doubled, dropped or moved, with all lengths and checksums made to fit, so that what
// stands behind them is read.
#include <algorithm>
#include <random>

#include "fuzz/shard_parts.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace bach::fuzz {
namespace {

// By up to `more` bytes longer.
void mutate(Bytes& bytes, std::size_t more = 64) {
  const std::size_t size = bytes.size(), most = size + more;
  if (most == 0) return;
  bytes.resize(most);
  bytes.resize(LLVMFuzzerMutate(bytes.data(), size, most));
}

void mutate_in_place(Bytes& bytes) {
  const std::size_t size = bytes.size();
  mutate(bytes, 0);
  bytes.resize(size);
}

void change_pieces(ShardParts& parts, std::mt19937& random) {
  const auto any = [&] { return static_cast<std::ptrdiff_t>(random() % parts.entries.size()); };
  const std::ptrdiff_t from = any(), to = any();
  switch (random() % 3) {
    case 0: {
      const Bytes payload = parts.payloads[static_cast<std::size_t>(from)];
      const Bytes entry = parts.entries[static_cast<std::size_t>(from)];
      parts.payloads.insert(parts.payloads.begin() + to, payload);
      parts.entries.insert(parts.entries.begin() + to, entry);
      break;
    }
    case 1:
      parts.payloads.erase(parts.payloads.begin() + from);
      parts.entries.erase(parts.entries.begin() + from);
      break;
    default:
      std::swap(parts.payloads[static_cast<std::size_t>(from)],
                parts.payloads[static_cast<std::size_t>(to)]);
  }
}

void change(ShardParts& parts, std::mt19937& random) {
  if (!parts.entries.empty() && random() % 4 != 0) {
    const std::size_t piece = random() % parts.entries.size();
    switch (random() % 8) {
      case 0:
        return change_pieces(parts, random);
      case 1:
      case 2:
        return mutate_in_place(parts.entries[piece]);
      default:
        return mutate(parts.payloads[piece]);
    }
  }
  switch (random() % 6) {
    case 0:
      return mutate_in_place(parts.header);
    case 1:
      return mutate_in_place(parts.sketches);
    case 2:
      return mutate(parts.sources);
    case 3:
      return mutate(parts.names);
    case 4:
      return mutate(parts.causes);
    default:
      return mutate(parts.settings);
  }
}

}  // namespace
}  // namespace bach::fuzz

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned int seed) {
  using namespace bach::fuzz;
  auto parts = seed % 2 == 0 ? std::nullopt : parts_of({data, size});
  if (!parts) return LLVMFuzzerMutate(data, size, most);
  std::mt19937 random(seed);
  change(*parts, random);
  const Bytes changed = shard_of(std::move(*parts));
  if (changed.size() > most) return LLVMFuzzerMutate(data, size, most);
  std::copy(changed.begin(), changed.end(), data);
  return changed.size();
}
