#include "score/bar_sketches.h"

#include <algorithm>

namespace bach {
namespace {

// Of an attack, as an offset in its bar and a pitch.
std::size_t place_of(std::int64_t attack) {
  return static_cast<std::size_t>(static_cast<std::uint64_t>(attack) * 0x9E3779B97F4A7C15U >> 56);
}

}  // namespace

BarSketches::BarSketches(const BarGrid& bars, const Passages& passages) {
  const std::vector<std::int64_t>& attacks = passages.attacks();
  std::size_t next = 0;
  Tick begin = bars.at(passages.first_onset()).begin;
  while (next < attacks.size()) {
    const Tick end = bars.bar_line_from(begin + 1);
    Bar bar;
    bar.begin = begin;
    bar.first = static_cast<std::int64_t>(next);
    for (; next < attacks.size() && attacks[next] < end * Passages::kPitches; ++next) {
      const std::size_t place = place_of(attacks[next] - begin * Passages::kPitches);
      std::uint64_t& word = bar.bits[place / 64];
      const std::uint64_t bit = std::uint64_t{1} << place % 64;
      bar.spare += (word & bit) != 0 ? 1 : 0;
      word |= bit;
    }
    bars_.push_back(bar);
    begin = end;
  }
  Bar end;
  end.begin = begin;
  end.first = static_cast<std::int64_t>(next);
  bars_.push_back(end);
  for (std::size_t k = 1; k < bars_.size(); ++k) {
    even_ = even_ && bars_[k].begin - bars_[k - 1].begin == bars_[1].begin - bars_[0].begin;
  }
  sums_.resize(bars_.size());
}

std::size_t BarSketches::bar_at(Tick begin) const {
  if (even_) {
    const Tick from = begin - bars_.front().begin;
    const Tick length = bars_[1].begin - bars_[0].begin;
    const auto bar = static_cast<std::size_t>(std::max<Tick>(from, 0) / length);
    return bar < bars_.size() && bars_[bar].begin == begin ? bar : bars_.size();
  }
  const auto found = std::lower_bound(bars_.begin(), bars_.end(), begin,
                                      [](const Bar& bar, Tick tick) { return bar.begin < tick; });
  if (found == bars_.end() || found->begin != begin) return bars_.size();
  return static_cast<std::size_t>(found - bars_.begin());
}

// Each common attack has its bit in both; those that share a bit with another are spare.
std::int64_t BarSketches::most_common(const Bar& a, const Bar& b) {
  // Bits counted by bytes, as processors without an instruction for it do.
  std::uint64_t bytes = 0;
  for (std::size_t word = 0; word < kWords; ++word) {
    std::uint64_t both = a.bits[word] & b.bits[word];
    both -= both >> 1 & 0x5555555555555555U;
    both = (both & 0x3333333333333333U) + (both >> 2 & 0x3333333333333333U);
    bytes += (both + (both >> 4)) & 0x0F0F0F0F0F0F0F0FU;
  }
  const std::uint64_t pairs = (bytes & 0x00FF00FF00FF00FFU) + (bytes >> 8 & 0x00FF00FF00FF00FFU);
  return static_cast<std::int64_t>(pairs * 0x0001000100010001U >> 48) + std::min(a.spare, b.spare);
}

const BarSketches::Sums& BarSketches::sums(std::size_t period, std::int64_t& effort) {
  Sums& sums = sums_[period];
  if (!sums.empty()) return sums;
  const std::size_t bars = bars_.size() - 1 - period;
  effort += static_cast<std::int64_t>(bars);
  sums.reserve(bars + 1);
  std::int64_t sum = 0;
  sums.push_back(0);
  for (std::size_t k = 0; k < bars; ++k) {
    const std::int64_t struck = std::min(bars_[k + 1].first - bars_[k].first,
                                         bars_[k + period + 1].first - bars_[k + period].first);
    sum += std::min(struck, most_common(bars_[k], bars_[k + period]));
    sums.push_back(static_cast<std::uint32_t>(sum));
  }
  return sums;
}

bool BarSketches::may_be_alike(Tick a, Tick b, Tick length, std::int64_t percent,
                               std::int64_t& effort) {
  const std::size_t one = bar_at(a), one_end = bar_at(a + length);
  const std::size_t other = bar_at(b), other_end = bar_at(b + length);
  if (std::max({one, one_end, other, other_end}) == bars_.size()) return true;
  if (!even_ || other <= one || one_end - one != other_end - other) return true;
  const std::int64_t in_one = bars_[one_end].first - bars_[one].first;
  const std::int64_t in_other = bars_[other_end].first - bars_[other].first;
  const std::int64_t size = std::max(in_one, in_other);
  ++effort;
  const Sums& common = sums(other - one, effort);
  return std::int64_t{common[one_end]} - common[one] >= (size * percent + 99) / 100;
}

}  // namespace bach
