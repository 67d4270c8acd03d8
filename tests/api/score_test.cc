// Scores out of events and back into requests.
#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "answers.h"
#include "api/read_score.h"
#include "api/score_json.h"
#include "app/json_line.h"
#include "bach/movements.h"
#include "base/random.h"
#include "notation/abc/reader.h"
#include "score/unfold.h"

namespace bach::test {
namespace {

using testing::HasSubstr;

Result<Score> read_again(const Score& score) {
  return api::read_score(nlohmann::json::parse(json_line(api::score_json(score))), "score");
}

// Odd, but all that a score's JSON can hold.
Score odd_score(std::uint64_t seed) {
  const CounterRandom random(seed, Purpose::kEvaluate);
  std::uint32_t drawn = 0;
  const auto below = [&](std::uint32_t bound) {
    return static_cast<Tick>(random.below(bound, drawn++, 0, 0));
  };
  Score score;
  score.ticks_per_quarter = static_cast<int>(1 + below(32767));
  for (Tick left = 1 + below(4); left > 0; --left) {
    Track track{below(2) == 0 ? "" : "Cello \"1\" é",
                static_cast<std::uint8_t>(below(16)),
                static_cast<std::uint8_t>(below(128)),
                {}};
    for (Tick notes = 1 + below(20); notes > 0; --notes) {
      track.notes.push_back({below(100000), 1 + below(5000), static_cast<std::uint8_t>(below(128)),
                             static_cast<std::uint8_t>(1 + below(127))});
      score.end = std::max(score.end, track.notes.back().end());
    }
    std::sort(track.notes.begin(), track.notes.end());
    score.tracks.push_back(track);
  }
  score.end += below(1000);
  Tick at = 0;
  for (Tick left = below(4); left > 0; --left) {
    score.metres.push_back({at, static_cast<int>(1 + below(255)), 1 << below(8)});
    score.keys.push_back(
        {at, static_cast<int>(below(15)) - 7, below(2) == 0 ? Mode::kMajor : Mode::kMinor});
    // Tempos of whole quarters per minute.
    score.tempos.push_back(
        {at, static_cast<std::uint32_t>(60e6 / static_cast<double>(5 + below(400)) + 0.5)});
    at += 1 + below(9999);
  }
  return score;
}

TEST(ApiScore, IsReadAsItWasTold) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Score score = odd_score(seed);
    const Result<Score> again = read_again(score);
    ASSERT_TRUE(again.ok()) << again.error().argument << again.error().message;
    EXPECT_EQ(*again, score) << seed;
  }
  const auto movements = load_movements({"cello", "violin", "keyboard"});
  ASSERT_TRUE(movements.ok());
  for (const NamedScore& piece : *movements) {
    Score told = piece.score;
    told.title.clear();
    told.markers.clear();
    const Result<Score> again = read_again(told);
    ASSERT_TRUE(again.ok()) << piece.name;
    EXPECT_EQ(again->tracks, told.tracks) << piece.name;
    EXPECT_EQ(api::score_json(*again), api::score_json(told)) << piece.name;
  }
}

ordered_json problem_of_score(const std::string& score) {
  const auto events =
      answers_to(R"({"version": 1, "request": "inspect", "music": {"score": )" + score + "}}");
  return events.back();
}

TEST(ApiScore, IsReadStrictly) {
  const auto place_of = [](const std::string& score) {
    const ordered_json problem = problem_of_score(score);
    EXPECT_EQ(problem["event"], "problem") << score;
    return problem.value("place", "");
  };
  EXPECT_EQ(place_of("3"), "/music/score");
  EXPECT_EQ(place_of("{}"), "/music/score/ticks_per_quarter");
  EXPECT_EQ(place_of(R"({"ticks_per_quarter": 0})"), "/music/score/ticks_per_quarter");
  EXPECT_EQ(place_of(R"({"ticks_per_quarter": 32768})"), "/music/score/ticks_per_quarter");
  EXPECT_EQ(place_of(R"({"ticks_per_quarter": 480.5})"), "/music/score/ticks_per_quarter");
  const auto with = [](const std::string& rest) {
    return R"({"ticks_per_quarter": 480, )" + rest + "}";
  };
  EXPECT_EQ(place_of(with(R"("trackz": [])")), "/music/score/trackz");
  EXPECT_EQ(place_of(with(R"("keys": [])")), "/music/score/tracks");
  EXPECT_EQ(place_of(with(R"("tracks": {})")), "/music/score/tracks");
  EXPECT_EQ(place_of(with(R"("tracks": [3])")), "/music/score/tracks/0");
  EXPECT_EQ(place_of(with(R"("tracks": [{}])")), "/music/score/tracks/0/notes");
  EXPECT_EQ(place_of(with(R"("tracks": [{"notes": [], "program": 128}])")),
            "/music/score/tracks/0/program");
  EXPECT_EQ(place_of(with(R"("tracks": [{"notes": [], "channel": 16}])")),
            "/music/score/tracks/0/channel");
  EXPECT_EQ(place_of(with(R"("tracks": [{"notes": [], "name": 1}])")),
            "/music/score/tracks/0/name");
  const auto note = [&](const std::string& numbers) {
    return place_of(with(R"("tracks": [{"notes": [[0, 1, 60, 1], [)" + numbers + "]]}]"));
  };
  const std::string at = "/music/score/tracks/0/notes/1";
  EXPECT_EQ(note("0, 1"), at);
  EXPECT_EQ(note("0, 1, 60, 1, 1"), at);
  EXPECT_EQ(note("-1, 1, 60, 1"), at + "/0");
  EXPECT_EQ(note("268435456, 1, 60, 1"), at + "/0");
  EXPECT_EQ(note("0, 0, 60, 1"), at + "/1");
  EXPECT_EQ(note("268435455, 1, 60, 1"), at + "/1");
  EXPECT_EQ(note("0, 1, 128, 1"), at + "/2");
  EXPECT_EQ(note("0, 1, 60, 0"), at + "/3");
  EXPECT_EQ(note("0, 1, 60, 18446744073709551615"), at + "/3");
  EXPECT_EQ(note("0, 1, 60, 1.5"), at + "/3");
  const auto event = [&](const std::string& list) {
    return place_of(with(list + R"(, "tracks": [])"));
  };
  EXPECT_EQ(event(R"("tempos": 90)"), "/music/score/tempos");
  EXPECT_EQ(event(R"("tempos": [[0]])"), "/music/score/tempos/0");
  EXPECT_EQ(event(R"("tempos": [[-1, 90]])"), "/music/score/tempos/0/0");
  EXPECT_EQ(event(R"("tempos": [[0, 3.5]])"), "/music/score/tempos/0/1");
  EXPECT_EQ(event(R"("metres": [[0, "3/5"]])"), "/music/score/metres/0/1");
  EXPECT_EQ(event(R"("metres": [[0, "3/4 "]])"), "/music/score/metres/0/1");
  EXPECT_EQ(event(R"("keys": [[0, "H major?"]])"), "/music/score/keys/0/1");
  EXPECT_EQ(place_of(with(R"("tracks": [{"notes": [[0, 9, 60]]}], "end": 8)")), "/music/score/end");
}

TEST(ApiScore, TakesNoMoreThanIsWrittenDown) {
  std::string tracks = "{\"notes\":[]}";
  for (int k = 0; k < 1000; ++k) tracks += ",{\"notes\":[]}";
  const ordered_json problem =
      problem_of_score("{\"ticks_per_quarter\":1,\"tracks\":[" + tracks + "]}");
  EXPECT_EQ(problem["code"], "limit");
  EXPECT_EQ(problem["place"], "/music/score/tracks");
  std::string notes = "[0,1,60]";
  for (int k = 0; k < 100'000; ++k) notes += ",[0,1,60]";
  const std::string track = "{\"notes\":[" + notes + "]}";
  const ordered_json full =
      problem_of_score("{\"ticks_per_quarter\":1,\"tracks\":[" + track + "," + track + "]}");
  EXPECT_EQ(full["code"], "limit");
  EXPECT_EQ(full["place"], "/music/score/tracks/1/notes");
}

TEST(ApiScore, HasANameWithoutFoldersAndATitle) {
  const std::string score = R"({"ticks_per_quarter": 480, "tracks": [{"notes": [[0, 480, 60]]}]})";
  const auto answer = [&](const std::string& rest) {
    return answers_to(R"({"version": 1, "request": "inspect", "music": {)" + rest + "}}");
  };
  const ordered_json named = event_of(
      answer("\"score\": " + score + R"(, "name": "5. Menuet", "title": "Own")"), "inspection");
  EXPECT_EQ(named["name"], "5. Menuet");
  EXPECT_EQ(named["title"], "Own");
  EXPECT_EQ(answer("\"score\": " + score + R"(, "name": "../a")").back()["place"], "/music/name");
  EXPECT_EQ(answer(R"("movement": "cs1-1pre", "title": "Own")").back()["place"], "/music/title");
  EXPECT_EQ(answer(R"("movement": "cs1-1pre", "score": )" + score).back()["place"], "/music");
}

std::string composed_score(const std::string& request, ordered_json& event) {
  event = event_of(answers_to(request), "score");
  EXPECT_FALSE(event.is_null());
  return event["score"].dump();
}

// What an event told is music for every request.
TEST(ApiScore, GoesBackAsMusic) {
  ordered_json told;
  const std::string score = composed_score(
      R"({"version": 1, "request": "compose", "options": {"kind": "sarabande", "bars": "8+8", "seed": 3},
          "files": ["mid", "abc"]})",
      told);
  const auto answer = [&](const std::string& kind, const std::string& rest) {
    return answers_to(R"({"version": 1, "request": ")" + kind + R"(", "music": {"score": )" +
                      score + R"(, "title": )" + told["title"].dump() + "}" + rest + "}");
  };
  const auto rendered = answer("render", R"(, "as": "mid")");
  EXPECT_EQ(bytes_of(event_of(rendered, "file")), bytes_of(told["files"]["mid"]));
  const ordered_json inspection = event_of(answer("inspect", ""), "inspection");
  EXPECT_EQ(inspection["score"], told["score"]);
  const ordered_json expectation = event_of(answer("expect", ""), "expectation");
  EXPECT_EQ(expectation["of"], told["figures"]["notes"]);
  const auto again = answer("infill", R"(, "options": {"from_bar": 3, "to_bar": 4})");
  EXPECT_EQ(event_of(again, "score")["score"]["bars"], told["score"]["bars"]) << again.back();
  const auto longer = answer("continue", R"(, "options": {"bars": "4"})");
  EXPECT_GT(event_of(longer, "score")["score"]["end"], told["score"]["end"]) << longer.back();
}

// Every note that sounds stands where `written` says in what the ABC text shows.
TEST(ApiScore, StandsOnThePageOfItsFiles) {
  const std::string requests[] = {
      R"("compose", "options": {"kind": "menuet", "bars": "8+8", "seed": 5})",
      R"("infill", "music": {"movement": "cs1-5men"}, "options": {"from_bar": 3, "to_bar": 6})",
      R"("continue", "music": {"movement": "cs1-4sar"}, "options": {"bars": "4"})",
      R"("suite", "options": {"bars": "8+8", "seed": 4})"};
  std::size_t repeated = 0;
  for (const std::string& request : requests) {
    for (const ordered_json& event :
         answers_to(R"({"version": 1, "files": ["abc"], "request": )" + request + "}")) {
      if (event["event"] != "score") continue;
      const ordered_json& score = event["score"];
      ASSERT_EQ(score["ticks_per_quarter"], 480);
      const auto abc = score_from_abc(bytes_of(event["files"]["abc"]));
      ASSERT_TRUE(abc.ok());
      const Score& page = *abc;
      std::set<std::pair<Tick, int>> on_page;
      const Tick quarter = page.ticks_per_quarter;
      for (const Track& track : page.tracks) {
        for (const Note& note : track.notes)
          on_page.emplace(note.onset * 480 / quarter, note.pitch);
      }
      std::size_t missing = 0, notes = 0;
      for (const ordered_json& track : score["tracks"]) {
        for (const ordered_json& note : track["notes"]) {
          Tick written = -1;
          for (const ordered_json& stretch : score["written"]) {
            if (note[0] < stretch[0] || note[0] >= stretch[1]) continue;
            written = stretch[2].get<Tick>() + note[0].get<Tick>() - stretch[0].get<Tick>();
          }
          missing += on_page.count({written, note[2].get<int>()}) == 0 ? 1 : 0;
          ++notes;
        }
      }
      EXPECT_GT(notes, 20U);
      EXPECT_EQ(missing, 0U) << request << event["title"];
      repeated += score["written"].size() > 1 ? 1 : 0;
      const std::int64_t first = score["bars"][0][1];
      EXPECT_TRUE(first == 0 || first == 1);
    }
  }
  EXPECT_GE(repeated, 6U);
}

TEST(ApiScore, OfAWholeSuiteSaysWhereItsMovementsBegin) {
  const auto events =
      answers_to(R"({"version": 1, "request": "suite", "options": {"bars": "4+4", "seed": 4}})");
  const ordered_json whole = event_of(events, "whole");
  ASSERT_EQ(whole["movements"].size(), 6U);
  std::size_t movement = 0;
  for (const ordered_json& event : events) {
    if (event["event"] != "score") continue;
    const ordered_json first = event["score"]["tracks"][0]["notes"][0];
    const Tick begin = whole["movements"][movement++];
    bool there = false;
    for (const ordered_json& note : whole["score"]["tracks"][0]["notes"]) {
      there = there || (note[0] == begin + first[0].get<Tick>() && note[2] == first[2]);
    }
    EXPECT_TRUE(there) << movement;
  }
  EXPECT_EQ(movement, 6U);
}

TEST(ApiScore, WithoutNotesStandsNowhere) {
  const auto events = answers_to(
      R"({"version": 1, "request": "inspect", "music": {"score": {"ticks_per_quarter": 480, "tracks": []}}})");
  const ordered_json inspection = event_of(events, "inspection");
  EXPECT_EQ(inspection["score"]["written"], ordered_json::array());
  EXPECT_EQ(inspection["score"]["bars"], ordered_json::array());
  EXPECT_EQ(inspection["notes"], 0);
}

}  // namespace
}  // namespace bach::test
