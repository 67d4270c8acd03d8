#include "app/music/left_out.h"

namespace bach {

std::string cause_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNotFound:
      return "not found";
    case ErrorCode::kAccess:
      return "not permitted to be read";
    case ErrorCode::kTruncated:
      return "cut off before the music";
    case ErrorCode::kInvalidData:
      return "no music or damaged beyond repair";
    case ErrorCode::kUnsupported:
      return "with something that is not read";
    default:
      return "unreadable";
  }
}

}  // namespace bach
