// A training step allocates nothing: this program's operator new counts.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <vector>

#include "lm/parameters.h"
#include "train/engine_stepper.h"

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

TEST(EngineStepper, AllocatesNothingWhileItTrains) {
  ModelConfig config;
  config.hidden = config.dense = 32;
  config.layers = 2;
  const auto parameters = initial_parameters(ParameterLayout(config), 3);
  for (const int threads : {1, 3}) {
    EngineStepper stepper(config, {.batch_size = 20, .threads = threads}, parameters);
    const std::vector<int> rows(20 * 20, 7), targets(20, 8);
    const long before = allocations;
    for (std::uint64_t step = 0; step < 10; ++step) stepper.step(rows, targets, step);
    stepper.evaluate(rows, targets);
    EXPECT_EQ(allocations - before, 0) << threads << " threads";
  }
  const long before = allocations;
  // Called by name: a new-expression may be optimised away with its delete.
  ::operator delete(::operator new(sizeof(int)));
  EXPECT_EQ(allocations - before, 1) << "the counter does not count";
}

}  // namespace
}  // namespace bach
#endif
