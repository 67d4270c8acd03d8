#include "score/midi_tracks.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <utility>

#include "base/utf8.h"

namespace bach {
namespace {

constexpr std::size_t kMostSharedName = 256;

// Notes [first, last) of a channel, all of one program.
struct Piece {
  std::size_t first = 0;
  std::size_t last = 0;
  std::uint8_t program = 0;
  std::uint64_t order = 0;
};

// Cuts a run of unknown program where the file's programs change.
void add_pieces_by_timeline(const std::vector<Note>& notes, Piece rest,
                            const std::vector<ProgramChange>& changes, std::vector<Piece>& pieces) {
  while (rest.first < rest.last) {
    const auto next = std::upper_bound(changes.begin(), changes.end(), notes[rest.first].onset,
                                       [](Tick at, const ProgramChange& c) { return at < c.at; });
    Piece piece = rest;
    if (next != changes.begin()) piece.program = std::prev(next)->program;
    if (next != changes.end()) {
      const auto from = notes.begin() + static_cast<std::ptrdiff_t>(rest.first);
      const auto to = notes.begin() + static_cast<std::ptrdiff_t>(rest.last);
      const auto behind =
          std::partition_point(from, to, [&](const Note& note) { return note.onset < next->at; });
      piece.last = static_cast<std::size_t>(behind - notes.begin());
    }
    pieces.push_back(piece);
    rest.first = piece.last;
  }
}

std::vector<Piece> cut(const ChannelNotes& channel, const ProgramTimelines& timelines) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < channel.runs.size(); ++i) {
    const ChannelNotes::Run& run = channel.runs[i];
    const std::size_t last =
        i + 1 < channel.runs.size() ? channel.runs[i + 1].first : channel.notes.size();
    if (run.program == ChannelNotes::kUnknownProgram) {
      add_pieces_by_timeline(channel.notes, {run.first, last, 0, run.order},
                             timelines[channel.channel], pieces);
    } else {
      pieces.push_back({run.first, last, static_cast<std::uint8_t>(run.program), run.order});
    }
  }
  return pieces;
}

// Sorts those that begin together with notes[at]; returns the last of them.
std::size_t sort_chord(std::vector<Note>& notes, std::size_t at) {
  std::size_t first = at;
  std::size_t last = at;
  while (first > 0 && notes[first - 1].onset == notes[at].onset) --first;
  while (last + 1 < notes.size() && notes[last + 1].onset == notes[at].onset) ++last;
  std::sort(notes.begin() + static_cast<std::ptrdiff_t>(first),
            notes.begin() + static_cast<std::ptrdiff_t>(last) + 1);
  return last;
}

// Notes come by onset already: only those that begin together may be out of order.
void sort_notes(std::vector<Note>& notes) {
  const Note* const note = notes.data();
  const std::size_t count = notes.size();
  for (std::size_t i = 1; i < count; ++i) {
    if (note[i].onset == note[i - 1].onset && note[i] < note[i - 1]) i = sort_chord(notes, i);
  }
}

struct OrderedTrack {
  Tick onset = 0;  // of its first note
  std::uint64_t order = 0;
  Track track;
};

void take_whole(ChannelNotes& channel, const Piece& piece, std::vector<OrderedTrack>& found) {
  const Tick onset = channel.notes.front().onset;
  found.push_back(
      {onset, piece.order, {{}, channel.channel, piece.program, std::move(channel.notes)}});
}

// Pieces of one program become one track.
void take_pieces(const ChannelNotes& channel, const std::vector<Piece>& pieces,
                 std::vector<OrderedTrack>& found) {
  std::array<std::size_t, 128> index_of_program;
  index_of_program.fill(SIZE_MAX);
  for (const Piece& piece : pieces) {
    std::size_t& index = index_of_program[piece.program];
    const auto from = channel.notes.begin() + static_cast<std::ptrdiff_t>(piece.first);
    const auto to = channel.notes.begin() + static_cast<std::ptrdiff_t>(piece.last);
    if (index == SIZE_MAX) {
      index = found.size();
      found.push_back({from->onset, piece.order, {{}, channel.channel, piece.program, {}}});
    }
    std::vector<Note>& notes = found[index].track.notes;
    notes.insert(notes.end(), from, to);
  }
}

}  // namespace

std::vector<Track> split_by_program(std::vector<ChannelNotes> channels, std::string name,
                                    const ProgramTimelines& timelines) {
  std::vector<OrderedTrack> found;
  for (ChannelNotes& channel : channels) {
    const std::vector<Piece> pieces = cut(channel, timelines);
    if (pieces.size() == 1) {
      take_whole(channel, pieces.front(), found);
    } else {
      take_pieces(channel, pieces, found);
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const OrderedTrack& a, const OrderedTrack& b) {
    return std::pair(a.onset, a.order) < std::pair(b.onset, b.order);
  });
  if (found.size() > 1) {
    cut_text(name, kMostSharedName);
    // As decode_text() leaves it, or the name would not be read as it is written.
    while (name.ends_with('\0')) name.pop_back();
  }
  std::vector<Track> tracks;
  tracks.reserve(found.size());
  for (OrderedTrack& entry : found) {
    sort_notes(entry.track.notes);
    entry.track.name = name;
    tracks.push_back(std::move(entry.track));
  }
  return tracks;
}

}  // namespace bach
