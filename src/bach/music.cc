#include "bach/music.h"

#include <utility>

#include "app/music/inputs.h"
#include "app/render.h"

namespace bach {

namespace {

Result<NamedScore> load_with(ScoreOpener& opener, const std::string& input) {
  Result<OpenedScore> opened = opener.open(input);
  if (!opened) return std::move(opened).error();
  return NamedScore{std::move(opened->name), std::move(opened->score), std::move(opened->warnings)};
}

}  // namespace

Result<NamedScore> load_piece(const std::string& input) {
  ScoreOpener opener;
  return load_with(opener, input);
}

Result<std::vector<NamedScore>> load_pieces(const std::vector<std::string>& inputs) {
  const Result<std::vector<std::string>> paths = expand_inputs(inputs);
  if (!paths) return paths.error();
  ScoreOpener opener;
  std::vector<NamedScore> pieces;
  for (const std::string& path : *paths) {
    Result<NamedScore> piece = load_with(opener, path);
    if (!piece) return std::move(piece).error();
    pieces.push_back(std::move(*piece));
  }
  return pieces;
}

Status save_piece(const Score& score, const std::string& path, const SaveOptions& options) {
  if (Status known = check_render_target(path); !known) return known;
  RenderOptions render;
  render.sound = options.sine_waves ? Sound::kSines : Sound::kFont;
  render.seed = options.seed;
  render.pages.replace = true;
  const Result<Rendering> rendering = render_to_file(score, path, render, {}, {});
  if (!rendering) return rendering.error();
  return {};
}

}  // namespace bach
