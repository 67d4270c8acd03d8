#include "fuzz/damaged_midi.h"

#include <algorithm>
#include <fstream>
#include <random>
#include <utility>

#include "fuzz/midi_damage.h"

namespace bach::fuzz {
namespace {

using Bytes = std::vector<std::uint8_t>;

const Bytes kEnd = {0x00, 0xFF, 0x2F, 0x00};

Bytes header(std::uint32_t tracks) {
  return {'M',
          'T',
          'h',
          'd',
          0,
          0,
          0,
          6,
          0,
          1,
          static_cast<std::uint8_t>(tracks >> 8),
          static_cast<std::uint8_t>(tracks),
          0x01,
          0xE0};
}

void append(Bytes& to, const Bytes& from) { to.insert(to.end(), from.begin(), from.end()); }

Bytes track_mark(std::uint64_t length) {
  Bytes mark = {'M', 'T', 'r', 'k'};
  for (int shift = 24; shift >= 0; shift -= 8) {
    mark.push_back(static_cast<std::uint8_t>(length >> shift));
  }
  return mark;
}

// One track: `first`, then `times` times `unit`.
DamagedFile one_track(std::string name, const Bytes& first, Bytes unit, std::uint64_t times) {
  DamagedFile file{std::move(name), header(1), std::move(unit), times, kEnd};
  append(file.head, track_mark(first.size() + times * file.unit.size() + kEnd.size()));
  append(file.head, first);
  return file;
}

DamagedFile many_tracks(std::string name, const Bytes& content, std::uint32_t times) {
  DamagedFile file{
      std::move(name), header(times), track_mark(content.size() + kEnd.size()), times, {}};
  append(file.unit, content);
  append(file.unit, kEnd);
  return file;
}

std::vector<Piece> lengths_in(const Bytes& bytes) {
  std::vector<Piece> lengths;
  for (const Piece& piece : pieces_of(bytes)) {
    if (piece.kind == Piece::Kind::kChunkLength || piece.kind == Piece::Kind::kPayloadLength) {
      lengths.push_back(piece);
    }
  }
  return lengths;
}

// Another number in the place of a length.
Bytes lie(const Bytes& bytes, const Piece& length, std::mt19937& random) {
  constexpr std::uint32_t kLies[] = {0, 1, 127, 128, 0xFFFF, 0x0FFFFFFF, 0x7FFFFFFF, 0xFFFFFFFF};
  const std::uint32_t told = random() % 3 == 0 ? static_cast<std::uint32_t>(random() % 300)
                                               : kLies[random() % std::size(kLies)];
  Bytes changed = bytes;
  const auto begin = changed.begin() + static_cast<std::ptrdiff_t>(length.begin);
  if (length.kind == Piece::Kind::kChunkLength) {
    const Bytes mark = track_mark(told);
    std::copy(mark.begin() + 4, mark.end(), begin);
    return changed;
  }
  const Bytes number = variable_length(std::min(told, 0x0FFFFFFFu));
  const auto end = changed.begin() + static_cast<std::ptrdiff_t>(length.end);
  changed.insert(changed.erase(begin, end), number.begin(), number.end());
  return changed;
}

// Chunks of others, and at times the header once more, among tracks of which one or two lie about
// their length or have a bit flipped.
Bytes with_chunks(const Bytes& sound, std::mt19937& random) {
  Bytes damaged;
  std::size_t copied = 0;
  const auto copy_to = [&](std::size_t end) {
    append(damaged, {sound.begin() + static_cast<std::ptrdiff_t>(copied),
                     sound.begin() + static_cast<std::ptrdiff_t>(end)});
    copied = end;
  };
  for (const Piece& piece : pieces_of(sound)) {
    if (piece.kind != Piece::Kind::kTrack) continue;
    copy_to(piece.begin);
    if (random() % 2 == 0) {
      const auto size = static_cast<std::uint8_t>(random() % 60);
      append(damaged, {'X', 'F', 'I', 'H', 0, 0, 0, size});
      for (int k = 0; k < size; ++k) damaged.push_back(static_cast<std::uint8_t>(random() % 128));
    } else if (random() % 4 == 0) {
      append(damaged, {sound.begin(), sound.begin() + 14});
    }
    if (random() % 2 == 0) continue;
    const std::size_t mark = damaged.size();
    copy_to(piece.end);
    if (random() % 2 == 0) {
      damaged[mark + 6 + random() % 2] = static_cast<std::uint8_t>(random());
    } else {
      damaged[mark + 8 + random() % (piece.end - piece.begin - 8)] ^=
          static_cast<std::uint8_t>(1u << random() % 8);
    }
  }
  copy_to(sound.size());
  return damaged;
}

}  // namespace

std::string kind_of(std::string name) {
  while (!name.empty() && name.back() >= '0' && name.back() <= '9') name.pop_back();
  return name;
}

bool write_file(const DamagedFile& file, const std::string& path) {
  std::ofstream out(path, std::ios::binary);
  const auto put = [&](const Bytes& bytes) {
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
  };
  put(file.head);
  for (std::uint64_t i = 0; i < file.times && out; ++i) put(file.unit);
  put(file.tail);
  out.close();
  return out.good();
}

std::vector<DamagedFile> damaged(const std::vector<std::uint8_t>& sound, std::uint32_t seed,
                                 int of_each) {
  std::mt19937 random(seed);
  const auto below = [&](std::size_t bound) { return random() % std::max<std::size_t>(bound, 1); };
  std::vector<DamagedFile> files;
  const auto add = [&](const std::string& kind, int number, Bytes bytes) {
    files.push_back({kind + std::to_string(number), std::move(bytes), {}, 0, {}});
  };
  const std::vector<Piece> lengths = lengths_in(sound);
  std::mt19937 random_chunks(seed + 1);
  for (int i = 0; i < of_each; ++i) {
    Bytes cut = sound;
    cut.resize(below(sound.size()));
    add("cut", i, std::move(cut));

    Bytes flipped = sound;
    for (std::size_t left = 1 + below(1 + sound.size() / 50); left > 0; --left) {
      flipped[below(sound.size())] ^= static_cast<std::uint8_t>(1u << below(8));
    }
    add("flip", i, std::move(flipped));

    Bytes lost = sound;
    const std::size_t from = below(sound.size());
    const std::size_t count = std::min<std::size_t>(1 + below(40), sound.size() - from);
    lost.erase(lost.begin() + static_cast<std::ptrdiff_t>(from),
               lost.begin() + static_cast<std::ptrdiff_t>(from + count));
    add("lost", i, std::move(lost));

    Bytes noise(1 + below(500));
    for (std::uint8_t& byte : noise) byte = static_cast<std::uint8_t>(random());
    if (i % 2 == 0) noise.insert(noise.begin(), sound.begin(), sound.begin() + 22);
    add("noise", i, std::move(noise));

    // Every length in turn, then those told to be chosen.
    const std::size_t which = static_cast<std::size_t>(i);
    add("lie", i,
        lie(sound, lengths[which < lengths.size() ? which : below(lengths.size())], random));

    Bytes mixed = sound;
    for (std::size_t left = 1 + below(20); left > 0; --left) {
      mixed = mutated_midi(std::move(mixed), static_cast<std::uint32_t>(random()));
    }
    add("mixed", i, std::move(mixed));
    add("chunks", i, with_chunks(sound, random_chunks));
  }
  return files;
}

std::vector<DamagedFile> bombs(std::uint32_t events) {
  const Bytes on = {0x00, 0x90, 60, 100};
  std::vector<DamagedFile> files;
  files.push_back(one_track("notes", on, {1, 60, 0, 0, 60, 100}, events / 2));
  files.push_back(one_track("unending", on, {0, 60, 100}, events));
  files.push_back(one_track("unending-later", on, {1, 60, 100}, events));
  files.push_back(
      one_track("chords", on, {0, 60, 100, 0, 62, 100, 0, 64, 100, 0, 65, 100}, events / 4));
  files.push_back(
      one_track("programs", {}, {0, 0xC0, 1, 0, 0x90, 60, 100, 0, 0xC0, 2}, events / 3));
  files.push_back(one_track("no-notes", {0x00, 0xB0, 7, 1}, {0, 7, 1}, events));
  files.push_back(
      one_track("long-deltas", on, {0xFF, 0xFF, 0xFF, 0x7F, 60, 0, 0, 60, 100}, events / 2));
  files.push_back(one_track("endless-deltas", on, {0xFF, 0xFF, 0xFF, 0xFF, 0xFF}, events));
  for (const auto& [name, unit] : std::initializer_list<std::pair<const char*, Bytes>>{
           {"texts", {0, 0xFF, 1, 0}},
           {"names", {0, 0xFF, 3, 1, 'A'}},
           {"empty-markers", {0, 0xFF, 6, 0}},
           {"markers", {1, 0xFF, 6, 1, 'A'}},
           {"tempos", {1, 0xFF, 0x51, 3, 7, 0xA1, 0x20}},
           {"metres", {1, 0xFF, 0x58, 4, 3, 2, 24, 8}},
           {"keys", {1, 0xFF, 0x59, 2, 0xFD, 1}},
           {"sysex", {0, 0xF0, 2, 65, 0xF7}},
           {"odd-metas", {0, 0xFF, 0x7F, 1, 0}}}) {
    files.push_back(one_track(name, on, unit, events));
  }
  files.push_back(many_tracks("1000-tracks", {0, 0x90, 60, 100, 60, 60, 0}, 1000));
  files.push_back(many_tracks("tracks", {0, 0x90, 60, 100, 60, 60, 0}, events / 4));
  files.push_back(many_tracks("empty-tracks", {}, events / 4));
  files.push_back({"no-tracks", header(65535), {'M', 'T', 'r', 'k', 0, 0, 0, 0}, events / 4, {}});
  files.push_back({"marks", header(1), {'M', 'T', 'r', 'k'}, events, {}});
  files.push_back({"zeros", header(1), {0}, events, {}});
  files.push_back({"ones", header(1), {0xFF}, events, {}});
  return files;
}

}  // namespace bach::fuzz
