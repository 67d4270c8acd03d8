#include "api/golden.h"

#include "api/run.h"
#include "served.h"

namespace bach::test {
namespace {

TEST(GoldenOverHttp, AreTheSameAnswers) {
  const Served served(api::run);
  expect_golden_answers([&](const std::string& request) {
    const HttpAnswer answer = served.ask("POST", "/api", request);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.at("content-type"), "application/x-ndjson");
    EXPECT_TRUE(answer.whole);
    std::vector<ordered_json> events;
    std::istringstream lines(answer.body);
    for (std::string line; std::getline(lines, line);) {
      ordered_json event = ordered_json::parse(line, nullptr, false);
      EXPECT_TRUE(event.is_object()) << line;
      if (event["event"] != "progress") events.push_back(std::move(event));
    }
    return events;
  });
}

}  // namespace
}  // namespace bach::test
