#include "app/render/recording.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <numeric>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include "audio/passages.h"
#include "base/thread_pool.h"

namespace bach {
namespace {

constexpr std::int64_t kFramesBetweenReports = 6 * kSampleRateHz;
class Recorder {
 public:
  Recorder(const Voice& voice, SoundSpool& spool, const ProgressCallback& progress,
           const Cancellation& cancellation)
      : voice_(voice),
        spool_(spool),
        progress_(progress),
        cancellation_(cancellation),
        passages_(passages_of(voice.notes, kSampleRateHz)),
        parts_(passages_.size()) {
    for (const TimedNote& note : voice.notes) {
      seconds_ = std::max(seconds_, static_cast<std::uint64_t>(note.end_seconds));
    }
  }

  Status run() {
    ThreadPool pool(std::min(static_cast<int>(parts_.size()), usable_cores()));
    // The longest first, so that no thread is left with one at the end.
    std::vector<std::size_t> order(parts_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
      return length_of(passages_[a]) > length_of(passages_[b]);
    });
    pool.run(static_cast<int>(parts_.size()), [&](int p) {
      const std::size_t at = order[static_cast<std::size_t>(p)];
      parts_[at].status = play(passages_[at], parts_[at]);
    });
    for (Part& part : parts_) {
      if (!part.status) return std::move(part.status);
    }
    return {};
  }

  float peak() const {
    float most = 0;
    for (const Part& part : parts_) most = std::max(most, part.peak);
    return most;
  }
  std::int64_t frames() const { return voice_.sines() ? parts_.back().end : parts_.back().audible; }

 private:
  struct Part {
    std::int64_t end = 0;      // in frames of the whole
    std::int64_t audible = 0;  // likewise: until it is silent for good
    float peak = 0;
    Status status;
  };

  // In frames, about: the last one's echo is left out.
  static std::int64_t length_of(const Passage& passage) {
    double end = 0;
    for (const TimedNote& note : passage.notes) end = std::max(end, note.end_seconds);
    return static_cast<std::int64_t>(end * kSampleRateHz) - passage.begin;
  }

  Status play(const Passage& passage, Part& part) {
    part.end = passage.begin;
    return play_passage(voice_, passage, [&](std::span<const float> samples) -> Status {
      if (cancellation_.requested()) {
        return Error{ErrorCode::kCancelled, "stopped; nothing written", {}};
      }
      const float loud = peak_of(samples);
      part.peak = std::max(part.peak, loud);
      if (Status kept = spool_.write(part.end * voice_.channels(), samples); !kept) return kept;
      const std::int64_t count = static_cast<std::int64_t>(samples.size()) / voice_.channels();
      part.end += count;
      if (loud > kAudible * part.peak) part.audible = part.end;
      tell(count);
      return {};
    });
  }

  void tell(std::int64_t frames) {
    const std::int64_t done = recorded_.fetch_add(frames) + frames;
    if (!progress_ || std::this_thread::get_id() != caller_ ||
        done < told_ + kFramesBetweenReports) {
      return;
    }
    told_ = done;
    progress_({"rendering", static_cast<std::uint64_t>(done / kSampleRateHz),
               std::max(seconds_, static_cast<std::uint64_t>(done / kSampleRateHz)), "s of sound"});
  }

  const Voice& voice_;
  SoundSpool& spool_;
  const ProgressCallback& progress_;
  const Cancellation& cancellation_;
  const std::vector<Passage> passages_;
  std::vector<Part> parts_;  // what became of them
  std::uint64_t seconds_ = 0;
  std::atomic<std::int64_t> recorded_{0};
  std::int64_t told_ = -kFramesBetweenReports;  // by the caller alone
  const std::thread::id caller_ = std::this_thread::get_id();
};

}  // namespace

Result<Recording> record(const Voice& voice, const std::string& target,
                         const ProgressCallback& progress, const Cancellation& cancellation) {
  Result<SoundSpool> spool = SoundSpool::beside(target);
  if (!spool) return std::move(spool).error();
  Recorder recorder(voice, *spool, progress, cancellation);
  if (Status recorded = recorder.run(); !recorded) return std::move(recorded).error();
  return Recording{std::move(*spool), voice.channels(), recorder.frames(), recorder.peak()};
}

Status write_recording(const Recording& recording, SoundSink& sink,
                       const ProgressCallback& progress, const Cancellation& cancellation) {
  const float gain = recording.peak > 0 ? kPeak / recording.peak : 1;
  const auto channels = static_cast<std::size_t>(recording.channels);
  std::array<float, 2 * kBlockFrames> block;
  for (std::int64_t done = 0; done < recording.frames;) {
    if (cancellation.requested()) {
      return Error{ErrorCode::kCancelled, "stopped; nothing written", {}};
    }
    const std::int64_t count = std::min<std::int64_t>(kBlockFrames, recording.frames - done);
    const std::span<float> samples =
        std::span(block).first(static_cast<std::size_t>(count) * channels);
    Status status = recording.spool.read(done * recording.channels, samples);
    for (float& sample : samples) sample *= gain;
    if (status) status = sink.write(samples);
    if (!status) return status;
    if (progress && done / kFramesBetweenReports != (done + count) / kFramesBetweenReports) {
      progress({"writing", static_cast<std::uint64_t>(done / kSampleRateHz),
                static_cast<std::uint64_t>(recording.frames / kSampleRateHz), "s of sound"});
    }
    done += count;
  }
  return sink.finish();
}

}  // namespace bach
