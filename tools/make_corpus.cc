// Makes the texts of corpus/ from the MIDI files of jsbach.net: make_corpus MIDI_FOLDER OUT_FOLDER.
// Needed only to make them again; the program and its users need the texts alone.
#include <cstdio>
#include <filesystem>
#include <string>

#include "base/file.h"
#include "base/sha256.h"
#include "corpus/corpus.h"
#include "notation/abc/writer.h"
#include "score/fold.h"
#include "score/form.h"
#include "score/from_midi.h"
#include "score/key_estimate.h"
#include "score/note_list.h"
#include "score/written.h"

namespace bach {
namespace {

struct Kind {
  const char* code;
  const char* title;
  int quarters_a_minute;  // a sober tempo of our own, not the sequences'
};

constexpr Kind kKinds[] = {
    {"pre", "Prélude", 66},         {"all", "Allemande", 60},      {"cou", "Courante", 92},
    {"sar", "Sarabande", 52},       {"men", "Menuet I & II", 112}, {"bou", "Bourrée I & II", 140},
    {"gav", "Gavotte I & II", 132}, {"gig", "Gigue", 108},
};

const Kind& kind_of(const std::string& alias) {
  for (const Kind& kind : kKinds) {
    if (alias.ends_with(kind.code)) return kind;
  }
  return kKinds[0];
}

struct OwnTempo {
  const char* alias;
  int quarters_a_minute;
};

// Where the written values ask for another tempo than the kind's usual one.
constexpr OwnTempo kTempos[] = {
    {"cs3-3cou", 138}, {"cs4-1pre", 92},  {"cs4-2all", 84}, {"cs4-3cou", 120}, {"cs4-6gig", 168},
    {"cs5-3cou", 126}, {"cs6-1pre", 126}, {"cs6-2all", 28}, {"cs6-4sar", 104},
};

int quarters_a_minute(const std::string& alias) {
  for (const OwnTempo& tempo : kTempos) {
    if (alias == tempo.alias) return tempo.quarters_a_minute;
  }
  return kind_of(alias).quarters_a_minute;
}

// Keeps what Bach wrote: notes, metres, programs. A pair of dances gets a key for each.
Score written_score(const Score& snapped) {
  Score score = snapped;
  score.markers.clear();
  score.tempos.clear();
  score.keys.clear();
  for (Track& track : score.tracks) track.name.clear();
  score = fold(score);
  const Form form = form_of(score);
  if (form.pattern == "AABBCCDDAB") {
    const Tick second = form.parts[2].written.begin;
    score.keys.push_back(estimate_key(score, 0, second));
    score.keys.push_back(estimate_key(score, second, form.parts[3].written.end));
    score.keys[0].at = 0;
  } else {
    score.keys.push_back(estimate_key(score));
    score.keys[0].at = 0;
  }
  return score;
}

std::string suite_title(const Movement& movement, const Kind& kind) {
  static constexpr const char* kKeys[] = {"G major",      "D minor", "C major",
                                          "E flat major", "C minor", "D major"};
  const int suite = movement.alias[2] - '0';
  return "Cello Suite No. " + std::to_string(suite) + " in " + kKeys[suite - 1] + ", BWV " +
         std::to_string(1006 + suite) + ": " + movement.alias[4] + ". " + kind.title;
}

int make(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::string exceptions =
      "# alias\ttrack\tnote\tpitch\tplayed onset\tplayed duration\twritten onset\twritten "
      "duration\n";
  std::string checksums = "# alias\tnotes\tSHA-256 of the note list (src/score/note_list.h)\n";
  for (const Movement& movement : cello_movements()) {
    const auto bytes = read_file(from / (movement.alias + ".mid"));
    if (!bytes) return std::fprintf(stderr, "%s\n", bytes.error().message.c_str()), 1;
    const auto imported = score_from_midi(*bytes);
    if (!imported) return std::fprintf(stderr, "%s\n", imported.error().message.c_str()), 1;
    const Written written = snap_to_written(imported->score);
    for (const WrittenChange& change : written.changes) {
      exceptions += movement.alias + "\t" + std::to_string(change.track) + "\t" +
                    std::to_string(change.note) + "\t" + std::to_string(change.played.pitch) +
                    "\t" + std::to_string(change.played.onset) + "\t" +
                    std::to_string(change.played.duration) + "\t" +
                    std::to_string(change.written.onset) + "\t" +
                    std::to_string(change.written.duration) + "\n";
    }
    std::size_t notes = 0;
    for (const Track& track : written.score.tracks) notes += track.notes.size();
    checksums += movement.alias + "\t" + std::to_string(notes) + "\t" +
                 sha256_hex(note_list(written.score)) + "\n";
    Score score = written_score(written.score);
    const Kind& kind = kind_of(movement.alias);
    score.title = suite_title(movement, kind);
    score.tempos = {{0, static_cast<std::uint32_t>(60000000 / quarters_a_minute(movement.alias))}};
    Result<std::string> text = abc_from_score(score);
    if (!text)
      return std::fprintf(stderr, "%s: %s\n", movement.alias.c_str(), text.error().message.c_str()),
             1;
    text->insert(text->find("\nM:"), "\nC:Johann Sebastian Bach");
    if (Status saved = write_file_atomically(to / (movement.name + ".abc"), *text); !saved)
      return std::fprintf(stderr, "%s\n", saved.error().message.c_str()), 1;
  }
  if (!write_file_atomically(to / "exceptions.tsv", exceptions).ok()) return 1;
  return write_file_atomically(to / "checksums.tsv", checksums).ok() ? 0 : 1;
}

}  // namespace
}  // namespace bach

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: make_corpus MIDI_FOLDER OUT_FOLDER\n");
    return 2;
  }
  return bach::make(argv[1], argv[2]);
}
