// A shard, read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "packed/layout.h"
#include "packed/shard_writer.h"
#include "suite/piece.h"

namespace bach {

// What a piece is learned from as.
enum class PackedTokens { kSuite, kSequence };

// Header and tables are checked when it is opened; pieces when they are read. Any number of threads
// may read.
class Shard {
 public:
  // Maps the file. Errors name it: kNotFound, kAccess, kIo, and those of parse().
  static Result<Shard> open(const std::filesystem::path& path);
  // Of bytes that outlive it. Errors: kInvalidData, kTruncated, kUnsupported for another version.
  static Result<Shard> parse(std::span<const std::uint8_t> bytes);

  std::size_t size() const { return header_.pieces; }
  const ShardHeader& header() const { return header_; }
  // piece < size(), likewise below.
  PieceFacts facts(std::size_t piece) const { return entry(piece).facts; }
  // Notes to learn from, without reading the rest.
  std::uint32_t notes(std::size_t piece, PackedTokens tokens) const;
  bool held_out(std::size_t piece) const;
  std::string_view name(std::size_t piece) const;
  ContentSketch sketch(std::size_t piece) const;

  // Rows of token/pitch_sequences.h without marks. kInvalidData: damaged; the message names the piece.
  Result<std::vector<int>> sequence(std::size_t piece) const;
  // Likewise; its first statements are as many notes as the facts say, 0 an error.
  Result<SuitePiece> suite(std::size_t piece) const;

  std::size_t sources() const { return header_.sources; }
  PackedSource source(std::size_t source) const;
  RefusalCounts refusals() const;
  std::string_view settings() const;

 private:
  Shard() = default;
  ShardEntry entry(std::size_t piece) const;
  Result<std::span<const std::uint8_t>> payload(std::size_t piece, const ShardEntry& entry) const;
  std::span<const std::uint8_t> part(std::uint64_t begin, std::uint64_t size) const;
  Error damaged(std::size_t piece) const;

  std::shared_ptr<const void> mapping_;  // null: the bytes are another's
  std::span<const std::uint8_t> bytes_;
  ShardHeader header_;
  std::string path_;  // for messages
};

}  // namespace bach
