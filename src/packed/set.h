// A packed set: a folder of shards.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "packed/shard.h"

namespace bach {

// The file of shard `number` in a set's folder: "000012.shard".
std::filesystem::path shard_path(const std::filesystem::path& set, std::uint32_t number);

// Whether the folder holds a first shard; what is in it is not looked at.
bool is_packed_set(const std::filesystem::path& folder);

class PackedSet {
 public:
  // Without shards.
  PackedSet() = default;
  // Opens all shards, from 0 to the last one there is. Errors: those of Shard::open(); kInvalidData
  // for a shard of another set or under another name; kNotFound where there is none.
  static Result<PackedSet> open(const std::filesystem::path& folder);

  // Pieces in the order they were packed.
  std::size_t size() const { return begins_.back(); }
  const std::vector<Shard>& shards() const { return shards_; }
  // Where a piece is. piece < size().
  struct Place {
    const Shard* shard = nullptr;
    std::size_t piece = 0;  // in it
  };
  Place place(std::size_t piece) const;
  // One line, how all of it was packed.
  std::string settings() const {
    return shards_.empty() ? std::string() : std::string(shards_.front().settings());
  }
  // The next shard.
  void append(Shard shard);
  // SHA-256 of what its pieces are: of the checksums of all entries, which have those of the tokens.
  // Where the music lay does not enter.
  std::string fingerprint() const;

 private:
  std::vector<Shard> shards_;
  std::vector<std::size_t> begins_ = {0};  // of each shard's pieces; size() at the end
};

}  // namespace bach
