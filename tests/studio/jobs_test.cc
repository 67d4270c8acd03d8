#include <nlohmann/json.hpp>

#include "api/run.h"
#include "served.h"
#include "studio/job_events.h"

namespace bach::test {
namespace {

constexpr char kTraining[] =
    R"({"version": 1, "request": "train", "music": [{"name": "a.mid", "base64": "AAAA"}], "model": {"base64": "AA"}})";

std::string begin(const Served& served, const std::string& request = kTraining) {
  const HttpAnswer answer = served.ask("POST", "/jobs", request);
  EXPECT_EQ(answer.status, 202) << answer.body;
  const nlohmann::json body = nlohmann::json::parse(answer.body, nullptr, false);
  return body.is_object() ? body.value("id", "") : "";
}

nlohmann::json listed(const Served& served) {
  return nlohmann::json::parse(served.ask("GET", "/jobs").body)["jobs"];
}

TEST(StudioJobs, GoOnWithoutTheirPageAndAreWatchedByMany) {
  WatchedWork work;
  const Served served(work.runner());
  const std::string id = begin(served);
  HttpClient one(served.port());
  HttpClient other(served.port());
  one.send(served.text("GET", "/jobs/" + id + "/events"));
  other.send(served.text("GET", "/jobs/" + id + "/events?from=0"));
  EXPECT_NE(one.read_until("\"begin\"").find("\"number\":0"), std::string::npos);
  other.read_until("\"begin\"");
  one.hang_up();
  work.let_go();
  const HttpAnswer all = parse_answer(other.read_all());
  EXPECT_TRUE(all.whole);
  EXPECT_EQ(
      all.body,
      "{\"event\":\"begin\",\"version\":1,\"number\":0}\n{\"event\":\"done\",\"number\":1}\n");
  EXPECT_EQ(served.ask("GET", "/jobs/" + id + "/events?from=1").body,
            "{\"event\":\"done\",\"number\":1}\n");
  EXPECT_EQ(served.ask("GET", "/jobs/" + id + "/events?from=7").body, "");
  EXPECT_EQ(served.ask("GET", "/jobs/" + id + "/events?from=x").status, 400);
  EXPECT_EQ(served.ask("GET", "/jobs/" + id + "/events?from=-1").status, 400);
}

TEST(StudioJobs, AreListedWithoutTheirBytes) {
  WatchedWork work;
  const Served served(work.runner());
  const std::string id = begin(served);
  EXPECT_TRUE(eventually([&] { return work.begun() == 1; }));
  nlohmann::json jobs = listed(served);
  ASSERT_EQ(jobs.size(), 1U);
  EXPECT_EQ(jobs[0]["id"], id);
  EXPECT_EQ(jobs[0]["state"], "running");
  EXPECT_EQ(
      jobs[0]["request"],
      nlohmann::json::parse(
          R"({"version": 1, "request": "train", "music": [{"name": "a.mid"}], "model": {}})"));
  work.let_go();
  EXPECT_TRUE(eventually([&] { return listed(served)[0]["state"] == "ended"; }));
  EXPECT_EQ(listed(served)[0]["events"], 2);
}

TEST(StudioJobs, OneAtATime) {
  WatchedWork work;
  const Served served(work.runner());
  const std::string id = begin(served);
  const HttpAnswer second = served.ask("POST", "/jobs", kTraining);
  EXPECT_EQ(second.status, 503);
  EXPECT_EQ(code_of(second), "limit");
  EXPECT_EQ(served.ask("POST", "/jobs/" + id + "/stop").status, 204);
  EXPECT_TRUE(eventually([&] { return listed(served)[0]["state"] == "ended"; }));
  EXPECT_EQ(work.stopped(), 1);
  begin(served);
}

TEST(StudioJobs, OnlyTrainings) {
  WatchedWork work;
  const Served served(work.runner());
  for (const char* request :
       {"[]", "{}", R"({"request": "compose"})", R"({"request": 1})", R"({"request": "train")"}) {
    const HttpAnswer answer = served.ask("POST", "/jobs", request);
    EXPECT_EQ(answer.status, 400) << request;
    EXPECT_EQ(code_of(answer), "invalid_argument") << request;
  }
  EXPECT_EQ(work.begun(), 0);
}

TEST(StudioJobs, ForgottenOnesAreStopped) {
  WatchedWork work;
  const Served served(work.runner());
  const std::string id = begin(served);
  HttpClient watcher(served.port());
  watcher.send(served.text("GET", "/jobs/" + id + "/events"));
  watcher.read_until("\"begin\"");
  EXPECT_EQ(served.ask("DELETE", "/jobs/" + id).status, 204);
  EXPECT_TRUE(parse_answer(watcher.read_all()).whole);
  EXPECT_EQ(work.stopped(), 1);
  EXPECT_EQ(listed(served).size(), 0U);
  EXPECT_EQ(served.ask("DELETE", "/jobs/" + id).status, 404);
}

TEST(StudioJobs, OldOnesAreForgotten) {
  WatchedWork work;
  const Served served(work.runner());
  work.let_go();
  std::vector<std::string> ids;
  for (int k = 0; k < 12; ++k) {
    ids.push_back(begin(served));
    EXPECT_TRUE(eventually(
        [&] { return work.ended() == k + 1 && listed(served).back()["state"] == "ended"; }));
  }
  const nlohmann::json jobs = listed(served);
  ASSERT_EQ(jobs.size(), 9U);  // eight, and the last that ran
  EXPECT_EQ(jobs.back()["id"], ids.back());
  EXPECT_EQ(served.ask("GET", "/jobs/" + ids[0] + "/events").status, 404);
}

TEST(StudioJobs, StoppingTheServerKeepsWhatWasLearned) {
  Served served(api::run);
  const std::string id =
      begin(served,
            R"({"version": 1, "request": "train", "music": [{"movement": "cs1-1pre"}],
          "options": {"preset": "sequences", "hidden": 8, "dense": 0, "lanes": 2, "epochs": 100000}})");
  HttpClient watcher(served.port());
  watcher.send(served.text("GET", "/jobs/" + id + "/events"));
  watcher.read_until("\"step\":3");
  served.server().stop();
  const HttpAnswer answer = parse_answer(watcher.read_all());
  EXPECT_TRUE(answer.whole);
  EXPECT_NE(answer.body.find("\"model.safetensors\""), std::string::npos);
  EXPECT_NE(answer.body.find("\"end\":\"stopped\""), std::string::npos);
}

TEST(StudioJobEvents, ForgetWhatIsOutOfDate) {
  studio::JobEvents events(10'000);
  events.put(R"({"event":"begin"})");
  for (int k = 0; k < 40; ++k) {
    events.put(R"({"event":"progress"})");
    events.put(R"({"event":"checkpoint","base64":"A"})");
  }
  events.put(R"({"event":"done"})");
  events.finish();
  EXPECT_EQ(events.count(), 82U);
  const auto read = events.read(0, 1'000'000, std::chrono::milliseconds(0));
  EXPECT_TRUE(read.last);
  EXPECT_EQ(read.next, 82U);
  std::size_t lines = 0;
  for (const char c : read.lines) lines += c == '\n' ? 1 : 0;
  EXPECT_EQ(lines, 1U + 16 + 1 + 1);
  EXPECT_NE(read.lines.find(R"({"event":"checkpoint","base64":"A","number":80})"),
            std::string::npos);
  EXPECT_NE(read.lines.find(R"({"event":"done","number":81})"), std::string::npos);
}

TEST(StudioJobEvents, KeepSoManyBytes) {
  studio::JobEvents events(1000);
  for (int k = 0; k < 1000; ++k) events.put(R"({"event":"loss","step":)" + std::to_string(k) + "}");
  const auto read = events.read(0, 1'000'000, std::chrono::milliseconds(0));
  EXPECT_LT(read.lines.size(), 2000U);
  EXPECT_NE(read.lines.find("\"number\":0}"), std::string::npos);
  EXPECT_NE(read.lines.find("\"number\":999}"), std::string::npos);
  EXPECT_FALSE(read.last);
}

TEST(StudioJobEvents, AreReadInPieces) {
  studio::JobEvents events(1'000'000);
  for (int k = 0; k < 100; ++k) events.put(R"({"event":"loss","step":)" + std::to_string(k) + "}");
  events.finish();
  std::size_t next = 0;
  std::string all;
  for (;;) {
    const auto read = events.read(next, 100, std::chrono::milliseconds(0));
    EXPECT_LT(read.lines.size(), 200U);
    all += read.lines;
    next = read.next;
    if (read.last) break;
  }
  EXPECT_EQ(all, events.read(0, 1'000'000, std::chrono::milliseconds(0)).lines);
}

}  // namespace
}  // namespace bach::test
