#include "app/evaluate/shared_scores.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace bach {
namespace {

// As numbers: first, how many of each, the nats.
void append(const PieceNats& nats, std::vector<double>& numbers) {
  for (const std::size_t count : {nats.first, nats.pitch.size(), nats.rhythm.size()}) {
    numbers.push_back(static_cast<double>(count));
  }
  numbers.insert(numbers.end(), nats.pitch.begin(), nats.pitch.end());
  numbers.insert(numbers.end(), nats.rhythm.begin(), nats.rhythm.end());
}

PieceNats take(const double*& from) {
  PieceNats nats;
  nats.first = static_cast<std::size_t>(*from++);
  const auto pitches = static_cast<std::size_t>(*from++);
  const auto rhythms = static_cast<std::size_t>(*from++);
  nats.pitch.assign(from, from + pitches);
  nats.rhythm.assign(from + pitches, from + pitches + rhythms);
  from += pitches + rhythms;
  return nats;
}

}  // namespace

Result<std::vector<PieceNats>> shared_scores(Group& group, NoteScorer& scorer,
                                             std::span<const MeasuredPiece* const> pieces) {
  const auto ranks = static_cast<std::size_t>(group.size());
  std::vector<PieceNats> scores(pieces.size());
  std::vector<double> mine;
  Status scored;
  for (auto p = static_cast<std::size_t>(group.rank()); p < pieces.size(); p += ranks) {
    Result<PieceNats> nats = scorer.score(*pieces[p]);
    if (!nats) {
      scored = nats.error();
      break;
    }
    scores[p] = std::move(*nats);
    append(scores[p], mine);
  }
  if (Status all = agree(group, scored); !all) return std::move(all).error();
  if (ranks == 1) return scores;
  const std::vector<std::uint64_t> sizes = group.gather(std::uint64_t{mine.size()});
  const auto most = static_cast<std::size_t>(*std::max_element(sizes.begin(), sizes.end()));
  mine.resize(most);
  std::vector<double> all(most * ranks);
  group.gather(std::as_bytes(std::span(mine)), std::as_writable_bytes(std::span(all)));
  if (!group.status()) return group.status().error();
  for (std::size_t rank = 0; rank < ranks; ++rank) {
    const double* from = all.data() + rank * most;
    for (std::size_t p = rank; p < pieces.size(); p += ranks) scores[p] = take(from);
  }
  return scores;
}

}  // namespace bach
