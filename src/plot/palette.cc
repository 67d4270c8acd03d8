#include "plot/palette.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <numeric>

namespace bach {
namespace {

// More are no drawing's.
constexpr std::size_t kMostSeen = 4096;
// So many are kept for being frequent, the others of kMostColours for being far from all that are.
constexpr std::size_t kFrequent = 192;

std::uint32_t colour_at(const std::uint8_t* row, std::size_t x) {
  std::uint32_t pixel = 0;
  std::memcpy(&pixel, row + 4 * x, sizeof pixel);
  return pixel & 0xFFFFFF;
}

// The greatest difference of red, green or blue.
int difference(std::uint32_t a, std::uint32_t b) {
  int most = 0;
  for (int shift = 0; shift < 24; shift += 8) {
    const int from = static_cast<int>(a >> shift & 0xFF), to = static_cast<int>(b >> shift & 0xFF);
    most = std::max(most, std::abs(from - to));
  }
  return most;
}

// Calls visit(x, n, colour) for each run of n pixels of one colour.
template <typename Visit>
void for_each_colour_run(const std::uint8_t* row, std::size_t width, Visit visit) {
  for (std::size_t x = 0; x < width;) {
    const std::uint32_t colour = colour_at(row, x);
    std::size_t end = x + 1;
    while (end < width && colour_at(row, end) == colour) ++end;
    visit(x, end - x, colour);
    x = end;
  }
}

}  // namespace

Palette::Palette() : slots_(4 * kMostSeen, -1) {}

std::optional<Palette> Palette::of(const Pixels& pixels) {
  Palette made;
  if (!made.count(pixels)) return std::nullopt;
  made.choose();
  if (std::any_of(made.off_.begin(), made.off_.end(), [](int off) { return off > kMostOff; })) {
    return std::nullopt;
  }
  return made;
}

std::size_t Palette::slot_of(std::uint32_t colour) const {
  std::size_t slot = colour * 2654435761u % slots_.size();
  while (slots_[slot] >= 0 && seen_[static_cast<std::size_t>(slots_[slot])] != colour) {
    slot = (slot + 1) % slots_.size();
  }
  return slot;
}

int Palette::find_or_add(std::uint32_t colour) {
  int& place = slots_[slot_of(colour)];
  if (place >= 0) return place;
  if (seen_.size() == kMostSeen) return -1;
  place = static_cast<int>(seen_.size());
  seen_.push_back(colour);
  counts_.push_back(0);
  return place;
}

bool Palette::count(const Pixels& pixels) {
  const auto width = static_cast<std::size_t>(pixels.width);
  bool few = true;
  for (int y = 0; y < pixels.height && few; ++y) {
    const std::uint8_t* row = pixels.bytes.data() + static_cast<std::size_t>(y) * pixels.stride;
    // Most rows are the one above again.
    if (y > 0 && std::memcmp(row, row - pixels.stride, 4 * width) == 0) continue;
    for_each_colour_run(row, width, [&](std::size_t, std::size_t length, std::uint32_t colour) {
      const int place = find_or_add(colour);
      few = few && place >= 0;
      if (few) counts_[static_cast<std::size_t>(place)] += length;
    });
  }
  return few;
}

void Palette::choose() {
  nearest_.resize(seen_.size());
  off_.assign(seen_.size(), 256);
  std::vector<std::size_t> order(seen_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return counts_[a] > counts_[b]; });
  if (order.size() > kMostColours) order.resize(kFrequent);
  for (const std::size_t k : order) keep(seen_[k]);
  while (seen_.size() > kept_.size() && kept_.size() < kMostColours) {
    const auto farthest = std::max_element(off_.begin(), off_.end()) - off_.begin();
    keep(seen_[static_cast<std::size_t>(farthest)]);
  }
}

void Palette::keep(std::uint32_t colour) {
  for (std::size_t k = 0; k < seen_.size(); ++k) {
    const int off = difference(colour, seen_[k]);
    if (off >= off_[k]) continue;
    off_[k] = off;
    nearest_[k] = static_cast<std::uint8_t>(kept_.size());
  }
  kept_.push_back(colour);
}

void Palette::places(const std::uint8_t* row, std::span<std::uint8_t> to) const {
  for_each_colour_run(row, to.size(), [&](std::size_t x, std::size_t length, std::uint32_t colour) {
    std::fill_n(to.begin() + static_cast<std::ptrdiff_t>(x), length,
                nearest_[static_cast<std::size_t>(slots_[slot_of(colour)])]);
  });
}

}  // namespace bach
