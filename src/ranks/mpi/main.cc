// The plug-in, built once for each MPI: bach_mpi_openmpi.so, bach_mpi_mpich.so.
#include <mpi.h>

#include <cstdio>
#include <cstring>
#include <ctime>
#include <vector>

#include "ranks/mpi/abi.h"

namespace {

constexpr int kTooLarge = -1;  // beside MPI's own codes, which are not negative
constexpr std::int64_t kMostNumbers = 0x7FFFFFFF;

MPI_Comm g_all = MPI_COMM_NULL;  // a communicator of our own
int g_size = 0;

// Waits spinning for a moment, then asleep most of the time: a core may be wanted by another process.
int wait_for(MPI_Request* request) {
  constexpr int kSpins = 2000;
  for (int spin = 0;; ++spin) {
    int done = 0;
    const int code = MPI_Test(request, &done, MPI_STATUS_IGNORE);
    if (code != MPI_SUCCESS || done != 0) return code;
    if (spin < kSpins) continue;
    const timespec pause{0, 20000};
    nanosleep(&pause, nullptr);
  }
}

// Counts as MPI has them, with where each part begins.
struct Parts {
  std::vector<int> counts, begins;
  bool fits = true;

  explicit Parts(const std::int64_t* numbers) {
    std::int64_t begin = 0;
    for (int rank = 0; rank < g_size; ++rank) {
      counts.push_back(static_cast<int>(numbers[rank]));
      begins.push_back(static_cast<int>(begin));
      begin += numbers[rank];
      fits = fits && begin <= kMostNumbers;
    }
  }
};

int start(int* rank, int* size, int* any_thread) {
  int provided = 0;
  int code = MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided);
  if (code != MPI_SUCCESS) return code;
  *any_thread = provided >= MPI_THREAD_SERIALIZED ? 1 : 0;
  code = MPI_Comm_dup(MPI_COMM_WORLD, &g_all);
  if (code != MPI_SUCCESS) return code;
  MPI_Comm_set_errhandler(g_all, MPI_ERRORS_RETURN);
  MPI_Comm_rank(g_all, rank);
  MPI_Comm_size(g_all, &g_size);
  *size = g_size;
  return MPI_SUCCESS;
}

int gather(const void* mine, std::size_t bytes, void* all) {
  if (static_cast<std::int64_t>(bytes) > kMostNumbers) return kTooLarge;
  MPI_Request request;
  const int count = static_cast<int>(bytes);
  const int code = MPI_Iallgather(mine, count, MPI_BYTE, all, count, MPI_BYTE, g_all, &request);
  return code != MPI_SUCCESS ? code : wait_for(&request);
}

int exchange(const float* to, const std::int64_t* to_counts, float* from,
             const std::int64_t* from_counts) {
  const Parts sent(to_counts), taken(from_counts);
  if (!sent.fits || !taken.fits) return kTooLarge;
  MPI_Request request;
  const int code =
      MPI_Ialltoallv(to, sent.counts.data(), sent.begins.data(), MPI_FLOAT, from,
                     taken.counts.data(), taken.begins.data(), MPI_FLOAT, g_all, &request);
  return code != MPI_SUCCESS ? code : wait_for(&request);
}

int collect(float* all, const std::int64_t* counts) {
  const Parts parts(counts);
  if (!parts.fits) return kTooLarge;
  MPI_Request request;
  const int code = MPI_Iallgatherv(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, all, parts.counts.data(),
                                   parts.begins.data(), MPI_FLOAT, g_all, &request);
  return code != MPI_SUCCESS ? code : wait_for(&request);
}

int share(void* bytes, std::size_t count) {
  constexpr std::size_t kMost = 0x40000000;
  auto* at = static_cast<char*>(bytes);
  for (std::size_t part; count > 0; count -= part, at += part) {
    part = count < kMost ? count : kMost;
    MPI_Request request;
    int code = MPI_Ibcast(at, static_cast<int>(part), MPI_BYTE, 0, g_all, &request);
    if (code == MPI_SUCCESS) code = wait_for(&request);
    if (code != MPI_SUCCESS) return code;
  }
  return MPI_SUCCESS;
}

int finish() {
  MPI_Comm_free(&g_all);
  return MPI_Finalize();
}

void end_all(int exit_code) { MPI_Abort(MPI_COMM_WORLD, exit_code); }

void explain(int code, char* text, std::size_t room) {
  char said[MPI_MAX_ERROR_STRING + 1] = "the numbers are more than MPI counts";
  int length = 0;
  if (code != kTooLarge) MPI_Error_string(code, said, &length);
  std::snprintf(text, room, "%s", said);
  if (char* line = std::strchr(text, '\n')) *line = 0;
}

constexpr BachRanks kTable = {kBachRanksVersion, start,  gather, exchange, collect, share, finish,
                              end_all,           explain};

}  // namespace

extern "C" [[gnu::visibility("default")]] const BachRanks* bach_ranks_table() { return &kTable; }
