// Makes the keyboard's texts of corpus/ from the MIDI files named in corpus/README.md:
// make_keyboard_corpus MIDI_FOLDER OUT_FOLDER. Needed only to make them again; the program and its
// users need the texts alone.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/sha256.h"
#include "corpus/corpus.h"
#include "notation/abc/writer.h"
#include "notation/notate.h"
#include "score/carry.h"
#include "score/from_midi.h"
#include "score/note_list.h"
#include "score/unfold.h"

namespace bach {
namespace {

constexpr std::uint8_t kHarpsichordProgram = 6;
constexpr std::uint8_t kGuitarProgram = 24;  // for the lute, which General MIDI lacks
constexpr std::uint8_t kFluteProgram = 73;
constexpr int kTicksPerQuarter = 480;

struct Part {
  int bars;              // as the file plays them, which repeats nothing
  bool endings = false;  // the last two are a first and a second ending
};

struct Mended {
  int upbeat = 0;                   // sixteenths; the files do not say
  std::optional<Key> key = {};      // where the file has none, not even C major's
  std::optional<Metre> metre = {};  // where the file has another
  int da_capo_to = 0;  // the last bar is the first again; the end begins the bar after this
};

struct Source {
  const char* name;
  const char* file;  // without the number of the work and the ending
  const char* movement;
  int quarters_a_minute;    // a sober tempo of our own
  std::vector<Part> parts;  // one is played once, two are repeated
  Mended mended = {};
};

const Source kSources[] = {
    {"bwv773", "bach-invention-02", "", 66, {{27}}},
    {"bwv776", "bach-invention-05", "", 84, {{32}}},
    {"bwv778", "bach-invention-07", "", 72, {{23}}},
    {"bwv781", "bach-invention-10", "", 120, {{32}}},
    {"bwv782", "bach-invention-11", "", 69, {{23}}},
    {"bwv784", "bach-invention-13", "", 76, {{25}}, {.key = Key{0, 0, Mode::kMinor}}},
    {"bwv785", "bach-invention-14", "", 60, {{20}}},
    {"bwv786", "bach-invention-15", "", 76, {{22}}},
    {"bwv787", "bwv787", "", 69, {{21}}},
    {"bwv788", "bwv788", "", 96, {{32}}},
    {"bwv789", "bwv789", "", 69, {{25}}},
    {"bwv790", "bwv790", "", 58, {{23}}},
    {"bwv791", "bwv791", "", 52, {{38}}},
    {"bwv792", "bwv792", "", 104, {{41}}},
    {"bwv793", "bwv793", "", 69, {{44}}},
    {"bwv794", "bwv794", "", 72, {{23}}},
    {"bwv795", "bwv795", "", 50, {{35}}},
    {"bwv796", "bwv796", "", 80, {{33}}},
    {"bwv797", "bwv797", "", 76, {{72}}},
    {"bwv798", "bwv798", "", 76, {{31}}},
    {"bwv799", "bwv799", "", 80, {{64}}},
    {"bwv800", "bwv800", "", 66, {{24}}},
    {"bwv801", "bwv801", "", 66, {{38}}},
    {"bwv803", "duetto", "", 92, {{149}}},
    {"bwv804", "Bach-Duet3", "", 99, {{39}}},
    {"bwv805", "Bach-Duet4", "", 120, {{108}}},
    {"bwv816-1", "french-suite-5-allemande", "Allemande", 66, {{12}, {12}}, {.upbeat = 1}},
    {"bwv816-2", "french-suite-5-courante", "Courante", 116, {{16}, {16}}, {.upbeat = 1}},
    {"bwv816-3", "french-suite-5-sarabande", "Sarabande", 60, {{16}, {24}}},
    {"bwv816-4", "french-suite-5-gavotte", "Gavotte", 138, {{8}, {16}}, {.upbeat = 8}},
    {"bwv816-5", "french-suite-5-bourree", "Bourrée", 152, {{10}, {20}}, {.upbeat = 4}},
    {"bwv816-6", "french-suite-5-loure", "Loure", 100, {{8}, {8}}, {.upbeat = 6}},
    {"bwv816-7", "french-suite-5-gigue", "Gigue", 100, {{24}, {32}}, {.upbeat = 1}},
    {"bwv846-1", "wtk1-prelude1", "Praeludium", 66, {{35}}},
    {"bwv846-2", "wtk1-fugue1", "Fuga", 58, {{27}}},
    {"bwv847-1", "bwv847a", "Praeludium", 100, {{38}}},
    {"bwv848-1", "bwv848a", "Praeludium", 114, {{104}}},
    {"bwv848-2", "bwv848b", "Fuga", 84, {{55}}},
    {"bwv849-1", "bwv849a", "Praeludium", 92, {{39}}, {.metre = Metre{0, 6, 4}}},
    {"bwv849-2", "bwv849b", "Fuga", 112, {{115}}},
    {"bwv850-1", "bwv850a", "Praeludium", 112, {{35}}},
    {"bwv851-1", "bwv851a", "Praeludium", 72, {{26}}},
    {"bwv851-2", "bwv851_fugue06", "Fuga", 72, {{44}}},
    {"bwv853-1", "bwv853a", "Praeludium", 72, {{40}}},
    {"bwv853-2", "bwv853b", "Fuga", 66, {{87}}},
    {"bwv854-1", "BWV854_Praeludium_IX_rh", "Praeludium", 90, {{24}}},
    {"bwv855-1", "bwv855a", "Praeludium", 66, {{41}}},
    {"bwv855-2", "bwv855b", "Fuga", 104, {{42}}},
    {"bwv856-1", "BWV856_Praeludium11", "Praeludium", 108, {{18}}},
    {"bwv856-2", "BWV856_Fugue11", "Fuga", 104, {{72}}},
    {"bwv860-1", "BWV860_Praeludium15", "Praeludium", 84, {{19}}},
    {"bwv860-2", "BWV860_Fuga15", "Fuga", 108, {{86}}},
    {"bwv861-1", "BWV861_Praeludium16", "Praeludium", 48, {{19}}},
    {"bwv861-2", "BWV861_Fuga16", "Fuga", 66, {{34}}},
    {"bwv862-1", "bach-prelude17", "Praeludium", 100, {{44}}},
    {"bwv862-2", "bach-fugue17", "Fuga", 66, {{35}}},
    {"bwv865-1", "BWV865_Praeludium20", "Praeludium", 108, {{28}}},
    {"bwv865-2", "BWV865_Fuga20", "Fuga", 80, {{87}}},
    {"bwv869-2", "bwv869b", "Fuga", 52, {{76}}, {.key = Key{0, 2, Mode::kMinor}}},
    {"bwv870-1", "wtk2prelude1", "Praeludium", 66, {{34}}},
    {"bwv870-2", "wtk2fuga1", "Fuga", 92, {{83}}},
    {"bwv871-1", "wtk2-prelude2", "Praeludium", 76, {{12}, {16}}},
    {"bwv871-2", "wtk2-fugue2", "Fuga", 63, {{28}}},
    {"bwv875-1", "bwv875a", "Praeludium", 108, {{61}}},
    {"bwv895-1", "bwv895", "Praeludium", 60, {{13}}},
    {"bwv895-2", "bwv895-1", "Fuga", 72, {{34}}},
    {"bwv903-1", "bwv903fan", "Fantasia", 66, {{79}}},
    {"bwv903-2", "bwv903fug", "Fuga", 108, {{161}}},
    {"bwv928", "prelude_9", "", 80, {{24}}},
    {"bwv952", "fugue-c-major", "", 76, {{34}}},
    {"bwv996-5", "bourree", "Bourrée", 132, {{8}, {16}}, {.upbeat = 4}},
    {"bwv997-1", "bwv997-01prelude", "Preludio", 66, {{56}}},
    {"bwv997-2", "bwv997-02fuga", "Fuga", 96, {{109}}, {.da_capo_to = 48}},
    {"bwv997-3", "bwv997-03sarabande", "Sarabande", 48, {{17, true}, {17, true}}},
    {"bwv997-4", "bwv997-04gigue", "Gigue", 92, {{16}, {32}}, {.upbeat = 2}},
    {"bwv997-5", "bwv997-05double", "Double", 92, {{16}, {32}}, {.upbeat = 2}},
    {"bwv1013-1", "bwv1013", "Allemande", 72, {{20, true}, {27}}},
    {"bwv1013-2", "bwv1013-1", "Corrente", 100, {{22}, {40}}, {.upbeat = 2}},
    {"bwv1013-3", "bwv1013-2", "Sarabande", 60, {{16}, {30}}},
    {"bwv1013-4", "bwv1013-3", "Bourrée anglaise", 88, {{20}, {50}}, {.upbeat = 2}},
};

struct Work {
  int number;
  const char* title;
};

const Work kWorks[] = {
    {773, "Invention No. 2 in C minor"},
    {776, "Invention No. 5 in E flat major"},
    {778, "Invention No. 7 in E minor"},
    {781, "Invention No. 10 in G major"},
    {782, "Invention No. 11 in G minor"},
    {784, "Invention No. 13 in A minor"},
    {785, "Invention No. 14 in B flat major"},
    {786, "Invention No. 15 in B minor"},
    {787, "Sinfonia No. 1 in C major"},
    {788, "Sinfonia No. 2 in C minor"},
    {789, "Sinfonia No. 3 in D major"},
    {790, "Sinfonia No. 4 in D minor"},
    {791, "Sinfonia No. 5 in E flat major"},
    {792, "Sinfonia No. 6 in E major"},
    {793, "Sinfonia No. 7 in E minor"},
    {794, "Sinfonia No. 8 in F major"},
    {795, "Sinfonia No. 9 in F minor"},
    {796, "Sinfonia No. 10 in G major"},
    {797, "Sinfonia No. 11 in G minor"},
    {798, "Sinfonia No. 12 in A major"},
    {799, "Sinfonia No. 13 in A minor"},
    {800, "Sinfonia No. 14 in B flat major"},
    {801, "Sinfonia No. 15 in B minor"},
    {803, "Duetto No. 2 in F major"},
    {804, "Duetto No. 3 in G major"},
    {805, "Duetto No. 4 in A minor"},
    {816, "French Suite No. 5 in G major"},
    {846, "The Well-Tempered Clavier I No. 1 in C major"},
    {847, "The Well-Tempered Clavier I No. 2 in C minor"},
    {848, "The Well-Tempered Clavier I No. 3 in C sharp major"},
    {849, "The Well-Tempered Clavier I No. 4 in C sharp minor"},
    {850, "The Well-Tempered Clavier I No. 5 in D major"},
    {851, "The Well-Tempered Clavier I No. 6 in D minor"},
    {853, "The Well-Tempered Clavier I No. 8 in E flat minor"},
    {854, "The Well-Tempered Clavier I No. 9 in E major"},
    {855, "The Well-Tempered Clavier I No. 10 in E minor"},
    {856, "The Well-Tempered Clavier I No. 11 in F major"},
    {860, "The Well-Tempered Clavier I No. 15 in G major"},
    {861, "The Well-Tempered Clavier I No. 16 in G minor"},
    {862, "The Well-Tempered Clavier I No. 17 in A flat major"},
    {865, "The Well-Tempered Clavier I No. 20 in A minor"},
    {869, "The Well-Tempered Clavier I No. 24 in B minor"},
    {870, "The Well-Tempered Clavier II No. 1 in C major"},
    {871, "The Well-Tempered Clavier II No. 2 in C minor"},
    {875, "The Well-Tempered Clavier II No. 6 in D minor"},
    {895, "Keyboard Pieces in A minor"},
    {903, "Chromatic Fantasia and Fugue in D minor"},
    {928, "Little Prelude in F major"},
    {952, "Fugue in C major"},
    {996, "Lute Suite in E minor"},
    {997, "Lute Suite in C minor (here A minor)"},
    {1013, "Flute Partita in A minor"},
};

// Of names of the form "bwv846-1" and "bwv773".
int work_number(const std::string& name) { return std::atoi(name.c_str() + 3); }

std::string title_of(const Source& source) {
  const int number = work_number(source.name);
  const auto* work = std::find_if(std::begin(kWorks), std::end(kWorks),
                                  [&](const Work& each) { return each.number == number; });
  std::string title = std::string(work->title) + ", BWV " + std::to_string(number);
  const std::size_t dash = std::string_view(source.name).find('-');
  if (dash == std::string_view::npos) return title;
  return title + ": " + (source.name + dash + 1) + ". " + source.movement;
}

std::string file_of(const Source& source) {
  return "BWV" + std::to_string(work_number(source.name)) + "_" + source.file + ".mid";
}

std::uint8_t program_of(const std::string& name) {
  const int work = work_number(name);
  if (work == 1013) return kFluteProgram;
  return work == 996 || work == 997 ? kGuitarProgram : kHarpsichordProgram;
}

// Whether written music has something there: 64ths, or the 96ths of tuplets.
bool on_grid(Tick at, Tick quarter) { return at % (quarter / 16) == 0 || at % (quarter / 24) == 0; }

// LilyPond takes the time of a grace note from the note before it, 9/40 of what it is written as,
// rounded down to ticks. Where graces that begin at `at` end.
Tick end_of_graces(const std::vector<Note>& graces, Tick at, Tick quarter) {
  for (const Note& grace : graces) {
    if (grace.onset >= at && grace.onset <= at + 1) at = grace.end();
  }
  while (!on_grid(at, quarter)) ++at;
  return at;
}

// Takes the grace notes out and gives the notes before them their time back. All else that ends
// between the lines of the grid has a wedge, which is played for an eighth of a second; they stand
// on quarters.
void take_out_graces(Track& track, Tick quarter) {
  std::vector<Note> graces;
  std::erase_if(track.notes, [&](const Note& note) {
    if (on_grid(note.onset, quarter)) return false;
    graces.push_back(note);
    return true;
  });
  for (Note& note : track.notes) {
    if (on_grid(note.end(), quarter)) continue;
    const bool leads = std::any_of(graces.begin(), graces.end(), [&](const Note& grace) {
      return grace.onset >= note.end() && grace.onset <= note.end() + 1;
    });
    const Tick end = leads ? end_of_graces(graces, note.end(), quarter)
                           : (note.end() + quarter - 1) / quarter * quarter;
    note.duration = end - note.onset;
  }
}

// The fifth track of one fugue is a voice that divides for a beat.
constexpr std::size_t kLeastNotesOfTrack = 10;

void join_small_tracks(std::vector<Track>& tracks) {
  for (std::size_t t = 2; t < tracks.size(); ++t) {
    if (tracks[t].notes.size() >= kLeastNotesOfTrack) continue;
    std::vector<Note>& notes = tracks[1].notes;
    notes.insert(notes.end(), tracks[t].notes.begin(), tracks[t].notes.end());
    std::sort(notes.begin(), notes.end());
    tracks[t].notes.clear();
  }
  std::erase_if(tracks, [](const Track& track) { return track.notes.empty(); });
}

// Of the one metre of a piece.
Tick ticks_of_bar(const Score& score) {
  const Metre& metre = score.metres.front();
  return 4 * kTicksPerQuarter * metre.numerator / metre.denominator;
}

// Keeps what Bach wrote: notes, metre and key, in 480 ticks a quarter, from the upbeat on.
Result<Score> read_notes(const Source& source, const std::filesystem::path& path) {
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  Result<ImportedScore> file = score_from_midi(*bytes);
  if (!file) return std::move(file).error();
  Score score = std::move(file->score);
  const Tick quarter = score.ticks_per_quarter;
  score.ticks_per_quarter = kTicksPerQuarter;
  score.title = title_of(source);
  score.markers.clear();
  const Metre first = score.metres.empty() ? Metre{} : score.metres.front();
  const Metre metre = source.mended.metre.value_or(first);
  const Key key = score.keys.empty() ? Key{} : score.keys.front();
  score.metres = {metre};
  score.keys = {source.mended.key.value_or(key)};
  score.tempos = {{0, static_cast<std::uint32_t>(60000000 / source.quarters_a_minute)}};

  const Tick upbeat = source.mended.upbeat * kTicksPerQuarter / 4;
  const Tick silence = upbeat > 0 ? ticks_of_bar(score) - upbeat : 0;
  join_small_tracks(score.tracks);
  for (std::size_t t = 0; t < score.tracks.size(); ++t) {
    Track& track = score.tracks[t];
    take_out_graces(track, quarter);
    track.name.clear();
    track.program = program_of(source.name);
    track.channel = static_cast<std::uint8_t>(t);
    for (Note& note : track.notes) {
      note.onset = silence + note.onset * kTicksPerQuarter / quarter;
      note.duration = note.duration * kTicksPerQuarter / quarter;
      note.velocity = kPlainVelocity;
    }
  }
  score.end = silence;
  return score;
}

// As it is played: `written`, which has the notes alone, with its repeats.
Score with_repeats(const Source& source, Score written) {
  const auto add = [&](int bars) {
    const Tick begin = written.end;
    written.end += bars * ticks_of_bar(written);
    written.sections.push_back({begin, written.end});
    return static_cast<int>(written.sections.size()) - 1;
  };
  std::vector<int>& order = written.play_order;
  for (const Part& part : source.parts) {
    const int once = add(part.bars - (part.endings ? 2 : 0));
    order.push_back(once);
    if (part.endings) order.push_back(add(1));
    if (source.parts.size() > 1) order.push_back(once);
    if (part.endings) order.push_back(add(1));
  }
  for (Track& track : written.tracks) {
    for (Note& note : track.notes) {
      note.duration = std::min(note.duration, written.end - note.onset);
    }
  }
  return written;
}

Score with_da_capo(const Score& written, int last) {
  const Score score = unfold(written);
  const Tick bar = ticks_of_bar(score);
  Score all = empty_like(score);
  carry(score, {0, score.end, 0}, all);
  carry(score, {bar, last * bar + 1, score.end - bar}, all);
  all.end += bar - 1;
  return all;
}

Result<Score> read_source(const Source& source, const std::filesystem::path& from) {
  Result<Score> notes = read_notes(source, from / file_of(source));
  if (!notes) return notes;
  const Score score = with_repeats(source, std::move(*notes));
  return source.mended.da_capo_to > 0 ? with_da_capo(score, source.mended.da_capo_to) : score;
}

Result<std::string> text_of(const Score& written) {
  Result<Notated> notated = notate(written, true);
  if (!notated) return std::move(notated).error();
  if (note_list(unfold(notated->score)) != note_list(unfold(written))) {
    return Error{ErrorCode::kInvalidData, "cannot be written as it is", {}};
  }
  return abc_from_score(notated->score, "Johann Sebastian Bach");
}

int make(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::string checksums = "# alias\tnotes\tSHA-256 of the note list (src/score/note_list.h)\n";
  for (const Source& source : kSources) {
    const Result<Score> written = read_source(source, from);
    if (!written) return std::fprintf(stderr, "%s\n", written.error().message.c_str()), 1;
    const Score sounding = unfold(*written);
    std::size_t notes = 0;
    for (const Track& track : sounding.tracks) notes += track.notes.size();
    checksums += find_movement(source.name)->alias + "\t" + std::to_string(notes) + "\t" +
                 sha256_hex(note_list(sounding)) + "\n";
    const Result<std::string> text = text_of(*written);
    if (!text)
      return std::fprintf(stderr, "%s: %s\n", source.name, text.error().message.c_str()), 1;
    if (Status saved = write_file_atomically(to / (std::string(source.name) + ".abc"), *text);
        !saved)
      return std::fprintf(stderr, "%s\n", saved.error().message.c_str()), 1;
  }
  return write_file_atomically(to / "checksums-keyboard.tsv", checksums).ok() ? 0 : 1;
}

}  // namespace
}  // namespace bach

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: make_keyboard_corpus MIDI_FOLDER OUT_FOLDER\n");
    return 2;
  }
  return bach::make(argv[1], argv[2]);
}
