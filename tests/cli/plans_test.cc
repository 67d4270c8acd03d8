// Plans saved, changed and composed from, as a user does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cli/trained_model.h"

namespace bach {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class PlanFiles : public TrainedModelTest<PlanFiles> {
 public:
  static Outcome train(const ScratchFolder& folder) {
    return run_bach({"train", "cs1-1pre", "cs1-4sar", "cs1-5men", "--preset", "suite", "--hidden",
                     "16", "--epochs", "1", "-q", "-o", "m.safetensors"},
                    folder.path());
  }
  static Outcome compose(std::vector<std::string> more) {
    std::vector<std::string> all = {"compose", "-m", "m.safetensors", "-q", "--force",
                                    "--seed",  "5"};
    all.insert(all.end(), more.begin(), more.end());
    return run(all);
  }
  void SetUp() override { ASSERT_EQ(trained_.exit_code, 0) << trained_.err; }
};

TEST_F(PlanFiles, GiveTheSameFileAgain) {
  const Outcome first = compose({"--kind", "menuet", "--key", "D minor", "--bars", "8", "-o",
                                 "one.mid", "--save-plan", "one.plan", "--json"});
  ASSERT_EQ(first.exit_code, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("\"plan\":\"one.plan\""));
  EXPECT_THAT(file("one.plan"), StartsWith("bach plan 1\nkind: menuet\nkey: D minor\n"));
  const Outcome second =
      compose({"--plan", "one.plan", "-o", "two.mid", "--save-plan", "two.plan"});
  ASSERT_EQ(second.exit_code, 0) << second.err;
  EXPECT_EQ(file("two.mid"), file("one.mid"));
  EXPECT_EQ(file("two.plan"), file("one.plan"));
}

TEST_F(PlanFiles, OfSeveralPiecesAreNumberedAsTheyAre) {
  const Outcome made =
      compose({"--outputs", "2", "--bars", "8", "-o", "p.mid", "--save-plan", "p.plan"});
  ASSERT_EQ(made.exit_code, 0) << made.err;
  EXPECT_THAT(file("p-1.plan"), StartsWith("bach plan 1\n"));
  EXPECT_THAT(file("p-2.plan"), StartsWith("bach plan 1\n"));
  EXPECT_NE(file("p-1.plan"), file("p-2.plan"));
}

TEST_F(PlanFiles, AreNotWrittenOverOthersNorAfterErrors) {
  const ScratchFolder folder;
  write_text(folder / "there.plan", "mine");
  const std::string model = (*folder_ / "m.safetensors").string();
  const auto refused = [&](const std::vector<std::string>& more) {
    std::vector<std::string> all = {"compose", "-m", model, "-q"};
    all.insert(all.end(), more.begin(), more.end());
    const Outcome outcome = run_bach(all, folder.path());
    EXPECT_NE(outcome.exit_code, 0);
    EXPECT_THAT(folder.entries(), ElementsAre("there.plan"));
    EXPECT_EQ(contents(folder / "there.plan"), "mine");
    return outcome.err;
  };
  EXPECT_THAT(refused({"-o", "a.mid", "--save-plan", "there.plan"}), HasSubstr("there.plan"));
  EXPECT_THAT(refused({"-o", "a.mid", "--save-plan", "a.mid"}),
              HasSubstr("--save-plan: needs another file than the piece"));
  EXPECT_THAT(refused({"-o", "a.mid", "--outputs", "2", "--save-plan", "-"}),
              HasSubstr("--save-plan: only one plan"));
  EXPECT_THAT(refused({"-o", "a.mid", "--save-plan", "nowhere/a.plan"}),
              HasSubstr("cannot write nowhere/a.plan"));
  EXPECT_THAT(refused({"-o", "nowhere/a.mid", "--save-plan", "a.plan"}),
              HasSubstr("cannot write nowhere/a.mid"));
  EXPECT_THAT(refused({"-o", "a.mid", "--notes", "9", "--save-plan", "a.plan"}),
              HasSubstr("--save-plan: is of a whole movement: leave out --notes"));
  EXPECT_THAT(refused({"-o", "a.mid", "--plan", "there.plan", "--save-plan", "a.plan"}),
              HasSubstr("--plan: there.plan: line 1: this is no plan"));
  EXPECT_THAT(refused({"-o", "a.mid", "--harmony", "I | iq7", "--save-plan", "a.plan"}),
              HasSubstr("--harmony: bar 2, 'iq7': not a Roman numeral"));
  EXPECT_THAT(refused({"-o", "a.mid", "--harmony", "I | V", "--bars", "3"}),
              HasSubstr("--harmony: 2 bars are written, and --bars asks for 3"));
}

TEST_F(PlanFiles, GoToStandardOutput) {
  const Outcome made = compose({"--bars", "8", "-o", "o.mid", "--save-plan", "-"});
  ASSERT_EQ(made.exit_code, 0) << made.err;
  EXPECT_THAT(made.out, StartsWith("bach plan 1\n"));
  const Outcome again = run_bach(
      {"compose", "-m", "m.safetensors", "-q", "--seed", "5", "--plan", "-", "-o", "again.mid"},
      folder_->path(), made.out);
  ASSERT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(file("again.mid"), file("o.mid"));
}

TEST_F(PlanFiles, AreNotForSuites) {
  const Outcome made = run({"suite", "--plan", "x", "-o", "out"});
  EXPECT_EQ(made.exit_code, 2);
  EXPECT_THAT(made.err, HasSubstr("--plan"));
}

}  // namespace
}  // namespace bach
