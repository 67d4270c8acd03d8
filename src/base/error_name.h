// Names of error codes for programs: in JSON, in Python.
#pragma once

#include "base/result.h"

namespace bach {

// "not_found", "invalid_data" …
constexpr const char* error_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNotFound:
      return "not_found";
    case ErrorCode::kAccess:
      return "access";
    case ErrorCode::kIo:
      return "io";
    case ErrorCode::kInvalidData:
      return "invalid_data";
    case ErrorCode::kTruncated:
      return "truncated";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kInvalidArgument:
      return "invalid_argument";
    case ErrorCode::kLimit:
      return "limit";
    case ErrorCode::kExists:
      return "exists";
    case ErrorCode::kCancelled:
      break;
  }
  return "cancelled";
}

}  // namespace bach
