#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <span>
#include <utility>

#include "app/plot.h"
#include "app/render.h"
#include "app/suite.h"
#include "app/suite/plan.h"

namespace bach {
namespace {

Status draw_roll(const std::string& stem, const ProgressCallback& progress,
                 const Cancellation& cancellation) {
  RollOptions options;
  options.inputs = {stem + ".mid"};
  options.quotations = kShownQuotation;
  const Result<Plot> plot = plot_roll(options, progress, cancellation);
  if (!plot) return plot.error();
  return write_picture(*plot->picture, stem + ".png", {});
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

  Status write_movements() {
    for (std::size_t m = 0; m < movements_.size(); ++m) {
      const std::string stem = path(suite_.movements[m].name);
      for (const char* ending : {".mid", ".abc", ".musicxml"}) {
        if (Status written = write_notes(std::span(movements_).subspan(m, 1), stem + ending);
            !written) {
          return written;
        }
      }
      Status drawn = draw_roll(stem, progress_, cancellation_);
      if (!drawn && drawn.error().code != ErrorCode::kUnsupported) return drawn;
      if (!drawn) remark({"no piano rolls: " + drawn.error().message});
    }
    return {};
  }

  Status write_whole() {
    Status written = write_notes({&suite_.whole, 1}, path("suite.mid"));
    for (const char* name : {"suite.abc", "suite.musicxml"}) {
      if (written) written = write_notes(movements_, path(name));
    }
    return written;
  }

  Status write_sound(const std::string& kind) {
    const Result<Rendering> rendered =
        render_to_file(suite_.whole, path("suite." + kind), {}, progress_, cancellation_);
    if (!rendered) return rendered.error();
    remark(rendered->remarks);
    return {};
  }

  Status write_pages(const SuiteOutput& output) {
    const bool wanted = output.pages == SuiteOutput::Pages::kWanted;
    const auto engraver = engraver_for(output.page_format, output.page_options.engraver);
    if (!engraver && !wanted) return {};
    const auto written = save_pages(movements_, output.page_format, labels_,
                                    path("suite" + ending_of(output.page_format)),
                                    output.page_options, cancellation_);
    if (written) {
      remark(*written);
      return {};
    }
    if (wanted || written.error().code == ErrorCode::kCancelled) return written.error();
    remark({"no pages: " + written.error().message});
    return {};
  }

  std::vector<std::string> remarks() && { return std::move(remarks_); }

 private:
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  Status write_notes(std::span<const Score> movements, const std::string& file) {
    const auto written = save_score(movements, *score_format_of(file), labels_, file);
    if (!written) return written.error();
    remark(*written);
    return {};
  }

  void remark(const std::vector<std::string>& more) {
    for (const std::string& line : more) {
      if (std::find(remarks_.begin(), remarks_.end(), line) == remarks_.end()) {
        remarks_.push_back(line);
      }
    }
  }

  const ComposedSuite& suite_;
  const std::filesystem::path folder_;
  const ScoreLabels labels_;
  const ProgressCallback& progress_;
  const Cancellation& cancellation_;
  std::vector<Score> movements_;  // as they are written
  std::vector<std::string> remarks_;
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
  SuiteWriter writer(suite, directory, std::move(labels), progress, cancellation);
  Status written = writer.write_movements();
  if (written) written = writer.write_whole();
  if (written && !output.sound.empty()) written = writer.write_sound(output.sound);
  if (written && output.pages != SuiteOutput::Pages::kNone) written = writer.write_pages(output);
  if (!written) return written.error();
  return std::move(writer).remarks();
}

}  // namespace bach
