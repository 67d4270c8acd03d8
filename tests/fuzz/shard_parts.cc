#include "fuzz/shard_parts.h"

#include <algorithm>

#include "packed/crc32.h"
#include "packed/layout.h"
#include "packed/payload.h"

namespace bach::fuzz {
namespace {

// Where numbers stand in the header and in an entry.
constexpr std::size_t kFileBytes = 16, kEntriesAt = 24, kPieces = 32, kSources = 36,
                      kNamesBytes = 40, kCausesBytes = 44, kSettingsBytes = 48, kEntriesCrc = 84,
                      kRestCrc = 88, kHeaderCrc = 92;
constexpr std::size_t kPayloadAt = 16, kPayloadBytes = 24, kPayloadCrc = 28, kSuiteNotes = 40;

void put(std::uint64_t value, std::size_t bytes, std::span<std::uint8_t> into, std::size_t at) {
  for (std::size_t k = 0; k < bytes; ++k) {
    into[at + k] = static_cast<std::uint8_t>(value >> 8 * k);
  }
}

void put_crc(std::span<std::uint8_t> file, std::size_t at, std::span<const std::uint8_t> of) {
  put(crc32_of(of), 4, file, at);
}

Bytes copy(std::span<const std::uint8_t> bytes) { return {bytes.begin(), bytes.end()}; }

void append(const Bytes& bytes, Bytes& to) { to.insert(to.end(), bytes.begin(), bytes.end()); }

// What the entry says of its payload.
void fit_entry(Bytes& entry, const Bytes& payload, std::size_t at) {
  put(at, 8, entry, kPayloadAt);
  put(payload.size(), 4, entry, kPayloadBytes);
  put_crc(entry, kPayloadCrc, payload);
  const std::size_t rows = read_entry(entry).facts.sequence_notes;
  if (rows > payload.size()) return;
  const Result<SuitePiece> piece = read_suite_piece(std::span(payload).subspan(rows));
  if (piece) put(count_first_statements(*piece), 4, entry, kSuiteNotes);
}

}  // namespace

void mend_checksums(std::span<std::uint8_t> file) {
  put_crc(file, kHeaderCrc, file.first(kHeaderCrc));
  const Result<ShardHeader> header = read_header(file, file.size());
  if (!header) return;
  const auto at = static_cast<std::size_t>(header->entries_at);
  const auto rest = static_cast<std::size_t>(header->sketches_at());
  for (std::size_t piece = 0; piece < header->pieces; ++piece) {
    const std::size_t begin = at + kShardEntryBytes * piece;
    const ShardEntry entry = read_entry(file.subspan(begin, kShardEntryBytes));
    if (entry.payload_at > at || entry.payload_bytes > at - entry.payload_at) continue;
    put_crc(file, begin + kPayloadCrc,
            file.subspan(static_cast<std::size_t>(entry.payload_at), entry.payload_bytes));
  }
  put_crc(file, kEntriesCrc, file.subspan(at, rest - at));
  put_crc(file, kRestCrc, file.subspan(rest));
  put_crc(file, kHeaderCrc, file.first(kHeaderCrc));
}

std::optional<ShardParts> parts_of(std::span<const std::uint8_t> file) {
  if (file.size() < kShardHeaderBytes) return {};
  Bytes fitting = copy(file);
  put_crc(fitting, kHeaderCrc, std::span(fitting).first(kHeaderCrc));
  const Result<ShardHeader> header = read_header(fitting, fitting.size());
  if (!header) return {};
  ShardParts parts;
  const auto part = [&](std::uint64_t begin, std::uint64_t end) {
    return copy(
        file.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
  };
  parts.header = part(0, kShardHeaderBytes);
  std::uint64_t at = kShardHeaderBytes;
  for (std::uint64_t piece = 0; piece < header->pieces; ++piece) {
    const std::uint64_t begin = header->entries_at + kShardEntryBytes * piece;
    parts.entries.push_back(part(begin, begin + kShardEntryBytes));
    const ShardEntry entry = read_entry(parts.entries.back());
    if (entry.payload_at != at || entry.payload_bytes > header->entries_at - at) return {};
    parts.payloads.push_back(part(at, at + entry.payload_bytes));
    at += entry.payload_bytes;
  }
  if (at != header->entries_at) return {};
  parts.sketches = part(header->sketches_at(), header->sources_at());
  parts.sources = part(header->sources_at(), header->names_at());
  parts.names = part(header->names_at(), header->causes_at());
  parts.causes = part(header->causes_at(), header->settings_at());
  parts.settings = part(header->settings_at(), header->file_bytes);
  return parts;
}

Bytes shard_of(ShardParts parts) {
  Bytes file = parts.header;
  for (std::size_t piece = 0; piece < parts.payloads.size(); ++piece) {
    fit_entry(parts.entries[piece], parts.payloads[piece], file.size());
    append(parts.payloads[piece], file);
  }
  const std::size_t entries_at = file.size();
  for (const Bytes& entry : parts.entries) append(entry, file);
  parts.sketches.resize(kShardSketchBytes * parts.entries.size());
  parts.sources.resize(parts.sources.size() / kShardSourceBytes * kShardSourceBytes);
  for (const Bytes* part :
       {&parts.sketches, &parts.sources, &parts.names, &parts.causes, &parts.settings}) {
    append(*part, file);
  }
  put(file.size(), 8, file, kFileBytes);
  put(entries_at, 8, file, kEntriesAt);
  put(parts.entries.size(), 4, file, kPieces);
  put(parts.sources.size() / kShardSourceBytes, 4, file, kSources);
  put(parts.names.size(), 4, file, kNamesBytes);
  put(parts.causes.size(), 4, file, kCausesBytes);
  put(parts.settings.size(), 4, file, kSettingsBytes);
  mend_checksums(file);
  return file;
}

}  // namespace bach::fuzz
