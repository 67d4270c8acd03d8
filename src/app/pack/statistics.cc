#include "app/pack/statistics.h"

#include <algorithm>
#include <array>
#include <bit>
#include <nlohmann/json.hpp>

#include "app/json_line.h"
#include "audio/general_midi.h"
#include "packed/set.h"
#include "plot/histogram.h"

namespace bach {
namespace {

std::vector<SetCount> commonest(const std::map<std::string, std::uint64_t>& counts) {
  std::vector<SetCount> list;
  for (const auto& [name, pieces] : counts) list.push_back({name, pieces});
  std::stable_sort(list.begin(), list.end(),
                   [](const SetCount& a, const SetCount& b) { return a.pieces > b.pieces; });
  return list;
}

// 1, 2, 3–4, 5–8, more.
std::size_t voice_class(int tracks) {
  return std::min<std::size_t>(std::bit_width(static_cast<unsigned>(std::max(tracks, 1) - 1)), 4);
}

// Pieces of 2^k to 2^(k + 1) − 1 notes, by k.
using LengthCounts = std::array<std::uint64_t, 33>;

Plot lengths_plot(const LengthCounts& counts, std::uint64_t pieces) {
  const auto any = [](std::uint64_t count) { return count > 0; };
  const auto first = std::find_if(counts.begin(), counts.end(), any);
  const auto last = std::find_if(counts.rbegin(), counts.rend(), any).base();
  Histogram histogram;
  histogram.title = "The sizes of " + std::to_string(pieces) + " pieces";
  histogram.x_title = "notes in a piece";
  histogram.y_title = "pieces";
  histogram.series.push_back({"pieces", {}});
  nlohmann::ordered_json json = {{"kind", "set lengths"},
                                 {"bins", nlohmann::ordered_json::array()}};
  for (auto count = first; count < last; ++count) {
    const auto bit = static_cast<int>(count - counts.begin());
    const std::uint64_t from = std::uint64_t{1} << bit, to = 2 * from;
    histogram.x_ticks.push_back(
        {static_cast<double>(histogram.bin_names.size()), std::to_string(from)});
    histogram.bin_names.push_back(std::to_string(from) + "–" + std::to_string(to - 1));
    histogram.series[0].values.push_back(static_cast<double>(*count));
    json["bins"].push_back({{"from", from}, {"to", to}, {"pieces", *count}});
  }
  if (histogram.bin_names.empty()) return {};
  return {histogram_picture(std::move(histogram)), json_line(json), {}};
}

}  // namespace

Result<SetStatistics> set_statistics(const std::string& folder) {
  const Result<PackedSet> set = PackedSet::open(folder);
  if (!set) return set.error();
  SetStatistics found;
  found.settings = set->settings();
  found.shards = set->shards().size();
  found.voices = {{"1", 0}, {"2", 0}, {"3–4", 0}, {"5–8", 0}, {"more", 0}};
  found.lowest = 127;
  std::map<std::string, std::uint64_t> metres, instruments;
  LengthCounts lengths{};
  for (const Shard& shard : set->shards()) {
    found.bytes += shard.header().file_bytes;
    for (std::size_t k = 0; k < shard.sources(); ++k) {
      found.sources += shard.source(k).complete ? 1 : 0;
    }
    for (const auto& [cause, count] : shard.refusals()) found.refused[cause] += count;
    for (std::size_t k = 0; k < shard.size(); ++k) {
      const PieceFacts facts = shard.facts(k);
      ++found.pieces;
      found.held_out += facts.split == PackedSplit::kHeldOut ? 1 : 0;
      found.resembling += facts.resembles ? 1 : 0;
      found.notes += facts.notes;
      found.dropped += facts.dropped;
      found.suite_pieces += facts.suite_notes > 0 ? 1 : 0;
      found.suite_notes += facts.suite_notes;
      found.sequence_pieces += facts.sequence_notes > 0 ? 1 : 0;
      found.sequence_notes += facts.sequence_notes;
      found.lowest = std::min<int>(found.lowest, facts.lowest);
      found.highest = std::max<int>(found.highest, facts.highest);
      ++metres[std::to_string(facts.metre_numerator) + "/" +
               std::to_string(facts.metre_denominator)];
      ++instruments[std::string(instrument_name(facts.program & 127))];
      ++found.voices[voice_class(facts.tracks)].pieces;
      ++lengths[static_cast<std::size_t>(std::bit_width(std::max(facts.notes, 1U)) - 1)];
    }
  }
  if (found.pieces == 0) found.lowest = 0;
  found.metres = commonest(metres);
  found.instruments = commonest(instruments);
  found.lengths = lengths_plot(lengths, found.pieces);
  return found;
}

}  // namespace bach
