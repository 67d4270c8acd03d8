// Writes what fuzzing begins with, a folder a target: made of the movements in the program and of
// tiny networks. make_seeds FOLDER
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "compose/small_plan.h"
#include "corpus/corpus.h"
#include "form/heard_piece.h"
#include "form/motive/attacks.h"
#include "form/motive/book.h"
#include "fuzz/command_table.h"
#include "harmony/finder.h"
#include "harmony/plan/book.h"
#include "harmony/plan/heard.h"
#include "lm/model_file.h"
#include "lm/network_config_text.h"
#include "lm/network_parameters.h"
#include "lm/small_model.h"
#include "lm/small_sequence.h"
#include "notation/abc/writer.h"
#include "notation/musicxml/nasty_xml.h"
#include "notation/musicxml/small_archive.h"
#include "notation/musicxml/small_piece.h"
#include "notation/musicxml/writer.h"
#include "packed/shard_writer.h"
#include "packed/take.h"
#include "score/to_midi.h"
#include "train/checkpoint.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

class Seeds {
 public:
  explicit Seeds(fs::path root) : root_(std::move(root)) {}

  // Both an end of the stream and a failure to write show in ok().
  template <typename Bytes>
  void add(const std::vector<std::string>& targets, const std::string& name, const Bytes& bytes) {
    for (const std::string& target : targets) {
      fs::create_directories(root_ / target);
      std::ofstream out(root_ / target / name, std::ios::binary);
      out.write(reinterpret_cast<const char*>(bytes.data()),
                static_cast<std::streamsize>(bytes.size()));
      out.close();
      ok_ = ok_ && out.good();
    }
  }
  bool ok() const { return ok_; }

 private:
  fs::path root_;
  bool ok_ = true;
};

// The piece up to about its `count`th note.
Score beginning_of(Score score, std::size_t count) {
  const std::vector<Note>& notes = score.tracks.front().notes;
  const Tick end = notes[std::min(count, notes.size()) - 1].end();
  const auto late = [end](const auto& event) { return event.at >= end; };
  for (Track& track : score.tracks) {
    std::erase_if(track.notes, [end](const Note& note) { return note.end() > end; });
  }
  std::erase_if(score.tracks, [](const Track& track) { return track.notes.empty(); });
  std::erase_if(score.tempos, late);
  std::erase_if(score.metres, late);
  std::erase_if(score.keys, late);
  score.end = end;
  return score;
}

// What other programs write: running status, note-ons of velocity 0, several programs and channels,
// a system exclusive message, pitch bend, text, film time.
std::vector<std::uint8_t> running_status_file(std::uint8_t format, std::uint8_t division_high,
                                              std::uint8_t division_low) {
  const std::vector<std::uint8_t> track = {
      0,    0xFF, 3,    2,    'A', 'b',  0,    0xFF, 0x51, 3,    7,    0xA1, 0x20, 0,
      0xFF, 0x58, 4,    6,    3,   24,   8,    0,    0xFF, 0x59, 2,    0xFD, 1,    0,
      0xC0, 42,   0,    0x90, 48,  100,  0x60, 48,   0,    0,    55,   90,   0x83, 0x60,
      55,   0,    0,    0xF0, 3,   0x41, 16,   0xF7, 0,    0xC1, 9,    0,    0x91, 60,
      64,   0,    0xE1, 0,    64,  10,   0x81, 60,   64,   0,    0xFF, 6,    1,    'A',
      0,    0x99, 36,   127,  5,   36,   0,    0,    0xFF, 0x2F, 0};
  std::vector<std::uint8_t> file = {'M',    'T', 'h', 'd',           0,           0, 0, 6, 0,
                                    format, 0,   2,   division_high, division_low};
  for (int k = 0; k < 2; ++k) {
    file.insert(file.end(), {'M', 'T', 'r', 'k', 0, 0, 0, static_cast<std::uint8_t>(track.size())});
    file.insert(file.end(), track.begin(), track.end());
  }
  return file;
}

void add_midi(Seeds& seeds) {
  const std::vector<std::string> targets = {"midi_reader", "midi_round_trip", "abc_round_trip",
                                            "musicxml", "musicxml_round_trip"};
  for (const char* alias : {"cs1-1pre", "cs2-4sar", "cs5-5gav"}) {
    const Score score = *load_movement(*find_movement(alias));
    seeds.add(targets, std::string(alias) + ".mid", midi_from_score(beginning_of(score, 24)));
  }
  seeds.add(targets, "format0.mid", running_status_file(0, 1, 0xE0));
  seeds.add(targets, "format1.mid", running_status_file(1, 0, 96));
  seeds.add(targets, "format2.mid", running_status_file(2, 1, 0xE0));
  seeds.add(targets, "film.mid", running_status_file(1, 0xE3, 40));
}

void add_abc(Seeds& seeds) {
  const std::vector<std::string> targets = {"abc_reader", "abc_round_trip", "musicxml_round_trip"};
  for (const char* alias : {"cs5-4sar", "cs1-4sar", "cs5-6gig"}) {
    const Score score = *load_written_movement(*find_movement(alias));
    seeds.add(targets, std::string(alias) + ".abc", *abc_from_score(score));
  }
  seeds.add(targets, "small.abc",
            std::string("X:1\nT:A\nM:C|\nL:1/8\nQ:1/4=72\nK:Dm\nV:1\n%%MIDI program 42\n"
                        "[V:1] |: ^F,_B=c' (3:2:3abc | [CEG]2- [CEG]/2 z3/2 & x8 |1 "
                        "[K:Eb][M:3/4] C,,6 :|2 D6 |]\n"));
  seeds.add(targets, "found.abc",
            std::string("%abc-2.1\nM:C\nL:1/8\n\nX:1\nT:A\nP:A2(BA)\nU:W=!accent!\n"
                        "m:~n2=(3o/n/m/ n\nQ:\"Allegro\" 1/4=120\nK:Ador clef=treble-8\nP:A\n"
                        "|: {/g}A>B c<<d (5ABcde | \"Am\"~c2 (a.b) !trill!WTe2 [C-E]>[CG] |\\\n"
                        "[1,3 Z2 | y ^/f _3/2g !D.C.! :|[2 x8 |]\nP:B\n"
                        "::A4- & c4 :: A4- [M:3/8][L:1/4] (3:2:2z A | +f+A !fine!B ||\n"
                        "w:la la\n\nwords\n\nX:2\nM:(2+3)/8\nV:1 name=\"x\" octave=-1\nV:2\n"
                        "K:D exp ^f _b\n[V:1]SABc OA|!dacoda!A[V:2]DEF !D.S.!G|[K:HP]!coda!c5|\n"));
}

// A little of everything that is read.
std::string small_musicxml() {
  using namespace test;
  const std::string key =
      "<key><fifths>-1</fifths></key><transpose><chromatic>-2</chromatic></transpose>";
  const std::string grace = "<note><grace/><pitch><step>D</step><octave>4</octave></pitch></note>";
  const std::string slur = "<notations><slur type=\"start\"/></notations>";
  const test::Part first = {
      start(6, "3", "4") + attributes(key) + sound("tempo=\"60\"") + note("C4", 6),
      barline("left", repeat("forward")) + note("F#4", 4, slur) + chord("A4", 4) + rest(2) + grace +
          note("G4", 12, tie("start") + voice(2)),
      barline("left", ending("1", "start")) + note("G4", 6, tie("stop")) + note("Bb4", 12) +
          barline("right", ending("1", "stop") + repeat("backward")),
      barline("left", ending("2", "start")) + words("Fine") + note("C5", 18) + backup(18) +
          forward(3) + note("E3", 15, voice(2)) + barline("right", ending("2", "stop")),
      attributes(time("2+1", "4")) + note("C4", 18) + sound("dacapo=\"yes\"")};
  const test::Part second = {start(2, "3", "4") + note("C3", 2), note("C3", 6), note("D3", 6),
                             note("E3", 6),
                             "<note><rest measure=\"yes\"/><duration>6</duration></note>"};
  return partwise({first, second}, "", 0);
}

void add_musicxml(Seeds& seeds) {
  const std::vector<std::string> targets = {"musicxml_reader", "xml_stand_in"};
  for (const char* alias : {"cs1-4sar", "cs5-6gig"}) {
    const Score score = beginning_of(*load_movement(*find_movement(alias)), 12);
    seeds.add(targets, std::string(alias) + ".musicxml", *musicxml_from_score(score));
  }
  const std::string small = small_musicxml();
  seeds.add(targets, "partwise.musicxml", small);
  seeds.add(targets, "timewise.musicxml", test::timewise(small));
  for (std::size_t i = 0; i < test::nasty_xml().size(); ++i) {
    seeds.add({"xml_stand_in"}, "nasty" + std::to_string(i) + ".xml", test::nasty_xml()[i]);
  }
  seeds.add({"musicxml_reader"}, "packed.mxl",
            test::small_archive({test::container("a.xml"), {"a.xml", small}}));
}

// The header of a model file, without its length and the weights.
std::string header_of(const std::vector<std::uint8_t>& file) {
  std::size_t size = 0;
  for (std::size_t i = 8; i-- > 0;) size = size << 8 | file[i];
  return {file.begin() + 8, file.begin() + 8 + static_cast<std::ptrdiff_t>(size)};
}

void add_model(Seeds& seeds, const std::string& name, const std::vector<std::uint8_t>& file) {
  seeds.add({"safetensors"}, name + ".safetensors", file);
  seeds.add({"model_header"}, name + ".json", header_of(file));
}

void add_models(Seeds& seeds) {
  WindowConfig config = small_config(1);
  config.vocabulary = 3;
  config.hidden = config.dense = 2;
  add_model(seeds, "windows", encode_model(model_of(config)));
  add_model(seeds, "half", encode_model(model_of(config), WeightType::kFloat16));
  Model model;
  for (const bool rich : {false, true}) {
    const std::string name = rich ? "rich" : "plain";
    model.config = rich ? rich_sequence_config(1, true) : plain_sequence_config();
    model.parameters = initial_parameters(model.config, 3);
    add_model(seeds, name, encode_model(model));
    seeds.add({"json"}, name + ".json", network_config_text(model.config));
  }
}

void add_checkpoint(Seeds& seeds) {
  Checkpoint checkpoint;
  checkpoint.run = {{"--hidden", "256"}, {"the music", "0123"}};
  checkpoint.program_version = "0.1.0";
  TrainingSnapshot& at = checkpoint.snapshot;
  at.optimiser = {{1.5f, -0.5f}, {1, 2}, {4, 5}, {7, 8}, 0.1, 0.25, 12};
  at.carry = {0.25f};
  at.steps = 300;
  at.planned = 900;
  at.best.emplace();
  at.best->heads[0] = {0.125, 26000};
  at.best_parameters = {10, 11};
  checkpoint.log = "{}\n";
  seeds.add({"checkpoint"}, "small.safetensors", encode_checkpoint(checkpoint));
}

// Two pieces in a shard, and the tokens of each alone.
void add_shard(Seeds& seeds) {
  ShardWriter shard(0, settings_text({}));
  for (const char* alias : {"cs1-1pre", "cs3-5bou"}) {
    const Score score = beginning_of(*load_movement(*find_movement(alias)), 40);
    const Taken taken = take_piece(score, alias, {});
    if (!taken.piece) continue;
    shard.add(*taken.piece);
    seeds.add({"shard"}, alias, taken.piece->suite);
  }
  shard.add_source({1, 1, true});
  shard.add_refusal("no notes");
  seeds.add({"shard"}, "two.shard", shard.encode());
}

void add_motive_book(Seeds& seeds) {
  MotiveBook book;
  seeds.add({"motive_book"}, "empty", book.encode());
  for (const char* alias : {"cs1-4sar", "cs4-5bou"}) {
    const tests::HeardPiece piece = tests::heard_piece(*find_movement(alias));
    book.add(piece.frame, piece.motives, piece.harmony);
    seeds.add({"motive_book"}, alias, book.encode());
  }
  const Movement& movement = *find_movement("cs1-5men");
  tests::HeardPiece piece = tests::heard_piece(movement);
  hear_attacks(*load_written_movement(movement), piece.frame, piece.motives);
  MotiveBook rhythms;
  rhythms.add(piece.frame, piece.motives, piece.harmony);
  seeds.add({"motive_book"}, "rhythms", rhythms.encode());
}

void add_plan_book(Seeds& seeds) {
  PlanBook all;
  for (const char* alias : {"cs1-5men", "cs4-5bou", "cs5-1pre"}) {
    const Score score = *load_written_movement(*find_movement(alias));
    PlanBook book;
    for (const HeardSection& each : heard_sections(score, *find_harmony(score), kind_of(alias))) {
      book.add(each.section, each.plan);
      all.add(each.section, each.plan);
    }
    seeds.add({"plan_book"}, alias, book.encode());
  }
  seeds.add({"plan_book"}, "all", all.encode());
}

void add_plan_text(Seeds& seeds) {
  std::string plan = test::kSmallPlan;
  seeds.add({"plan_text"}, "menuet.plan", plan);
  const std::string_view line = "7 | V . V7 | new";
  plan.replace(plan.find(line), line.size(), "7 | V . V7 | new on 1 1+1/2 2 with halves in rhythm");
  seeds.add({"plan_text"}, "rhythms.plan", plan);
  seeds.add({"plan_text"}, "pair.plan", std::string(test::kPlannedPair));
}

// Targets that make their own sense of any bytes.
void add_plain(Seeds& seeds) {
  std::vector<std::uint8_t> counting(256), mixed(256);
  for (std::size_t i = 0; i < counting.size(); ++i) {
    counting[i] = static_cast<std::uint8_t>(i);
    mixed[i] = static_cast<std::uint8_t>(i * 167 + 13);
  }
  for (std::uint8_t kind = 0; kind < 8; ++kind) {
    counting[0] = mixed[0] = kind;
    const std::string name = std::to_string(kind);
    seeds.add({"token_decode", "kernels", "musicxml", "musicxml_round_trip"}, "counting" + name,
              counting);
    seeds.add({"token_decode", "kernels", "musicxml", "musicxml_round_trip"}, "mixed" + name,
              mixed);
  }
  seeds.add({"config_file"}, "all.txt",
            std::string("# all\nhidden = 128\ndropout = 0.3\ntied = true\npreset = suite\n"));
}

void add_api_requests(Seeds& seeds) {
  const std::vector<std::string> rest = {
      R"("compose","options":{"kind":"gigue","bars":"8+8","top_p":0.9,"seed":3},"files":["mid","abc"])",
      R"("suite","options":{"key":"A minor","in_key":true},"model":{"base64":"AAAA"})",
      R"("infill","music":{"movement":"cs1-4sar"},"options":{"from_bar":3,"to_bar":4})",
      R"("continue","music":{"name":"a.abc","text":"X:1\nK:C\nCDE|"},"options":{"seconds":2.5})",
      R"("inspect","music":{"base64":"TVRoZA=="},"harmony":true,"form":false)",
      R"("expect","music":{"movement":"bwv1007-1"},"first":3,"notes":5)",
      R"("inspect","music":{"score":{"ticks_per_quarter":480,"end":960,"tempos":[[0,90]],"metres":[[0,"3/4"]],)"
      R"("keys":[[0,"A minor"]],"tracks":[{"name":"a","program":42,"notes":[[0,480,57,90],[480,480,60]]}]},"title":"b"})",
      R"("render","music":{"movement":"bwv1007-1"},"as":"ogg","sine_waves":true,"seed":1)",
      R"("train","music":[{"movement":"cello"}],"options":{"preset":"suite","holdout":["cs1-1pre"]})"};
  for (std::size_t k = 0; k < rest.size(); ++k) {
    seeds.add({"api_request"}, std::to_string(k) + ".json",
              "{\"version\":1,\"request\":" + rest[k] + "}");
  }
}

// A file for each command line, behind its number.
void add_commands(Seeds& seeds) {
  const Score score = beginning_of(*load_movement(*find_movement("cs1-4sar")), 24);
  const std::vector<std::uint8_t> midi = midi_from_score(score);
  const auto content = [&](std::string_view file) -> std::string {
    const std::string xml = small_musicxml();
    if (file == "piece.abc") return "X:1\nM:3/4\nL:1/4\nK:G\nG,2B,|DGF|E3|D2C|B,3|]\n";
    if (file == "piece.musicxml") return xml;
    if (file == "model.safetensors") {
      WindowConfig config = small_config(1);
      config.vocabulary = 3;
      config.hidden = config.dense = 2;
      const auto bytes = encode_model(model_of(config));
      return {bytes.begin(), bytes.end()};
    }
    if (file == "plan.txt") return std::string(test::kSmallPlan);
    if (file == "options.txt") return "temperature = 0.9\nkind = menuet\n";
    if (file == "losses.tsv") return "step\tloss\theld_out\n10\t2.5\t\n20\t2.25\t2.5\n";
    return {midi.begin(), midi.end()};
  };
  for (std::size_t k = 0; k < fuzz::kFuzzedCommands.size(); ++k) {
    const std::string file(1, static_cast<char>(k));
    seeds.add({"command"}, std::to_string(k), file + content(fuzz::kFuzzedCommands[k].file));
  }
}

}  // namespace
}  // namespace bach

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: make_seeds FOLDER\n");
    return 2;
  }
  bach::Seeds seeds(arguments[1]);
  bach::add_midi(seeds);
  bach::add_abc(seeds);
  bach::add_musicxml(seeds);
  bach::add_models(seeds);
  bach::add_checkpoint(seeds);
  bach::add_shard(seeds);
  bach::add_motive_book(seeds);
  bach::add_plan_book(seeds);
  bach::add_plan_text(seeds);
  bach::add_plain(seeds);
  bach::add_api_requests(seeds);
  bach::add_commands(seeds);
  if (!seeds.ok()) std::fprintf(stderr, "make_seeds: cannot write to %s\n", arguments[1]);
  return seeds.ok() ? 0 : 1;
}
