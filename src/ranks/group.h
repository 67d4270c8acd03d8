// The processes that work on one thing together, and what they tell one another.
//
// All of them call the same functions in the same order, each from one thread at a time; a call
// returns when the process has what it waited for. Once a call failed, later ones do nothing, and
// what they would have filled holds nothing of use: status() says why, and ends the work.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "base/result.h"

namespace bach {

class Group {
 public:
  Group(int rank, int size) : rank_(rank), size_(size) {}
  virtual ~Group() = default;
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;

  int rank() const { return rank_; }  // 0 … size() − 1
  int size() const { return size_; }
  bool leads() const { return rank_ == 0; }  // writes, prints
  const Status& status() const { return status_; }
  // Whether calls may come from another thread than the one that joined, though never two at once.
  virtual bool any_thread() const { return true; }
  // Of this process, for people: "rank 1 of 4".
  virtual std::string name() const;

  // `all` becomes what each process has, in order of their ranks: as many bytes from each.
  void gather(std::span<const std::byte> mine, std::span<std::byte> all);
  template <typename T>
  std::vector<T> gather(const T& mine) {
    static_assert(std::is_trivially_copyable_v<T>);
    std::vector<T> all(static_cast<std::size_t>(size_));
    gather(std::as_bytes(std::span(&mine, 1)), std::as_writable_bytes(std::span(all)));
    return all;
  }
  // `to_counts[q]` numbers go to rank q, `from_counts[q]` come from it; both lie in order of ranks.
  void exchange(std::span<const float> to, std::span<const std::size_t> to_counts,
                std::span<float> from, std::span<const std::size_t> from_counts);
  // `all` is cut into so many numbers for each rank, of which each has its own; then all have all.
  void collect(std::span<float> all, std::span<const std::size_t> counts);
  // Rank 0's bytes go to all, as many as it has.
  void share(std::vector<std::uint8_t>& bytes);

 protected:
  // As above, of more than one process.
  virtual Status do_gather(std::span<const std::byte> mine, std::span<std::byte> all) = 0;
  virtual Status do_exchange(std::span<const float> to, std::span<const std::size_t> to_counts,
                             std::span<float> from, std::span<const std::size_t> from_counts) = 0;
  virtual Status do_collect(std::span<float> all, std::span<const std::size_t> counts) = 0;
  virtual Status do_share(std::span<std::uint8_t> bytes) = 0;

 private:
  int rank_, size_;
  Status status_;
};

// `to[q]` goes to rank q; what came from each rank. After it the group's status() counts.
std::vector<std::vector<std::uint8_t>> exchange_bytes(
    Group& group, const std::vector<std::vector<std::uint8_t>>& to);

// One process, alone: has nothing to tell. Its calls may come from any thread.
Group& alone();

// `mine` of the lowest rank that has an error, and success if none has; to all the same but for the
// name of that rank, which stands in front where it is not rank 0. The group's own failure, too.
Status agree(Group& group, const Status& mine);

}  // namespace bach
