#include "ranks/group.h"

#include <algorithm>
#include <utility>

namespace bach {
namespace {

class Alone final : public Group {
 public:
  Alone() : Group(0, 1) {}

 protected:
  Status do_gather(std::span<const std::byte>, std::span<std::byte>) override { return {}; }
  Status do_exchange(std::span<const float>, std::span<const std::size_t>, std::span<float>,
                     std::span<const std::size_t>) override {
    return {};
  }
  Status do_collect(std::span<float>, std::span<const std::size_t>) override { return {}; }
  Status do_share(std::span<std::uint8_t>) override { return {}; }
};

}  // namespace

Group& alone() {
  static Alone group;
  return group;
}

std::string Group::name() const {
  return "rank " + std::to_string(rank_) + " of " + std::to_string(size_);
}

void Group::gather(std::span<const std::byte> mine, std::span<std::byte> all) {
  if (size_ == 1) {
    std::copy(mine.begin(), mine.end(), all.begin());
  } else if (status_.ok()) {
    status_ = do_gather(mine, all);
  }
}

void Group::exchange(std::span<const float> to, std::span<const std::size_t> to_counts,
                     std::span<float> from, std::span<const std::size_t> from_counts) {
  if (size_ == 1) {
    std::copy(to.begin(), to.end(), from.begin());
  } else if (status_.ok()) {
    status_ = do_exchange(to, to_counts, from, from_counts);
  }
}

void Group::collect(std::span<float> all, std::span<const std::size_t> counts) {
  if (size_ > 1 && status_.ok()) status_ = do_collect(all, counts);
}

void Group::share(std::vector<std::uint8_t>& bytes) {
  if (size_ == 1) return;
  const std::vector<std::uint64_t> sizes = gather(std::uint64_t{bytes.size()});
  if (!status_.ok()) return;
  bytes.resize(static_cast<std::size_t>(sizes.front()));
  if (!bytes.empty()) status_ = do_share(bytes);
}

std::vector<std::vector<std::uint8_t>> exchange_bytes(
    Group& group, const std::vector<std::vector<std::uint8_t>>& to) {
  const auto ranks = static_cast<std::size_t>(group.size());
  const auto rank = static_cast<std::size_t>(group.rank());
  const auto floats = [](std::uint64_t bytes) {
    return static_cast<std::size_t>((bytes + sizeof(float) - 1) / sizeof(float));
  };
  std::vector<std::uint64_t> sizes;
  for (const std::vector<std::uint8_t>& bytes : to) sizes.push_back(bytes.size());
  std::vector<std::uint64_t> all_sizes(ranks * ranks);
  group.gather(std::as_bytes(std::span(sizes)), std::as_writable_bytes(std::span(all_sizes)));
  std::vector<std::vector<std::uint8_t>> from(ranks);
  if (!group.status()) return from;
  // Carried as floats, whose bits nobody looks at.
  std::vector<std::size_t> to_counts, from_counts;
  std::size_t sent = 0, taken = 0;
  for (std::size_t q = 0; q < ranks; ++q) {
    to_counts.push_back(floats(sizes[q]));
    from_counts.push_back(floats(all_sizes[q * ranks + rank]));
    sent += to_counts.back();
    taken += from_counts.back();
  }
  std::vector<float> out(sent), in(taken);
  float* next = out.data();
  for (std::size_t q = 0; q < ranks; next += to_counts[q], ++q) {
    if (!to[q].empty()) std::memcpy(next, to[q].data(), to[q].size());
  }
  group.exchange(out, to_counts, in, from_counts);
  const float* came = in.data();
  for (std::size_t q = 0; q < ranks; came += from_counts[q], ++q) {
    from[q].resize(static_cast<std::size_t>(all_sizes[q * ranks + rank]));
    if (!from[q].empty()) std::memcpy(from[q].data(), came, from[q].size());
  }
  return from;
}

Status agree(Group& group, const Status& mine) {
  if (group.size() == 1) return mine;
  // What fits into one message: longer ones are cut.
  struct Told {
    std::int32_t failed;
    std::int32_t code;
    std::int64_t offset;  // -1: none
    char argument[64];
    char name[96];
    char message[1856];
  };
  const auto put = [](const std::string& text, std::span<char> room) {
    std::copy_n(text.begin(), std::min(text.size(), room.size() - 1), room.begin());
  };
  Told told{};
  told.offset = -1;
  if (!mine) {
    const Error& error = mine.error();
    told.failed = 1;
    told.code = static_cast<std::int32_t>(error.code);
    if (error.offset) told.offset = static_cast<std::int64_t>(*error.offset);
    put(error.argument, told.argument);
    put(group.name(), told.name);
    put(error.message, told.message);
  }
  const std::vector<Told> all = group.gather(told);
  if (!group.status()) return group.status();
  for (std::size_t rank = 0; rank < all.size(); ++rank) {
    const Told& from = all[rank];
    if (from.failed == 0) continue;
    Error error{static_cast<ErrorCode>(from.code), from.message, {}, from.argument};
    if (from.offset >= 0) error.offset = static_cast<std::uint64_t>(from.offset);
    if (rank > 0) {
      error.message = std::string(from.name) + ": " + error.text();
      error.argument.clear();
    }
    return error;
  }
  return {};
}

}  // namespace bach
