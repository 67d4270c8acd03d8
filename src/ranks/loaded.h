// The processes that an mpirun started, through the plug-in for its MPI.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "ranks/group.h"

namespace bach {

// What the environment says of who started this process.
struct Launch {
  std::string mpi;  // "openmpi", "mpich"
  int rank = 0;     // -1: not said
};

// None: not one of several. BACH_MPI names the MPI where the environment does not, or "none".
std::optional<Launch> find_launch();

// A group that ends for all when it goes, so all processes must come there; see end_all().
class LoadedGroup : public Group {
 public:
  using Group::Group;
  // The cores of this process over the processes that may use the same ones, at least 1. All call it.
  virtual int threads_each() = 0;
  // Ends all processes at once with that code.
  [[noreturn]] virtual void end_all(int exit_code) = 0;
};

// Joins them: loads `plugin` and begins. Errors: kUnsupported, the plug-in or its MPI is not there,
// or of another version; kIo, they do not find one another.
Result<std::unique_ptr<LoadedGroup>> join_launch(const std::string& plugin);

}  // namespace bach
