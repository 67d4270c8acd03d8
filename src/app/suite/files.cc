#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <span>
#include <utility>

#include "app/plot.h"
#include "app/render.h"
#include "app/render/sound.h"
#include "app/suite.h"
#include "app/suite/plan.h"
#include "base/beside.h"
#include "base/thread_pool.h"

namespace bach {
namespace {

Status draw_roll(const std::string& stem, const Cancellation& cancellation) {
  RollOptions options;
  options.inputs = {stem + ".mid"};
  options.quotations = kShownQuotation;
  const Result<Plot> plot = plot_roll(options, {}, cancellation);
  if (!plot) return plot.error();
  return write_picture(*plot->picture, stem + ".png", {});
}

using Remarks = std::vector<std::string>;

// Each once.
void add_remarks(Remarks& remarks, const Remarks& more) {
  for (const std::string& line : more) {
    if (std::find(remarks.begin(), remarks.end(), line) == remarks.end()) remarks.push_back(line);
  }
}

// The files of a suite.
class SuiteWriter {
 public:
  SuiteWriter(const ComposedSuite& suite, const std::string& directory, ScoreLabels labels,
              const ProgressCallback& progress, const Cancellation& cancellation)
      : suite_(suite),
        folder_(directory),
        labels_(std::move(labels)),
        progress_(progress),
        cancellation_(cancellation) {
    for (const SuiteMovement& each : suite.movements) {
      movements_.push_back(each.piece.score);
    }
  }

  // Movements side by side, and the whole.
  // 0 threads: all there are.
  Result<Remarks> write_notes_and_rolls(int threads) const {
    const auto movements = static_cast<int>(movements_.size());
    std::vector<Result<Remarks>> written(movements_.size() + 1, Remarks());
    ThreadPool(threads).run(movements + 1, [&](int m) {
      const auto at = static_cast<std::size_t>(m);
      written[at] = m < movements ? write_movement(at) : write_whole();
    });
    Remarks remarks;
    for (const Result<Remarks>& each : written) {
      if (!each) return each.error();
      add_remarks(remarks, *each);
    }
    return remarks;
  }

  Result<RecordedSound> record(const std::string& kind) const {
    return record_sound(suite_.whole, path("suite." + kind), {}, progress_, cancellation_);
  }
  Status write(const RecordedSound& sound, const std::string& kind) const {
    return write_sound(sound, path("suite." + kind), progress_, cancellation_);
  }

  Result<Remarks> write_pages(const SuiteOutput& output) const {
    const bool wanted = output.pages == SuiteOutput::Pages::kWanted;
    const auto engraver = engraver_for(output.page_format, output.page_options.engraver);
    if (!engraver && !wanted) return Remarks();
    Result<Remarks> written = save_pages(movements_, output.page_format, labels_,
                                         path("suite" + ending_of(output.page_format)),
                                         output.page_options, cancellation_);
    if (written || wanted || written.error().code == ErrorCode::kCancelled) return written;
    return Remarks{"no pages: " + written.error().message};
  }

 private:
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  Result<Remarks> write_movement(std::size_t m) const {
    const std::string stem = path(suite_.movements[m].name);
    Remarks remarks;
    Status written;
    for (const char* ending : {".mid", ".abc", ".musicxml"}) {
      if (written)
        written = write_notes(std::span(movements_).subspan(m, 1), stem + ending, remarks);
    }
    if (!written) return std::move(written).error();
    const Status drawn = draw_roll(stem, cancellation_);
    if (!drawn && drawn.error().code != ErrorCode::kUnsupported) return drawn.error();
    if (!drawn) add_remarks(remarks, {"no piano rolls: " + drawn.error().message});
    return remarks;
  }

  Result<Remarks> write_whole() const {
    Remarks remarks;
    Status written = write_notes({&suite_.whole, 1}, path("suite.mid"), remarks);
    for (const char* name : {"suite.abc", "suite.musicxml"}) {
      if (written) written = write_notes(movements_, path(name), remarks);
    }
    if (!written) return std::move(written).error();
    return remarks;
  }

  Status write_notes(std::span<const Score> movements, const std::string& file,
                     Remarks& remarks) const {
    const auto written = save_score(movements, *score_format_of(file), labels_, file);
    if (!written) return written.error();
    add_remarks(remarks, *written);
    return {};
  }

  const ComposedSuite& suite_;
  const std::filesystem::path folder_;
  const ScoreLabels labels_;
  const ProgressCallback& progress_;
  const Cancellation& cancellation_;
  std::vector<Score> movements_;  // as they are written
};

}  // namespace

std::vector<std::string> suite_files(const std::string& directory, const SuiteOutput& output) {
  std::vector<std::string> files;
  const std::filesystem::path folder(directory);
  std::vector<std::string> stems = suite_movement_names();
  stems.emplace_back("suite");
  for (const std::string& stem : stems) {
    for (const char* ending : {".mid", ".abc", ".musicxml"}) {
      files.push_back((folder / (stem + ending)).string());
    }
    if (stem != "suite") files.push_back((folder / (stem + ".png")).string());
  }
  if (!output.sound.empty()) files.push_back((folder / ("suite." + output.sound)).string());
  if (output.pages != SuiteOutput::Pages::kNone) {
    files.push_back((folder / ("suite" + ending_of(output.page_format))).string());
  }
  return files;
}

Result<std::vector<std::string>> write_suite(const ComposedSuite& suite,
                                             const std::string& directory,
                                             const SuiteOutput& output,
                                             const ProgressCallback& progress,
                                             const Cancellation& cancellation) {
  std::error_code failed;
  std::filesystem::create_directories(directory, failed);
  if (failed) {
    return Error{ErrorCode::kIo, directory + ": cannot make this folder: " + failed.message(), {}};
  }
  ScoreLabels labels;
  labels.composer = suite.composer;
  labels.keys_known = true;
  labels.bowing = output.bowing;
  const SuiteWriter writer(suite, directory, std::move(labels), progress, cancellation);
  Remarks remarks;
  Result<Remarks> notes = Remarks();
  if (output.sound.empty()) {
    notes = writer.write_notes_and_rolls(0);
  } else {
    const Result<RecordedSound> sound = writer.record(output.sound);
    if (!sound) return sound.error();
    // While the sound is written by one thread the others have time.
    const auto rest = [&] { notes = writer.write_notes_and_rolls(1); };
    Beside files(rest);
    const Status written = writer.write(*sound, output.sound);
    files.join();
    if (!written) return written.error();
    add_remarks(remarks, sound->rendering.remarks);
  }
  if (!notes) return notes.error();
  add_remarks(remarks, *notes);
  if (output.pages != SuiteOutput::Pages::kNone) {
    const Result<Remarks> pages = writer.write_pages(output);
    if (!pages) return pages.error();
    add_remarks(remarks, *pages);
  }
  return remarks;
}

}  // namespace bach
