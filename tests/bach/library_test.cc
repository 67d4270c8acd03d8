#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "bach/bach.h"

namespace bach {
namespace {

using testing::HasSubstr;

// A folder of this test alone, removed with it.
class Library : public testing::Test {
 protected:
  Library()
      : folder_(std::filesystem::path(testing::TempDir()) /
                ("bach_library_" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~Library() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

 private:
  std::filesystem::path folder_;
};

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

NetworkPlan tiny_plan() {
  NetworkPlan plan;
  plan.inputs = {"cs1-1pre", "cs1-2all", "cs2-1pre"};
  plan.holdout = {"cs2-1pre"};
  plan.hidden = 8;
  plan.epochs = 1;
  plan.batches = 3;
  return plan;
}

TEST_F(Library, LoadsMovementsByNameAndFilesItSaved) {
  const auto piece = load_piece("bwv1007-1");
  ASSERT_TRUE(piece) << piece.error().message;
  ASSERT_TRUE(save_piece(piece->score, path("p.mid")).ok());
  const auto again = load_piece(path("p.mid"));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->name, "p");
  ASSERT_EQ(again->score.tracks.size(), piece->score.tracks.size());
  EXPECT_EQ(again->score.tracks[0].notes, piece->score.tracks[0].notes);

  const auto all = load_pieces();
  ASSERT_TRUE(all);
  EXPECT_EQ(all->size(), 36u);
}

TEST_F(Library, SaysWhatItCannotLoadOrSave) {
  const auto piece = load_piece("cs1-1pra");
  ASSERT_FALSE(piece);
  EXPECT_EQ(piece.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(piece.error().message, HasSubstr("cs1-1pre"));
  EXPECT_FALSE(load_pieces({"cs1-1pre", path("none.mid")}));

  const Status saved = save_piece(score_of_melody(std::vector<int>{60}, ""), path("p.mp4"));
  ASSERT_FALSE(saved.ok());
  EXPECT_THAT(saved.error().message, HasSubstr("p.mp4"));
}

TEST_F(Library, OneHotMatricesHaveOneOneInEachRow) {
  const std::vector<int> melody = {1, 43, 79};
  const auto matrix = one_hot(melody);
  ASSERT_TRUE(matrix);
  ASSERT_EQ(matrix->rows, 3u);
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t column = 0; column < OneHotMatrix::kColumns; ++column) {
      EXPECT_EQ(matrix->at(row, column), column + 1 == static_cast<std::size_t>(melody[row]));
    }
  }
  EXPECT_FALSE(one_hot(std::vector<int>{60, 80}));
}

TEST_F(Library, WindowsEndBeforeTheNoteTheyAskFor) {
  const std::vector<std::vector<int>> melodies = {{1, 2, 3, 4}, {9, 8}, {5, 6, 7}};
  const ExampleWindows windows = cut_windows(melodies, 2);
  ASSERT_EQ(windows.size(), 3u);
  EXPECT_THAT(windows.input(1), testing::ElementsAre(2, 3));
  EXPECT_THAT(windows.input(2), testing::ElementsAre(5, 6));
  EXPECT_THAT(windows.targets, testing::ElementsAre(3, 4, 7));
}

TEST_F(Library, TrainsANetwork) {
  std::uint64_t last = 0;
  const auto report = train_network(tiny_plan(), path("n.safetensors"),
                                    [&](const NetworkStep& step) { last = step.step; });
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(last, 3u);
  EXPECT_EQ(report->steps, 3u);
  EXPECT_TRUE(report->held_out_loss.has_value());
  ASSERT_FALSE(report->tensors.empty());
  EXPECT_THAT(report->tensors[0].shape, testing::ElementsAre(32, 79));
}

TEST_F(Library, TrainsOnMusicAtHandAsOnFiles) {
  NetworkPlan plan = tiny_plan();
  ASSERT_TRUE(train_network(plan, path("read.safetensors")));
  plan.music = *load_pieces(std::exchange(plan.inputs, {}));
  std::reverse(plan.music.begin(), plan.music.end());
  const auto report = train_network(plan, path("given.safetensors"));
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_EQ(bytes_of(path("given.safetensors")), bytes_of(path("read.safetensors")));

  SuiteModelPlan suite{.music = plan.music, .epochs = 1, .hidden = 8};
  const auto learned = train_suite_model(suite, path("suite.safetensors"));
  ASSERT_TRUE(learned) << learned.error().text();
  EXPECT_EQ(learned->pieces, 3u);

  suite.inputs = {"cs1-1pre"};
  const auto both = train_suite_model(suite, path("both.safetensors"));
  ASSERT_FALSE(both);
  EXPECT_EQ(both.error().argument, "music");
}

TEST_F(Library, ZeroIsASeed) {
  NetworkPlan plan = tiny_plan();
  ASSERT_TRUE(train_network(plan, path("42.safetensors")));
  plan.seed = 0;
  ASSERT_TRUE(train_network(plan, path("0.safetensors")));
  EXPECT_THAT(bytes_of(path("0.safetensors")), HasSubstr(R"("seed":"0")"));
  EXPECT_NE(bytes_of(path("0.safetensors")), bytes_of(path("42.safetensors")));
}

TEST_F(Library, ComposesMelodiesAndMeasuresTheirNetwork) {
  ASSERT_TRUE(train_network(tiny_plan(), path("n.safetensors")));
  const auto melody = compose_melody({.model = path("n.safetensors"), .notes = 30});
  ASSERT_TRUE(melody) << melody.error().message;
  EXPECT_EQ(melody->size(), 30u);
  EXPECT_FALSE(compose_melody({}));

  const auto measured = measure_model(path("n.safetensors"), {"cs2-1pre"});
  ASSERT_TRUE(measured) << measured.error().message;
  EXPECT_GT(measured->notes, 100u);
  EXPECT_NEAR(measured->model.bits, measured->model.nats / 0.6931471805599453, 1e-9);
  EXPECT_FALSE(measured->baselines.empty());
  EXPECT_FALSE(measure_model("", {"cs2-1pre"}));
}

TEST_F(Library, TrainsASuiteModelAndComposesWithIt) {
  const SuiteModelPlan plan{
      .inputs = {"cs1-5men", "cs1-6gig"}, .holdout = {"cs1-6gig"}, .epochs = 1, .hidden = 16};
  std::uint64_t last = 0;
  const auto report = train_suite_model(plan, path("s.safetensors"),
                                        [&](const NetworkStep& step) { last = step.step; });
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->pieces, 1u);
  EXPECT_EQ(report->steps, last);
  EXPECT_GT(report->notes, 50u);
  EXPECT_TRUE(report->held_out_loss.has_value());
  const auto menuet = compose_movement({.model = path("s.safetensors"),
                                        .seed = 1,
                                        .kind = PieceKind::kMenuet,
                                        .key = Key{0, 1, Mode::kMajor},
                                        .bars = 4});
  ASSERT_TRUE(menuet) << menuet.error().message;
  EXPECT_FALSE(menuet->tracks.empty());
  EXPECT_FALSE(train_suite_model({.inputs = {path("none.mid")}}, path("t.safetensors")));
}

TEST_F(Library, ComposesAMovementAsItSounds) {
  const auto key = parse_key("A minor");
  ASSERT_TRUE(key);
  int calls = 0;
  const auto sarabande =
      compose_movement({.seed = 3, .kind = PieceKind::kSarabande, .key = *key, .bars = 8},
                       [&](const Progress&) { ++calls; });
  EXPECT_GT(calls, 0);
  ASSERT_TRUE(sarabande) << sarabande.error().message;
  EXPECT_TRUE(sarabande->play_order.empty());
  ASSERT_FALSE(sarabande->tracks.empty());
  ASSERT_TRUE(save_piece(*sarabande, path("s.mid")).ok());
  const auto nearness = measure_nearness({path("s.mid")});
  ASSERT_TRUE(nearness) << nearness.error().message;
  EXPECT_GT(nearness->intervals, 0);
  EXPECT_LT(nearness->longest_run, 18u);

  const auto bars = compose_movement({.bars = 0});
  ASSERT_FALSE(bars);
  EXPECT_EQ(bars.error().argument, "bars");
}

TEST_F(Library, ATrainingGoesOnFromItsCheckpoints) {
  NetworkPlan plan = tiny_plan();
  const auto whole = train_network(plan, path("whole.safetensors"));
  ASSERT_TRUE(whole) << whole.error().message;
  plan.checkpoints = {path("kept"), 1};
  Cancellation stop;
  const auto after_one = [&](const NetworkStep&) { stop.request(); };
  const auto broken = train_network(plan, path("broken.safetensors"), after_one, stop);
  ASSERT_TRUE(broken) << broken.error().message;
  ASSERT_EQ(broken->steps, 1u);
  std::vector<std::uint64_t> steps;
  const auto resumed = train_network(plan, path("resumed.safetensors"),
                                     [&](const NetworkStep& at) { steps.push_back(at.step); });
  ASSERT_TRUE(resumed) << resumed.error().message;
  EXPECT_EQ(steps, (std::vector<std::uint64_t>{2, 3}));
  EXPECT_EQ(bytes_of(path("resumed.safetensors")), bytes_of(path("whole.safetensors")));

  plan.hidden = 9;
  const auto other = train_network(plan, path("other.safetensors"));
  ASSERT_FALSE(other);
  EXPECT_THAT(other.error().message, HasSubstr("network is another"));
}

TEST_F(Library, ContinuesMusicAndWritesBarsAgain) {
  const auto longer = compose_movement({.bars = 2, .primer = "cs1-4sar"});
  ASSERT_TRUE(longer) << longer.error().message;
  const auto given = load_piece("cs1-4sar");
  ASSERT_TRUE(given);
  EXPECT_GT(longer->end, given->score.end);

  ComposeRequest again{.infill = "cs1-4sar", .from_bar = 2, .to_bar = 2};
  const auto changed = compose_movement(again);
  ASSERT_TRUE(changed) << changed.error().message;
  EXPECT_EQ(changed->end, given->score.end);
  again.to_bar = 1000;
  const auto beyond = compose_movement(again);
  ASSERT_FALSE(beyond);
  EXPECT_THAT(beyond.error().message, HasSubstr("1000"));
}

TEST_F(Library, ComposesFromChordsAndPlans) {
  ComposeRequest asked{.kind = PieceKind::kMenuet,
                       .key = Key{0, 1, Mode::kMajor},
                       .harmony = "I | V7 | V7 | I",
                       .save_plan = path("asked.plan")};
  const auto menuet = compose_movement(asked);
  ASSERT_TRUE(menuet) << menuet.error().message;
  EXPECT_THAT(bytes_of(path("asked.plan")), HasSubstr("| G: I . ."));
  const auto again = compose_movement({.plan = path("asked.plan")});
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(*again, *menuet);
  asked.harmony = "I | V8";
  const auto refused = compose_movement(asked);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().argument, "harmony");
}

TEST_F(Library, StopsWhenAsked) {
  Cancellation stop;
  stop.request();
  const auto suite = compose_cello_suite({}, {}, stop);
  ASSERT_FALSE(suite);
  EXPECT_EQ(suite.error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace bach
