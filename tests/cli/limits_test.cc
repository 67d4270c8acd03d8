// Small files that claim enormous music: each command refuses or cuts it, within little memory.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "base/sanitized.h"
#include "cli/program.h"

namespace bach {
namespace {

using ::testing::HasSubstr;

constexpr std::uint32_t kFarthest = (1U << 28U) - 1;  // that a delta can say

std::string delta(std::uint32_t ticks) {
  std::string bytes(1, static_cast<char>(ticks & 0x7FU));
  while ((ticks >>= 7U) > 0)
    bytes.insert(bytes.begin(), static_cast<char>(0x80U | (ticks & 0x7FU)));
  return bytes;
}

std::string number(std::uint32_t value, int bytes) {
  std::string text;
  while (bytes-- > 0) text += static_cast<char>(value >> (8U * static_cast<unsigned>(bytes)));
  return text;
}

// One track of `events`, in 4/4, a tick a quarter.
std::string midi_of(const std::string& events) {
  using namespace std::string_literals;
  const std::string track = "\x00\xFF\x58\x04\x04\x02\x18\x08"s + events + "\x00\xFF\x2F\x00"s;
  return "MThd" + number(6, 4) + number(0, 2) + number(1, 2) + number(1, 2) + "MTrk" +
         number(static_cast<std::uint32_t>(track.size()), 4) + track;
}

std::string note(std::uint32_t wait, int pitch, std::uint32_t length) {
  using namespace std::string_literals;
  const char key = static_cast<char>(pitch);
  return delta(wait) + "\x90"s + key + "\x40"s + delta(length) + key + "\x00"s;
}

class Limits : public ::testing::Test {
 protected:
  Limits() {
    write_text(folder_ / "far.mid", midi_of(note(0, 60, 4) + note(kFarthest, 62, 4)));
    write_text(folder_ / "long.mid", midi_of(note(0, 60, kFarthest) + note(0, 62, 4)));
  }

  // Runs it, and expects it to take no more memory than it does for a sound file.
  Outcome run(const std::vector<std::string>& arguments) {
    Outcome outcome = run_bach(arguments, folder_.path());
    if (!kSanitized) {
      EXPECT_LT(outcome.most_resident_kib, 100'000) << arguments.front();
    }
    return outcome;
  }

  ScratchFolder folder_;
};

TEST_F(Limits, APrimerOfSilenceIsRefused) {
  const Outcome outcome = run({"compose", "--primer", "far.mid", "--bars", "1", "-o", "o.mid"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("far.mid: more than 86,400 quarters"));
  EXPECT_EQ(folder_.entries(), (std::vector<std::string>{"far.mid", "long.mid"}));
}

TEST_F(Limits, ANoteOfYearsIsRefused) {
  for (const char* verb : {"compose --primer", "plot"}) {
    const Outcome outcome =
        verb == std::string("plot")
            ? run({"plot", "surprise", "long.mid", "-o", "o.png"})
            : run({"compose", "--primer", "long.mid", "--bars", "1", "-o", "o.mid"});
    EXPECT_EQ(outcome.exit_code, 1) << verb;
    EXPECT_THAT(outcome.err, HasSubstr("more than 86,400 quarters")) << verb;
  }
}

TEST_F(Limits, HarmonyIsNotToldOfMillionsOfBars) {
  const Outcome outcome = run({"inspect", "far.mid", "--harmony"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("far: harmony: more than 20,000 bars"));
}

// 250 bytes whose 19 notes would be 2.5 million, tied over bars of 255 whole notes.
TEST_F(Limits, NotesOfHoursAreNotWrittenDown) {
  using namespace std::string_literals;
  std::string events = "\x00\xFF\x58\x04\xFF\x00\x18\x08"s;
  for (int k = 0; k < 19; ++k) events += note(0, 60, 1U << 20U);
  write_text(folder_ / "slow.mid", midi_of(events));
  for (const char* output : {"o.abc", "o.musicxml"}) {
    const Outcome outcome = run({"render", "slow.mid", "-o", output});
    EXPECT_EQ(outcome.exit_code, 1) << output;
    EXPECT_THAT(outcome.err,
                HasSubstr("notes and rests, tied ones counted each; more than 250000"));
  }
}

TEST_F(Limits, GraceNotesWithoutEndAreNotWrittenDown) {
  std::string tune = "X:1\nT:a\nM:4/4\nL:1/8\nK:C\n{";
  for (int k = 0; k < 210'000; ++k) tune += "c";
  write_text(folder_ / "graces.abc", tune + "}c8|\n");
  const Outcome outcome = run({"render", "graces.abc", "-o", "o.musicxml"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("other marks; more than 200000 are not written down"));
}

TEST_F(Limits, ComparingHearsWhatItCan) {
  const Outcome outcome = run({"evaluate", "far.mid", "--against", "bach"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("more than 20,000 bars"));
}

}  // namespace
}  // namespace bach
