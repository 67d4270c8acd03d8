#include "api/run.h"

#include <cmath>

#include "answers.h"
#include "base/base64.h"

namespace bach::test {
namespace {

std::string base64(const std::string& bytes) {
  return base64_text({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

TEST(ApiRun, StopsWhenItIsTold) {
  for (const std::string request :
       {R"({"version": 1, "request": "compose"})", R"({"version": 1, "request": "suite"})"}) {
    Cancellation stop;
    stop.request();
    const auto events = answers_to(request, stop);
    EXPECT_EQ(events.front()["event"], "begin");
    EXPECT_EQ(events.back()["event"], "problem");
    EXPECT_EQ(events.back()["code"], "cancelled");
    EXPECT_EQ(events.size(), 2U);
  }
}

TEST(ApiRun, StopsInTheMiddle) {
  Cancellation stop;
  std::string last;
  api::run(R"({"version": 1, "request": "compose", "options": {"outputs": 2}})",
           [&](std::string_view line) {
             last = line;
             if (line.find("composing") != std::string_view::npos) stop.request();
           },
           stop);
  EXPECT_NE(last.find("\"cancelled\""), std::string::npos) << last;
}

// Kept up to date by "notes" events as doc/api.md tells.
std::vector<std::vector<int>> pitches_told(const std::vector<ordered_json>& events) {
  std::vector<std::vector<int>> pieces;
  for (const ordered_json& event : events) {
    if (event["event"] != "notes") continue;
    pieces.resize(std::max<std::size_t>(pieces.size(), event["index"].get<std::size_t>() + 1));
    std::vector<int>& piece = pieces[event["index"]];
    const auto from = event["from"].get<std::size_t>();
    EXPECT_LE(from, piece.size());
    piece.resize(from);
    for (const ordered_json& note : event["notes"]) piece.push_back(note[2]);
  }
  return pieces;
}

TEST(ApiRun, TellsNotesAsTheyAreWritten) {
  const auto events = answers_to(
      R"({"version": 1, "request": "compose", "options": {"outputs": 2, "bars": "8+8", "transpose": 2}})");
  const auto pieces = pitches_told(events);
  ASSERT_EQ(pieces.size(), 2U);
  std::size_t news = 0;
  for (const ordered_json& event : events) {
    if (event["event"] == "notes") ++news;
    if (event["event"] != "score") continue;
    const std::vector<int> written = event["figures"]["pitches"];
    EXPECT_EQ(pieces[event["index"]], written);
  }
  EXPECT_GT(news, 10U);
}

TEST(ApiRun, TellsNotesThatWereTakenBack) {
  // Seeds on which something was removed again.
  std::size_t taken_back = 0;
  for (int seed = 1; seed <= 6; ++seed) {
    const auto events = answers_to(
        R"({"version": 1, "request": "suite", "options": {"bars": "8+8", "daring": "less", "seed": )" +
        std::to_string(seed) + "}}");
    const auto pieces = pitches_told(events);
    ASSERT_EQ(pieces.size(), 6U);
    std::vector<std::size_t> reached(6);
    for (const ordered_json& event : events) {
      if (event["event"] == "notes") {
        std::size_t& notes = reached[event["index"]];
        if (event["from"] < notes) ++taken_back;
        notes = event["from"].get<std::size_t>() + event["notes"].size();
      }
      if (event["event"] != "score") continue;
      const std::vector<int> written = event["figures"]["pitches"];
      EXPECT_EQ(pieces[event["index"]], written) << seed;
    }
  }
  EXPECT_GT(taken_back, 0U);
}

TEST(ApiRun, TrainsAModelThatComposes) {
  const auto events = answers_to(
      R"({"version": 1, "request": "train", "music": [{"movement": "cs1-1pre"}, {"movement": "cs2-1pre"}],
          "options": {"preset": "sequences", "hidden": 16, "dense": 0, "lanes": 4, "epochs": 1,
                      "batches": 3, "holdout": ["cs2-1pre"]}})");
  ASSERT_EQ(events.back()["event"], "done") << events.back();
  EXPECT_EQ(events.back()["end"], "finished");
  EXPECT_EQ(event_of(events, "loss")["steps"], 3);
  EXPECT_GT(event_of(events, "held_out")["loss"], 1.0);
  const std::string model = event_of(events, "file")["base64"];
  const auto composed = answers_to(
      R"({"version": 1, "request": "compose", "options": {"notes": 12}, "model": {"base64": ")" +
      model + "\"}}");
  EXPECT_EQ(event_of(composed, "score")["figures"]["notes"], 12) << composed.back();
  const auto refused =
      answers_to(R"({"version": 1, "request": "suite", "model": {"base64": ")" + model + "\"}}");
  EXPECT_EQ(refused.back()["code"], "unsupported");
  EXPECT_EQ(refused.back()["place"], "/model");
}

TEST(ApiRun, StoppedTrainingGivesWhatWasReached) {
  Cancellation stop;
  std::vector<ordered_json> events;
  api::run(
      R"({"version": 1, "request": "train", "music": [{"movement": "cs1-1pre"}],
          "options": {"preset": "sequences", "hidden": 8, "dense": 0, "lanes": 2, "epochs": 50}})",
      [&](std::string_view line) {
        events.push_back(ordered_json::parse(line));
        if (events.back()["event"] == "loss" && events.back()["step"] == 2) stop.request();
      },
      stop);
  EXPECT_EQ(events.back()["event"], "done");
  EXPECT_EQ(events.back()["end"], "stopped");
  EXPECT_EQ(events.back()["steps"], 2);
  EXPECT_TRUE(event_of(events, "file").contains("base64"));
}

TEST(ApiRun, RendersSoundThatSounds) {
  const auto events = answers_to(
      R"({"version": 1, "request": "render", "as": "wav", "sine_waves": true,
          "music": {"name": "scale.abc", "text": "X:1\nT:Scale\nM:4/4\nL:1/4\nK:C\nCDEF|GABc|]\n"}})");
  ASSERT_EQ(events.back()["event"], "done") << events.back();
  const ordered_json file = event_of(events, "file");
  EXPECT_EQ(file["name"], "scale.wav");
  const std::string wav = bytes_of(file);
  ASSERT_GT(wav.size(), 44100U);
  EXPECT_EQ(wav.substr(0, 4), "RIFF");
  double loud = 0;
  for (std::size_t k = 44; k + 1 < wav.size(); k += 2) {
    const auto low = static_cast<unsigned char>(wav[k]);
    const auto sample =
        static_cast<std::int16_t>(low | static_cast<unsigned char>(wav[k + 1]) << 8);
    loud = std::max(loud, std::abs(static_cast<double>(sample)));
  }
  EXPECT_GT(loud, 10000);
  EXPECT_GT(events.back()["seconds"], 4.0);
}

TEST(ApiRun, TakesWhatItGave) {
  const auto rendered = answers_to(
      R"({"version": 1, "request": "render", "as": "mid", "music": {"movement": "bwv1007-4"}})");
  const std::string midi = bytes_of(event_of(rendered, "file"));
  EXPECT_EQ(midi.substr(0, 4), "MThd");
  const auto again =
      answers_to(R"({"version": 1, "request": "render", "as": "mid", "music": {"base64": ")" +
                 base64(midi) + "\"}}");
  EXPECT_EQ(bytes_of(event_of(again, "file")), midi);
}

TEST(ApiRun, BytesThatAreNotUtf8BecomeReadableText) {
  const auto events = answers_to("{\"version\": 1, \"request\": \"\xFF\"}");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0]["event"], "problem");
}

}  // namespace
}  // namespace bach::test
