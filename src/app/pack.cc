#include "app/pack.h"

#include <charconv>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "app/music/formats.h"
#include "app/pack/packer.h"
#include "app/pack/reading.h"
#include "app/pack/report_file.h"
#include "app/pack/sources.h"
#include "base/nearest_name.h"
#include "base/thread_pool.h"
#include "packed/archive.h"
#include "score/instruments.h"

namespace bach {
namespace {

// Files read at once by all threads: so many, and members of archives of so many bytes. Larger files
// one after the other.
constexpr std::size_t kMostJobs = 256;
constexpr std::size_t kMostMemberBytes = std::size_t{8} << 20;
constexpr std::uint64_t kLargeBytes = std::uint64_t{1} << 20;

class Packing {
 public:
  Packing(const PackOptions& options, const ProgressCallback& progress,
          const Cancellation& cancellation)
      : options_(options),
        progress_(progress),
        cancellation_(cancellation),
        pool_(options.threads) {}

  Result<PackSummary> run() {
    for (const std::string& input : options_.inputs) {
      std::error_code ignored;
      if (input != "-" && !std::filesystem::exists(input, ignored)) {
        return Error{ErrorCode::kNotFound, input + ": no such file or folder", {}};
      }
    }
    if (Status opened = report_.open(options_.report, options_.force); !opened) {
      return std::move(opened).error();
    }
    auto packer = SetPacker::open(
        options_,
        [this](const std::string& name, const Refusal& refusal) { report_.add(name, refusal); });
    if (!packer) return std::move(packer).error();
    packer_ = std::move(*packer);
    Status worked = work();
    // What was read until a request to stop is kept.
    if (worked || worked.error().code == ErrorCode::kCancelled) {
      if (Status finished = packer_->finish(); !finished) return std::move(finished).error();
    }
    if (!worked) return std::move(worked).error();
    if (Status written = report_.finish(); !written) return std::move(written).error();
    PackSummary summary = packer_->summary();
    summary.known = known_;
    return summary;
  }

 private:
  Status work() {
    SourceWalk walk(options_.inputs);
    while (true) {
      if (cancellation_.requested()) return stopped();
      Result<std::optional<SourceFile>> next = walk.next();
      if (!next) return std::move(next).error();
      if (!*next) break;
      SourceFile& file = **next;
      const SetPacker::Seen seen = packer_->seen(file.id);
      Status added;
      if (file.id != 0 && seen.complete) {
        ++known_;
      } else if (is_archive(file.path) && file.id != 0) {
        added = unpack(file, seen.members);
      } else {
        const bool alone = file.bytes > kLargeBytes;
        added = give({file.path, std::move(file.name), {}, false}, {file.id, 1, true}, alone);
      }
      if (!added) return added;
    }
    return flush();
  }

  // The members of an archive from number `from` on.
  Status unpack(const SourceFile& file, std::uint32_t from) {
    PackedSource source{file.id, 0, false};
    const auto failed = [&](const Error& error) {
      Reading reading;
      const bool trusted = error.code != ErrorCode::kLimit;
      reading.left_out.push_back(
          {file.name,
           {trusted ? "an archive that cannot be read" : "an archive that unpacks to too much",
            error.message}});
      source.complete = true;
      // Without the library it is not looked at: another time it may be.
      if (error.code == ErrorCode::kUnsupported) source.id = 0;
      if (Status flushed = flush(); !flushed) return flushed;
      return packer_->add(std::move(reading), source);
    };
    Result<std::unique_ptr<ArchiveReader>> archive =
        ArchiveReader::open(file.path, kMostPackedFileBytes);
    if (!archive) return failed(archive.error());
    const auto wanted = [](const std::string& name) {
      // Whether an .xml is a score shows when it is read.
      return input_format_of(name) != nullptr || name.ends_with(".xml");
    };
    while (true) {
      Result<std::optional<ArchiveMember>> next = (*archive)->next(wanted);
      if (!next) return failed(next.error());
      if (!*next) break;
      if (cancellation_.requested()) return stopped();
      ArchiveMember& member = **next;
      if (++source.members <= from) continue;
      const std::string name = file.name + "/" + member.name;
      if (!member.refusal.empty()) {
        if (Status flushed = flush(); !flushed) return flushed;
        Reading reading;
        reading.left_out.push_back({name, {member.refusal, {}}});
        if (Status added = packer_->add(std::move(reading), source); !added) return added;
        continue;
      }
      const bool alone = member.bytes.size() > kLargeBytes;
      Status given = give({{}, name, std::move(member.bytes), true}, source, alone);
      if (!given) return given;
    }
    source.complete = true;
    if (Status flushed = flush(); !flushed) return flushed;
    return packer_->close(source);
  }

  Status give(ReadingJob job, const PackedSource& source, bool alone) {
    if (alone) {
      if (Status flushed = flush(); !flushed) return flushed;
    }
    member_bytes_ += job.bytes.size();
    jobs_.push_back(std::move(job));
    sources_.push_back(source);
    if (alone || jobs_.size() >= kMostJobs || member_bytes_ >= kMostMemberBytes) return flush();
    return {};
  }

  Error stopped() const {
    return {ErrorCode::kCancelled,
            "stopped; what was read is in " + options_.output +
                ", and the same command goes on behind it",
            {}};
  }

  // Reads what waits on all threads and adds it in order.
  Status flush() {
    if (cancellation_.requested()) return stopped();
    const HasMusic has = [this](const ContentHash& hash) { return packer_->has(hash); };
    std::vector<Reading> readings(jobs_.size());
    pool_.run(static_cast<int>(jobs_.size()), [&](int k) {
      const auto job = static_cast<std::size_t>(k);
      readings[job] = read_pieces(std::move(jobs_[job]), options_.take, has);
    });
    for (std::size_t k = 0; k < readings.size(); ++k) {
      if (Status added = packer_->add(std::move(readings[k]), sources_[k]); !added) return added;
    }
    jobs_.clear();
    sources_.clear();
    member_bytes_ = 0;
    if (progress_) {
      const PackSummary& summary = packer_->summary();
      progress_(
          {"packing", summary.sources + known_, 0, std::to_string(summary.pieces) + " new pieces"});
    }
    return {};
  }

  const PackOptions& options_;
  const ProgressCallback& progress_;
  const Cancellation& cancellation_;
  ThreadPool pool_;
  ReportFile report_;
  std::unique_ptr<SetPacker> packer_;
  std::vector<ReadingJob> jobs_;
  std::vector<PackedSource> sources_;
  std::size_t member_bytes_ = 0;
  std::uint64_t known_ = 0;
};

}  // namespace

Result<std::vector<int>> programs_called(const std::string& instrument) {
  constexpr int kMostProgram = 127;
  int number = -1;
  const char* end = instrument.data() + instrument.size();
  const auto read = std::from_chars(instrument.data(), end, number);
  if (read.ec == std::errc() && read.ptr == end && number >= 0 && number <= kMostProgram) {
    return std::vector<int>{number};
  }
  if (const Instrument* found = find_instrument(instrument)) {
    std::vector<int> programs;
    for (int k = found->first_program; k <= found->last_program; ++k) programs.push_back(k);
    return programs;
  }
  std::vector<std::string> names;
  for (const Instrument& each : instruments()) names.emplace_back(each.name);
  return invalid_argument("instrument", "'" + instrument + "' is none" +
                                            did_you_mean(instrument, names) +
                                            "; a number from 0 to 127 is a General MIDI program");
}

Result<PackSummary> pack_corpus(const PackOptions& options, const ProgressCallback& progress,
                                const Cancellation& cancellation) {
  return Packing(options, progress, cancellation).run();
}

}  // namespace bach
