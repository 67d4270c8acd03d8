// A training step allocates nothing: this program's operator new counts.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <vector>

#include "lm/network_parameters.h"
#include "lm/small_sequence.h"
#include "lm/trainer.h"

// clang's ThreadSanitizer has an operator new that cannot be replaced: no test then.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define BACH_FIXED_OPERATOR_NEW
#endif
#endif
#ifndef BACH_FIXED_OPERATOR_NEW

namespace {

std::atomic<long> allocations{0};

void* counted(std::size_t size, std::size_t alignment) {
  ++allocations;
  const std::size_t rounded = (size + alignment - 1) / alignment * alignment;
  void* memory = std::aligned_alloc(alignment, rounded == 0 ? alignment : rounded);
  if (memory == nullptr) std::abort();
  return memory;
}

// Not inline: g++ would see free() beside operator new and warn.
[[gnu::noinline]] void released(void* memory) { std::free(memory); }

}  // namespace

void* operator new(std::size_t size) { return counted(size, alignof(std::max_align_t)); }
void* operator new[](std::size_t size) { return counted(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return counted(size, alignof(std::max_align_t));
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return counted(size, alignof(std::max_align_t));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return counted(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return counted(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { released(memory); }
void operator delete[](void* memory) noexcept { released(memory); }
void operator delete(void* memory, std::size_t) noexcept { released(memory); }
void operator delete[](void* memory, std::size_t) noexcept { released(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { released(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { released(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { released(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { released(memory); }

namespace bach {
namespace {

TEST(Trainer, AllocatesNothingWhileItTrains) {
  for (const NetworkConfig& config :
       {window_network({.layers = 2, .hidden = 32, .dense = 32}), rich_sequence_config(2, true)}) {
    for (const int threads : {1, 3}) {
      ThreadPool pool(threads);
      Trainer trainer(config, {.lanes = 20, .steps = 20, .clip_norm = 1}, engine::Isa::kPortable,
                      pool);
      trainer.set_parameters(initial_parameters(config, 3));
      CarriedState carry(config, 20);
      const Batch batch = random_sequence_batch(config, 20, 20, 1);
      trainer.step(batch, carry, 1, 0, 1e-3);  // takes what batches of this size need
      const long before = allocations;
      for (std::uint64_t step = 1; step < 10; ++step) trainer.step(batch, carry, 1, step, 1e-3);
      trainer.evaluate(batch, carry);
      EXPECT_EQ(allocations - before, 0) << threads << " threads, window " << config.window;
    }
  }
  const long before = allocations;
  // Called by name: a new-expression may be optimised away with its delete.
  ::operator delete(::operator new(sizeof(int)));
  EXPECT_EQ(allocations - before, 1) << "the counter does not count";
}

}  // namespace
}  // namespace bach
#endif
