#include "app/train/packed_lanes.h"

#include <algorithm>
#include <utility>

namespace bach {

PackedBatches::PackedBatches(const Trainer& trainer, PackedSteps steps, std::uint64_t seed,
                             int most_batches, int threads)
    : trainer_(trainer),
      steps_(std::move(steps)),
      seed_(seed),
      most_batches_(static_cast<std::uint64_t>(std::max(most_batches, 0))),
      pool_(threads) {
  for (const Shard& shard : steps_.set->shards()) {
    for (std::size_t piece = 0; piece < shard.size(); ++piece) {
      if (!shard.held_out(piece)) total_ += steps_.steps({&shard, piece});
    }
  }
}

std::size_t PackedBatches::steps_at(std::size_t place) const {
  const PackedSet::Place piece = steps_.set->place(order_->at(place));
  return piece.shard->held_out(piece.piece) ? 0 : steps_.steps(piece);
}

Result<std::uint64_t> PackedBatches::begin_epoch(int epoch) {
  if (total_ == 0) {
    return invalid_argument("",
                            "there is nothing to learn from: the set has no tokens of this preset");
  }
  epoch_ = epoch;
  order_ = std::make_unique<DrawnOrder>(steps_.set->size(), seed_, epoch);
  cursors_.clear();
  return planned(1);
}

std::uint64_t PackedBatches::planned(int epochs) const {
  const auto lanes = static_cast<std::size_t>(trainer_.lanes());
  const auto steps = static_cast<std::size_t>(trainer_.steps());
  const std::size_t longest = (total_ + lanes - 1) / lanes;
  const std::uint64_t all = (longest + steps - 1) / steps;
  return (most_batches_ > 0 ? std::min(all, most_batches_) : all) *
         static_cast<std::uint64_t>(epochs);
}

// One pass over the lengths finds where all lanes stand.
void PackedBatches::seek(std::uint64_t number) {
  const auto lanes = static_cast<std::size_t>(trainer_.lanes());
  const std::size_t longest = (total_ + lanes - 1) / lanes;
  const std::size_t done = std::min(
      static_cast<std::size_t>(number) * static_cast<std::size_t>(trainer_.steps()), longest);
  const LaneRange own = trainer_.own_lanes();
  const auto first_lane = static_cast<std::size_t>(own.first);
  cursors_.clear();
  cursors_.resize(static_cast<std::size_t>(own.count()));
  std::size_t place = 0;
  std::size_t before = 0;  // steps of the pieces before `place`
  std::size_t here = steps_at(0);
  for (std::size_t k = 0; k < cursors_.size(); ++k) {
    const std::size_t l = first_lane + k;
    const std::size_t end = std::min((l + 1) * longest, total_);
    const std::size_t at = std::min(l * longest + done, end);
    Cursor& cursor = cursors_[k];
    cursor.to_come = end - at;
    cursor.begins = done == 0;
    if (cursor.to_come == 0) continue;
    while (before + here <= at) {
      before += here;
      here = steps_at(++place);
    }
    cursor.place = place;
    cursor.from = at - before;
    cursor.left = 0;
  }
  next_ = number;
}

Status PackedBatches::advance(Cursor& cursor, Lane& lane) {
  std::size_t wanted = std::min(static_cast<std::size_t>(trainer_.steps()), cursor.to_come);
  cursor.to_come -= wanted;
  while (wanted > 0) {
    if (cursor.left == 0) {
      const std::size_t all = steps_at(cursor.place);
      if (all > cursor.from) {
        if (cursor.piece == nullptr) cursor.piece = steps_.piece();
        Status opened =
            cursor.piece->open(*steps_.set, order_->at(cursor.place), epoch_, cursor.from);
        if (!opened) return opened;
      }
      cursor.left = all - cursor.from;
      cursor.from = 0;
      ++cursor.place;
      continue;
    }
    const std::size_t taken = std::min(wanted, cursor.left);
    const std::size_t first = lane.begins.size();
    cursor.piece->append(taken, lane);
    if (cursor.begins) lane.begins[first] = 1;
    cursor.begins = false;
    cursor.left -= taken;
    wanted -= taken;
  }
  return {};
}

Status PackedBatches::fill(std::uint64_t number, std::uint64_t, Batch& batch) {
  if (cursors_.empty() || number != next_) seek(number);
  lanes_.resize(cursors_.size());
  std::vector<Status> read(cursors_.size());
  pool_.run(static_cast<int>(cursors_.size()), [&](int l) {
    const auto k = static_cast<std::size_t>(l);
    Lane& lane = lanes_[k];
    lane.fields.clear();
    lane.targets.clear();
    lane.weights.clear();
    lane.begins.clear();
    read[k] = advance(cursors_[k], lane);
  });
  for (Status& each : read) {
    if (!each) return std::move(each);
  }
  ++next_;
  cut_batch(trainer_.weights().config(), lanes_, 0, trainer_.steps(), batch);
  return {};
}

std::vector<std::size_t> packed_held_out(const PackedSet& set, PackedTokens tokens,
                                         std::size_t most_notes) {
  std::vector<std::pair<std::uint64_t, std::size_t>> found;
  for (std::size_t piece = 0; piece < set.size(); ++piece) {
    const PackedSet::Place place = set.place(piece);
    if (!place.shard->held_out(place.piece) || place.shard->notes(place.piece, tokens) == 0)
      continue;
    found.emplace_back(place.shard->facts(place.piece).hash.high, piece);
  }
  std::sort(found.begin(), found.end());
  std::vector<std::size_t> pieces;
  std::size_t notes = 0;
  for (const auto& [hash, piece] : found) {
    const PackedSet::Place place = set.place(piece);
    if (notes > 0 && notes + place.shard->notes(place.piece, tokens) > most_notes) break;
    notes += place.shard->notes(place.piece, tokens);
    pieces.push_back(piece);
  }
  return pieces;
}

}  // namespace bach
