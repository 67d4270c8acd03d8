// A set that grows: what is the same and what is alike, shards written as they fill.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/pack.h"
#include "app/pack/reading.h"
#include "base/lock_file.h"
#include "base/result.h"
#include "packed/likeness_index.h"
#include "packed/set.h"
#include "packed/shard_writer.h"

namespace bach {

class SetPacker {
 public:
  // Told of everything that is left out, or kept although it resembles another piece.
  using Tell = std::function<void(const std::string& name, const Refusal& refusal)>;

  // Opens the set in the folder, which is made if it is not there. Nobody else may pack into it
  // meanwhile. Errors: as pack_corpus().
  static Result<std::unique_ptr<SetPacker>> open(const PackOptions& options, Tell tell);
  ~SetPacker();
  SetPacker(const SetPacker&) = delete;
  SetPacker& operator=(const SetPacker&) = delete;

  // Whether there is such a piece already. From any thread, while nothing is added.
  bool has(const ContentHash& hash) const { return index_.same(hash).has_value(); }

  // How much of a source the set has: members of an archive; all of it.
  struct Seen {
    std::uint32_t members = 0;
    bool complete = false;
  };
  Seen seen(std::uint64_t id) const;

  // What came of a source, in order; one that could not be read stays unseen. Errors: those of writing a
  // shard.
  Status add(Reading reading, const PackedSource& source);
  // Says how much of a source has been looked at, all of which was added.
  Status close(const PackedSource& source);
  // Writes what is left; of a set that would have no piece, nothing.
  Status finish();

  const PackSummary& summary() const { return summary_; }
  // What the set has more than at the last call; at the first, all of it.
  std::vector<ContentHash> take_new_music();

 private:
  SetPacker(const PackOptions& options, Tell tell);
  Status write_shard();
  void add_piece(PackedPiece piece);
  // Not for good: the set says nothing of it, and it is tried again.
  void refuse(const std::string& name, const Refusal& refusal, bool for_good = true);
  LikenessIndex::Known known(std::uint32_t piece) const;
  std::string name(std::uint32_t piece) const;
  void read_sources();

  const PackOptions& options_;
  Tell tell_;
  std::filesystem::path folder_;
  std::optional<LockFile> lock_;
  PackedSet set_;
  ShardWriter writer_;
  std::vector<std::pair<std::uint64_t, Seen>> sources_;  // by id
  LikenessIndex index_;
  std::uint32_t told_ = 0;  // pieces, by take_new_music()
  PackSummary summary_;
};

}  // namespace bach
