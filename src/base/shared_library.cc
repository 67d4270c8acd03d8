#include "base/shared_library.h"

#include <dlfcn.h>

namespace bach {

SharedLibrary::SharedLibrary(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    handle_ = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (handle_ != nullptr) break;
  }
  complete_ = handle_ != nullptr;
}

void* SharedLibrary::symbol(const char* name) {
  void* found = handle_ == nullptr ? nullptr : ::dlsym(handle_, name);
  complete_ = complete_ && found != nullptr;
  return found;
}

}  // namespace bach
