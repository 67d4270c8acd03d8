// Processes that are threads of one: a Group without MPI.
#pragma once

#include <algorithm>
#include <barrier>
#include <cstring>
#include <functional>
#include <thread>
#include <vector>

#include "ranks/group.h"

namespace bach::test {

class ThreadGroup final : public Group {
 public:
  struct Meeting {
    explicit Meeting(int size) : barrier(size), places(static_cast<std::size_t>(size)) {}
    std::barrier<> barrier;
    struct Place {
      const void* bytes;
      const std::size_t* counts;
    };
    std::vector<Place> places;
  };
  ThreadGroup(Meeting& meeting, int rank)
      : Group(rank, static_cast<int>(meeting.places.size())), meeting_(meeting) {}

 protected:
  Status do_gather(std::span<const std::byte> mine, std::span<std::byte> all) override {
    meet({mine.data(), nullptr}, [&] {
      for (std::size_t q = 0; q < meeting_.places.size(); ++q) {
        std::memcpy(all.data() + q * mine.size(), meeting_.places[q].bytes, mine.size());
      }
    });
    return {};
  }
  Status do_exchange(std::span<const float> to, std::span<const std::size_t> to_counts,
                     std::span<float> from, std::span<const std::size_t> from_counts) override {
    meet({to.data(), to_counts.data()}, [&] {
      float* out = from.data();
      for (std::size_t q = 0; q < meeting_.places.size(); ++q) {
        const auto* theirs = static_cast<const float*>(meeting_.places[q].bytes);
        for (int r = 0; r < rank(); ++r) theirs += meeting_.places[q].counts[r];
        out = std::copy_n(theirs, from_counts[q], out);
      }
    });
    return {};
  }
  Status do_collect(std::span<float> all, std::span<const std::size_t> counts) override {
    const std::vector<float> mine(all.begin(), all.end());
    meet({mine.data(), nullptr}, [&] {
      std::size_t at = 0;
      for (std::size_t q = 0; q < meeting_.places.size(); at += counts[q], ++q) {
        std::copy_n(static_cast<const float*>(meeting_.places[q].bytes) + at, counts[q],
                    all.data() + at);
      }
    });
    return {};
  }
  Status do_share(std::span<std::uint8_t> bytes) override {
    const std::vector<std::uint8_t> mine(bytes.begin(), bytes.end());
    meet({mine.data(), nullptr},
         [&] { std::memcpy(bytes.data(), meeting_.places[0].bytes, bytes.size()); });
    return {};
  }

 private:
  template <typename Take>
  void meet(Meeting::Place place, Take take) {
    meeting_.places[static_cast<std::size_t>(rank())] = place;
    meeting_.barrier.arrive_and_wait();
    take();
    meeting_.barrier.arrive_and_wait();
  }
  Meeting& meeting_;
};

// Calls work(group) as each of `size` ranks, all at once.
inline void as_ranks(int size, const std::function<void(Group&)>& work) {
  ThreadGroup::Meeting meeting(size);
  std::vector<std::thread> threads;
  for (int rank = 0; rank < size; ++rank) {
    threads.emplace_back([&, rank] {
      ThreadGroup group(meeting, rank);
      work(group);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace bach::test
