#include "base/shared_library.h"

#include <dlfcn.h>

namespace bach {
namespace {

std::string last_problem() {
  const char* said = ::dlerror();
  return said == nullptr ? "" : said;
}

}  // namespace

SharedLibrary::SharedLibrary(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    handle_ = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (handle_ != nullptr) break;
    if (problem_.empty()) problem_ = last_problem();
  }
  complete_ = handle_ != nullptr;
  if (complete_) problem_.clear();
}

void* SharedLibrary::symbol(const char* name) {
  if (handle_ == nullptr) return nullptr;
  void* found = ::dlsym(handle_, name);
  if (found == nullptr && problem_.empty()) problem_ = last_problem();
  complete_ = complete_ && found != nullptr;
  return found;
}

}  // namespace bach
