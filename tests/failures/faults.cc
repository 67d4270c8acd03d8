#undef _FORTIFY_SOURCE  // its wrappers stand in the way of what is defined here
#include "failures/faults.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <new>

namespace bach::failures {
namespace {

std::atomic<Plan*> followed = nullptr;

bool fails(Call call) {
  Plan* plan = followed.load(std::memory_order_relaxed);
  if (plan == nullptr) return false;
  const std::uint64_t number = ++plan->seen[static_cast<std::size_t>(call)];
  return plan->failing == call && plan->at == number;
}

bool fails(Call call, int number) {
  if (!fails(call)) return false;
  errno = number;
  return true;
}

bool is_written_file(int descriptor) {
  struct stat info {};
  return descriptor > STDERR_FILENO && ::fstat(descriptor, &info) == 0 && S_ISREG(info.st_mode) &&
         (::fcntl(descriptor, F_GETFL) & O_ACCMODE) != O_RDONLY;
}

int open_file(const char* path, int flags, mode_t mode) {
  const bool writes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT) != 0;
  if (writes && fails(Call::kOpen, ENOSPC)) return -1;
  return static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

void* allocate(std::size_t size, std::size_t alignment) {
  if (fails(Call::kAllocate)) return nullptr;
  if (size == 0) size = 1;
  if (alignment <= alignof(std::max_align_t)) return std::malloc(size);
  return std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
}

void* allocate_or_throw(std::size_t size, std::size_t alignment = 0) {
  void* memory = allocate(size, alignment);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void follow(Plan* plan) { followed = plan; }

}  // namespace bach::failures

using bach::failures::Call;
using bach::failures::fails;

// Libraries shall find them, too.
#pragma GCC visibility push(default)

extern "C" {

int open(const char* path, int flags, ...) {
  std::va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return bach::failures::open_file(path, flags, mode);
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
  if (bach::failures::is_written_file(descriptor) && fails(Call::kWrite, ENOSPC)) return -1;
  return ::syscall(SYS_write, descriptor, bytes, size);
}

ssize_t writev(int descriptor, const iovec* parts, int count) {
  if (bach::failures::is_written_file(descriptor) && fails(Call::kWrite, ENOSPC)) return -1;
  return ::syscall(SYS_writev, descriptor, parts, count);
}

int fsync(int descriptor) {
  if (fails(Call::kSync, EIO)) return -1;
  return static_cast<int>(::syscall(SYS_fsync, descriptor));
}

int close(int descriptor) {
  const bool failing = bach::failures::is_written_file(descriptor) && fails(Call::kClose);
  const auto closed = static_cast<int>(::syscall(SYS_close, descriptor));
  if (!failing) return closed;
  errno = EDQUOT;
  return -1;
}

int rename(const char* from, const char* to) __THROW {
  if (fails(Call::kRename, EIO)) return -1;
  return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int mkdir(const char* path, mode_t mode) __THROW {
  if (fails(Call::kFolder, ENOSPC)) return -1;
  return static_cast<int>(::syscall(SYS_mkdirat, AT_FDCWD, path, mode));
}

FILE* fopen(const char* path, const char* mode) {
  if (mode[0] != 'r' && fails(Call::kOpen, ENOSPC)) return nullptr;
  static const auto real = reinterpret_cast<decltype(&fopen)>(::dlsym(RTLD_NEXT, "fopen"));
  return real(path, mode);
}

int fflush(FILE* file) {
  const bool written = file != nullptr && bach::failures::is_written_file(::fileno(file));
  if (written && fails(Call::kWrite, ENOSPC)) return EOF;
  static const auto real = reinterpret_cast<decltype(&fflush)>(::dlsym(RTLD_NEXT, "fflush"));
  return real(file);
}

}  // extern "C"

#pragma GCC visibility pop

using bach::failures::allocate;
using bach::failures::allocate_or_throw;

void* operator new(std::size_t size) { return allocate_or_throw(size); }
void* operator new[](std::size_t size) { return allocate_or_throw(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return allocate_or_throw(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return allocate_or_throw(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size, 0); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate(size, 0); }
void* operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return allocate(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return allocate(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t, const std::nothrow_t&) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::align_val_t, const std::nothrow_t&) noexcept {
  std::free(memory);
}
