#include "packed/likeness_index.h"

#include <array>
#include <utility>

namespace bach {
namespace {

constexpr std::size_t kBandValues = 4;
constexpr std::size_t kBands = kSketchValues / kBandValues;
constexpr std::size_t kFirstSlots = 4096;

std::uint64_t band_key(const ContentSketch& sketch, std::size_t band) {
  std::uint64_t key = 0;
  for (std::size_t k = 0; k < kBandValues; ++k) key = key << 16 | sketch[band * kBandValues + k];
  key = (key + band + 1) * 0x9E3779B97F4A7C15U;
  key = (key ^ key >> 32) * 0xD6E8FEB86659FD93U;
  return key ^ key >> 32;
}

}  // namespace

LikenessIndex::LikenessIndex(std::function<Known(std::uint32_t)> known)
    : known_(std::move(known)), hashes_(kFirstSlots), bands_(2 * kBands * kFirstSlots) {}

// The slot of the first piece that matches, or the free one where it would be.
template <typename Matches>
std::size_t LikenessIndex::find(const Slots& slots, std::uint64_t key,
                                const Matches& matches) const {
  const std::size_t mask = slots.size() - 1;
  std::size_t at = static_cast<std::size_t>(key) & mask;
  while (slots[at] != 0 && !matches(known_(slots[at] - 1))) at = (at + 1) & mask;
  return at;
}

std::optional<std::uint32_t> LikenessIndex::same(const ContentHash& hash) const {
  const std::size_t at =
      find(hashes_, hash.low, [&](const Known& known) { return known.hash == hash; });
  return hashes_[at] == 0 ? std::nullopt : std::optional(hashes_[at] - 1);
}

LikenessIndex::Alike LikenessIndex::alike(const ContentSketch& sketch) const {
  Alike alike;
  for (std::size_t band = 0; band < kBands; ++band) {
    const std::uint64_t key = band_key(sketch, band);
    const std::size_t at =
        find(bands_, key, [&](const Known& known) { return band_key(known.sketch, band) == key; });
    if (bands_[at] == 0 || alike.piece == bands_[at] - 1) continue;
    const Known known = known_(bands_[at] - 1);
    if (equal_values(known.sketch, sketch) < kResemblance) continue;
    if (!alike.piece) {
      alike.piece = bands_[at] - 1;
      alike.split = known.split;
    }
    alike.on_both_sides = alike.on_both_sides || known.split != alike.split;
  }
  return alike;
}

void LikenessIndex::insert(std::uint32_t piece) {
  const Known added = known_(piece);
  const auto never = [](const Known&) { return false; };
  hashes_[find(hashes_, added.hash.low, never)] = piece + 1;
  for (std::size_t band = 0; band < kBands; ++band) {
    const std::uint64_t key = band_key(added.sketch, band);
    // The first piece stands for all with this key: so what is common never makes long searches.
    const std::size_t at =
        find(bands_, key, [&](const Known& known) { return band_key(known.sketch, band) == key; });
    if (bands_[at] != 0) continue;
    bands_[at] = piece + 1;
    ++bands_used_;
  }
}

void LikenessIndex::grow() {
  const bool more_hashes = 3 * (std::size_t{pieces_} + 1) > 2 * hashes_.size();
  const bool more_bands = 3 * (bands_used_ + kBands) > 2 * bands_.size();
  if (!more_hashes && !more_bands) return;
  resize(hashes_.size() * (more_hashes ? 2 : 1), bands_.size() * (more_bands ? 2 : 1));
}

void LikenessIndex::reserve(std::size_t pieces) {
  std::size_t hashes = hashes_.size(), bands = bands_.size();
  while (3 * pieces > 2 * hashes) hashes *= 2;
  while (3 * kBands * pieces > 2 * bands) bands *= 2;
  if (hashes != hashes_.size() || bands != bands_.size()) resize(hashes, bands);
}

void LikenessIndex::resize(std::size_t hashes, std::size_t bands) {
  Slots().swap(hashes_);
  Slots().swap(bands_);
  hashes_.resize(hashes);
  bands_.resize(bands);
  bands_used_ = 0;
  for (std::uint32_t piece = 0; piece < pieces_; ++piece) insert(piece);
}

void LikenessIndex::add() {
  grow();
  insert(pieces_++);
}

}  // namespace bach
