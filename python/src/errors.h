// Errors of the library as exceptions of Python.
#pragma once

#include <bach/base/result.h>
#include <pybind11/pybind11.h>

#include <string>
#include <utility>
#include <vector>

namespace bach::python {

// Throws bach.Error; of `files`, those the call was about, the first that the message names becomes
// its file, or what the message names within that folder. Needs the GIL.
[[noreturn]] void raise(const Error& error, const std::vector<std::string>& files = {});

// The value, or bach.Error.
template <typename T>
T value_of(Result<T> result, const std::vector<std::string>& files = {}) {
  if (!result) raise(result.error(), files);
  return std::move(result).value();
}
inline void check(const Status& status, const std::vector<std::string>& files = {}) {
  if (!status) raise(status.error(), files);
}

}  // namespace bach::python
