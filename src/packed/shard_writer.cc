#include "packed/shard_writer.h"

#include <algorithm>
#include <utility>

#include "base/file.h"
#include "packed/crc32.h"

namespace bach {

ShardWriter::ShardWriter(std::uint32_t number, std::string settings)
    : number_(number), settings_(std::move(settings)) {}

std::size_t ShardWriter::bytes() const {
  return kShardHeaderBytes + payloads_.size() + names_bytes_ +
         entries_.size() * (kShardEntryBytes + kShardSketchBytes) +
         sources_.size() * kShardSourceBytes;
}

void ShardWriter::add(const PackedPiece& piece) {
  constexpr std::size_t kMostNameBytes = 65535;
  ShardEntry entry;
  entry.facts = piece.facts;
  const std::size_t begin = payloads_.size();
  payloads_.insert(payloads_.end(), piece.sequence.begin(), piece.sequence.end());
  payloads_.insert(payloads_.end(), piece.suite.begin(), piece.suite.end());
  entry.payload_at = kShardHeaderBytes + begin;
  entry.payload_bytes = static_cast<std::uint32_t>(payloads_.size() - begin);
  entry.payload_crc = crc32_of(std::span(payloads_).subspan(begin));
  names_.push_back(piece.name.substr(0, kMostNameBytes));
  entry.name_at = static_cast<std::uint32_t>(names_bytes_);
  entry.name_bytes = static_cast<std::uint16_t>(names_.back().size());
  names_bytes_ += names_.back().size();
  entries_.push_back(entry);
  sketches_.push_back(piece.sketch);
}

void ShardWriter::add_source(const PackedSource& source) {
  if (!sources_.empty() && sources_.back().id == source.id) {
    sources_.back() = source;
  } else {
    sources_.push_back(source);
  }
}

std::vector<std::uint8_t> ShardWriter::encode() const {
  ShardHeader header;
  header.number = number_;
  header.pieces = static_cast<std::uint32_t>(entries_.size());
  header.sources = static_cast<std::uint32_t>(sources_.size());
  header.vocabulary = packed_vocabulary();
  header.entries_at = kShardHeaderBytes + payloads_.size();
  header.names_bytes = static_cast<std::uint32_t>(names_bytes_);
  header.settings_bytes = static_cast<std::uint32_t>(settings_.size());
  for (const ShardEntry& entry : entries_) {
    const bool held_out = entry.facts.split == PackedSplit::kHeldOut;
    (held_out ? header.held_out_notes : header.training_notes) += entry.facts.suite_notes;
  }

  std::vector<std::uint8_t> bytes(kShardHeaderBytes);
  bytes.reserve(this->bytes() + settings_.size() + 4096);
  bytes.insert(bytes.end(), payloads_.begin(), payloads_.end());
  for (const ShardEntry& entry : entries_) append_entry(entry, bytes);
  const std::size_t rest = bytes.size();
  for (const ContentSketch& sketch : sketches_) append_sketch(sketch, bytes);
  for (const PackedSource& source : sources_) append_source(source, bytes);
  for (const std::string& name : names_) bytes.insert(bytes.end(), name.begin(), name.end());
  const std::size_t causes = bytes.size();
  for (const auto& [cause, count] : causes_) {
    const std::string line = std::to_string(count) + "\t" + cause + "\n";
    bytes.insert(bytes.end(), line.begin(), line.end());
  }
  header.causes_bytes = static_cast<std::uint32_t>(bytes.size() - causes);
  bytes.insert(bytes.end(), settings_.begin(), settings_.end());

  header.file_bytes = bytes.size();
  const std::span<const std::uint8_t> all(bytes);
  const auto entries_at = static_cast<std::size_t>(header.entries_at);
  header.entries_crc = crc32_of(all.subspan(entries_at, rest - entries_at));
  header.rest_crc = crc32_of(all.subspan(rest));
  std::vector<std::uint8_t> first;
  append_header(header, first);
  std::copy(first.begin(), first.end(), bytes.begin());
  return bytes;
}

Status ShardWriter::write(const std::filesystem::path& path) const {
  return write_file_atomically(path, encode());
}

}  // namespace bach
