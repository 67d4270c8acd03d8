// What is used of OpenCL 1.2 (Khronos Group, "The OpenCL Specification", version 1.2), declared here so
// that neither a header is needed to build nor a library to run; tests/gpu/opencl_api_test.cc compares it
// with Khronos' header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace bach::gpu {

// Handles: addresses of what only the driver knows.
using Platform = struct PlatformTag*;
using Device = struct DeviceTag*;
using Context = struct ContextTag*;
using Queue = struct QueueTag*;
using Buffer = struct BufferTag*;
using Program = struct ProgramTag*;
using Kernel = struct KernelTag*;

using Code = std::int32_t;  // 0: done; below: what went wrong
using Flags = std::uint64_t;

inline constexpr Code kDone = 0;
inline constexpr Code kDeviceNotFound = -1;
inline constexpr Code kDeviceNotAvailable = -2;
inline constexpr Code kNoRoomForObject = -4;
inline constexpr Code kOutOfResources = -5;
inline constexpr Code kOutOfHostMemory = -6;
inline constexpr Code kBuildFailed = -11;
inline constexpr Code kNoPlatform = -1001;  // of the loader

inline constexpr Flags kTypeCpu = 2, kTypeGpu = 4, kTypeAccelerator = 8, kTypeAll = 0xFFFFFFFF;
inline constexpr Flags kReadWrite = 1;

inline constexpr std::uint32_t kPlatformName = 0x0902;
inline constexpr std::uint32_t kPlatformVersion = 0x0901;
inline constexpr std::uint32_t kDeviceType = 0x1000;
inline constexpr std::uint32_t kDeviceUnits = 0x1002;
inline constexpr std::uint32_t kDeviceGroupSize = 0x1004;
inline constexpr std::uint32_t kDeviceLargestAllocation = 0x1010;
inline constexpr std::uint32_t kDeviceSingleConfig = 0x101B;
inline constexpr std::uint32_t kDeviceMemory = 0x101F;
inline constexpr std::uint32_t kDeviceLocalMemory = 0x1023;
inline constexpr std::uint32_t kDeviceLittleEndian = 0x1026;
inline constexpr std::uint32_t kDeviceAvailable = 0x1027;
inline constexpr std::uint32_t kDeviceCompiler = 0x1028;
inline constexpr std::uint32_t kDeviceName = 0x102B;
inline constexpr std::uint32_t kDeviceVendor = 0x102C;
inline constexpr std::uint32_t kDriverVersion = 0x102D;
inline constexpr std::uint32_t kDeviceVersion = 0x102F;

// Of kDeviceSingleConfig.
inline constexpr Flags kDenormals = 1, kInfinities = 2, kToNearest = 4, kFusedMultiplyAdd = 32,
                       kExactDivision = 128;

inline constexpr std::uint32_t kBinarySizes = 0x1165;
inline constexpr std::uint32_t kBinaries = 0x1166;
inline constexpr std::uint32_t kBuildLog = 0x1183;

// The functions, or why they cannot be called.
struct OpenCl {
  // Loads libOpenCL.so.1 at the first call.
  static const OpenCl& get();
  // Empty when all is there.
  std::string missing;

  Code (*platforms)(std::uint32_t room, Platform*, std::uint32_t* count);
  Code (*platform_info)(Platform, std::uint32_t what, std::size_t, void*, std::size_t*);
  Code (*devices)(Platform, Flags types, std::uint32_t room, Device*, std::uint32_t* count);
  Code (*device_info)(Device, std::uint32_t what, std::size_t, void*, std::size_t*);
  Context (*create_context)(const std::intptr_t*, std::uint32_t, const Device*,
                            void (*)(const char*, const void*, std::size_t, void*), void*, Code*);
  Code (*release_context)(Context);
  Queue (*create_queue)(Context, Device, Flags, Code*);
  Code (*release_queue)(Queue);
  Buffer (*create_buffer)(Context, Flags, std::size_t, void*, Code*);
  Code (*release_buffer)(Buffer);
  Code (*write_buffer)(Queue, Buffer, std::uint32_t blocking, std::size_t at, std::size_t size,
                       const void*, std::uint32_t, const void*, void*);
  Code (*read_buffer)(Queue, Buffer, std::uint32_t blocking, std::size_t at, std::size_t size,
                      void*, std::uint32_t, const void*, void*);
  Code (*fill_buffer)(Queue, Buffer, const void* pattern, std::size_t, std::size_t at,
                      std::size_t size, std::uint32_t, const void*, void*);
  Code (*flush)(Queue);
  Code (*finish)(Queue);
  Program (*program_from_source)(Context, std::uint32_t, const char**, const std::size_t*, Code*);
  Program (*program_from_binary)(Context, std::uint32_t, const Device*, const std::size_t*,
                                 const unsigned char**, Code*, Code*);
  Code (*build_program)(Program, std::uint32_t, const Device*, const char* options,
                        void (*)(Program, void*), void*);
  Code (*program_info)(Program, std::uint32_t what, std::size_t, void*, std::size_t*);
  Code (*build_info)(Program, Device, std::uint32_t what, std::size_t, void*, std::size_t*);
  Code (*release_program)(Program);
  Kernel (*create_kernel)(Program, const char* name, Code*);
  Code (*release_kernel)(Kernel);
  Code (*set_argument)(Kernel, std::uint32_t index, std::size_t size, const void*);
  Code (*run_kernel)(Queue, Kernel, std::uint32_t dimensions, const std::size_t* offset,
                     const std::size_t* global, const std::size_t* local, std::uint32_t,
                     const void*, void*);
};

// "it ran out of memory" and the like.
std::string said_of(Code code);

}  // namespace bach::gpu
