// Any bytes as a shard of a packed set: as they are, and with the lengths and checksums that fit them, to
// get behind those.
#include <algorithm>
#include <span>
#include <vector>

#include "fuzz/check.h"
#include "fuzz/shard_parts.h"
#include "packed/layout.h"
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

}  // namespace
}  // namespace bach

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  const std::span bytes(data, size);
  const bool taken = read(bytes);
  if (const auto parts = fuzz::parts_of(bytes)) {
    const std::vector<std::uint8_t> fitting = fuzz::shard_of(*parts);
    fuzz::check(fuzz::shard_of(*fuzz::parts_of(fitting)) == fitting, "what fits stays as it is");
    read(fitting);
  }
  if (taken || size < kShardHeaderBytes) return 0;
  std::vector<std::uint8_t> file(data, data + size);
  fuzz::mend_checksums(file);
  read(file);
  if (const Result<SuitePiece> piece = read_suite_piece({data, size})) walk(*piece);
  return 0;
}
