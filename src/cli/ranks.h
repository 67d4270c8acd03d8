// The processes that one mpirun started, as the command line has them: the first one prints and writes,
// whatever they do.
#pragma once

#include "base/result.h"
#include "cli/commands.h"
#include "ranks/loaded.h"

namespace bach::cli {

// Whether mpirun, or what is like it, started this process.
bool launched();

// Before anything is printed: all but the first process print nothing from now on.
void silence_other_ranks();
// What is printed now must be seen, whoever prints it.
void let_speak();

// Joins the processes, once a run of the program; a group of one where there are no others. What is not
// possible is reported; then null.
Group* join_ranks(int& code);

// The threads a process has when none are named; of all that joined.
int threads_of_rank();

// For what one process does as well: whether this is one of the others, which have nothing to do. The
// first one says so.
bool leave_to_first(const Common& common);

// The last thing a process does; returns its exit code.
int leave_ranks(int code);

}  // namespace bach::cli
