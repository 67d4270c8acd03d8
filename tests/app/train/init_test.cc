// Trainings that begin with the weights of another one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "app/model/save.h"
#include "app/train.h"
#include "app/train/small_training.h"
#include "lm/model_file.h"
#include "lm/network_parameters.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class InitialModel : public ::testing::Test {
 protected:
  void TearDown() override { fs::remove(path_); }

  Model trained(const TrainOptions& options) {
    auto session = TrainingSession::prepare(options, {}, never_);
    EXPECT_TRUE(session.ok()) << session.error().text();
    const auto outcome = session->run({}, never_);
    EXPECT_TRUE(outcome.ok()) << outcome.error().text();
    return session->model(*outcome);
  }
  // What a training begins with, its weights staying as they are.
  TrainOptions still(TrainOptions options) {
    options.init = path_;
    options.rates = {0, 0, 0};
    options.average = 0;
    options.seed = 77;
    return options;
  }
  std::string refusal(const TrainOptions& options) {
    const auto session = TrainingSession::prepare(options, {}, never_);
    return session ? "" : session.error().argument + ": " + session.error().message;
  }

  const Cancellation never_{};
  const std::string path_ =
      (fs::path(testing::TempDir()) / ("bach_init_" + std::to_string(::getpid()) + ".safetensors"))
          .string();
};

TEST_F(InitialModel, GivesItsWeightsToEveryPreset) {
  for (TrainOptions options : test::small_trainings()) {
    SCOPED_TRACE(options.preset);
    options.average = 0;
    const Model first = trained(options);
    ASSERT_TRUE(save_model(first, path_, WeightType::kFloat32).ok());
    const Model same = trained(still(options));
    EXPECT_EQ(same.parameters, first.parameters);
    EXPECT_EQ(same.card.begun_from.size(), 64U);
    EXPECT_THAT(same.card.command, HasSubstr("rate 0"));
    TrainOptions on = options;
    on.init = path_;
    const Model more = trained(on);
    EXPECT_NE(more.parameters, first.parameters);
    EXPECT_EQ(more.card.begun_from, same.card.begun_from);
    const Result<Model> read = decode_model(encode_model(more), "model");
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read->card, more.card);
  }
}

// Which tensors change.
TEST_F(InitialModel, IsLearnedFromByGroups) {
  TrainOptions options = test::small_suite();
  const Model first = trained(options);
  ASSERT_TRUE(save_model(first, path_, WeightType::kFloat32).ok());
  for (const std::string group : {"tables", "lstm", "heads"}) {
    TrainOptions on = still(options);
    (group == "tables" ? on.rates.tables : group == "lstm" ? on.rates.layers : on.rates.heads) = 1;
    const Model after = trained(on);
    const ParameterLayout layout(first.config);
    for (const TensorSlot& slot : layout.tensors()) {
      const auto begin = static_cast<std::ptrdiff_t>(slot.offset);
      const bool changed =
          !std::equal(first.parameters.begin() + begin,
                      first.parameters.begin() + begin + static_cast<std::ptrdiff_t>(slot.size),
                      after.parameters.begin() + begin);
      EXPECT_TRUE(!changed || slot.name.starts_with(group)) << slot.name;
      const bool telling = slot.name == "tables.pitch" || slot.name == "lstm.weight_hh_l0" ||
                           slot.name == "heads.pitch.tied_bias";
      EXPECT_TRUE(changed || !telling || !slot.name.starts_with(group)) << slot.name;
    }
  }
}

TEST_F(InitialModel, IsRefusedWithWhatDiffers) {
  TrainOptions options = test::small_suite();
  ASSERT_TRUE(save_model(trained(options), path_, WeightType::kFloat32).ok());
  options.init = path_;
  options.hidden = 24;
  EXPECT_THAT(refusal(options),
              testing::AllOf(HasSubstr("init: "), HasSubstr("16, not 24: give `hidden` 16")));
  options.hidden = 16;
  options.layers = 2;
  EXPECT_THAT(refusal(options), HasSubstr("layers are 1, not 2"));
  TrainOptions sequences = test::small_sequences();
  sequences.init = path_;
  EXPECT_THAT(refusal(sequences), HasSubstr("vocabulary"));
  // What drops out is the training's own affair.
  options.layers = 1;
  options.recurrent_dropout = 0;
  EXPECT_EQ(refusal(options), "");
  fs::remove(path_);
  EXPECT_THAT(refusal(options), HasSubstr("cannot read"));
}

TEST_F(InitialModel, BelongsToTheDescriptionOfARun) {
  TrainOptions options = test::small_suite();
  const auto described = [&] {
    return TrainingSession::prepare(options, {}, never_)->description();
  };
  const RunDescription without = described();
  ASSERT_TRUE(save_model(trained(options), path_, WeightType::kFloat32).ok());
  options.init = path_;
  EXPECT_NE(described(), without);
  EXPECT_EQ(described(), described());
}

}  // namespace
}  // namespace bach
