// A piece for another instrument, as a user gets it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"

namespace bach {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(InstrumentOnThePage, HasItsClefNameAndKey) {
  const ScratchFolder folder;
  write_text(
      folder / "piece.conf",
      "key = F#m  # as it sounds\n# and\nkind = sarabande\ninstrument = guitar\nbars = 4+4\n");
  for (const char* file : {"piece.musicxml", "piece.abc"}) {
    const Outcome made = run_bach({"compose", "--config", "piece.conf", "-o", file}, folder.path());
    ASSERT_EQ(made.exit_code, 0) << made.err;
  }
  const std::string page = contents(folder / "piece.musicxml");
  EXPECT_THAT(page, HasSubstr("<part-name>Guitar</part-name>"));
  EXPECT_THAT(page, HasSubstr("<clef-octave-change>-1</clef-octave-change>"));
  EXPECT_THAT(page, HasSubstr("<fifths>3</fifths>"));
  EXPECT_THAT(page, HasSubstr("<mode>minor</mode>"));
  EXPECT_THAT(page, HasSubstr("<midi-program>25</midi-program>"));
  EXPECT_THAT(page, HasSubstr("number=\"8\""));
  EXPECT_THAT(page, Not(HasSubstr("number=\"9\"")));
  const std::string text = contents(folder / "piece.abc");
  EXPECT_THAT(text, HasSubstr("K:F#m clef=treble-8"));
  EXPECT_THAT(text, HasSubstr("V:1 clef=treble-8 name=\"Guitar\""));
  // Both sound the same.
  for (const char* file : {"piece.musicxml", "piece.abc"}) {
    const Outcome midi =
        run_bach({"render", file, "-o", std::string(file) + ".mid"}, folder.path());
    ASSERT_EQ(midi.exit_code, 0) << midi.err;
  }
  const auto range = [&](const char* file) {
    const std::string found = run_bach({"inspect", file, "--json"}, folder.path()).out;
    return found.substr(found.find("\"notes\""), found.find("\"key\"") - found.find("\"notes\""));
  };
  EXPECT_EQ(range("piece.abc.mid"), range("piece.musicxml.mid"));
}

TEST(InstrumentOnThePage, WrongOnesAreToldInOneLine) {
  const ScratchFolder folder;
  const auto fault = [&](std::vector<std::string> options) {
    options.insert(options.begin(), {"compose", "-o", "piece.mid"});
    const Outcome outcome = run_bach(options, folder.path());
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_EQ(folder.entries().size(), 0u);
    return outcome.err;
  };
  EXPECT_THAT(fault({"--instrument", "flut"}), HasSubstr("did you mean flute?"));
  EXPECT_THAT(fault({"--instrument", "flute", "--range", "C3-C5"}),
              HasSubstr("begins below the lowest note of a flute, C4"));
  EXPECT_THAT(fault({"--key", "G# major"}), HasSubstr("known are Cb Gb"));
  EXPECT_THAT(fault({"--transpose", "25"}), HasSubstr("--transpose"));
  EXPECT_THAT(fault({"--bars", "8+"}), HasSubstr("write 16, or 8+12"));
}

}  // namespace
}  // namespace bach
