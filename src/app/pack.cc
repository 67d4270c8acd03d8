#include "app/pack.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "app/music/formats.h"
#include "app/pack/packer.h"
#include "app/pack/reading.h"
#include "app/pack/report_file.h"
#include "app/pack/shared_reading.h"
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
          const Cancellation& cancellation, Group& group)
      : options_(options),
        progress_(progress),
        cancellation_(cancellation),
        ranks_(static_cast<std::size_t>(group.size())),
        pool_(options.threads),
        reading_(group, options.take, pool_) {}

  // Of rank 0.
  Result<PackSummary> run_shared() {
    Result<PackSummary> summary = run();
    reading_.end();
    return summary;
  }
  // Of the others.
  Result<PackSummary> follow() {
    if (Status followed = reading_.follow(); !followed) return std::move(followed).error();
    return PackSummary();
  }

 private:
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
    const bool full =
        jobs_.size() >= kMostJobs * ranks_ || member_bytes_ >= kMostMemberBytes * ranks_;
    if (alone || full) return flush();
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
    std::vector<ContentHash> new_music;
    if (ranks_ > 1) new_music = packer_->take_new_music();
    Result<std::vector<Reading>> readings = reading_.read(std::move(jobs_), has, new_music);
    if (!readings) return std::move(readings).error();
    for (std::size_t k = 0; k < readings->size(); ++k) {
      if (Status added = packer_->add(std::move((*readings)[k]), sources_[k]); !added) return added;
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
  std::size_t ranks_;
  ThreadPool pool_;
  SharedReading reading_;
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

Result<Metre> metre_called(const std::string& text) {
  Metre metre{0, 0, 0};
  const std::size_t slash = std::min(text.find('/'), text.size());
  const char* end = text.data() + text.size();
  const auto above = std::from_chars(text.data(), text.data() + slash, metre.numerator);
  const auto below =
      std::from_chars(std::min(text.data() + slash + 1, end), end, metre.denominator);
  const bool read = above.ec == std::errc() && above.ptr == text.data() + slash &&
                    below.ec == std::errc() && below.ptr == end;
  if (read && metre.numerator > 0 && metre.numerator <= 255 && metre.denominator > 0) return metre;
  return invalid_argument("metre", "'" + text + "' is none; write it as 3/4");
}

Result<PackSummary> pack_corpus(const PackOptions& options, const ProgressCallback& progress,
                                const Cancellation& cancellation, Group& group) {
  Packing packing(options, progress, cancellation, group);
  return group.leads() ? packing.run_shared() : packing.follow();
}

}  // namespace bach
