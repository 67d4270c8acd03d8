// Whether Bach wrote it before.
#include <gtest/gtest.h>

#include "answers.h"

namespace bach::test {
namespace {

ordered_json originality_of(const std::string& music) {
  const auto events =
      answers_to(R"({"version": 1, "request": "originality", "music": )" + music + "}");
  const ordered_json found = event_of(events, "originality");
  EXPECT_FALSE(found.is_null()) << events.back();
  return found;
}

// The first voice of a movement as it sounds, `semitones` higher, from a note on.
std::string stretch_of(const std::string& movement, std::size_t from, std::size_t notes,
                       int semitones) {
  const auto events = answers_to(R"({"version": 1, "request": "inspect", "music": {"movement": ")" +
                                 movement + "\"}}");
  const ordered_json all = event_of(events, "inspection")["score"]["tracks"][0]["notes"];
  ordered_json taken = ordered_json::array();
  const int begin = all[from][0];
  for (std::size_t k = from; k < from + notes; ++k) {
    ordered_json note = all[k];
    note[0] = note[0].get<int>() - begin;
    note[2] = note[2].get<int>() + semitones;
    taken.push_back(note);
  }
  const ordered_json score = {{"ticks_per_quarter", 480},
                              {"metres", {{0, "4/4"}}},
                              {"tracks", {{{"program", 42}, {"notes", taken}}}}};
  return R"({"score": )" + score.dump() + "}";
}

TEST(ApiOriginality, FindsWhatBachWroteInAnyKey) {
  // Bars 3 and 4 of a prelude of sixteenths in 4/4.
  const ordered_json found = originality_of(stretch_of("cs1-1pre", 32, 32, 5));
  EXPECT_EQ(found["verdict"], "copied");
  EXPECT_EQ(found["longest_run"], 32);
  EXPECT_EQ(found["source"]["name"], "cs1-1pre");
  EXPECT_EQ(found["source"]["title"], "Cello Suite No. 1 in G major, BWV 1007: 1. Prélude");
  EXPECT_EQ(found["source"]["from_bar"], 3);
  EXPECT_EQ(found["source"]["to_bar"], 4);
  EXPECT_EQ(found["at"]["from_bar"], 1);
  EXPECT_EQ(found["at"]["to_bar"], 2);
}

TEST(ApiOriginality, AsksForEighteenNotes) {
  // Enough of one piece to be a copy, and one note less; what is found may stand elsewhere too.
  const ordered_json long_enough = originality_of(stretch_of("cs3-1pre", 60, 18, 0));
  EXPECT_EQ(long_enough["longest_run"], 18);
  EXPECT_EQ(long_enough["verdict"], "copied");
  const ordered_json short_of = originality_of(stretch_of("cs3-1pre", 60, 17, 0));
  EXPECT_EQ(short_of["longest_run"], 17);
  EXPECT_EQ(short_of["verdict"], "own");
}

TEST(ApiOriginality, LeavesAMovementItselfOut) {
  const ordered_json found = originality_of(R"({"movement": "cs4-2all"})");
  EXPECT_EQ(found["verdict"], "own") << found;
  EXPECT_NE(found["source"]["name"], "cs4-2all");
  EXPECT_GT(found["longest_run"], 4);
}

TEST(ApiOriginality, FindsNothingInOneNote) {
  const ordered_json found = originality_of(
      R"({"score": {"ticks_per_quarter": 480, "tracks": [{"notes": [[0, 480, 60]]}]}})");
  EXPECT_EQ(found["longest_run"], 0);
  EXPECT_EQ(found["verdict"], "own");
  EXPECT_FALSE(found.contains("source"));
}

// The same as a suite tells of its movements.
TEST(ApiOriginality, AgreesWithSuites) {
  const auto events =
      answers_to(R"({"version": 1, "request": "suite", "options": {"bars": "8+8", "seed": 6}})");
  std::size_t compared = 0;
  for (const ordered_json& event : events) {
    if (event["event"] != "score" || ++compared > 2) continue;
    const ordered_json found = originality_of(R"({"score": )" + event["score"].dump() + "}");
    EXPECT_EQ(found["longest_run"], event["longest_run"]["notes"]) << event["name"];
    EXPECT_EQ(found["source"]["name"], event["longest_run"]["source"]) << event["name"];
  }
  EXPECT_EQ(compared, 6U);
}

}  // namespace
}  // namespace bach::test
