#include "packed/layout.h"

#include <algorithm>
#include <string_view>

#include "base/byte_reader.h"
#include "base/sha256.h"
#include "packed/crc32.h"
#include "suite/piece.h"
#include "token/pitch_sequences.h"

namespace bach {
namespace {

constexpr std::string_view kMagic = "BACHPACK";

template <typename Number>
void put(Number value, std::vector<std::uint8_t>& bytes) {
  for (std::size_t k = 0; k < sizeof(Number); ++k) {
    bytes.push_back(static_cast<std::uint8_t>(std::uint64_t{value} >> 8 * k));
  }
}

std::uint16_t u16_le(ByteReader& reader) {
  const auto two = reader.take(2);
  return two.empty() ? std::uint16_t{0} : static_cast<std::uint16_t>(two[0] | two[1] << 8);
}

constexpr std::size_t kEntryPadding = 5;
constexpr std::uint8_t kHeldOutFlag = 1;
constexpr std::uint8_t kResemblesFlag = 2;
constexpr std::uint32_t kCompleteBit = std::uint32_t{1} << 31;

}  // namespace

std::uint64_t packed_vocabulary() {
  static const std::uint64_t vocabulary = [] {
    const std::string digits =
        sha256_hex(suite_vocabulary_fingerprint() + " " + pitch_sequence_fingerprint());
    std::uint64_t value = 0;
    for (const char digit : std::string_view(digits).substr(0, 16)) {
      value =
          value << 4 | static_cast<std::uint64_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
    }
    return value;
  }();
  return vocabulary;
}

void append_header(const ShardHeader& header, std::vector<std::uint8_t>& bytes) {
  const std::size_t begin = bytes.size();
  bytes.insert(bytes.end(), kMagic.begin(), kMagic.end());
  put(kShardVersion, bytes);
  put(header.number, bytes);
  put(header.file_bytes, bytes);
  put(header.entries_at, bytes);
  put(header.pieces, bytes);
  put(header.sources, bytes);
  put(header.names_bytes, bytes);
  put(header.causes_bytes, bytes);
  put(header.settings_bytes, bytes);
  put(std::uint32_t{0}, bytes);
  put(header.vocabulary, bytes);
  put(header.training_notes, bytes);
  put(header.held_out_notes, bytes);
  put(std::uint32_t{0}, bytes);
  put(header.entries_crc, bytes);
  put(header.rest_crc, bytes);
  put(crc32_of(std::span(bytes).subspan(begin)), bytes);
}

Result<ShardHeader> read_header(std::span<const std::uint8_t> bytes, std::uint64_t file_bytes) {
  const auto begins_so = [&](std::size_t size) {
    return std::equal(kMagic.begin(), kMagic.begin() + static_cast<std::ptrdiff_t>(size),
                      bytes.begin());
  };
  if (!begins_so(std::min(bytes.size(), kMagic.size()))) {
    return Error{ErrorCode::kInvalidData, "no shard of a packed set", 0};
  }
  if (bytes.size() < kShardHeaderBytes) {
    return Error{ErrorCode::kTruncated, "cut off within its header; pack the set again",
                 bytes.size()};
  }
  ByteReader reader(bytes.first(kShardHeaderBytes));
  reader.seek(kMagic.size());
  if (const std::uint32_t version = reader.u32_le(); version != kShardVersion) {
    return Error{ErrorCode::kUnsupported,
                 "a shard of version " + std::to_string(version) + "; this program reads version " +
                     std::to_string(kShardVersion) + ": pack the set again",
                 kMagic.size()};
  }
  ShardHeader header;
  header.number = reader.u32_le();
  header.file_bytes = reader.u64_le();
  header.entries_at = reader.u64_le();
  header.pieces = reader.u32_le();
  header.sources = reader.u32_le();
  header.names_bytes = reader.u32_le();
  header.causes_bytes = reader.u32_le();
  header.settings_bytes = reader.u32_le();
  (void)reader.u32_le();
  header.vocabulary = reader.u64_le();
  header.training_notes = reader.u64_le();
  header.held_out_notes = reader.u64_le();
  (void)reader.u32_le();
  header.entries_crc = reader.u32_le();
  header.rest_crc = reader.u32_le();
  reader.seek(kShardHeaderBytes - 4);
  const std::uint32_t crc = reader.u32_le();
  if (crc != crc32_of(bytes.first(kShardHeaderBytes - 4))) {
    return Error{ErrorCode::kInvalidData, "its header is damaged; pack the set again", 0};
  }
  if (file_bytes < header.file_bytes) {
    return Error{ErrorCode::kTruncated,
                 "cut off: " + std::to_string(file_bytes) + " of " +
                     std::to_string(header.file_bytes) + " bytes; pack the set again",
                 file_bytes};
  }
  // Counts of 32 bits times small sizes: no sum overflows 64.
  if (header.file_bytes != file_bytes || header.entries_at < kShardHeaderBytes ||
      header.entries_at > kMostShardBytes ||
      header.settings_at() + header.settings_bytes != header.file_bytes) {
    return Error{ErrorCode::kInvalidData, "its parts do not fit; pack the set again", 0};
  }
  if (header.vocabulary != packed_vocabulary()) {
    return Error{ErrorCode::kUnsupported,
                 "packed by a program with other tokens; pack the set again", 0};
  }
  return header;
}

void append_entry(const ShardEntry& entry, std::vector<std::uint8_t>& bytes) {
  const PieceFacts& facts = entry.facts;
  put(facts.hash.high, bytes);
  put(facts.hash.low, bytes);
  put(entry.payload_at, bytes);
  put(entry.payload_bytes, bytes);
  put(entry.payload_crc, bytes);
  put(entry.name_at, bytes);
  put(entry.name_bytes, bytes);
  put(static_cast<std::uint8_t>((facts.split == PackedSplit::kHeldOut ? kHeldOutFlag : 0) |
                                (facts.resembles ? kResemblesFlag : 0)),
      bytes);
  put(facts.kind, bytes);
  put(facts.suite_notes, bytes);
  put(facts.sequence_notes, bytes);
  put(facts.notes, bytes);
  put(facts.dropped, bytes);
  put(facts.quarters, bytes);
  for (const std::uint8_t byte : {facts.metre_numerator, facts.metre_denominator, facts.tracks,
                                  facts.program, facts.lowest, facts.highest, facts.percussion}) {
    bytes.push_back(byte);
  }
  bytes.insert(bytes.end(), kEntryPadding, 0);
}

ShardEntry read_entry(std::span<const std::uint8_t> bytes) {
  ByteReader reader(bytes);
  ShardEntry entry;
  PieceFacts& facts = entry.facts;
  facts.hash.high = reader.u64_le();
  facts.hash.low = reader.u64_le();
  entry.payload_at = reader.u64_le();
  entry.payload_bytes = reader.u32_le();
  entry.payload_crc = reader.u32_le();
  entry.name_at = reader.u32_le();
  entry.name_bytes = u16_le(reader);
  const std::uint8_t flags = reader.u8();
  facts.split = (flags & kHeldOutFlag) != 0 ? PackedSplit::kHeldOut : PackedSplit::kTraining;
  facts.resembles = (flags & kResemblesFlag) != 0;
  facts.kind = reader.u8();
  facts.suite_notes = reader.u32_le();
  facts.sequence_notes = reader.u32_le();
  facts.notes = reader.u32_le();
  facts.dropped = reader.u32_le();
  facts.quarters = reader.u32_le();
  for (std::uint8_t* byte : {&facts.metre_numerator, &facts.metre_denominator, &facts.tracks,
                             &facts.program, &facts.lowest, &facts.highest, &facts.percussion}) {
    *byte = reader.u8();
  }
  return entry;
}

void append_sketch(const ContentSketch& sketch, std::vector<std::uint8_t>& bytes) {
  for (const std::uint16_t value : sketch) put(value, bytes);
}

ContentSketch read_sketch(std::span<const std::uint8_t> bytes) {
  ContentSketch sketch;
  for (std::size_t k = 0; k < kSketchValues; ++k) {
    sketch[k] = static_cast<std::uint16_t>(bytes[2 * k] | bytes[2 * k + 1] << 8);
  }
  return sketch;
}

void append_source(const PackedSource& source, std::vector<std::uint8_t>& bytes) {
  put(source.id, bytes);
  put(source.members | (source.complete ? kCompleteBit : 0), bytes);
  put(std::uint32_t{0}, bytes);
}

PackedSource read_source(std::span<const std::uint8_t> bytes) {
  ByteReader reader(bytes);
  PackedSource source;
  source.id = reader.u64_le();
  const std::uint32_t members = reader.u32_le();
  source.members = members & ~kCompleteBit;
  source.complete = (members & kCompleteBit) != 0;
  return source;
}

}  // namespace bach
