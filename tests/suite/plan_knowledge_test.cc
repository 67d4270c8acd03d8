// What a model file keeps of the plans it learned from.
#include "suite/plan_knowledge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/corpus.h"
#include "suite/encode.h"

namespace bach {
namespace {

std::vector<SuitePiece> pieces() {
  std::vector<SuitePiece> all;
  for (const char* name : {"cs1-2all", "cs3-5bou", "cs2-4sar"}) {
    all.push_back(encode_any(*load_movement(*find_movement(name)), name)->piece);
  }
  return all;
}

Model model_with(std::vector<Attachment> attachments) {
  Model model;
  model.attachments = std::move(attachments);
  return model;
}

std::string refusal(std::vector<Attachment> attachments) {
  const auto read = plan_knowledge(model_with(std::move(attachments)), "x.safetensors");
  return read ? "" : read.error().message;
}

TEST(PlanKnowledge, KeepsThePlansOfItsOwnPiecesAndFillsInAll) {
  std::vector<SuitePiece> music = pieces();
  const PlanKnowledge knowledge = learn_plans(music, 2);
  for (const SuitePiece& piece : music) {
    EXPECT_FALSE(piece.plan.harmony.empty());
    EXPECT_FALSE(piece.plan.motives.empty());
  }
  EXPECT_EQ(knowledge.motives.pieces().size(), 2u);
  EXPECT_EQ(knowledge.harmony.examples().size(), 6u);  // two of the allemande, four of the bourrees
}

TEST(PlanKnowledge, ComesBackFromTheModelFile) {
  std::vector<SuitePiece> music = pieces();
  const PlanKnowledge knowledge = learn_plans(music, 3);
  const auto read = plan_knowledge(model_with(attachments_of(knowledge)), "x");
  ASSERT_TRUE(read.ok() && read->has_value());
  EXPECT_EQ((*read)->finder, knowledge.finder);
  EXPECT_EQ((*read)->harmony, knowledge.harmony);
  EXPECT_EQ((*read)->motives, knowledge.motives);
}

TEST(PlanKnowledge, IsMissingOrDamagedInOneLine) {
  const auto none = plan_knowledge(model_with({}), "x");
  ASSERT_TRUE(none.ok());
  EXPECT_FALSE(none->has_value());
  std::vector<SuitePiece> music = pieces();
  const std::vector<Attachment> whole = attachments_of(learn_plans(music, 3));
  EXPECT_THAT(refusal({whole[0]}), testing::StartsWith("x.safetensors: its plans are not whole"));
  EXPECT_THAT(refusal({whole[0], whole[1]}), testing::HasSubstr("'motives' is missing"));
  for (std::size_t k = 0; k < whole.size(); ++k) {
    std::vector<Attachment> damaged = whole;
    damaged[k].bytes.resize(damaged[k].bytes.size() / 2);
    EXPECT_THAT(refusal(damaged), testing::StartsWith("x.safetensors: ")) << whole[k].name;
  }
}

}  // namespace
}  // namespace bach
