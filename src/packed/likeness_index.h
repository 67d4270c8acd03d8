// Which pieces of a set are the same, and which resemble each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "packed/fingerprint.h"
#include "packed/piece.h"

namespace bach {

// Takes pieces one after the other, numbered from 0, and finds them again by their hashes and by four
// values of their sketches at a time. It holds only numbers, some 40 to 80 bytes a piece; the rest
// it asks for. What it finds is decided by the pieces and their order alone.
class LikenessIndex {
 public:
  // What is known of a piece that was added.
  struct Known {
    ContentHash hash;
    ContentSketch sketch{};
    PackedSplit split = PackedSplit::kTraining;
  };
  explicit LikenessIndex(std::function<Known(std::uint32_t piece)> known);

  // The piece with this hash.
  std::optional<std::uint32_t> same(const ContentHash& hash) const;

  struct Alike {
    std::optional<std::uint32_t> piece;          // the first that was found
    PackedSplit split = PackedSplit::kTraining;  // its side
    bool on_both_sides = false;                  // others, on the other side, resemble it too
  };
  Alike alike(const ContentSketch& sketch) const;

  // Room for so many pieces, of which then none makes it grow.
  void reserve(std::size_t pieces);
  // The next piece, of which known() is asked from now on. Fewer than 2^32 − 1.
  void add();
  std::uint32_t pieces() const { return pieces_; }

 private:
  using Slots = std::vector<std::uint32_t>;  // a piece's number + 1; 0: free
  template <typename Matches>
  std::size_t find(const Slots& slots, std::uint64_t key, const Matches& matches) const;
  void insert(std::uint32_t piece);
  void grow();
  void resize(std::size_t hashes, std::size_t bands);

  std::function<Known(std::uint32_t)> known_;
  Slots hashes_;
  Slots bands_;
  std::size_t bands_used_ = 0;
  std::uint32_t pieces_ = 0;
};

}  // namespace bach
