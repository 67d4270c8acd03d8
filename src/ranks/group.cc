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
