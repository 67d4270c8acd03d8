#include "packed/set.h"

#include <algorithm>
#include <utility>

#include "base/sha256.h"

namespace bach {

namespace fs = std::filesystem;

namespace {

std::size_t shard_files(const fs::path& folder) {
  std::size_t count = 0;
  std::error_code failure;
  for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    const std::string name = entry->path().filename().string();
    count += name.ends_with(".shard") && !name.starts_with('.') ? 1 : 0;
  }
  return count;
}

}  // namespace

fs::path shard_path(const fs::path& set, std::uint32_t number) {
  constexpr std::size_t kDigits = 6;
  std::string digits = std::to_string(number);
  digits.insert(0, kDigits - std::min(digits.size(), kDigits), '0');
  return set / (digits + ".shard");
}

bool is_packed_set(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_regular_file(shard_path(folder, 0), ignored);
}

Result<PackedSet> PackedSet::open(const fs::path& folder) {
  PackedSet set;
  std::error_code ignored;
  for (std::uint32_t number = 0; number == 0 || fs::exists(shard_path(folder, number), ignored);
       ++number) {
    const fs::path path = shard_path(folder, number);
    Result<Shard> shard = Shard::open(path);
    if (!shard) {
      if (number > 0 || shard.error().code != ErrorCode::kNotFound) return std::move(shard).error();
      return Error{
          ErrorCode::kNotFound,
          folder.string() + ": no packed set (no 000000.shard in it); bach corpus pack makes one",
          {}};
    }
    if (shard->header().number != number) {
      return Error{ErrorCode::kInvalidData,
                   path.string() + ": was written as shard " +
                       std::to_string(shard->header().number) + "; give it its name back",
                   {}};
    }
    if (number > 0 && shard->settings() != set.settings()) {
      return Error{ErrorCode::kInvalidData, path.string() + ": a shard of another set", {}};
    }
    set.append(std::move(*shard));
  }
  if (const std::size_t there = shard_files(folder); there > set.shards_.size()) {
    return Error{ErrorCode::kInvalidData,
                 shard_path(folder, static_cast<std::uint32_t>(set.shards_.size())).string() +
                     ": missing, while later shards are there; put it back or pack the set again",
                 {}};
  }
  return set;
}

void PackedSet::append(Shard shard) {
  begins_.push_back(size() + shard.size());
  shards_.push_back(std::move(shard));
}

PackedSet::Place PackedSet::place(std::size_t piece) const {
  const auto after = std::upper_bound(begins_.begin(), begins_.end(), piece);
  const auto shard = static_cast<std::size_t>(after - begins_.begin()) - 1;
  return {&shards_[shard], piece - begins_[shard]};
}

std::string PackedSet::fingerprint() const {
  std::string text = "packed set " + std::to_string(kShardVersion) + "\n" + settings();
  for (const Shard& shard : shards_) {
    text += "\n" + std::to_string(shard.size()) + " " + std::to_string(shard.header().entries_crc);
  }
  return sha256_hex(text);
}

}  // namespace bach
