#include "app/pack/packer.h"

#include <algorithm>
#include <memory>
#include <system_error>

#include "base/file.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

// What writers that were ended left behind.
void remove_leftovers(const fs::path& folder) {
  std::error_code failure;
  std::vector<fs::path> found;
  for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with('.') && name.ends_with(".tmp.shard")) found.push_back(entry->path());
  }
  for (const fs::path& path : found) discard_file(path);
}

}  // namespace

SetPacker::SetPacker(const PackOptions& options, Tell tell)
    : options_(options),
      tell_(std::move(tell)),
      folder_(options.output),
      writer_(0, settings_text(options.take)),
      index_([this](std::uint32_t piece) { return known(piece); }) {}

SetPacker::~SetPacker() = default;

Result<std::unique_ptr<SetPacker>> SetPacker::open(const PackOptions& options, Tell tell) {
  std::unique_ptr<SetPacker> packer(new SetPacker(options, std::move(tell)));
  const fs::path& folder = packer->folder_;
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (failure) return system_error(failure.value(), "make", folder);
  Result<LockFile> lock = LockFile::take_folder(folder);
  if (!lock && lock.error().code == ErrorCode::kExists) {
    return Error{ErrorCode::kExists, folder.string() + ": is being packed by another program", {}};
  }
  if (!lock) return std::move(lock).error();
  packer->lock_.emplace(std::move(*lock));
  remove_leftovers(folder);
  if (is_packed_set(folder)) {
    Result<PackedSet> set = PackedSet::open(folder);
    if (!set) return std::move(set).error();
    if (const std::string settings = settings_text(options.take); set->settings() != settings) {
      return invalid_argument("output", folder.string() + " was packed otherwise (" +
                                            set->settings() + "); give the same options, or " +
                                            "another folder");
    }
    packer->set_ = std::move(*set);
    packer->read_sources();
  }
  packer->writer_ = ShardWriter(static_cast<std::uint32_t>(packer->set_.shards().size()),
                                settings_text(options.take));
  packer->index_.reserve(packer->set_.size());
  for (std::size_t piece = 0; piece < packer->set_.size(); ++piece) packer->index_.add();
  packer->summary_.set_pieces = packer->set_.size();
  return packer;
}

void SetPacker::read_sources() {
  for (const Shard& shard : set_.shards()) {
    for (std::size_t k = 0; k < shard.sources(); ++k) {
      const PackedSource source = shard.source(k);
      sources_.emplace_back(source.id, Seen{source.members, source.complete});
    }
  }
  // Of an archive in several shards the last word counts.
  std::stable_sort(sources_.begin(), sources_.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
}

SetPacker::Seen SetPacker::seen(std::uint64_t id) const {
  const auto after = std::upper_bound(sources_.begin(), sources_.end(), id,
                                      [](std::uint64_t a, const auto& b) { return a < b.first; });
  return after == sources_.begin() || after[-1].first != id ? Seen() : after[-1].second;
}

LikenessIndex::Known SetPacker::known(std::uint32_t piece) const {
  if (piece >= set_.size()) {
    const std::size_t k = piece - set_.size();
    const PieceFacts& facts = writer_.entry(k).facts;
    return {facts.hash, writer_.sketch(k), facts.split};
  }
  const PackedSet::Place place = set_.place(piece);
  const PieceFacts facts = place.shard->facts(place.piece);
  return {facts.hash, place.shard->sketch(place.piece), facts.split};
}

std::vector<ContentHash> SetPacker::take_new_music() {
  std::vector<ContentHash> music;
  const auto pieces = static_cast<std::uint32_t>(set_.size() + writer_.pieces());
  for (; told_ < pieces; ++told_) music.push_back(known(told_).hash);
  return music;
}

std::string SetPacker::name(std::uint32_t piece) const {
  if (piece >= set_.size()) return writer_.name(piece - set_.size());
  const PackedSet::Place place = set_.place(piece);
  return std::string(place.shard->name(place.piece));
}

void SetPacker::refuse(const std::string& name, const Refusal& refusal, bool for_good) {
  if (for_good) writer_.add_refusal(refusal.cause);
  ++summary_.refused[refusal.cause];
  tell_(name, refusal);
}

void SetPacker::add_piece(PackedPiece piece) {
  PieceFacts& facts = piece.facts;
  if (const auto same = index_.same(facts.hash)) {
    refuse(piece.name, {"the same music as another piece", name(*same)});
    return;
  }
  const LikenessIndex::Alike alike = index_.alike(piece.sketch);
  if (alike.on_both_sides) {
    refuse(piece.name, {"like pieces to learn from and held-out ones", name(*alike.piece)});
    return;
  }
  if (alike.piece) {
    facts.resembles = true;
    facts.split = alike.split;
    ++summary_.resembling;
    tell_(piece.name, {"kept, on the side of the piece it resembles", name(*alike.piece)});
  }
  ++summary_.pieces;
  ++summary_.set_pieces;
  summary_.held_out += facts.split == PackedSplit::kHeldOut ? 1 : 0;
  summary_.notes += facts.notes;
  summary_.dropped += facts.dropped;
  summary_.without_suite += facts.suite_notes == 0 ? 1 : 0;
  writer_.add(piece);
  index_.add();
}

Status SetPacker::add(Reading reading, const PackedSource& source) {
  ++summary_.sources;
  summary_.bytes += reading.bytes;
  summary_.mended += reading.mended ? 1 : 0;
  for (PackedPiece& piece : reading.pieces) add_piece(std::move(piece));
  for (const LeftOut& left : reading.left_out) refuse(left.name, left.refusal, !reading.unread);
  return reading.unread ? Status() : close(source);
}

Status SetPacker::close(const PackedSource& source) {
  if (source.id != 0) writer_.add_source(source);
  return writer_.bytes() >= options_.shard_bytes ? write_shard() : Status();
}

Status SetPacker::write_shard() {
  const auto number = static_cast<std::uint32_t>(set_.shards().size());
  const fs::path path = shard_path(folder_, number);
  if (Status written = writer_.write(path); !written) {
    Error error = std::move(written).error();
    error.message += "; the " + std::to_string(set_.size()) + " pieces in " + folder_.string() +
                     " stay good, and the same command goes on behind them";
    return error;
  }
  Result<Shard> shard = Shard::open(path);
  if (!shard) return std::move(shard).error();
  set_.append(std::move(*shard));
  writer_ = ShardWriter(number + 1, settings_text(options_.take));
  return {};
}

Status SetPacker::finish() {
  // A set of no music is none, and what was looked at is looked at again.
  const bool no_set = set_.shards().empty() && writer_.pieces() == 0;
  return no_set || writer_.empty() ? Status() : write_shard();
}

}  // namespace bach
