#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <utility>

#include "app/evaluate.h"
#include "app/evaluate/hear.h"
#include "app/music/music.h"
#include "base/number_text.h"
#include "base/thread_pool.h"
#include "corpus/corpus.h"

namespace bach {
namespace {

// What is judged, or what it is held against; compared[i] is of music[i].
struct Side {
  std::vector<MusicPiece> music;
  std::vector<ComparedPiece> compared;

  void remove(std::size_t i) {
    music.erase(music.begin() + static_cast<std::ptrdiff_t>(i));
    compared.erase(compared.begin() + static_cast<std::ptrdiff_t>(i));
  }
};

std::vector<std::string> with_corpus_named(const std::vector<std::string>& inputs) {
  std::vector<std::string> named;
  for (const std::string& input : inputs) {
    if (input == kBuiltInCorpus) {
      for (const Movement& movement : cello_movements()) named.push_back(movement.alias);
    } else {
      named.push_back(input);
    }
  }
  return named;
}

bool same_music(const ComparedPiece& a, const ComparedPiece& b) {
  return a.pitches == b.pitches && a.durations == b.durations;
}

std::string folder_of_piece(const MusicPiece& piece) {
  const std::size_t slash = piece.path.rfind('/');
  return slash == std::string::npos ? std::string() : piece.path.substr(0, slash + 1);
}

// The same music in several formats counts once: the first of them.
void keep_one_of_each(Side& side, std::vector<std::string>& warnings) {
  std::map<std::pair<std::string, std::size_t>, std::vector<std::size_t>> kept;  // folder, notes
  std::vector<std::size_t> again;
  for (std::size_t i = 0; i < side.music.size(); ++i) {
    auto& alike = kept[{folder_of_piece(side.music[i]), side.compared[i].notes()}];
    const bool known = std::any_of(alike.begin(), alike.end(), [&](std::size_t k) {
      return same_music(side.compared[k], side.compared[i]);
    });
    (known ? again : alike).push_back(i);
  }
  for (auto i = again.rbegin(); i != again.rend(); ++i) side.remove(*i);
  if (again.empty()) return;
  warnings.push_back("left out " + count_text(again.size(), "file") +
                     " with the same notes as another of the folder");
}

std::size_t notes_played(const Score& score) {
  std::size_t notes = 0;
  for (const Track& track : score.tracks) notes += track.notes.size();
  return notes;
}

// A file of all movements beside the movements themselves would count them twice; there may be several
// such files, as MIDI and as MusicXML.
void leave_out_wholes(Side& side, std::vector<std::string>& warnings) {
  std::map<std::string, std::map<std::size_t, std::size_t>> folders;  // pieces of so many notes
  for (const MusicPiece& piece : side.music) {
    ++folders[folder_of_piece(piece)][notes_played(piece.score)];
  }
  std::vector<std::string> wholes;
  for (std::size_t i = side.music.size(); i-- > 0;) {
    const std::size_t mine = notes_played(side.music[i].score);
    std::size_t others = 0;
    std::size_t notes = 0;
    for (const auto& [size, pieces] : folders[folder_of_piece(side.music[i])]) {
      if (size == mine) continue;
      others += pieces;
      notes += size * pieces;
    }
    if (others < 2 || notes != mine) continue;
    wholes.push_back(side.music[i].path);
    side.remove(i);
  }
  if (wholes.size() == 1) {
    warnings.push_back("left out " + wholes[0] +
                       ", which is all the others of its folder together");
  } else if (!wholes.empty()) {
    warnings.push_back("left out " + count_text(wholes.size(), "file") +
                       " that are all the others of their folder together");
  }
}

Result<Side> read_side(const std::vector<std::string>& inputs, const View& view,
                       const ProgressCallback& progress, const Cancellation& cancellation,
                       std::vector<std::string>& warnings) {
  Result<Music> music = read_music(inputs, progress, cancellation);
  if (!music) return std::move(music).error();
  std::move(music->warnings.begin(), music->warnings.end(), std::back_inserter(warnings));
  Side side{std::move(music->pieces), {}};
  for (const MusicPiece& piece : side.music) {
    if (cancellation.requested()) {
      return Error{ErrorCode::kCancelled, "stopped while comparing", {}};
    }
    if (progress) progress({"comparing", side.compared.size() + 1, side.music.size(), {}});
    side.compared.push_back(compared_piece(piece.name, piece.score, view));
  }
  keep_one_of_each(side, warnings);
  leave_out_wholes(side, warnings);
  return side;
}

// The pieces with where their dances stand in the critic's report.
std::vector<HeardPiece> placed(const HeardMusic& heard, Side& side) {
  std::vector<HeardPiece> pieces;
  std::size_t dance = 0;
  for (std::size_t p = 0; p < heard.pieces.size(); ++p) {
    const CriticPiece& piece = heard.pieces[p];
    MusicPiece& music = side.music[heard.music[p]];
    pieces.push_back({piece.name, std::move(music.path), std::move(music.score),
                      piece.dances.front().harmony.home.front(), heard.music[p], dance,
                      piece.dances.size()});
    dance += piece.dances.size();
  }
  return pieces;
}

Status add_critic(Side& judged, Side& set, const CompareOptions& options,
                  const ProgressCallback& progress, const Cancellation& cancellation,
                  ComparisonReport& report) {
  if (set.music.size() < 2) {
    report.no_critic = "no critic: one piece is no set, hold them against two or more";
    return {};
  }
  ThreadPool threads(options.threads);
  const Result<HeardMusic> ours =
      hear_music(judged.music, threads, progress, cancellation, report.warnings);
  if (!ours) return ours.error();
  const Result<HeardMusic> theirs =
      hear_music(set.music, threads, progress, cancellation, report.warnings);
  if (!theirs) return theirs.error();
  if (ours->pieces.empty()) {
    report.no_critic = "no critic: keys and chords are found in none of the judged";
  } else if (theirs->pieces.size() < 2) {
    report.no_critic = "no critic: keys and chords are found in fewer than two pieces of the set";
  } else {
    report.critic = criticise(ours->pieces, theirs->pieces, threads);
    report.judged_pieces = placed(*ours, judged);
    report.set_pieces = placed(*theirs, set);
  }
  return {};
}

}  // namespace

Result<ComparisonReport> compare_pieces(const CompareOptions& options,
                                        const ProgressCallback& progress,
                                        const Cancellation& cancellation) {
  if (options.inputs.empty()) {
    return invalid_argument("", "name the pieces to hold against others");
  }
  ComparisonReport report;
  report.view = options.view;
  const auto read = [&](const std::vector<std::string>& inputs) {
    return read_side(inputs, options.view, progress, cancellation, report.warnings);
  };
  Result<Side> judged = read(options.inputs);
  if (!judged) return std::move(judged).error();
  Result<Side> set = read(with_corpus_named(options.against));
  if (!set) return std::move(set).error();

  for (std::size_t i = set->music.size(); i-- > 0;) {
    const ComparedPiece& other = set->compared[i];
    if (std::any_of(judged->compared.begin(), judged->compared.end(),
                    [&](const ComparedPiece& piece) { return same_music(piece, other); })) {
      report.warnings.push_back("`against`: left out " + other.name + ", which is judged itself");
      set->remove(i);
    }
  }
  if (set->music.empty()) {
    return invalid_argument("against", "no music but what is judged itself");
  }
  report.against = set->music.size();
  report.comparison = compare(judged->compared, set->compared);
  report.floor = floor_of(set->compared, judged->compared.size());
  if (!options.critic) return report;
  const Status heard = add_critic(*judged, *set, options, progress, cancellation, report);
  if (!heard) return heard.error();
  return report;
}

}  // namespace bach
