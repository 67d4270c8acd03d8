// Files read by several processes, each on its threads, in the order in which one would read them.
#pragma once

#include <set>
#include <vector>

#include "app/pack/reading.h"
#include "base/result.h"
#include "base/thread_pool.h"
#include "ranks/group.h"

namespace bach {

// Rank 0 calls read() any number of times and then end(), the others follow().
class SharedReading {
 public:
  SharedReading(Group& group, const TakeOptions& options, ThreadPool& pool)
      : group_(group), options_(options), pool_(pool) {}

  // What comes of each job, in their order. `has` is asked here; `new_music` is what the set has more
  // than at the last call, which the others are told. Error: a process is lost.
  Result<std::vector<Reading>> read(std::vector<ReadingJob> jobs, const HasMusic& has,
                                    const std::vector<ContentHash>& new_music);
  void end();

  // Reads what it is told to until the end.
  Status follow();

 private:
  std::vector<Reading> read_here(std::vector<ReadingJob> jobs, const HasMusic& has);

  Group& group_;
  const TakeOptions& options_;
  ThreadPool& pool_;
};

}  // namespace bach
