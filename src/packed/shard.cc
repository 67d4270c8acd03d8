#include "packed/shard.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <utility>

#include "base/file.h"
#include "packed/crc32.h"
#include "packed/payload.h"
#include "token/pitch_vocabulary.h"

namespace bach {
namespace {

std::string_view text_of(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

std::span<const std::uint8_t> Shard::part(std::uint64_t begin, std::uint64_t size) const {
  return bytes_.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(size));
}

Result<Shard> Shard::open(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return system_error(errno, "read", path);
  struct stat info {};
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
    const int failure = S_ISDIR(info.st_mode) ? EISDIR : errno;
    ::close(fd);
    return system_error(failure, "read", path);
  }
  const auto size = static_cast<std::size_t>(info.st_size);
  if (size == 0) {
    ::close(fd);
    return Error{ErrorCode::kTruncated, path.string() + ": an empty file, no shard", 0};
  }
  void* begin = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd, 0);
  const int failure = errno;
  ::close(fd);
  if (begin == MAP_FAILED) return system_error(failure, "map", path);
  std::shared_ptr<const void> mapping(
      begin, [size](const void* mapped) { ::munmap(const_cast<void*>(mapped), size); });
  Result<Shard> shard = parse({static_cast<const std::uint8_t*>(begin), size});
  if (!shard) {
    Error error = std::move(shard).error();
    error.message = path.string() + ": " + error.message;
    return error;
  }
  // Checking the tables may have brought in the payloads beside them; they come again when they are read.
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const auto payloads = static_cast<std::size_t>(shard->header_.entries_at) / page * page;
  if (payloads > 0) (void)::madvise(begin, payloads, MADV_DONTNEED);
  shard->mapping_ = std::move(mapping);
  shard->path_ = path.string() + ": ";
  return shard;
}

Result<Shard> Shard::parse(std::span<const std::uint8_t> bytes) {
  const Result<ShardHeader> header = read_header(bytes, bytes.size());
  if (!header) return header.error();
  Shard shard;
  shard.bytes_ = bytes;
  shard.header_ = *header;
  const std::uint64_t rest = header->sketches_at();
  if (crc32_of(shard.part(header->entries_at, rest - header->entries_at)) != header->entries_crc ||
      crc32_of(shard.part(rest, header->file_bytes - rest)) != header->rest_crc) {
    return Error{ErrorCode::kInvalidData, "its tables are damaged; pack the set again",
                 header->entries_at};
  }
  for (std::size_t piece = 0; piece < shard.size(); ++piece) {
    const ShardEntry entry = shard.entry(piece);
    if (entry.payload_at < kShardHeaderBytes || entry.payload_at > header->entries_at ||
        entry.payload_bytes > header->entries_at - entry.payload_at ||
        entry.facts.sequence_notes > entry.payload_bytes ||
        std::uint64_t{entry.name_at} + entry.name_bytes > header->names_bytes) {
      return Error{ErrorCode::kInvalidData, "its table points beyond it; pack the set again",
                   header->entries_at + kShardEntryBytes * piece};
    }
  }
  return shard;
}

ShardEntry Shard::entry(std::size_t piece) const {
  return read_entry(part(header_.entries_at + kShardEntryBytes * piece, kShardEntryBytes));
}

std::uint32_t Shard::notes(std::size_t piece, PackedTokens tokens) const {
  constexpr std::size_t kSuiteNotes = 40;
  const std::size_t at = kSuiteNotes + (tokens == PackedTokens::kSuite ? 0 : 4);
  const auto bytes = part(header_.entries_at + kShardEntryBytes * piece + at, 4);
  return bytes[0] | std::uint32_t{bytes[1]} << 8 | std::uint32_t{bytes[2]} << 16 |
         std::uint32_t{bytes[3]} << 24;
}

bool Shard::held_out(std::size_t piece) const {
  constexpr std::size_t kFlags = 38;
  return (part(header_.entries_at + kShardEntryBytes * piece + kFlags, 1)[0] & 1) != 0;
}

std::string_view Shard::name(std::size_t piece) const {
  const ShardEntry found = entry(piece);
  return text_of(part(header_.names_at() + found.name_at, found.name_bytes));
}

ContentSketch Shard::sketch(std::size_t piece) const {
  return read_sketch(part(header_.sketches_at() + kShardSketchBytes * piece, kShardSketchBytes));
}

Error Shard::damaged(std::size_t piece) const {
  return {ErrorCode::kInvalidData,
          path_ + "piece '" + std::string(name(piece)) + "' is damaged; pack the set again",
          entry(piece).payload_at};
}

Result<std::span<const std::uint8_t>> Shard::payload(std::size_t piece,
                                                     const ShardEntry& entry) const {
  const auto bytes = part(entry.payload_at, entry.payload_bytes);
  if (crc32_of(bytes) != entry.payload_crc) return damaged(piece);
  return bytes;
}

Result<std::vector<int>> Shard::sequence(std::size_t piece) const {
  const ShardEntry found = entry(piece);
  const auto bytes = payload(piece, found);
  if (!bytes) return bytes.error();
  std::vector<int> rows;
  rows.reserve(found.facts.sequence_notes);
  for (const std::uint8_t row : bytes->first(found.facts.sequence_notes)) {
    if (row >= kPitchRows) return damaged(piece);
    rows.push_back(row);
  }
  return rows;
}

Result<SuitePiece> Shard::suite(std::size_t piece) const {
  const ShardEntry found = entry(piece);
  const auto bytes = payload(piece, found);
  if (!bytes) return bytes.error();
  Result<SuitePiece> read = read_suite_piece(bytes->subspan(found.facts.sequence_notes));
  if (!read || found.facts.suite_notes == 0 ||
      count_first_statements(*read) != found.facts.suite_notes) {
    return damaged(piece);
  }
  return read;
}

PackedSource Shard::source(std::size_t source) const {
  return read_source(part(header_.sources_at() + kShardSourceBytes * source, kShardSourceBytes));
}

RefusalCounts Shard::refusals() const {
  RefusalCounts counts;
  std::string_view text = text_of(part(header_.causes_at(), header_.causes_bytes));
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    const std::string_view line = text.substr(0, end);
    const std::size_t tab = line.find('\t');
    std::uint64_t count = 0;
    std::from_chars(line.data(), line.data() + line.size(), count);
    if (tab != std::string_view::npos) counts[std::string(line.substr(tab + 1))] += count;
    text.remove_prefix(end + 1);
  }
  return counts;
}

std::string_view Shard::settings() const {
  return text_of(part(header_.settings_at(), header_.settings_bytes));
}

}  // namespace bach
