#include <algorithm>
#include <iterator>
#include <utility>

#include "app/evaluate.h"
#include "app/music/music.h"
#include "corpus/corpus.h"

namespace bach {
namespace {

std::vector<std::string> with_corpus_named(const std::vector<std::string>& inputs) {
  std::vector<std::string> named;
  for (const std::string& input : inputs) {
    if (input == kBuiltInCorpus) {
      for (const Movement& movement : cello_movements()) named.push_back(movement.alias);
    } else {
      named.push_back(input);
    }
  }
  return named;
}

Result<std::vector<ComparedPiece>> compared_pieces(const Music& music, const View& view,
                                                   const ProgressCallback& progress,
                                                   const Cancellation& cancellation) {
  std::vector<ComparedPiece> pieces;
  for (const MusicPiece& piece : music.pieces) {
    if (cancellation.requested()) {
      return Error{ErrorCode::kCancelled, "stopped while comparing", {}};
    }
    if (progress) progress({"comparing", pieces.size() + 1, music.pieces.size(), {}});
    pieces.push_back(compared_piece(piece.name, piece.score, view));
  }
  return pieces;
}

bool same_music(const ComparedPiece& a, const ComparedPiece& b) {
  return a.pitches == b.pitches && a.durations == b.durations;
}

}  // namespace

Result<ComparisonReport> compare_pieces(const CompareOptions& options,
                                        const ProgressCallback& progress,
                                        const Cancellation& cancellation) {
  if (options.inputs.empty()) {
    return invalid_argument("", "name the pieces to hold against others");
  }
  ComparisonReport report;
  report.view = options.view;
  const auto read =
      [&](const std::vector<std::string>& inputs) -> Result<std::vector<ComparedPiece>> {
    Result<Music> music = read_music(inputs, progress, cancellation);
    if (!music) return std::move(music).error();
    std::move(music->warnings.begin(), music->warnings.end(), std::back_inserter(report.warnings));
    return compared_pieces(*music, options.view, progress, cancellation);
  };
  const Result<std::vector<ComparedPiece>> pieces = read(options.inputs);
  if (!pieces) return pieces.error();
  Result<std::vector<ComparedPiece>> others = read(with_corpus_named(options.against));
  if (!others) return std::move(others).error();

  std::erase_if(*others, [&](const ComparedPiece& other) {
    const bool judged =
        std::any_of(pieces->begin(), pieces->end(),
                    [&](const ComparedPiece& piece) { return same_music(piece, other); });
    if (judged) {
      report.warnings.push_back("`against`: left out " + other.name + ", which is judged itself");
    }
    return judged;
  });
  if (others->empty()) {
    return invalid_argument("against", "no music but what is judged itself");
  }
  report.against = others->size();
  report.comparison = compare(*pieces, *others);
  report.floor = floor_of(*others, pieces->size());
  return report;
}

}  // namespace bach
