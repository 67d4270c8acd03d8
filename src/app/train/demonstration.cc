#include "app/train/demonstration.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "app/compose.h"
#include "app/render.h"
#include "plot/pitch_axis.h"
#include "score/unfold.h"

namespace bach {
namespace {

constexpr int kNotes = 32;
constexpr std::size_t kShown = 16;

}  // namespace

Result<Demonstration> demonstrate(const Model& model, std::uint64_t seed,
                                  const Cancellation& cancellation) {
  const ComposeRequest request{.seed = seed, .notes = kNotes};
  Result<std::vector<ComposedPiece>> pieces = compose_with(model, request, {}, cancellation);
  if (!pieces) return std::move(pieces).error();
  ComposedPiece& piece = pieces->front();
  Demonstration demonstration;
  for (std::size_t k = 0; k < std::min(kShown, piece.pitches.size()); ++k) {
    demonstration.line += (k > 0 ? " " : "") + pitch_name(piece.pitches[k]);
  }
  demonstration.line += " …";
  demonstration.score = unfold(piece.score);
  return demonstration;
}

Status save_demonstration(const Demonstration& demonstration, const std::string& directory,
                          int epoch, const Cancellation& cancellation) {
  std::error_code failed;
  std::filesystem::create_directories(directory, failed);
  if (failed) {
    return Error{ErrorCode::kIo, directory + ": cannot make this folder: " + failed.message(), {}};
  }
  char name[32];
  std::snprintf(name, sizeof name, "epoch-%02d.wav", epoch + 1);
  const auto written =
      render_to_file(demonstration.score, (std::filesystem::path(directory) / name).string(), {},
                     {}, cancellation);
  if (!written) return written.error();
  return {};
}

}  // namespace bach
