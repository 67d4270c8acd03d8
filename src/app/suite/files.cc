#include <algorithm>
#include <filesystem>
#include <initializer_list>

#include "app/plot.h"
#include "app/render.h"
#include "app/suite.h"
#include "app/suite/plan.h"

namespace bach {
namespace {

void append_unique(std::vector<std::string>& all, const std::vector<std::string>& more) {
  for (const std::string& line : more) {
    if (std::find(all.begin(), all.end(), line) == all.end()) all.push_back(line);
  }
}

// STEM with each of `endings`.
Status write_score(const Score& score, const std::string& stem,
                   std::initializer_list<const char*> endings, std::vector<std::string>& remarks,
                   const ProgressCallback& progress, const Cancellation& cancellation) {
  RenderOptions options;
  options.labels = {score.title, {}, true};
  for (const char* ending : endings) {
    const auto written = render_to_file(score, stem + ending, options, progress, cancellation);
    if (!written) return written.error();
    append_unique(remarks, written->remarks);
  }
  return {};
}

Status draw_roll(const std::string& stem, const ProgressCallback& progress,
                 const Cancellation& cancellation) {
  RollOptions options;
  options.inputs = {stem + ".mid"};
  options.quotations = kShownQuotation;
  const Result<Plot> plot = plot_roll(options, progress, cancellation);
  if (!plot) return plot.error();
  return write_picture(*plot->picture, stem + ".png", {});
}

}  // namespace

std::vector<std::string> suite_files(const std::string& directory, bool sound) {
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
  if (sound) files.push_back((folder / "suite.wav").string());
  return files;
}

Result<std::vector<std::string>> write_suite(const ComposedSuite& suite,
                                             const std::string& directory, bool sound,
                                             const ProgressCallback& progress,
                                             const Cancellation& cancellation) {
  std::error_code failed;
  std::filesystem::create_directories(directory, failed);
  if (failed) {
    return Error{ErrorCode::kIo, directory + ": cannot make this folder: " + failed.message(), {}};
  }
  std::vector<std::string> remarks;
  const std::filesystem::path folder(directory);
  for (const SuiteMovement& each : suite.movements) {
    const std::string stem = (folder / each.name).string();
    Status written = write_score(each.piece.score, stem, {".mid", ".abc", ".musicxml"}, remarks,
                                 progress, cancellation);
    if (!written) return written.error();
    written = draw_roll(stem, progress, cancellation);
    if (!written && written.error().code != ErrorCode::kUnsupported) return written.error();
    if (!written) append_unique(remarks, {"no piano rolls: " + written.error().message});
  }
  const std::string stem = (folder / "suite").string();
  Status written = write_score(suite.whole, stem, {".mid", ".abc", ".musicxml"}, remarks, progress,
                               cancellation);
  if (written && sound) {
    written = write_score(suite.whole, stem, {".wav"}, remarks, progress, cancellation);
  }
  if (!written) return written.error();
  return remarks;
}

}  // namespace bach
