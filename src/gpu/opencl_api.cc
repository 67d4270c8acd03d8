#include "gpu/opencl_api.h"

#include "base/shared_library.h"

namespace bach::gpu {
namespace {

OpenCl load() {
  OpenCl cl{};
  SharedLibrary library{"libOpenCL.so.1"};
  library.find("clGetPlatformIDs", cl.platforms);
  library.find("clGetPlatformInfo", cl.platform_info);
  library.find("clGetDeviceIDs", cl.devices);
  library.find("clGetDeviceInfo", cl.device_info);
  library.find("clCreateContext", cl.create_context);
  library.find("clReleaseContext", cl.release_context);
  library.find("clCreateCommandQueue", cl.create_queue);
  library.find("clReleaseCommandQueue", cl.release_queue);
  library.find("clCreateBuffer", cl.create_buffer);
  library.find("clReleaseMemObject", cl.release_buffer);
  library.find("clEnqueueWriteBuffer", cl.write_buffer);
  library.find("clEnqueueReadBuffer", cl.read_buffer);
  library.find("clEnqueueFillBuffer", cl.fill_buffer);
  library.find("clFlush", cl.flush);
  library.find("clFinish", cl.finish);
  library.find("clCreateProgramWithSource", cl.program_from_source);
  library.find("clCreateProgramWithBinary", cl.program_from_binary);
  library.find("clBuildProgram", cl.build_program);
  library.find("clGetProgramInfo", cl.program_info);
  library.find("clGetProgramBuildInfo", cl.build_info);
  library.find("clReleaseProgram", cl.release_program);
  library.find("clCreateKernel", cl.create_kernel);
  library.find("clReleaseKernel", cl.release_kernel);
  library.find("clSetKernelArg", cl.set_argument);
  library.find("clEnqueueNDRangeKernel", cl.run_kernel);
  if (!library.complete()) {
    cl.missing = "no OpenCL loader (" + library.problem() +
                 "); install ocl-icd-libopencl1 and the device's driver";
  }
  return cl;
}

}  // namespace

const OpenCl& OpenCl::get() {
  static const OpenCl cl = load();
  return cl;
}

std::string said_of(Code code) {
  switch (code) {
    case kDeviceNotFound:
      return "it has no device";
    case kDeviceNotAvailable:
      return "the device is not available";
    case kNoRoomForObject:
    case kOutOfHostMemory:
      return "it is out of memory";
    case kOutOfResources:
      return "it is out of resources: out of memory, reset or lost";
    case kBuildFailed:
      return "its compiler failed";
    default:
      return "OpenCL error " + std::to_string(code);
  }
}

}  // namespace bach::gpu
