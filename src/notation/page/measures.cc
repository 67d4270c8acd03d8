#include "notation/page/measures.h"

#include <algorithm>

#include "notation/page/note_values.h"
#include "score/in_force.h"
#include "score/unfold.h"

namespace bach::notation {
namespace {

enum class Role { kOnce, kRepeated, kBody, kFirstEnding, kSecondEnding };

struct Block {
  Section section;
  Role role = Role::kOnce;
  bool fine = false;
};

Tick rescaled(Tick tick, const Score& from) {
  return tick * kTicksPerQuarter / from.ticks_per_quarter;
}

Score rescaled(Score score) {
  const auto scale = [&](Tick tick) { return rescaled(tick, score); };
  for (Track& track : score.tracks) {
    for (Note& note : track.notes) {
      const Tick end = scale(note.end());
      note.onset = scale(note.onset);
      note.duration = end - note.onset;
    }
  }
  for (Tempo& tempo : score.tempos) tempo.at = scale(tempo.at);
  for (Metre& metre : score.metres) metre.at = scale(metre.at);
  for (Key& key : score.keys) key.at = scale(key.at);
  for (Marker& marker : score.markers) marker.at = scale(marker.at);
  for (Section& section : score.sections) {
    section.begin = scale(section.begin);
    section.end = scale(section.end);
  }
  score.end = scale(score.end);
  score.ticks_per_quarter = kTicksPerQuarter;
  return score;
}

WrittenChords rescaled(WrittenChords chords, const Score& from) {
  for (WrittenChord& chord : chords) chord.at = rescaled(chord.at, from);
  return chords;
}

// Writes what stands over the statements of `folded` from number `first` on, which begins at `at`.
void append_chords_of_statements(const Score& folded, const WrittenChords& chords,
                                 std::size_t first, Tick at, WrittenChords& out) {
  for (std::size_t i = first; i < folded.play_order.size(); ++i) {
    const Section& section = folded.sections[static_cast<std::size_t>(folded.play_order[i])];
    const auto append = [&](WrittenChord chord, Tick to) {
      chord.at = to;
      out.push_back(std::move(chord));
    };
    const WrittenChord* held = in_force(chords, section.begin);
    if (held != nullptr && held->at < section.begin) append(*held, at);
    for (const WrittenChord& chord : chords) {
      if (chord.at < section.begin || chord.at >= section.end) continue;
      append(chord, at + chord.at - section.begin);
    }
    at += section.end - section.begin;
  }
}

// Reads the repeats out of play_order as score/fold.h defines them. Returns how many entries the
// first statements take; what follows is the da capo.
std::size_t read_roles(const Score& score, std::vector<Block>& blocks) {
  const std::vector<int>& order = score.play_order;
  const auto is = [&](std::size_t place, int section) {
    return place < order.size() && order[place] == section;
  };
  const auto block = [&](int section, Role role) {
    blocks.push_back({score.sections[static_cast<std::size_t>(section)], role, false});
  };
  std::size_t i = 0;
  while (i < order.size() && order[i] == static_cast<int>(blocks.size())) {
    const int k = order[i];
    if (is(i + 1, k)) {
      block(k, Role::kRepeated);
      i += 2;
    } else if (is(i + 1, k + 1) && is(i + 2, k) && is(i + 3, k + 2)) {
      block(k, Role::kBody);
      block(k + 1, Role::kFirstEnding);
      block(k + 2, Role::kSecondEnding);
      i += 4;
    } else {
      block(k, Role::kOnce);
      i += 1;
    }
  }
  return i;
}

template <typename Event>
void append_shifted(const std::vector<Event>& from, Tick begin, Tick shift,
                    std::vector<Event>& to) {
  for (Event event : from) {
    if (event.at < begin) continue;
    event.at += shift;
    to.push_back(event);
  }
}

// Whether what follows the first `statements` entries is what a player does at "da capo": all from
// the beginning on, repeats and first endings left out.
bool is_da_capo(const Score& folded, std::size_t statements, const std::vector<Block>& blocks) {
  std::size_t next = 0;
  for (std::size_t i = statements; i < folded.play_order.size(); ++i, ++next) {
    while (next < blocks.size() && blocks[next].role == Role::kFirstEnding) ++next;
    if (next >= blocks.size() || folded.play_order[i] != static_cast<int>(next)) return false;
  }
  // The body of a repeat is not a place to stop: its second ending belongs to it.
  return next > 0 && blocks[next - 1].role != Role::kBody;
}

template <typename Event>
void erase_from(Tick end, std::vector<Event>& events) {
  std::erase_if(events, [end](const Event& event) { return event.at >= end; });
}

// Puts what sounds from the `statements`-th statement on behind the blocks, in place of what is
// written there.
void write_out_da_capo(const Score& folded, std::size_t statements, MeasuredScore& music,
                       std::vector<Block>& blocks) {
  Score& out = music.score;
  Tick begin = folded.sections.front().begin;
  for (std::size_t i = 0; i < statements; ++i) {
    const Section& section = folded.sections[static_cast<std::size_t>(folded.play_order[i])];
    begin += section.end - section.begin;
  }
  const Score sounding = unfold(folded);
  const Tick end = blocks.back().section.end;
  const Tick shift = end - begin;
  for (Track& track : out.tracks) {
    std::erase_if(track.notes, [end](const Note& note) { return note.onset >= end; });
  }
  erase_from(end, out.metres);
  erase_from(end, out.keys);
  erase_from(end, out.tempos);
  for (std::size_t t = 0; t < sounding.tracks.size(); ++t) {
    for (Note note : sounding.tracks[t].notes) {
      if (note.onset < begin) continue;
      note.onset += shift;
      out.tracks[t].notes.push_back(note);
    }
  }
  append_shifted(sounding.metres, begin, shift, out.metres);
  append_shifted(sounding.keys, begin, shift, out.keys);
  erase_from(end, out.markers);
  const WrittenChords chords = music.chords;
  erase_from(end, music.chords);
  append_chords_of_statements(folded, chords, statements, end, music.chords);
  // What the first dance of a pair is called, its da capo is, too.
  const bool named = is_da_capo(folded, statements, blocks);
  for (const Marker& marker : folded.markers) {
    if (!named || marker.at > folded.sections.front().begin) break;
    out.markers.push_back({end, marker.text + " da capo"});
  }
  append_shifted(sounding.tempos, begin, shift, out.tempos);
  out.end = sounding.end + shift;
  blocks.push_back({{end, out.end}, Role::kOnce, false});
}

// Where the statements stand: those from number `again` on behind what is written before, those before
// where their sections do. What stands and sounds without a break is one stretch.
void follow_play_order(const Score& folded, std::size_t again, MeasuredScore& music) {
  Tick sounding = 0, written_end = 0, first_end = 0;
  const auto play = [&](const Section& section, Tick written) {
    if (section.end <= section.begin) return;
    if (music.played.empty() || written != written_end || section.begin != first_end) {
      music.played.push_back({sounding, written, section.begin});
    }
    const Tick length = section.end - section.begin;
    sounding += length;
    written_end = written + length;
    first_end = section.end;
  };
  // Before the first section nothing sounds.
  play({0, folded.play_order.empty() ? folded.end : folded.sections.front().begin}, 0);
  for (std::size_t i = 0; i < folded.play_order.size(); ++i) {
    const Section& section = folded.sections[static_cast<std::size_t>(folded.play_order[i])];
    play(section, i < again ? section.begin : written_end);
  }
  music.sounding_end = sounding;
}

std::string sign_between(Role before, Role after, bool bar_line) {
  switch (before) {
    case Role::kRepeated:
      return ":|";
    case Role::kFirstEnding:
      return ":|2";
    case Role::kSecondEnding:
      return after == Role::kOnce ? "||" : "";
    default:
      break;
  }
  if (after == Role::kFirstEnding) return "|1";
  return bar_line && after == Role::kOnce ? "|" : "";
}

// Parts that are played once, one after another, are one.
void merge_once(std::vector<Block>& blocks) {
  std::vector<Block> merged;
  for (const Block& block : blocks) {
    if (!merged.empty() && merged.back().role == Role::kOnce && block.role == Role::kOnce &&
        !merged.back().fine) {
      merged.back().section.end = block.section.end;
      merged.back().fine = block.fine;
    } else {
      merged.push_back(block);
    }
  }
  blocks = std::move(merged);
}

bool opens(Role role) { return role == Role::kRepeated || role == Role::kBody; }

int ending_of(Role role) {
  return role == Role::kFirstEnding ? 1 : role == Role::kSecondEnding ? 2 : 0;
}

}  // namespace

bool has_plain_repeats(const Score& folded) {
  if (folded.play_order.empty()) return true;
  std::vector<Block> blocks;
  const std::size_t statements = read_roles(folded, blocks);
  return blocks.size() == folded.sections.size() &&
         (statements == folded.play_order.size() || is_da_capo(folded, statements, blocks));
}

void drop_silence(const BarGrid& grid, Tick first, std::vector<Measure>& measures) {
  const auto begins = [&](const Measure& measure) {
    return !measure.silent && (measure.end > first || !measure.opening.empty());
  };
  measures.erase(measures.begin(), std::find_if(measures.begin(), measures.end(), begins));
  // Back from a da capo the first measure sounds as it is written.
  if (measures.empty() || !measures[0].opening.empty() || measures.back().da_capo) return;
  const BarPosition bar = grid.at(first);
  measures[0].begin = 2 * bar.offset < bar.length ? bar.begin : first;
}

Status check_lengths(const Score& score) {
  for (std::size_t t = 0; t < score.tracks.size(); ++t) {
    for (const Note& note : score.tracks[t].notes) {
      if (rescaled(note.end(), score) > rescaled(note.onset, score)) continue;
      return Error{ErrorCode::kUnsupported,
                   "track " + std::to_string(t + 1) + ", tick " + std::to_string(note.onset) +
                       ": the note is too short to be written",
                   {}};
    }
  }
  return {};
}

MeasuredScore into_measures(const Score& written, DaCapo da_capo, const WrittenChords& chords) {
  MeasuredScore music;
  // Music that does not begin at its beginning has no signs; it is written out.
  const bool has_signs = written.play_order.empty() || written.play_order.front() == 0;
  const Score folded = rescaled(has_signs ? written : unfold(written));
  music.score = folded;
  if (has_signs) {
    music.chords = rescaled(chords, written);
  } else {
    append_chords_of_statements(written, chords, 0, written.sections.front().begin, music.chords);
    music.chords = rescaled(std::move(music.chords), written);
  }
  std::vector<Block> blocks;
  bool back_to_the_beginning = false;
  std::size_t again = folded.play_order.size();  // the first statement that is written out again
  if (folded.play_order.empty()) {
    blocks.push_back({{0, folded.end}, Role::kOnce, false});
  } else {
    const std::size_t statements = read_roles(folded, blocks);
    back_to_the_beginning = statements < folded.play_order.size() && da_capo == DaCapo::kSign &&
                            is_da_capo(folded, statements, blocks);
    if (blocks.front().role == Role::kOnce && !back_to_the_beginning) {
      blocks.front().section.begin = 0;
    }
    if (statements < folded.play_order.size()) {
      if (back_to_the_beginning) {
        blocks[static_cast<std::size_t>(folded.play_order.back())].fine = true;
      } else {
        again = statements;
        write_out_da_capo(folded, statements, music, blocks);
      }
    }
  }
  follow_play_order(folded, again, music);
  music.score.sections.clear();
  music.score.play_order.clear();
  merge_once(blocks);

  const BarGrid grid(music.score);
  Tick& begin = blocks.front().section.begin;
  if (begin > 0) {
    Measure silence;
    silence.end = begin;
    silence.silent = true;
    music.measures.push_back(std::move(silence));
  }
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const Block& block = blocks[b];
    const bool last_block = b + 1 == blocks.size();
    Tick at = block.section.begin;
    while (at < block.section.end) {
      Measure measure;
      measure.begin = at;
      measure.ending = ending_of(block.role);
      measure.end = std::min(grid.bar_line_from(at + 1), block.section.end);
      at = measure.end;
      if (measure.begin == block.section.begin) {
        measure.new_line = true;
        if (opens(block.role)) measure.opening = "|:";
      }
      if (at < block.section.end) {
        measure.closing = "|";
      } else if (last_block) {
        measure.closing = block.role == Role::kRepeated ? ":|" : "|]";
      } else {
        measure.closing = sign_between(block.role, blocks[b + 1].role, grid.at(at).offset == 0);
      }
      if (at == block.section.end) {
        measure.fine = block.fine;
        measure.da_capo = last_block && back_to_the_beginning;
      }
      music.measures.push_back(std::move(measure));
    }
  }
  return music;
}

}  // namespace bach::notation
