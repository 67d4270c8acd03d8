#include "bach/music.h"

#include <utility>

#include "app/music/inputs.h"
#include "app/render/shown.h"
#include "score/to_midi.h"
#include "score/unfold.h"

namespace bach {

namespace {

RenderOptions render_options(const SaveOptions& options) {
  RenderOptions render;
  render.sound = options.sine_waves ? Sound::kSines : Sound::kFont;
  render.seed = options.seed;
  render.pages.replace = true;
  return render;
}

Status save_with(const Score& score, const std::string& path, const RenderOptions& options) {
  if (Status known = check_render_target(path); !known) return known;
  const Result<Rendering> rendering = render_to_file(score, path, options, {}, {});
  if (!rendering) return rendering.error();
  return {};
}

}  // namespace

Result<NamedScore> load_piece(const std::string& input) { return open_score(input); }

Result<std::vector<NamedScore>> load_pieces(const std::vector<std::string>& inputs) {
  const Result<std::vector<std::string>> paths = expand_inputs(inputs);
  if (!paths) return paths.error();
  ScoreOpener opener;
  std::vector<NamedScore> pieces;
  for (const std::string& path : *paths) {
    Result<NamedScore> piece = opener.open(path);
    if (!piece) return std::move(piece).error();
    pieces.push_back(std::move(*piece));
  }
  return pieces;
}

Status save_piece(const Score& score, const std::string& path, const SaveOptions& options) {
  return save_with(score, path, render_options(options));
}

Status save_piece(const NamedScore& piece, const std::string& path, const SaveOptions& options) {
  RenderOptions render = render_options(options);
  render.labels = labels_of(piece);
  return save_with(piece.score, path, render);
}

std::vector<std::uint8_t> midi_bytes(const Score& score) {
  return midi_from_score(score.play_order.empty() ? score : unfold(score));
}

}  // namespace bach
