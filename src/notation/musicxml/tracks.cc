#include "notation/musicxml/tracks.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace bach::musicxml {
namespace {

class TieJoiner {
 public:
  TieJoiner(Events& events, const std::vector<Tick>& cuts, const Document& document,
            Problems& problems)
      : tracks_(events.tracks), cuts_(cuts), document_(document), problems_(problems) {}

  void join(std::vector<NoteHead>& heads) {
    std::stable_sort(heads.begin(), heads.end(),
                     [](const NoteHead& a, const NoteHead& b) { return a.onset < b.onset; });
    for (NoteHead& head : heads) add(head);
    for (const auto& [end, head] : open_) count(Problem::kOpenTie, *head.first);
  }

 private:
  // What a head has to fit in order to continue a note: part, pitch, place, and best its track.
  using End = std::tuple<std::uint16_t, std::uint8_t, Tick, std::int32_t>;
  using OpenNote =
      std::pair<const NoteHead*, std::size_t>;  // its last head, its index in the track

  void count(Problem problem, const NoteHead& head) {
    problems_.count(problem, document_.place(head.part, head.measure));
  }

  void add(NoteHead& head) {
    const auto cut = std::upper_bound(cuts_.begin(), cuts_.end(), head.onset);
    if (cut != cuts_.end() && head.onset + head.duration > *cut) {
      head.duration = *cut - head.onset;
      count(Problem::kNoteOverRepeat, head);
    }
    std::int32_t track = head.track;
    std::size_t note = 0;
    const auto before = head.tied_from ? find(head) : open_.end();
    if (before != open_.end() && !std::binary_search(cuts_.begin(), cuts_.end(), head.onset)) {
      track = std::get<3>(before->first);
      note = before->second.second;
      notes(track)[note].duration += head.duration;
    } else {
      if (head.tied_from) {
        count(before != open_.end() ? Problem::kTieOverRepeat : Problem::kTieFromNowhere, head);
      }
      note = notes(track).size();
      notes(track).push_back({head.onset, head.duration, head.pitch, kPlainVelocity});
    }
    if (before != open_.end()) open_.erase(before);
    if (head.tied_to) {
      open_.emplace(End(head.part, head.pitch, head.onset + head.duration, track),
                    OpenNote(&head, note));
    }
  }

  std::multimap<End, OpenNote>::iterator find(const NoteHead& head) {
    const End wanted(head.part, head.pitch, head.onset, head.track);
    if (const auto same = open_.find(wanted); same != open_.end()) return same;
    const auto other = open_.lower_bound(End(head.part, head.pitch, head.onset, 0));
    const bool fits = other != open_.end() && std::get<0>(other->first) == head.part &&
                      std::get<1>(other->first) == head.pitch &&
                      std::get<2>(other->first) == head.onset;
    return fits ? other : open_.end();
  }

  std::vector<Note>& notes(std::int32_t track) {
    return tracks_[static_cast<std::size_t>(track)].notes;
  }

  std::vector<Track>& tracks_;
  const std::vector<Tick>& cuts_;
  const Document& document_;
  Problems& problems_;
  std::multimap<End, OpenNote> open_;
};

void number_channels(std::vector<Track>& tracks) {
  std::uint8_t channel = 0;
  for (Track& track : tracks) {
    if (track.channel == kDrumChannel) continue;
    track.channel = channel;
    channel = static_cast<std::uint8_t>((channel + (channel + 1 == kDrumChannel ? 2 : 1)) % 16);
  }
}

}  // namespace

std::vector<Track> tracks_of(Events& events, const std::vector<Tick>& cuts,
                             const Document& document, Problems& problems) {
  TieJoiner(events, cuts, document, problems).join(events.heads);
  std::vector<int> place(events.tracks.size(), -1);
  std::vector<Track> tracks;
  std::vector<std::size_t> order(events.tracks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return events.track_parts[a] < events.track_parts[b];
  });
  for (const std::size_t t : order) {
    Track& track = events.tracks[t];
    if (track.notes.empty()) continue;
    place[t] = static_cast<int>(tracks.size());
    std::sort(track.notes.begin(), track.notes.end());
    tracks.push_back(std::move(track));
  }
  number_channels(tracks);
  std::erase_if(events.marks,
                [&](const Mark& mark) { return place[static_cast<std::size_t>(mark.track)] < 0; });
  for (Mark& mark : events.marks) mark.track = place[static_cast<std::size_t>(mark.track)];
  std::stable_sort(events.marks.begin(), events.marks.end(), [](const Mark& a, const Mark& b) {
    return std::tie(a.track, a.onset, a.pitch) < std::tie(b.track, b.onset, b.pitch);
  });
  return tracks;
}

}  // namespace bach::musicxml
