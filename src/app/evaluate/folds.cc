#include "app/evaluate/folds.h"

#include <algorithm>

#include "app/music/inputs.h"
#include "app/train.h"
#include "corpus/corpus.h"
#include "evaluate/splits.h"

namespace bach {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string at_commas(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ",") + name;
  return list;
}

}  // namespace

Result<std::vector<FoldMusic>> folds_of(const std::string& split, const Music& music) {
  std::vector<std::string> known;
  for (const MusicPiece& piece : music.pieces) known.push_back(piece.name);
  Result<Split> found =
      split_of(find_movement_set(split) ? at_commas(piece_names({split})) : split, known);
  if (!found) return found.error();
  std::vector<FoldMusic> folds;
  for (const Fold& fold : found->folds) {
    FoldMusic& made = folds.emplace_back();
    for (const MusicPiece& piece : music.pieces) {
      (contains(fold.held_out, piece.name) ? made.held_out : made.learned).push_back(&piece);
    }
  }
  return folds;
}

FoldMusic fold_without_split(const Music& music, const Music& built_in) {
  FoldMusic fold;
  for (const MusicPiece& piece : music.pieces) fold.held_out.push_back(&piece);
  for (const MusicPiece& movement : built_in.pieces) {
    if (std::none_of(music.pieces.begin(), music.pieces.end(),
                     [&](const MusicPiece& piece) { return same_music(piece, movement); })) {
      fold.learned.push_back(&movement);
    }
  }
  return fold;
}

std::string may_have_learned_warning(const std::string& path, const ModelCard& card,
                                     const std::vector<const MusicPiece*>& measured) {
  const std::vector<std::string> held_out = train_options().stored_values(card.command, "holdout");
  std::vector<std::string> doubtful;
  for (const MusicPiece* piece : measured) {
    if (find_movement(piece->name) == nullptr) continue;
    if (contains(held_out, piece->name)) continue;
    doubtful.push_back(piece->name);
  }
  if (doubtful.empty()) return {};
  std::string names = doubtful.front();
  for (std::size_t k = 1; k < std::min<std::size_t>(3, doubtful.size()); ++k) {
    names += ", " + doubtful[k];
  }
  if (doubtful.size() > 3) names += " and " + std::to_string(doubtful.size() - 3) + " more";
  return path + ": may have learned from " + names + "; figures on music a model knows say little";
}

}  // namespace bach
