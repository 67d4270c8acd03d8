// Our declarations of OpenCL beside Khronos' own, where its header is.
#include "gpu/opencl_api.h"

#include <gtest/gtest.h>

#if __has_include(<CL/cl.h>)
#define CL_TARGET_OPENCL_VERSION 120
#include <CL/cl.h>

#include <type_traits>

namespace bach::gpu {
namespace {

static_assert(sizeof(Flags) == sizeof(cl_bitfield) && sizeof(Code) == sizeof(cl_int));
static_assert(sizeof(std::uint32_t) == sizeof(cl_uint) && sizeof(Buffer) == sizeof(cl_mem));

TEST(OpenClApi, HasKhronosNumbers) {
  EXPECT_EQ(kDone, CL_SUCCESS);
  EXPECT_EQ(kDeviceNotFound, CL_DEVICE_NOT_FOUND);
  EXPECT_EQ(kDeviceNotAvailable, CL_DEVICE_NOT_AVAILABLE);
  EXPECT_EQ(kNoRoomForObject, CL_MEM_OBJECT_ALLOCATION_FAILURE);
  EXPECT_EQ(kOutOfResources, CL_OUT_OF_RESOURCES);
  EXPECT_EQ(kOutOfHostMemory, CL_OUT_OF_HOST_MEMORY);
  EXPECT_EQ(kBuildFailed, CL_BUILD_PROGRAM_FAILURE);
  EXPECT_EQ(kTypeCpu, Flags{CL_DEVICE_TYPE_CPU});
  EXPECT_EQ(kTypeGpu, Flags{CL_DEVICE_TYPE_GPU});
  EXPECT_EQ(kTypeAccelerator, Flags{CL_DEVICE_TYPE_ACCELERATOR});
  EXPECT_EQ(kTypeAll, Flags{CL_DEVICE_TYPE_ALL});
  EXPECT_EQ(kReadWrite, Flags{CL_MEM_READ_WRITE});
  EXPECT_EQ(kPlatformName, CL_PLATFORM_NAME);
  EXPECT_EQ(kPlatformVersion, CL_PLATFORM_VERSION);
  EXPECT_EQ(kDeviceType, CL_DEVICE_TYPE);
  EXPECT_EQ(kDeviceUnits, CL_DEVICE_MAX_COMPUTE_UNITS);
  EXPECT_EQ(kDeviceGroupSize, CL_DEVICE_MAX_WORK_GROUP_SIZE);
  EXPECT_EQ(kDeviceLargestAllocation, CL_DEVICE_MAX_MEM_ALLOC_SIZE);
  EXPECT_EQ(kDeviceSingleConfig, CL_DEVICE_SINGLE_FP_CONFIG);
  EXPECT_EQ(kDeviceMemory, CL_DEVICE_GLOBAL_MEM_SIZE);
  EXPECT_EQ(kDeviceLocalMemory, CL_DEVICE_LOCAL_MEM_SIZE);
  EXPECT_EQ(kDeviceLittleEndian, CL_DEVICE_ENDIAN_LITTLE);
  EXPECT_EQ(kDeviceAvailable, CL_DEVICE_AVAILABLE);
  EXPECT_EQ(kDeviceCompiler, CL_DEVICE_COMPILER_AVAILABLE);
  EXPECT_EQ(kDeviceName, CL_DEVICE_NAME);
  EXPECT_EQ(kDeviceVendor, CL_DEVICE_VENDOR);
  EXPECT_EQ(kDriverVersion, CL_DRIVER_VERSION);
  EXPECT_EQ(kDeviceVersion, CL_DEVICE_VERSION);
  EXPECT_EQ(kDenormals, Flags{CL_FP_DENORM});
  EXPECT_EQ(kInfinities, Flags{CL_FP_INF_NAN});
  EXPECT_EQ(kToNearest, Flags{CL_FP_ROUND_TO_NEAREST});
  EXPECT_EQ(kFusedMultiplyAdd, Flags{CL_FP_FMA});
  EXPECT_EQ(kExactDivision, Flags{CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT});
  EXPECT_EQ(kBinarySizes, CL_PROGRAM_BINARY_SIZES);
  EXPECT_EQ(kBinaries, CL_PROGRAM_BINARIES);
  EXPECT_EQ(kBuildLog, CL_PROGRAM_BUILD_LOG);
}

}  // namespace
}  // namespace bach::gpu
#endif
