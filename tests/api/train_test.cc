// What a training tells beside its losses, and going on with one.
#include <gmock/gmock.h>

#include <cmath>
#include <memory>

#include "answers.h"
#include "app/evaluate.h"
#include "app/model/load.h"
#include "bach/movements.h"
#include "evaluate/baselines.h"

namespace bach::test {
namespace {

using testing::HasSubstr;

std::string train_request(const std::string& options, const std::string& rest) {
  return R"({"version": 1, "request": "train", "music": [{"movement": "cs1-1pre"}, {"movement": "cs1-4sar"}],
             "options": {)" +
         options + "}" + rest + "}";
}

std::vector<ordered_json> events_called(const std::vector<ordered_json>& events,
                                        const std::string& name) {
  std::vector<ordered_json> some;
  for (const ordered_json& event : events) {
    if (event["event"] == name) some.push_back(event);
  }
  return some;
}

std::string going_on_from(const ordered_json& checkpoint) {
  return R"(, "resume": {"base64": )" + checkpoint["base64"].dump() + "}";
}

const char* const kSmallTrainings[] = {
    R"("preset": "sequences", "hidden": 12, "dense": 0, "lanes": 3, "batches": 4, "epochs": 2, "holdout": ["cs1-4sar"])",
    R"("preset": "notebook", "batches": 2, "epochs": 2, "seed": 3)",
    R"("preset": "suite", "hidden": 8, "layers": 1, "lanes": 4, "batches": 3, "epochs": 2, "average": 0.9, "holdout": ["cs1-4sar"])"};

TEST(ApiTrain, GoesOnAsIfItHadNotStopped) {
  for (const std::string options : kSmallTrainings) {
    const auto straight = answers_to(train_request(options, R"(, "checkpoints": true)"));
    ASSERT_EQ(straight.back()["event"], "done") << straight.back();
    const auto checkpoints = events_called(straight, "checkpoint");
    ASSERT_EQ(checkpoints.size(), 2U) << options;
    const auto resumed = answers_to(
        train_request(options, going_on_from(checkpoints[0]) + R"(, "checkpoints": true)"));
    ASSERT_EQ(resumed.back(), straight.back()) << options;
    EXPECT_EQ(event_of(resumed, "file"), event_of(straight, "file")) << options;
    const auto losses = events_called(straight, "loss");
    const auto later = events_called(resumed, "loss");
    ASSERT_EQ(later.size() * 2, losses.size());
    EXPECT_EQ(later.front(), losses[later.size()]);
    EXPECT_EQ(later.front()["epoch"], 1);
    EXPECT_EQ(later.back(), losses.back());
    const auto kept = events_called(resumed, "checkpoint");
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept[0], checkpoints[1]);
  }
}

TEST(ApiTrain, IsStoppedWithinAnEpochAndGoesOn) {
  const std::string options = kSmallTrainings[0];
  const auto straight = answers_to(train_request(options, ""));
  Cancellation stop;
  std::vector<ordered_json> stopped;
  api::run(
      train_request(options, R"(, "checkpoints": true)"),
      [&](std::string_view line) {
        stopped.push_back(ordered_json::parse(line));
        if (stopped.back()["event"] == "loss" && stopped.back()["step"] == 3) stop.request();
      },
      stop);
  EXPECT_EQ(stopped.back()["end"], "stopped");
  const auto checkpoints = events_called(stopped, "checkpoint");
  ASSERT_EQ(checkpoints.size(), 1U);
  EXPECT_EQ(checkpoints[0]["step"], 3);
  const auto resumed = answers_to(train_request(options, going_on_from(checkpoints[0])));
  EXPECT_EQ(event_of(resumed, "file"), event_of(straight, "file"));
  EXPECT_EQ(event_of(resumed, "loss")["step"], 4);
}

TEST(ApiTrain, RefusesToGoOnWithAnother) {
  const std::string options =
      R"("preset": "sequences", "hidden": 8, "dense": 0, "lanes": 2, "batches": 2, "epochs": 1)";
  const ordered_json checkpoint =
      event_of(answers_to(train_request(options, R"(, "checkpoints": true)")), "checkpoint");
  const auto problem = [](const std::string& with, const std::string& rest) {
    const auto events = answers_to(train_request(with, rest));
    EXPECT_EQ(events.back()["event"], "problem");
    return events.back();
  };
  const ordered_json other = problem(
      R"("preset": "sequences", "hidden": 9, "dense": 0, "lanes": 2, "batches": 2, "epochs": 1)",
      going_on_from(checkpoint));
  EXPECT_EQ(other["place"], "/resume");
  EXPECT_EQ(other["code"], "invalid_argument");
  EXPECT_THAT(other["message"].get<std::string>(), HasSubstr("`hidden` was 8 and is 9"));
  const ordered_json music =
      answers_to(
          R"({"version": 1, "request": "train", "music": [{"movement": "cs1-2all"}], "options": {)" +
          options + "}" + going_on_from(checkpoint) + "}")
          .back();
  EXPECT_EQ(music["place"], "/resume");
  ordered_json damaged = checkpoint;
  std::string text = damaged["base64"];
  text[text.size() / 2] = text[text.size() / 2] == 'A' ? 'B' : 'A';
  damaged["base64"] = text;
  const ordered_json damage = problem(options, going_on_from(damaged));
  EXPECT_EQ(damage["code"], "invalid_data") << damage;
  EXPECT_EQ(damage["place"], "/resume");
  EXPECT_EQ(problem(options, R"(, "resume": {"base64": "A"})")["place"], "/resume/base64");
  EXPECT_EQ(problem(options, R"(, "resume": true)")["place"], "/resume");
  for (const std::string flag : {"samples", "baselines", "models", "checkpoints"}) {
    EXPECT_EQ(problem(options, ", \"" + flag + "\": 1")["place"], "/" + flag);
  }
  EXPECT_EQ(problem(options + R"(, "resume": true)", "")["place"], "/options/resume");
}

TEST(ApiTrain, LetsEachEpochBeHeardAndUsed) {
  const auto events = answers_to(train_request(
      R"("preset": "sequences", "hidden": 12, "dense": 0, "lanes": 3, "batches": 3, "epochs": 2)",
      R"(, "samples": true, "models": true)"));
  const auto models = events_called(events, "model");
  const auto samples = events_called(events, "sample");
  ASSERT_EQ(models.size(), 2U);
  ASSERT_EQ(samples.size(), 2U);
  EXPECT_EQ(models[1]["epoch"], 1);
  EXPECT_NE(models[0]["base64"], models[1]["base64"]);
  EXPECT_EQ(models[1]["base64"], event_of(events, "file")["base64"]);
  for (std::size_t k = 0; k < 2; ++k) {
    // What is heard is what that model composes.
    const auto composed = answers_to(
        R"({"version": 1, "request": "compose", "options": {"notes": 32, "seed": 42}, "model": {"base64": )" +
        models[k]["base64"].dump() + "}}");
    const ordered_json score = event_of(composed, "score");
    EXPECT_EQ(samples[k]["epoch"], k);
    EXPECT_EQ(samples[k]["score"]["tracks"], score["score"]["tracks"]);
    EXPECT_FALSE(samples[k]["line"].get<std::string>().empty());
  }
}

// The same figures as `bach evaluate` has.
TEST(ApiTrain, TellsWhatCountingMakesOfTheHeldOutMusic) {
  for (const std::string options : kSmallTrainings) {
    const bool notebook = options.find("notebook") != std::string::npos;
    const auto events = answers_to(train_request(
        options + (notebook ? R"(, "holdout": ["cs1-4sar"])" : ""), R"(, "baselines": true)"));
    const auto baselines = events_called(events, "baseline");
    ASSERT_EQ(baselines.size(), standard_baselines().size()) << events.back();
    const std::string bytes = bytes_of(event_of(events, "file"));
    const Result<Model> model =
        any_model_of({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, "model");
    ASSERT_TRUE(model.ok());
    EvaluateOptions asked;
    const auto movements = load_movements({"cs1-1pre", "cs1-4sar"});
    for (const NamedScore& piece : *movements) {
      asked.music.push_back({piece.name, piece.name, piece.score});
    }
    asked.models = {"model"};
    asked.models_at_hand = {std::make_shared<const Model>(*model)};
    asked.split = "cs1-4sar";
    const auto measured = evaluate_models(asked, {}, Cancellation());
    ASSERT_TRUE(measured.ok()) << measured.error().message;
    const std::vector<Measurement>& expected = measured->views.front().baselines;
    ASSERT_EQ(expected.size(), baselines.size());
    for (std::size_t k = 0; k < expected.size(); ++k) {
      EXPECT_EQ(baselines[k]["name"], expected[k].name);
      EXPECT_NEAR(baselines[k]["loss"].get<double>(), expected[k].totals.nats_per_note(), 1e-6)
          << options << expected[k].name;
    }
  }
}

TEST(ApiTrain, SaysWhenThereIsNothingToMeasure) {
  const auto events = answers_to(train_request(
      R"("preset": "sequences", "hidden": 8, "dense": 0, "lanes": 2, "batches": 1, "epochs": 1)",
      R"(, "baselines": true)"));
  EXPECT_TRUE(event_of(events, "baseline").is_null());
  EXPECT_THAT(event_of(events, "warning")["message"].get<std::string>(),
              HasSubstr("nothing is held out"));
  EXPECT_EQ(events.back()["event"], "done");
}

}  // namespace
}  // namespace bach::test
