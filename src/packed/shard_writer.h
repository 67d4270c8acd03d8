// Makes a shard in memory and writes it as one step.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "packed/layout.h"
#include "packed/piece.h"

namespace bach {

// How many sources were refused, by cause.
using RefusalCounts = std::map<std::string, std::uint64_t>;

class ShardWriter {
 public:
  // `settings`: one line, how the set is packed.
  ShardWriter(std::uint32_t number, std::string settings);

  std::size_t pieces() const { return entries_.size(); }
  // Whether there is anything a reader would miss.
  bool empty() const { return entries_.empty() && sources_.empty(); }
  // About what the file will take.
  std::size_t bytes() const;
  const std::string& name(std::size_t piece) const { return names_[piece]; }
  const ShardEntry& entry(std::size_t piece) const { return entries_[piece]; }
  const ContentSketch& sketch(std::size_t piece) const { return sketches_[piece]; }

  // Of the name the first 65,535 bytes are kept.
  void add(const PackedPiece& piece);
  // What was added belongs to sources looked at; of an archive the latest word counts.
  void add_source(const PackedSource& source);
  void add_refusal(const std::string& cause) { ++causes_[cause]; }

  // The whole file.
  std::vector<std::uint8_t> encode() const;
  // Errors: those of write_file_atomically().
  Status write(const std::filesystem::path& path) const;

 private:
  std::uint32_t number_;
  std::string settings_;
  std::vector<std::uint8_t> payloads_;
  std::vector<ShardEntry> entries_;
  std::vector<ContentSketch> sketches_;
  std::vector<std::string> names_;
  std::size_t names_bytes_ = 0;
  std::vector<PackedSource> sources_;
  RefusalCounts causes_;
};

}  // namespace bach
