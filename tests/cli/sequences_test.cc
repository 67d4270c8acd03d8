// Whole pieces on the built program: train --preset sequences, compose --outputs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"
#include "cli/trained_model.h"

namespace bach {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Sequences : public TrainedModelTest<Sequences> {
 public:
  static Outcome train(const ScratchFolder& folder) {
    write_text(folder / "small.conf", "# a small network\nhidden = 24\nlanes=4\ndense = 0\n");
    return run_bach(
        {"train", "--preset", "sequences", "cs1-1pre", "cs1-4sar", "--holdout", "cs1-4sar",
         "--epochs", "2", "--config", "small.conf", "--lanes", "6", "-o", "m.safetensors"},
        folder.path());
  }
};

TEST_F(Sequences, TrainingTakesOptionsFromTheFileUnlessTheyAreGiven) {
  EXPECT_EQ(trained_.exit_code, 0) << trained_.err;
  EXPECT_THAT(trained_.out, HasSubstr("6 lanes"));
  EXPECT_THAT(trained_.out, HasSubstr("lstm.weight_hh_l0         (96, 24)"));
  EXPECT_THAT(trained_.out, HasSubstr("heads.pitch.output.weight (80, 24)"));
  EXPECT_THAT(trained_.err, HasSubstr("held-out loss"));
  EXPECT_THAT(trained_.err, HasSubstr("wrote m.safetensors"));
}

TEST_F(Sequences, ManyPiecesAreTheSameAsEachAlone) {
  const Outcome several =
      run({"compose", "-m", "m.safetensors", "-o", "piece.mid", "--outputs", "3", "--notes", "40"});
  ASSERT_EQ(several.exit_code, 0) << several.err;
  EXPECT_THAT(several.err, HasSubstr("piece-1.mid … piece-3.mid"));
  EXPECT_THAT(file("piece-1.mid"), StartsWith("MThd"));
  EXPECT_NE(file("piece-1.mid"), file("piece-2.mid"));
  ASSERT_EQ(run({"compose", "-m", "m.safetensors", "-o", "one.mid", "--notes", "40"}).exit_code, 0);
  EXPECT_EQ(file("one.mid"), file("piece-1.mid"));
  ASSERT_EQ(
      run({"compose", "-m", "m.safetensors", "-o", "two.mid", "--notes", "40", "--outputs", "2"})
          .exit_code,
      0);
  EXPECT_EQ(file("two-2.mid"), file("piece-2.mid"));
}

TEST_F(Sequences, NoneOfSeveralPiecesIsOverwrittenUnasked) {
  write_text(*folder_ / "mine-2.mid", "precious");
  const Outcome refused =
      run({"compose", "-m", "m.safetensors", "-o", "mine.mid", "--outputs", "2", "--notes", "5"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("mine-2.mid exists"));
  EXPECT_EQ(file("mine-1.mid"), "");
}

TEST_F(Sequences, GoOnFromAPrimer) {
  const std::vector<std::string> base = {"compose", "-m",       "m.safetensors", "--notes",
                                         "10",      "--primer", "fresh.mid"};
  ASSERT_EQ(run({"compose", "-m", "m.safetensors", "--notes", "30", "-o", "fresh.mid"}).exit_code,
            0);
  auto with = base, without = base;
  with.insert(with.end(), {"-o", "with.mid", "--with-primer"});
  without.insert(without.end(), {"-o", "without.mid"});
  ASSERT_EQ(run(with).exit_code, 0);
  ASSERT_EQ(run(without).exit_code, 0);
  EXPECT_THAT(run({"inspect", "--json", "with.mid"}).out, HasSubstr("\"notes\":40"));
  EXPECT_THAT(run({"inspect", "--json", "without.mid"}).out, HasSubstr("\"notes\":10"));
}

TEST_F(Sequences, WrongOptionsAreUsageErrorsInOneLine) {
  write_text(*folder_ / "typo.conf", "lanes = 4\n\nhiden = 3\n");
  write_text(*folder_ / "twice.conf", "lanes = 4\nlanes = 5\n");
  write_text(*folder_ / "prose.conf", "as many as you like\n");
  write_text(*folder_ / "large.conf", "hidden = 100000\n");
  const std::vector<std::pair<std::vector<std::string>, std::string>> wrong = {
      {{"train", "--preset", "notebook", "--lanes", "4"},
       "--lanes: is not an option of --preset notebook"},
      {{"train", "--tied"}, "--tied: is not an option of --preset suite"},
      {{"train", "--preset", "sequences", "--batch-size", "4"},
       "--batch-size: is not an option of --preset sequences"},
      {{"train", "--preset", "sequences", "--tied", "-o", "x"}, "--tied: needs an --embedding"},
      {{"train", "--preset", "sequences", "--config", "typo.conf"},
       "typo.conf, line 3: no option is called 'hiden', did you mean hidden?"},
      {{"train", "--preset", "sequences", "--config", "twice.conf"},
       "line 2: 'lanes' is given twice"},
      {{"train", "--preset", "sequences", "--config", "prose.conf"}, "NAME = VALUE"},
      {{"train", "--preset", "sequences", "--config", "large.conf"},
       "line 1: --hidden must be from 1 to 4096"},
      {{"compose", "-m", "m.safetensors", "-o", "x.mid", "--outputs", "0"}, "--outputs"},
      {{"compose", "-m", "m.safetensors", "-o", "-", "--outputs", "2"}, "standard output"}};
  for (const auto& [arguments, message] : wrong) {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exit_code, 2) << testing::PrintToString(arguments);
    EXPECT_THAT(outcome.err, HasSubstr(message));
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
  }
}

TEST(TrainSuite, IsTheDefaultAndSaysWhatItDoes) {
  const ScratchFolder folder;
  const std::vector<std::string> small = {
      "train", "cs1-4sar", "cs2-5men", "--holdout", "cs2-5men", "--epochs", "1", "--batches",
      "2",     "--hidden", "16",       "--lanes",   "2",        "--steps",  "16"};
  const auto trained = [&](std::vector<std::string> options) {
    options.insert(options.begin(), small.begin(), small.end());
    return run_bach(options, folder.path());
  };
  const Outcome outcome = trained({"-o", "one.safetensors", "--threads", "1", "--log", "log"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("1 pieces, 1 held out"));
  EXPECT_THAT(outcome.out, HasSubstr("lstm.weight_hh_l0"));
  EXPECT_THAT(outcome.err, HasSubstr("held-out loss"));
  EXPECT_THAT(outcome.err, HasSubstr("rhythm "));
  EXPECT_THAT(outcome.err, HasSubstr("wrote one.safetensors"));
  const std::string model = contents(folder / "one.safetensors");
  EXPECT_THAT(model, HasSubstr("train --preset suite --hidden 16 --lanes 2 --steps 16 --epochs 1 "
                               "--batches 2 --seed 42 --holdout cs2-5men"));
  EXPECT_THAT(contents(folder / "log"), HasSubstr("held_out"));

  ASSERT_EQ(trained({"-o", "two.safetensors", "--threads", "2"}).exit_code, 0);
  EXPECT_EQ(contents(folder / "two.safetensors"), model);
  ASSERT_EQ(trained({"-o", "half.safetensors", "--weights", "float16", "--json"}).exit_code, 0);
  EXPECT_LT(contents(folder / "half.safetensors").size(), model.size() * 2 / 3);
  EXPECT_EQ(run_bach({"evaluate", "-m", "half.safetensors", "cs2-5men"}, folder.path()).exit_code,
            0);
}

}  // namespace
}  // namespace bach
