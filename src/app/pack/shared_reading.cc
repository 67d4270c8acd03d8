#include "app/pack/shared_reading.h"

#include <cstddef>
#include <utility>

#include "app/pack/messages.h"

namespace bach {

std::vector<Reading> SharedReading::read_here(std::vector<ReadingJob> jobs, const HasMusic& has) {
  std::vector<Reading> readings(jobs.size());
  pool_.run(static_cast<int>(jobs.size()), [&](int k) {
    const auto job = static_cast<std::size_t>(k);
    readings[job] = read_pieces(std::move(jobs[job]), options_, has);
  });
  return readings;
}

Result<std::vector<Reading>> SharedReading::read(std::vector<ReadingJob> jobs, const HasMusic& has,
                                                 const std::vector<ContentHash>& new_music) {
  const auto ranks = static_cast<std::size_t>(group_.size());
  if (ranks == 1) return read_here(std::move(jobs), has);
  // In turns.
  const std::size_t count = jobs.size();
  std::vector<ReadingOrder> orders(ranks);
  for (std::size_t k = 0; k < count; ++k) orders[k % ranks].jobs.push_back(std::move(jobs[k]));
  std::vector<std::vector<std::uint8_t>> told(ranks);
  for (std::size_t rank = 1; rank < ranks; ++rank) {
    orders[rank].has = new_music;
    told[rank] = encode_order(orders[rank]);
  }
  exchange_bytes(group_, told);
  std::vector<std::vector<Reading>> by_rank(ranks);
  by_rank[0] = read_here(std::move(orders[0].jobs), has);
  const auto heard = exchange_bytes(group_, std::vector<std::vector<std::uint8_t>>(ranks));
  if (!group_.status()) return group_.status().error();
  for (std::size_t rank = 1; rank < ranks; ++rank) {
    Result<std::vector<Reading>> readings = decode_readings(heard[rank]);
    if (!readings) return std::move(readings).error();
    by_rank[rank] = std::move(*readings);
  }
  std::vector<Reading> readings(count);
  for (std::size_t k = 0; k < count; ++k) {
    readings[k] = std::move(by_rank[k % ranks].at(k / ranks));
  }
  return readings;
}

void SharedReading::end() {
  if (group_.size() == 1) return;
  ReadingOrder end;
  end.last = true;
  exchange_bytes(group_, std::vector<std::vector<std::uint8_t>>(
                             static_cast<std::size_t>(group_.size()), encode_order(end)));
}

Status SharedReading::follow() {
  std::set<ContentHash> music;
  const HasMusic has = [&music](const ContentHash& hash) { return music.contains(hash); };
  std::vector<std::vector<std::uint8_t>> to(static_cast<std::size_t>(group_.size()));
  while (true) {
    for (std::vector<std::uint8_t>& nothing : to) nothing.clear();
    const auto told = exchange_bytes(group_, to);
    if (!group_.status()) return group_.status();
    Result<ReadingOrder> order = decode_order(told.front());
    if (!order) return std::move(order).error();
    if (order->last) return {};
    music.insert(order->has.begin(), order->has.end());
    to.front() = encode_readings(read_here(std::move(order->jobs), has));
    exchange_bytes(group_, to);
  }
}

}  // namespace bach
