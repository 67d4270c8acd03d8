// Calls to the system and allocations of this process that fail when told to: the program linked
// with faults.cc has them in the place of the library's.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace bach::failures {

enum class Call : std::uint8_t {
  kOpen,      // of a file to write to
  kWrite,     // to a file
  kSync,      // of a file or folder
  kClose,     // of a file that was written
  kRename,    //
  kFolder,    // made
  kAllocate,  // by operator new, of any kind
};
inline constexpr std::size_t kCalls = 7;
constexpr std::array<const char*, kCalls> kCallNames = {"open",   "write",  "sync",    "close",
                                                        "rename", "folder", "allocate"};

// Lies where a child and its parent see it.
struct Plan {
  std::array<std::atomic<std::uint64_t>, kCalls> seen{};  // calls so far
  Call failing = Call::kOpen;
  std::uint64_t at = 0;  // the call that fails, from 1; 0: none
};

// From now on calls are counted in `plan` and fail as it says; nullptr: no more.
void follow(Plan* plan);

}  // namespace bach::failures
