// What is expected of notes, and after the last one.
#include <gmock/gmock.h>

#include <set>

#include "answers.h"
#include "base/base64.h"

namespace bach::test {
namespace {

using testing::HasSubstr;

ordered_json expectation_of(const std::string& fields) {
  const auto events = answers_to(R"({"version": 1, "request": "expect", )" + fields + "}");
  const ordered_json found = event_of(events, "expectation");
  EXPECT_FALSE(found.is_null()) << events.back();
  return found;
}

double sum_of(const ordered_json& expected) {
  double sum = 0;
  double before = 1;
  for (const ordered_json& each : expected) {
    EXPECT_LE(each.back().get<double>(), before);
    before = each.back();
    sum += before;
  }
  return sum;
}

// A score of quarters in G major that ends after the last of them.
std::string quarters(const std::vector<int>& pitches, const std::string& end = "") {
  ordered_json notes = ordered_json::array();
  for (std::size_t k = 0; k < pitches.size(); ++k) notes.push_back({480 * k, 480, pitches[k], 90});
  ordered_json score = {{"ticks_per_quarter", 480},
                        {"metres", {{0, "3/4"}}},
                        {"keys", {{0, "G major"}}},
                        {"tracks", {{{"program", 42}, {"notes", notes}}}}};
  if (!end.empty()) score["end"] = std::stoi(end);
  return R"("music": {"score": )" + score.dump() + "}";
}

std::string model_of(const std::string& options) {
  const auto events = answers_to(
      R"({"version": 1, "request": "train", "music": [{"movement": "cs1-1pre"}], "options": {)" +
      options + R"(, "epochs": 1, "batches": 2}})");
  EXPECT_EQ(events.back()["event"], "done") << events.back();
  return R"("model": {"base64": )" + event_of(events, "file")["base64"].dump() + "}";
}

TEST(ApiExpect, TellsWhereNotesSoundFirst) {
  const auto inspected =
      answers_to(R"({"version": 1, "request": "inspect", "music": {"movement": "cs1-5men"}})");
  std::set<std::pair<double, int>> sounding;
  const ordered_json inspection = event_of(inspected, "inspection");
  for (const ordered_json& track : inspection["score"]["tracks"]) {
    for (const ordered_json& note : track["notes"]) {
      sounding.emplace(note[0].get<double>() / 480, note[2].get<int>());
    }
  }
  const ordered_json found = expectation_of(R"("music": {"movement": "cs1-5men"})");
  EXPECT_EQ(found["notes"].size(), found["of"]);
  std::size_t later = 0;
  for (const ordered_json& note : found["notes"]) {
    EXPECT_EQ(sounding.count({note["sounds"].get<double>(), note["pitch"].get<int>()}), 1U) << note;
    later += note["sounds"] > note["begin"] ? 1 : 0;
  }
  EXPECT_GT(later, 20U);  // behind a repeat
}

TEST(ApiExpect, KnowsSilentBars) {
  // A bar of quarters, two of silence, a bar.
  const ordered_json found = expectation_of(
      R"("music": {"score": {"ticks_per_quarter": 480, "metres": [[0, "3/4"]], "tracks": [{"notes":
          [[0, 480, 50], [480, 480, 52], [960, 480, 54], [4320, 480, 55], [4800, 960, 57]]}]}})");
  ASSERT_EQ(found["of"], 5);
  EXPECT_EQ(found["notes"][3]["begin"], 3);
  EXPECT_EQ(found["notes"][3]["sounds"], 9);
}

TEST(ApiExpect, TellsWhatComesNext) {
  const ordered_json found = expectation_of(quarters({43, 50, 59, 57, 59, 50, 59, 50, 43}) +
                                            R"(, "next": true, "first": 10)");
  EXPECT_EQ(found["of"], 9);
  ASSERT_EQ(found["notes"].size(), 1U);
  const ordered_json next = found["notes"][0];
  EXPECT_EQ(next["number"], 10);
  EXPECT_EQ(next["begin"], 9);
  EXPECT_TRUE(next["pitch"].is_null());
  EXPECT_NEAR(sum_of(next["expected"]), 1, 0.05);
  EXPECT_NEAR(sum_of(next["rhythms"]), 1, 0.05);
  // What came before counts.
  const ordered_json other =
      expectation_of(quarters({43, 50, 59, 57, 59, 50, 59, 50, 54}) + R"(, "next": true)");
  ASSERT_EQ(other["notes"].size(), 10U);
  EXPECT_NE(other["notes"][9]["expected"], next["expected"]);
  EXPECT_EQ(other["notes"][8]["pitch"], 54);
  // And where it ends: a rest behind the last note.
  const ordered_json rest =
      expectation_of(quarters({43, 50, 59, 57}, "2400") + R"(, "next": true, "first": 5)");
  EXPECT_EQ(rest["notes"][0]["begin"], 5);
}

TEST(ApiExpect, TellsTheFirstNote) {
  const ordered_json found = expectation_of(
      R"("next": true, "music": {"score": {"ticks_per_quarter": 480, "keys": [[0, "E major"]], "tracks": []}})");
  EXPECT_EQ(found["of"], 0);
  ASSERT_EQ(found["notes"].size(), 1U);
  EXPECT_NEAR(sum_of(found["notes"][0]["expected"]), 1, 0.05);
  const ordered_json flat = expectation_of(
      R"("next": true, "music": {"score": {"ticks_per_quarter": 480, "keys": [[0, "F minor"]], "tracks": []}})");
  EXPECT_NE(flat["notes"][0]["expected"], found["notes"][0]["expected"]);
}

TEST(ApiExpect, TellsWhatModelsOfPitchesExpectNext) {
  const std::string sequences =
      model_of(R"("preset": "sequences", "hidden": 16, "dense": 0, "lanes": 2)") +
      R"(, "next": true, )";
  // The same as of a note that came.
  const ordered_json before = expectation_of(sequences + quarters({43, 50, 59, 57}));
  const ordered_json after = expectation_of(sequences + quarters({43, 50, 59, 57, 60}));
  ASSERT_EQ(before["notes"].size(), 5U);
  EXPECT_EQ(before["notes"][4]["expected"], after["notes"][4]["expected"]);
  EXPECT_FALSE(before["notes"][4].contains("rhythms"));
  const ordered_json first =
      expectation_of(sequences + R"("music": {"score": {"ticks_per_quarter": 480, "tracks": []}})");
  EXPECT_EQ(first["notes"][0]["expected"], after["notes"][0]["expected"]);
}

TEST(ApiExpect, SaysWhatWindowsNeed) {
  const std::string model = model_of(R"("preset": "notebook")") + R"(, "next": true, )";
  std::vector<int> pitches;
  for (int k = 0; k < 19; ++k) pitches.push_back(43 + k % 7);
  const std::string request =
      R"({"version": 1, "request": "expect", )" + model + quarters(pitches) + "}";
  const auto events = answers_to(request);
  const ordered_json warning = event_of(events, "warning");
  ASSERT_FALSE(warning.is_null());
  EXPECT_EQ(warning["message"], "the model expects something after 20 notes; here are 19");
  EXPECT_TRUE(event_of(events, "expectation")["notes"][19]["expected"].is_null());
  pitches.push_back(50);
  const ordered_json before = expectation_of(model + quarters(pitches));
  EXPECT_NEAR(sum_of(before["notes"][20]["expected"]), 1, 0.1);
  pitches.push_back(55);
  const ordered_json after = expectation_of(model + quarters(pitches));
  EXPECT_EQ(before["notes"][20]["expected"], after["notes"][20]["expected"]);
}

TEST(ApiExpect, WarnsOfAModelWithoutADigest) {
  const auto trained =
      answers_to(R"({"version": 1, "request": "train", "music": [{"movement": "cs1-1pre"}],)"
                 R"("options": {"preset": "notebook", "epochs": 1, "batches": 2}})");
  std::string bytes = bytes_of(event_of(trained, "file"));
  const auto warnings_about = [](const std::string& model) {
    const std::vector<std::uint8_t> data(model.begin(), model.end());
    return event_of(answers_to(R"({"version": 1, "request": "expect", "model": {"base64": ")" +
                               base64_text(data) + R"("}, "next": false, )" +
                               quarters(std::vector<int>(24, 50)) + "}"),
                    "warning");
  };
  EXPECT_TRUE(warnings_about(bytes).is_null()) << warnings_about(bytes);
  bytes.replace(bytes.find("tensors_sha256"), 14, "tensors_other_");
  ASSERT_FALSE(warnings_about(bytes).is_null());
  EXPECT_THAT(warnings_about(bytes)["message"].get<std::string>(),
              HasSubstr("says no digest of its weights"));
}

TEST(ApiExpect, RefusesNumbersThereAreNot) {
  const auto problem = [](const std::string& fields) {
    return answers_to(R"({"version": 1, "request": "expect", )" + fields + "}").back();
  };
  const std::string music = quarters({43, 50});
  EXPECT_EQ(problem(music + R"(, "first": 3)")["place"], "/first");
  EXPECT_EQ(problem(music + R"(, "first": 4, "next": true)")["place"], "/first");
  EXPECT_EQ(problem(music + R"(, "next": 1)")["place"], "/next");
  EXPECT_THAT(problem(R"("music": {"score": {"ticks_per_quarter": 480, "tracks": []}})")["message"]
                  .get<std::string>(),
              HasSubstr("no notes"));
}

}  // namespace
}  // namespace bach::test
