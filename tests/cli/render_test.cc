// `bach render` as a user runs it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "cli/program.h"

namespace bach {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// One quarter of middle C at the default tempo: half a second of music.
std::string small_midi() {
  const unsigned char bytes[] = {'M', 'T', 'h', 'd',  0,   0,   0, 6,    0,    1,  0, 1,
                                 0,   96,  'M', 'T',  'r', 'k', 0, 0,    0,    12, 0, 0x90,
                                 60,  90,  96,  0x80, 60,  0,   0, 0xFF, 0x2F, 0};
  return {reinterpret_cast<const char*>(bytes), sizeof bytes};
}

TEST(Render, MakesASoundFileAndSaysHowLongItIs) {
  const ScratchFolder folder;
  write_text(folder / "in.mid", small_midi());
  const Outcome outcome =
      run_bach({"render", "in.mid", "-o", "out.wav", "--sound", "sine"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "out.wav: 1.5 s, 1 note, sine waves\n");
  EXPECT_EQ(contents(folder / "out.wav").size(), 44u + 2 * 66150);
  EXPECT_THAT(folder.entries(), ElementsAre("in.mid", "out.wav"));
}

TEST(Render, SpeaksJson) {
  const ScratchFolder folder;
  write_text(folder / "in.mid", small_midi());
  const Outcome outcome =
      run_bach({"render", "in.mid", "-o", "out.flac", "--sound", "sine", "--json"}, folder.path());
  EXPECT_EQ(outcome.out,
            "{\"drum_notes\":0,\"file\":\"out.flac\",\"notes\":1,\"played_with\":\"sine "
            "waves\",\"seconds\":1.5}\n");
}

TEST(Render, StandsInAPipe) {
  const ScratchFolder folder;
  const Outcome outcome =
      run_bach({"render", "-", "-o", "-", "--sound", "sine"}, folder.path(), small_midi());
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.out.size(), 44u + 2 * 66150);
  EXPECT_EQ(outcome.out.substr(0, 4), "RIFF");
  EXPECT_EQ(outcome.err, "standard output: 1.5 s, 1 note, sine waves\n");
}

TEST(Render, WritesChordsOnlyAtAStaff) {
  const ScratchFolder folder;
  EXPECT_EQ(run_bach({"render", "cs1-4sar", "--chords", "symbols", "-o", "sar.abc"}, folder.path())
                .exit_code,
            0);
  EXPECT_THAT(contents(folder / "sar.abc"), HasSubstr("\"G\"B,4"));
  const Outcome sound =
      run_bach({"render", "cs1-4sar", "--chords", "roman", "-o", "sar.mid"}, folder.path());
  EXPECT_EQ(sound.exit_code, 2);
  EXPECT_EQ(sound.err,
            "bach: --chords: sar.mid has no staff to write them at; name a score (.abc, .musicxml, "
            ".mxl) or page (.pdf, .svg, .png)\n");
  write_text(folder / "in.mid", small_midi());
  const Outcome short_one =
      run_bach({"render", "in.mid", "--chords", "roman", "-o", "in.abc"}, folder.path());
  EXPECT_EQ(short_one.exit_code, 1);
  EXPECT_THAT(short_one.err, testing::StartsWith("bach: in.mid: "));
  EXPECT_EQ(std::count(short_one.err.begin(), short_one.err.end(), '\n'), 1);
  EXPECT_THAT(folder.entries(), ElementsAre("in.mid", "sar.abc"));
}

TEST(Render, DoesNotReplaceAFileUnasked) {
  const ScratchFolder folder;
  write_text(folder / "in.mid", small_midi());
  write_text(folder / "out.wav", "mine");
  const Outcome refused =
      run_bach({"render", "in.mid", "-o", "out.wav", "--sound", "sine"}, folder.path());
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_EQ(refused.err, "bach: out.wav exists; --force replaces it\n");
  EXPECT_EQ(contents(folder / "out.wav"), "mine");
  EXPECT_EQ(
      run_bach({"render", "in.mid", "-o", "out.wav", "--sound", "sine", "--force"}, folder.path())
          .exit_code,
      0);
  EXPECT_NE(contents(folder / "out.wav"), "mine");
}

TEST(Render, AnUnknownEndingIsOneLineWithWhatIsPossible) {
  const ScratchFolder folder;
  write_text(folder / "in.mid", small_midi());
  const Outcome outcome = run_bach({"render", "in.mid", "-o", "out.mp3"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.err,
            "bach: out.mp3: the name must end in .wav, .flac or .ogg (sound), .mid, .abc, "
            ".musicxml or .mxl "
            "(notes), .pdf, .svg or .png (pages) to say what to write\n");
}

TEST(Render, AMissingInputIsNamed) {
  const ScratchFolder folder;
  const Outcome outcome =
      run_bach({"render", "none.mid", "-o", "out.wav", "--sound", "sine"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("none.mid"));
  EXPECT_TRUE(folder.entries().empty());
}

TEST(Render, NotesGoWithFlatOnly) {
  const ScratchFolder folder;
  const Outcome outcome = run_bach(
      {"render", "in.mid", "-o", "out.wav", "--sound", "sine", "--notes", "30"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("--flat"));
}

TEST(Render, EngravesPagesWhereTheProgramsAre) {
  const ScratchFolder folder;
  const Outcome pdf = run_bach({"render", "cs5-4sar", "-o", "men.pdf"}, folder.path());
  if (pdf.exit_code != 0) {
    EXPECT_THAT(pdf.err, HasSubstr("on Debian, install"));
    EXPECT_TRUE(folder.entries().empty()) << "nothing half-written";
    GTEST_SKIP() << pdf.err;
  }
  EXPECT_EQ(contents(folder / "men.pdf").substr(0, 5), "%PDF-");
  ASSERT_EQ(run_bach({"render", "cs5-4sar", "-o", "men.svg"}, folder.path()).exit_code, 0);
  EXPECT_THAT(contents(folder / "men.svg"), HasSubstr("<svg"));
  ASSERT_EQ(run_bach({"render", "cs5-4sar", "-o", "men.png"}, folder.path()).exit_code, 0);
  EXPECT_EQ(contents(folder / "men.png").substr(1, 3), "PNG");

  // Of several pages, too, none is replaced unasked.
  write_text(folder / "long-2.png", "mine");
  const Outcome refused = run_bach({"render", "cs1-1pre", "-o", "long.png"}, folder.path());
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_EQ(refused.err, "bach: long-2.png exists; --force replaces it\n");
  EXPECT_EQ(contents(folder / "long-2.png"), "mine");
  EXPECT_EQ(contents(folder / "long-1.png"), "");
  ASSERT_EQ(run_bach({"render", "cs1-1pre", "-o", "long.png", "--force"}, folder.path()).exit_code,
            0);
  EXPECT_EQ(contents(folder / "long-2.png").substr(1, 3), "PNG");
}

TEST(Play, SaysSoWhereThereIsNoDevice) {
  const ScratchFolder folder;
  write_text(folder / "in.mid", small_midi());
  const Outcome outcome =
      run_bach({"play", "in.mid", "--sound", "sine", "--device", "no_such_device"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, testing::AnyOf(HasSubstr("no sound device 'no_such_device'"),
                                          HasSubstr("libasound")));
  EXPECT_THAT(run_bach({"play", "in.mid", "--instrument", "celo"}, folder.path()).err,
              HasSubstr("did you mean cello?"));
}

}  // namespace
}  // namespace bach
