#include "ranks/loaded.h"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "base/shared_library.h"
#include "ranks/mpi/abi.h"

namespace bach {
namespace {

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "?";
  return name.data();
}

Status status_of(const BachRanks& mpi, int code) {
  if (code == 0) return {};
  std::array<char, 512> text{};
  mpi.explain(code, text.data(), text.size());
  return Error{ErrorCode::kIo, std::string("the processes lost one another: ") + text.data(), {}};
}

class MpiGroup final : public LoadedGroup {
 public:
  MpiGroup(const BachRanks& mpi, int rank, int size, bool any_thread)
      : LoadedGroup(rank, size), mpi_(mpi), any_thread_(any_thread) {}
  ~MpiGroup() override {
    if (status().ok()) mpi_.finish();
  }
  bool any_thread() const override { return any_thread_; }
  std::string name() const override { return Group::name() + " on " + host_name(); }
  int threads_each() override {
    struct Cores {
      char host[256];
      cpu_set_t set;
    };
    Cores mine{};
    host_name().copy(mine.host, sizeof(mine.host) - 1);
    if (::sched_getaffinity(0, sizeof(mine.set), &mine.set) != 0) return 1;
    int sharing = 0;
    for (const Cores& other : gather(mine)) {
      const bool same = std::strcmp(other.host, mine.host) == 0 && CPU_EQUAL(&other.set, &mine.set);
      sharing += same ? 1 : 0;
    }
    return std::max(1, CPU_COUNT(&mine.set) / std::max(1, sharing));
  }
  void end_all(int exit_code) override {
    mpi_.end_all(exit_code);
    std::_Exit(exit_code);
  }

 protected:
  Status do_gather(std::span<const std::byte> mine, std::span<std::byte> all) override {
    return status_of(mpi_, mpi_.gather(mine.data(), mine.size(), all.data()));
  }
  Status do_exchange(std::span<const float> to, std::span<const std::size_t> to_counts,
                     std::span<float> from, std::span<const std::size_t> from_counts) override {
    const std::vector<std::int64_t> sent = counted(to_counts), taken = counted(from_counts);
    return status_of(mpi_, mpi_.exchange(to.data(), sent.data(), from.data(), taken.data()));
  }
  Status do_collect(std::span<float> all, std::span<const std::size_t> counts) override {
    return status_of(mpi_, mpi_.collect(all.data(), counted(counts).data()));
  }
  Status do_share(std::span<std::uint8_t> bytes) override {
    return status_of(mpi_, mpi_.share(bytes.data(), bytes.size()));
  }

 private:
  static std::vector<std::int64_t> counted(std::span<const std::size_t> counts) {
    return {counts.begin(), counts.end()};
  }
  const BachRanks& mpi_;
  bool any_thread_;
};

std::optional<int> number_in(const char* name) {
  const char* text = std::getenv(name);
  if (text == nullptr) return std::nullopt;
  const std::string_view digits = text;
  int number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (read.ec != std::errc() || number < 0) return std::nullopt;
  return number;
}

}  // namespace

std::optional<Launch> find_launch() {
  const char* named = std::getenv("BACH_MPI");
  const std::string_view mpi = named == nullptr ? "" : named;
  if (mpi == "none") return std::nullopt;
  // PMIx is how Slurm starts programs of Open MPI, PMI those of MPICH.
  constexpr std::array<std::pair<const char*, const char*>, 3> kRanks = {
      {{"OMPI_COMM_WORLD_RANK", "openmpi"}, {"PMI_RANK", "mpich"}, {"PMIX_RANK", "openmpi"}}};
  for (const auto& [variable, name] : kRanks) {
    const std::optional<int> rank = number_in(variable);
    if (rank) return Launch{std::string(mpi.empty() ? name : mpi), *rank};
  }
  if (!mpi.empty()) return Launch{std::string(mpi), -1};
  return std::nullopt;
}

Result<std::unique_ptr<LoadedGroup>> join_launch(const std::string& plugin) {
  SharedLibrary library({plugin.c_str()});
  std::remove_pointer_t<BachRanksTable>* table = nullptr;
  library.find("bach_ranks_table", table);
  if (!library.complete()) {
    return Error{ErrorCode::kUnsupported, plugin + ": " + library.problem(), {}};
  }
  const BachRanks& mpi = *table();
  if (mpi.version != kBachRanksVersion) {
    return Error{ErrorCode::kUnsupported, plugin + " is of another version of bach", {}};
  }
  int rank = 0, size = 0, any_thread = 0;
  if (Status started = status_of(mpi, mpi.start(&rank, &size, &any_thread)); !started) {
    return std::move(started).error();
  }
  return std::unique_ptr<LoadedGroup>(std::make_unique<MpiGroup>(mpi, rank, size, any_thread != 0));
}

}  // namespace bach
