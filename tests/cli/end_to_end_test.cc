// The road from music to a new piece, on the built program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"
#include "cli/trained_model.h"

namespace bach {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

int lines(const std::string& text) {
  return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

class EndToEnd : public TrainedModelTest<EndToEnd> {
 public:
  static Outcome train(const ScratchFolder& folder) {
    return run_bach({"train", "--preset", "notebook", "cs1-1pre", "cs1-4sar", "--epochs", "1",
                     "--batches", "3", "-o", "m.safetensors"},
                    folder.path());
  }
};

TEST_F(EndToEnd, TrainingShowsDataAndNetworkFirst) {
  EXPECT_EQ(trained_.exit_code, 0) << trained_.err;
  EXPECT_THAT(trained_.out, HasSubstr("2 pieces"));
  EXPECT_THAT(trained_.out, HasSubstr("cs1-1pre"));
  EXPECT_THAT(trained_.out, HasSubstr("lstm.weight_ih_l0  (1024, 79)"));
  EXPECT_THAT(trained_.out, HasSubstr("431183 parameters"));
  EXPECT_THAT(trained_.err, HasSubstr("wrote m.safetensors"));
}

TEST_F(EndToEnd, TheWholeCorpusHasTheNotebooksShapes) {
  const Outcome outcome = run({"train", "--preset", "notebook", "--epochs", "1", "--batches", "1",
                               "-o", "whole.safetensors"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("36 pieces"));
  EXPECT_THAT(outcome.out, HasSubstr("X (23781, 20, 79)"));
  EXPECT_THAT(outcome.out, HasSubstr("y (23781,)"));
}

TEST_F(EndToEnd, ComposesAndRenders) {
  const Outcome composed =
      run({"compose", "-m", "m.safetensors", "-o", "piece.mid", "--notes", "50"});
  EXPECT_EQ(composed.exit_code, 0) << composed.err;
  EXPECT_THAT(file("piece.mid"), StartsWith("MThd"));
  const Outcome inspected = run({"inspect", "--json", "piece.mid"});
  EXPECT_EQ(inspected.exit_code, 0) << inspected.err;
  EXPECT_THAT(inspected.out, HasSubstr("\"notes\":50"));
  EXPECT_THAT(inspected.out, HasSubstr("\"seconds\":15"));
  const Outcome rendered = run({"render", "piece.mid", "-o", "piece.wav"});
  EXPECT_EQ(rendered.exit_code, 0) << rendered.err;
  const std::string wav = file("piece.wav");
  EXPECT_THAT(wav, StartsWith("RIFF"));
  // 16-bit mono, 44.1 kHz: at least the 15 s of the notes.
  EXPECT_GE(wav.size(), 15u * 44100 * 2);
}

TEST_F(EndToEnd, OneSeedOnePiece) {
  for (const char* name : {"a.mid", "b.mid"}) {
    ASSERT_EQ(run({"compose", "-m", "m.safetensors", "-o", name, "--seed", "5"}).exit_code, 0);
  }
  ASSERT_EQ(run({"compose", "-m", "m.safetensors", "-o", "c.mid", "--seed", "6"}).exit_code, 0);
  EXPECT_EQ(file("a.mid"), file("b.mid"));
  EXPECT_NE(file("a.mid"), file("c.mid"));
}

TEST_F(EndToEnd, APrimerIsHeardOnlyWhenAskedFor) {
  const std::vector<std::string> base = {"compose", "-m", "m.safetensors", "--primer", "cs3-1pre",
                                         "--notes", "30"};
  auto with = base;
  with.insert(with.end(), {"-o", "with.mid", "--with-primer"});
  auto without = base;
  without.insert(without.end(), {"-o", "without.mid"});
  ASSERT_EQ(run(with).exit_code, 0);
  ASSERT_EQ(run(without).exit_code, 0);
  EXPECT_THAT(run({"inspect", "--json", "with.mid"}).out, HasSubstr("\"notes\":50"));
  EXPECT_THAT(run({"inspect", "--json", "without.mid"}).out, HasSubstr("\"notes\":30"));
}

TEST_F(EndToEnd, GreedySaysWhenItIsStuck) {
  // Three batches of training know little: the most probable note stays the same.
  const Outcome outcome = run({"compose", "-m", "m.safetensors", "-o", "greedy.mid", "--greedy"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("fell into a loop"));
}

TEST_F(EndToEnd, NothingIsOverwrittenUnasked) {
  write_text(*folder_ / "mine.mid", "precious");
  const Outcome refused = run({"compose", "-m", "m.safetensors", "-o", "mine.mid"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_EQ(refused.err, "bach: mine.mid exists; --force replaces it\n");
  EXPECT_EQ(file("mine.mid"), "precious");
  EXPECT_EQ(run({"compose", "-m", "m.safetensors", "-o", "mine.mid", "--force"}).exit_code, 0);
  EXPECT_THAT(file("mine.mid"), StartsWith("MThd"));
}

TEST_F(EndToEnd, AModelThatIsNoneIsRefusedWithTheReason) {
  write_text(*folder_ / "bad.safetensors", "this is not a model");
  const Outcome outcome = run({"compose", "-m", "bad.safetensors", "-o", "x.mid"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, StartsWith("bach: bad.safetensors: "));
  EXPECT_EQ(lines(outcome.err), 1);

  const std::string model = file("m.safetensors");
  write_text(*folder_ / "cut.safetensors", model.substr(0, model.size() - 100));
  const Outcome cut = run({"compose", "-m", "cut.safetensors", "-o", "x.mid"});
  EXPECT_EQ(cut.exit_code, 1);
  EXPECT_EQ(lines(cut.err), 1);
  EXPECT_EQ(file("x.mid"), "");
}

TEST_F(EndToEnd, WrongOptionsAreUsageErrorsInOneLine) {
  const std::vector<std::vector<std::string>> wrong = {
      {"compose", "-m", "m.safetensors", "-o", "x.mid", "--temperature", "0"},
      {"compose", "-m", "m.safetensors", "-o", "x.mid", "--top-p", "2"},
      {"compose", "-m", "m.safetensors", "-o", "x.mid", "--notes", "0"},
      {"compose", "-m", "m.safetensors", "-o", "x.mid", "--greedy", "--top-k", "3"},
      {"compose", "-m", "m.safetensors"},
      {"train", "--preset", "violin"},
      {"train", "--epochs", "none"},
      {"train", "cs1-1pre", "--holdout", "cs1-1per", "-o", "y.safetensors"},
  };
  for (const auto& arguments : wrong) {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exit_code, 2) << testing::PrintToString(arguments);
    EXPECT_EQ(lines(outcome.err), 1) << outcome.err;
    EXPECT_EQ(outcome.out, "");
  }
}

TEST_F(EndToEnd, TrainingOnNothingSaysSo) {
  const ScratchFolder empty;
  const Outcome outcome = run_bach({"train", "."}, empty.path());
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, StartsWith("bach: "));
  EXPECT_EQ(lines(outcome.err), 1);
  EXPECT_THAT(empty.entries(), ElementsAre());
}

TEST_F(EndToEnd, AnUnknownInputIsNamedWithAGuess) {
  const Outcome outcome = run({"train", "cs1-1per", "-o", "y.safetensors"});
  EXPECT_NE(outcome.exit_code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("cs1-1pre"));
  EXPECT_EQ(lines(outcome.err), 1);
}

}  // namespace
}  // namespace bach
