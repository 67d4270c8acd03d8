#include "api/request.h"

#include <gmock/gmock.h>

#include "answers.h"
#include "app/compose/options.h"
#include "app/train.h"
#include "lm/strict_json.h"

namespace bach::test {
namespace {

using testing::HasSubstr;

ordered_json problem_of(const std::string& request) {
  const auto events = answers_to(request);
  EXPECT_FALSE(events.empty());
  ordered_json last = events.empty() ? ordered_json() : events.back();
  EXPECT_EQ(last["event"], "problem") << last;
  return last;
}

// `rest` after version and kind.
ordered_json problem_of(const std::string& kind, const std::string& rest) {
  return problem_of(R"({"version": 1, "request": ")" + kind + "\"" + rest + "}");
}

TEST(ApiRequest, SaysWhereTheTextIsNoJson) {
  const ordered_json problem = problem_of(R"({"version": 1, "request" "compose"})");
  EXPECT_EQ(problem["code"], "invalid_data");
  EXPECT_EQ(problem["byte"], 33);  // the end of the word that should not be there
  EXPECT_FALSE(problem.contains("place"));
}

TEST(ApiRequest, RefusesKeysSaidTwiceAndDeepNesting) {
  EXPECT_THAT(problem_of(R"({"version": 1, "version": 1})")["message"].get<std::string>(),
              HasSubstr("twice"));
  EXPECT_THAT(
      problem_of("render", R"(, "music": [[[[[[[[[]]]]]]]]])")["message"].get<std::string>(),
      HasSubstr("nested too deeply"));
}

TEST(ApiRequest, RefusesWhatIsTooLarge) {
  const std::string large(api::kMostRequestBytes + 1, ' ');
  EXPECT_EQ(problem_of(large)["code"], "limit");
}

TEST(ApiRequest, RefusesWhatWouldBeALargeTree) {
  std::string zeros(2 * kMostJsonValues, '0');
  for (std::size_t i = 1; i < zeros.size(); i += 2) zeros[i] = ',';
  EXPECT_EQ(problem_of("render", ", \"music\": [" + zeros + "0]")["message"],
            "the request has more than 2000000 values");
}

TEST(ApiRequest, NeedsThisVersion) {
  EXPECT_EQ(problem_of(R"({"version": 2, "request": "compose"})")["code"], "unsupported");
  const ordered_json missing = problem_of(R"({"request": "compose"})");
  EXPECT_EQ(missing["code"], "invalid_argument");
  EXPECT_EQ(missing["place"], "/version");
}

TEST(ApiRequest, GuessesWhatWasMeant) {
  EXPECT_EQ(problem_of("compse", "")["message"], "is unknown, did you mean compose?");
  const ordered_json field = problem_of("compose", R"(, "optoins": {})");
  EXPECT_EQ(field["place"], "/optoins");
  EXPECT_EQ(field["message"], "is unknown to `compose`, did you mean options?");
  const ordered_json option = problem_of("compose", R"(, "options": {"knid": "gigue"})");
  EXPECT_EQ(option["argument"], "knid");
  EXPECT_EQ(option["place"], "/options/knid");
  EXPECT_THAT(option["message"].get<std::string>(), HasSubstr("did you mean kind?"));
  const ordered_json music =
      problem_of("train", R"(, "music": [{"movement": "cs1-1pre"}, {"txt": "X:1"}])");
  EXPECT_EQ(music["place"], "/music/1/txt");
  EXPECT_THAT(music["message"].get<std::string>(), HasSubstr("did you mean text?"));
}

TEST(ApiRequest, ChecksOptionsByTheirTables) {
  const ordered_json range = problem_of("compose", R"(, "options": {"tempo": 5})");
  EXPECT_EQ(range["place"], "/options/tempo");
  EXPECT_EQ(range["message"], "must be from 10 to 400");
  const ordered_json together =
      problem_of("compose", R"(, "options": {"greedy": true, "top_k": 3})");
  EXPECT_EQ(together["place"], "/options/greedy");
  const ordered_json type = problem_of("train", R"(, "options": {"epochs": "two"})");
  EXPECT_EQ(type["place"], "/options/epochs");
}

TEST(ApiRequest, TakesNoNamesOfFiles) {
  std::size_t refused = 0;
  const std::pair<const char*, const OptionList*> tables[] = {
      {"compose", &compose_options()}, {"suite", &suite_options()}, {"train", &train_options()}};
  for (const auto& [kind, table] : tables) {
    for (const Option& option : table->options()) {
      if (option.kind != "FILE" && option.kind != "DIR") continue;
      const std::string name(option.name);
      const ordered_json problem =
          problem_of(kind, R"(, "options": {")" + name + R"(": "/tmp/x"})");
      EXPECT_EQ(problem["message"], "names a file, which requests cannot");
      EXPECT_EQ(problem["place"], "/options/" + name);
      ++refused;
    }
  }
  EXPECT_GE(refused, 6U);
  for (const std::string name : {"model", "primer", "infill"}) {
    const ordered_json problem =
        problem_of("compose", R"(, "options": {")" + name + R"(": "/etc/passwd"})");
    EXPECT_EQ(problem["place"], "/options/" + name);
    EXPECT_EQ(problem["code"], "invalid_argument");
  }
  for (const std::string name : {"inputs", "also"}) {
    const ordered_json problem =
        problem_of("train", R"(, "options": {")" + name + R"(": ["/etc"]})");
    EXPECT_EQ(problem["place"], "/options/" + name);
  }
  // A movement is one carried in the program, whatever lies in the working folder.
  const ordered_json movement = problem_of("inspect", R"(, "music": {"movement": "/etc/passwd"})");
  EXPECT_EQ(movement["code"], "not_found");
  EXPECT_EQ(movement["place"], "/music");
}

TEST(ApiRequest, NeedsMusicInOneWay) {
  EXPECT_EQ(problem_of("render", R"(, "as": "mid")")["place"], "/music");
  const ordered_json both =
      problem_of("inspect", R"(, "music": {"movement": "cs1-1pre", "text": "X:1"})");
  EXPECT_EQ(both["place"], "/music");
  const ordered_json base64 = problem_of("inspect", R"(, "music": {"base64": "TVRoZ"})");
  EXPECT_EQ(base64["place"], "/music/base64");
  const ordered_json cut = problem_of("inspect", R"(, "music": {"base64": "TVRoZAA="})");
  EXPECT_EQ(cut["place"], "/music");
  const ordered_json set = problem_of("inspect", R"(, "music": {"movement": "violin"})");
  EXPECT_THAT(set["message"].get<std::string>(), HasSubstr("31 movements"));
}

TEST(ApiRequest, ReadsBase64Strictly) {
  using api::bytes_of_base64;
  using Bytes = std::vector<std::uint8_t>;
  EXPECT_EQ(bytes_of_base64(""), Bytes());
  EXPECT_EQ(bytes_of_base64("AP8="), (Bytes{0, 255}));
  EXPECT_EQ(bytes_of_base64("AA=="), Bytes{0});
  EXPECT_EQ(bytes_of_base64("+/+/"), (Bytes{0xFB, 0xFF, 0xBF}));
  for (const char* wrong : {"A", "AP8", "AP9=", "A===", "====", "AP8=AP8=", "AP\n=", "A-_A"}) {
    EXPECT_EQ(bytes_of_base64(wrong), std::nullopt) << wrong;
  }
}

}  // namespace
}  // namespace bach::test
