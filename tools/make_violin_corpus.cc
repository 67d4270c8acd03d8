// Makes the violin's texts of corpus/ from the public-domain MusicXML scores named in
// corpus/README.md: make_violin_corpus SCORE_FOLDER OUT_FOLDER. Needed only to make them again; the
// program and its users need the texts alone.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/sha256.h"
#include "corpus/corpus.h"
#include "notation/abc/writer.h"
#include "notation/musicxml/reader.h"
#include "notation/notate.h"
#include "score/carry.h"
#include "score/fold.h"
#include "score/note_list.h"
#include "score/unfold.h"

namespace bach {
namespace {

constexpr std::uint8_t kViolinProgram = 40;

struct Source {
  const char* name;
  const char* title;
  int quarters_a_minute;        // a sober tempo of our own
  std::optional<Key> key = {};  // where it is not its work's
  std::vector<int> files = {};  // numbers of the movement's scores; none: the movement's own
};

const Source kSources[] = {
    {"bwv1001-1", "Adagio", 32},
    {"bwv1001-2", "Fuga", 76},
    {"bwv1001-3", "Siciliana", 60, Key{0, -2, Mode::kMajor}},
    {"bwv1001-4", "Presto", 120},
    {"bwv1002-1", "Allemanda", 40},
    {"bwv1002-2", "Double", 69},
    {"bwv1002-3", "Corrente", 116},
    {"bwv1002-4", "Double", 126},
    {"bwv1002-5", "Sarabande", 63},
    {"bwv1002-6", "Double", 92},
    {"bwv1002-7", "Tempo di Borea", 152},
    {"bwv1002-8", "Double", 152},
    {"bwv1003-1", "Grave", 30},
    {"bwv1003-2", "Fuga", 76},
    {"bwv1003-3", "Andante", 60, Key{0, 0, Mode::kMajor}},
    {"bwv1003-4", "Allegro", 80},
    {"bwv1004-1", "Allemanda", 60},
    {"bwv1004-2", "Corrente", 112},
    {"bwv1004-3", "Sarabanda", 48},
    {"bwv1004-4", "Giga", 120},
    {"bwv1004-5", "Ciaccona", 58},
    {"bwv1005-1", "Adagio", 44},
    {"bwv1005-2", "Fuga", 138},
    {"bwv1005-3", "Largo", 48, Key{0, -1, Mode::kMajor}},
    {"bwv1005-4", "Allegro assai", 108},
    {"bwv1006-1", "Preludio", 112},
    {"bwv1006-2", "Loure", 80},
    {"bwv1006-3", "Gavotte en Rondeau", 144},
    {"bwv1006-4", "Menuet I & II", 116, {}, {4, 5}},
    {"bwv1006-5", "Bourrée", 160, {}, {6}},
    {"bwv1006-6", "Gigue", 108, {}, {7}},
};

struct Work {
  const char* title;
  Key key;
};

const Work kWorks[] = {
    {"Sonata No. 1 in G minor", {0, -2, Mode::kMinor}},
    {"Partita No. 1 in B minor", {0, 2, Mode::kMinor}},
    {"Sonata No. 2 in A minor", {0, 0, Mode::kMinor}},
    {"Partita No. 2 in D minor", {0, -1, Mode::kMinor}},
    {"Sonata No. 3 in C major", {0, 0, Mode::kMajor}},
    {"Partita No. 3 in E major", {0, 4, Mode::kMajor}},
};

// Names are of the form "bwv1001-1".
const Work& work_of(const std::string& name) { return kWorks[name[6] - '1']; }

std::string title_of(const Source& source) {
  const std::string name = source.name;
  return std::string("Violin ") + work_of(name).title + ", BWV " + name.substr(3, 4) + ": " +
         name.substr(8) + ". " + source.title;
}

// Keeps what Bach wrote: notes and metres.
Result<Score> read_notes(const std::filesystem::path& path) {
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  Result<MusicXmlPiece> piece = score_from_musicxml(*bytes);
  if (!piece) return std::move(piece).error();
  Score score = unfold(piece->score);
  score.markers.clear();
  score.tempos.clear();
  score.keys.clear();
  for (Track& track : score.tracks) {
    track.name.clear();
    track.program = kViolinProgram;
    for (Note& note : track.notes) note.velocity = kPlainVelocity;
  }
  return score;
}

Score with_tracks(Score score, std::size_t tracks) {
  while (score.tracks.size() < tracks) {
    score.tracks.push_back({"", 0, kViolinProgram, {}});
  }
  for (std::size_t t = 0; t < tracks; ++t) score.tracks[t].channel = static_cast<std::uint8_t>(t);
  return score;
}

// A pair of dances as it is played: the second after the first, then the first without repeats.
Score with_da_capo(const Score& first, const Score& second) {
  Score written = fold(first);
  std::vector<int>& order = written.play_order;
  order.erase(std::unique(order.begin(), order.end()), order.end());
  const std::size_t tracks = std::max(first.tracks.size(), second.tracks.size());
  Score all = empty_like(with_tracks(first, tracks));
  for (const Score& part : {first, second, unfold(written)}) {
    carry(with_tracks(part, tracks), {0, part.end, all.end}, all);
  }
  return all;
}

Result<Score> read_source(const Source& source, const std::filesystem::path& from) {
  const std::string name = source.name;
  std::vector<int> files = source.files;
  if (files.empty()) files = {name[8] - '0'};
  std::vector<Score> scores;
  for (const int file : files) {
    Result<Score> score =
        read_notes(from / (name.substr(0, 7) + "_mov" + std::to_string(file) + ".mxl"));
    if (!score) return score;
    scores.push_back(std::move(*score));
  }
  return scores.size() == 1 ? scores[0] : with_da_capo(scores[0], scores[1]);
}

Result<std::string> text_of(const Source& source, const Score& sounding) {
  Score in_key = sounding;
  in_key.keys = {source.key.value_or(work_of(source.name).key)};
  Result<Notated> notated = notate(in_key, true);
  if (!notated) return std::move(notated).error();
  Score& score = notated->score;
  score.title = title_of(source);
  score.tempos = {{0, static_cast<std::uint32_t>(60000000 / source.quarters_a_minute)}};
  return abc_from_score(score, "Johann Sebastian Bach");
}

int make(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::string checksums = "# alias\tnotes\tSHA-256 of the note list (src/score/note_list.h)\n";
  for (const Source& source : kSources) {
    const Result<Score> sounding = read_source(source, from);
    if (!sounding) return std::fprintf(stderr, "%s\n", sounding.error().message.c_str()), 1;
    std::size_t notes = 0;
    for (const Track& track : sounding->tracks) notes += track.notes.size();
    checksums += find_movement(source.name)->alias + "\t" + std::to_string(notes) + "\t" +
                 sha256_hex(note_list(*sounding)) + "\n";
    const Result<std::string> text = text_of(source, *sounding);
    if (!text)
      return std::fprintf(stderr, "%s: %s\n", source.name, text.error().message.c_str()), 1;
    if (Status saved = write_file_atomically(to / (std::string(source.name) + ".abc"), *text);
        !saved)
      return std::fprintf(stderr, "%s\n", saved.error().message.c_str()), 1;
  }
  return write_file_atomically(to / "checksums-violin.tsv", checksums).ok() ? 0 : 1;
}

}  // namespace
}  // namespace bach

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: make_violin_corpus SCORE_FOLDER OUT_FOLDER\n");
    return 2;
  }
  return bach::make(argv[1], argv[2]);
}
