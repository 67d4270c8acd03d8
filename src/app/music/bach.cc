#include "app/music/bach.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/thread_pool.h"
#include "corpus/corpus.h"
#include "suite/encode.h"
#include "suite/piece.h"

namespace bach {
namespace {

bool is_for_cello(const std::string& alias) {
  const std::span<const Movement> cello = cello_movements();
  return std::any_of(cello.begin(), cello.end(),
                     [&](const Movement& movement) { return movement.alias == alias; });
}

Result<BachMusic> read_bach(const Cancellation& cancellation) {
  std::vector<std::string> sets;
  for (const MovementSet& set : movement_sets()) sets.emplace_back(set.name);
  Result<Music> music = read_music(sets, {}, cancellation);
  if (!music) return std::move(music).error();
  std::vector<std::optional<Result<SuiteEncoding>>> encoded(music->pieces.size());
  ThreadPool(0).run(static_cast<int>(encoded.size()), [&](int k) {
    const MusicPiece& piece = music->pieces[static_cast<std::size_t>(k)];
    encoded[static_cast<std::size_t>(k)] = encode_any(piece.score, piece.name);
  });
  std::vector<SuitePiece> cello;
  QuotationGuard guard;
  for (std::size_t k = 0; k < encoded.size(); ++k) {
    Result<SuiteEncoding>& encoding = *encoded[k];
    if (!encoding) return std::move(encoding).error();
    guard.add(encoding->piece);
    if (is_for_cello(music->pieces[k].name)) cello.push_back(std::move(encoding->piece));
  }
  FormBook forms(cello);
  return BachMusic{std::move(*music), std::move(forms), std::move(guard)};
}

}  // namespace

Result<std::shared_ptr<const BachMusic>> bach_music(const Cancellation& cancellation) {
  static std::mutex reading;
  static std::shared_ptr<const BachMusic> read;
  const std::lock_guard lock(reading);
  if (read == nullptr) {
    Result<BachMusic> music = read_bach(cancellation);
    if (!music) return std::move(music).error();
    read = std::make_shared<const BachMusic>(std::move(*music));
  }
  return read;
}

}  // namespace bach
