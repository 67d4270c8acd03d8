/* What the program and a plug-in that speaks MPI know of each other: plain C, because the plug-ins
   are built against one MPI each, whose own types differ. A plug-in is bach_mpi_NAME.so and has one
   function, bach_ranks_table(). All functions return 0, or a code for explain(). */
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

constexpr int kBachRanksVersion = 2;

struct BachRanks {
  int version; /* kBachRanksVersion; of another one nothing else is looked at */
  /* Once, before all others: joins the processes that were started together. any_thread: whether
     the other functions, one at a time, may be called from any thread. */
  int (*start)(int* rank, int* size, int* any_thread);
  /* `bytes` of each process, in the order of their ranks. */
  int (*gather)(const void* mine, std::size_t bytes, void* all);
  /* counts of floats that go to each rank, and come from it */
  int (*exchange)(const float* to, const std::int64_t* to_counts, float* from,
                  const std::int64_t* from_counts);
  /* counts of floats that each rank has in `all` */
  int (*collect)(float* all, const std::int64_t* counts);
  int (*share)(void* bytes, std::size_t count); /* from rank 0 */
  int (*finish)(void);                          /* the last call, of all */
  void (*end_all)(int exit_code);               /* ends all processes at once */
  /* Writes one line about a code, ended by 0. */
  void (*explain)(int code, char* text, std::size_t room);
};

typedef const BachRanks* (*BachRanksTable)(void);
}
