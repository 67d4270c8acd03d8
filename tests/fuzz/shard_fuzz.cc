// Any bytes as a shard of a packed set: as they are, and with the checksums that fit them, to get
// behind those.
#include <algorithm>
#include <span>
#include <vector>

#include "fuzz/check.h"
#include "packed/crc32.h"
#include "packed/payload.h"
#include "packed/shard.h"
#include "suite/steps.h"

namespace bach {
namespace {

// Steps through what it takes for music, which must be walkable.
void walk(const SuitePiece& piece) {
  constexpr std::size_t kMostNotes = 512;  // enough to go wrong
  std::size_t notes = 0;
  for (const SuiteSection& section : piece.sections) notes += section.tokens.size();
  if (notes > kMostNotes) return;
  std::vector<std::uint8_t> bytes;
  append_suite_piece(piece, bytes);
  const Result<SuitePiece> again = read_suite_piece(bytes);
  fuzz::check(again.ok() && *again == piece, "a piece that was read can be written and read");
  suite_records(piece);
}

bool read(std::span<const std::uint8_t> bytes) {
  const Result<Shard> shard = Shard::parse(bytes);
  if (!shard) {
    fuzz::check(!shard.error().message.empty(), "a refusal says why");
    return false;
  }
  for (std::size_t piece = 0; piece < shard->size(); ++piece) {
    (void)shard->name(piece);
    (void)shard->sequence(piece);
    if (const Result<SuitePiece> suite = shard->suite(piece)) walk(*suite);
  }
  for (std::size_t source = 0; source < shard->sources(); ++source) (void)shard->source(source);
  (void)shard->refusals();
  return true;
}

void put_crc(std::span<std::uint8_t> file, std::size_t at, std::span<const std::uint8_t> of) {
  const std::uint32_t crc = crc32_of(of);
  for (std::size_t k = 0; k < 4; ++k) file[at + k] = static_cast<std::uint8_t>(crc >> 8 * k);
}

// Checksums as doc/packed.md has them.
void mend(std::vector<std::uint8_t>& file) {
  constexpr std::size_t kEntriesCrc = 84, kRestCrc = 88, kHeaderCrc = 92;
  put_crc(file, kHeaderCrc, std::span(file).first(kHeaderCrc));
  const Result<ShardHeader> header = read_header(file, file.size());
  if (!header) return;
  const auto at = static_cast<std::size_t>(header->entries_at);
  const auto rest = static_cast<std::size_t>(header->sketches_at());
  for (std::size_t piece = 0; piece < header->pieces; ++piece) {
    const std::size_t begin = at + kShardEntryBytes * piece;
    const ShardEntry entry = read_entry(std::span(file).subspan(begin, kShardEntryBytes));
    if (entry.payload_at > at || entry.payload_bytes > at - entry.payload_at) continue;
    put_crc(
        file, begin + 28,
        std::span(file).subspan(static_cast<std::size_t>(entry.payload_at), entry.payload_bytes));
  }
  put_crc(file, kEntriesCrc, std::span(file).subspan(at, rest - at));
  put_crc(file, kRestCrc, std::span(file).subspan(rest));
  put_crc(file, kHeaderCrc, std::span(file).first(kHeaderCrc));
}

}  // namespace
}  // namespace bach

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  if (read({data, size}) || size < kShardHeaderBytes) return 0;
  std::vector<std::uint8_t> file(data, data + size);
  mend(file);
  read(file);
  if (const Result<SuitePiece> piece = read_suite_piece({data, size})) walk(*piece);
  return 0;
}
