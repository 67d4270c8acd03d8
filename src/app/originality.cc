#include "app/originality.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "app/music/bach.h"
#include "base/thread_pool.h"
#include "corpus/corpus.h"

namespace bach {
namespace {

using Movements = std::vector<ComparedPiece>;

Movements compared(const Music& music) {
  Movements movements(music.pieces.size());
  ThreadPool(0).run(static_cast<int>(movements.size()), [&](int k) {
    const MusicPiece& piece = music.pieces[static_cast<std::size_t>(k)];
    movements[static_cast<std::size_t>(k)] = compared_piece(piece.name, piece.score, {});
  });
  return movements;
}

}  // namespace

Result<std::shared_ptr<const Movements>> compared_bach(const Cancellation& cancellation) {
  static std::mutex comparing;
  static std::shared_ptr<const Movements> movements;
  const std::lock_guard lock(comparing);
  if (movements == nullptr) {
    const Result<std::shared_ptr<const BachMusic>> bach = bach_music(cancellation);
    if (!bach) return bach.error();
    movements = std::make_shared<const Movements>(compared((*bach)->music));
  }
  return movements;
}

Result<Originality> originality_of(const NamedScore& piece, const std::string& except,
                                   const Cancellation& cancellation) {
  const Result<std::shared_ptr<const Movements>> all = compared_bach(cancellation);
  if (!all) return all.error();
  std::optional<Movements> others;
  if (const Movement* left_out = find_movement(except)) {
    others = **all;
    std::erase_if(*others,
                  [&](const ComparedPiece& other) { return other.name == left_out->alias; });
  }
  const ComparedPiece ours = piece.folded
                                 ? compared_piece(piece.name, *piece.folded, {.folded = false})
                                 : compared_piece(piece.name, piece.score, {});
  const SetComparison comparison = compare({&ours, 1}, others ? *others : **all);
  Originality found;
  found.longest = comparison.pieces.front().longest;
  found.copied = found.longest.notes >= kCopiedRun;
  if (const Movement* source = find_movement(found.longest.source)) {
    const Result<Score> score = load_written_movement(*source);
    if (!score) return score.error();
    found.source_title = score->title;
  }
  return found;
}

}  // namespace bach
