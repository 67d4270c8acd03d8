#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "bach/bach.h"
#include "suite/past_rhythms.h"

namespace bach {
namespace {

std::string kept_model(const std::string& preset) {
  return BACH_TEST_DATA "/formats/model_1_" + preset + ".safetensors";
}

// Mean of −log P of the targets.
double mean_nats(NoteLogits logits) {
  to_log_probabilities(logits.values, logits.classes);
  double nats = 0;
  for (std::size_t note = 0; note < logits.notes; ++note) {
    const auto target = static_cast<std::size_t>(logits.targets[note]);
    nats -= logits.values[note * logits.classes + target];
  }
  return nats / static_cast<double>(logits.notes);
}

// The same of rhythms, which the piece's own past has a say in.
double mean_with_past(NoteLogits logits) {
  to_log_probabilities(logits.values, logits.classes);
  suite::PastRhythms past;
  double nats = 0;
  for (std::size_t note = 0; note < logits.notes; ++note) {
    const int target = logits.targets[note];
    nats += past.mixed_nats(
        -logits.values[note * logits.classes + static_cast<std::size_t>(target)], target);
    past.add(target);
  }
  return nats / static_cast<double>(logits.notes);
}

TEST(LanguageModel, TellsTheLogitsThatItsStreamsGiveNoteByNote) {
  const auto piece = load_piece("cs1-5men");
  ASSERT_TRUE(piece);
  const std::vector<int> melody = melody_of(piece->score);
  for (const std::string preset : {"notebook", "sequences"}) {
    const auto model = LanguageModel::open(kept_model(preset));
    ASSERT_TRUE(model) << model.error().message;
    EXPECT_EQ(model->about().preset, preset);
    const auto logits = model->logits(piece->score);
    ASSERT_TRUE(logits) << logits.error().message;
    const auto stepwise = model->note_by_note();
    ASSERT_TRUE(stepwise);
    const auto window = static_cast<std::size_t>(stepwise->window());
    EXPECT_EQ(logits->notes, melody.size() - window);
    EXPECT_EQ(logits->classes, preset == "notebook" ? 79u : 80u);
    auto stream = stepwise->begin(std::span(melody).first(window));
    ASSERT_TRUE(stream);
    for (std::size_t note = 0; note < 5; ++note) {
      const std::vector<float> expected(
          logits->values.begin() + static_cast<std::ptrdiff_t>(note * logits->classes),
          logits->values.begin() + static_cast<std::ptrdiff_t>((note + 1) * logits->classes));
      EXPECT_EQ(stream->logits(), expected) << note;
      EXPECT_EQ(logits->targets[note] + model->lowest_pitch(), melody[window + note]);
      ASSERT_TRUE(stream->add(melody[window + note]));
    }
    EXPECT_EQ(stream->state().empty(), preset == "notebook");
    EXPECT_FALSE(model->suite_note_by_note());
    EXPECT_FALSE(model->logits(piece->score, {}, ModelHead::kRhythm));
  }
}

TEST(LanguageModel, OfSuitesIsMeasuredByItsLogits) {
  const auto model = LanguageModel::open();
  const auto piece = load_piece("cs2-4sar");
  ASSERT_TRUE(model && piece);
  const auto pitch = model->logits(piece->score, piece->name);
  const auto rhythm = model->logits(piece->score, piece->name, ModelHead::kRhythm);
  const auto measured = model->measure({*piece});
  ASSERT_TRUE(pitch && rhythm && measured);
  EXPECT_EQ(pitch->notes, measured->notes);
  EXPECT_NEAR(mean_nats(*pitch) + mean_with_past(*rhythm), measured->model.nats, 1e-5);
  EXPECT_FALSE(model->note_by_note());
  const auto suite = model->suite_note_by_note();
  ASSERT_TRUE(suite);
  auto stream = suite->begin({});
  ASSERT_TRUE(stream);
  EXPECT_EQ(stream->pitch_logits().size(), 88u);
  EXPECT_FALSE(stream->rhythm_logits(5));
}

TEST(LanguageModel, GoesThroughBytesAndTensorsUnchanged) {
  const auto model = LanguageModel::open(kept_model("notebook"));
  ASSERT_TRUE(model);
  const std::vector<std::uint8_t> bytes = model->bytes();
  const auto again = LanguageModel::from_bytes(bytes);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->bytes(), bytes);
  std::size_t numbers = 0;
  for (const NamedTensor& tensor : model->tensors()) {
    std::size_t size = 1;
    for (const int side : tensor.shape) size *= static_cast<std::size_t>(side);
    EXPECT_EQ(tensor.values.size(), size) << tensor.name;
    numbers += size;
  }
  EXPECT_GT(numbers, 0u);
  EXPECT_FALSE(LanguageModel::from_bytes(std::span(bytes).first(bytes.size() / 2)));
  EXPECT_FALSE(LanguageModel::from_bytes({}));
}

TEST(LearnModel, TrainsToTheBitsOfTrainNetwork) {
  const std::string path =
      (std::filesystem::temp_directory_path() / ("learned" + std::to_string(::getpid()))).string();
  const auto music = load_pieces({"cs1-1pre", "cs1-5men"});
  ASSERT_TRUE(music);
  NetworkPlan plan;
  plan.music = *music;
  plan.epochs = 1;
  plan.batches = 3;
  ASSERT_TRUE(train_network(plan, path));
  const auto read = LanguageModel::open(path);
  std::filesystem::remove(path);
  ASSERT_TRUE(read);
  const GivenOptions options = {
      {"preset", "notebook"}, {"epochs", std::int64_t{1}}, {"batches", std::int64_t{3}}};
  std::vector<double> losses;
  const auto learned = learn_model(
      options, *music, {.on_step = [&](const LearningStep& step) { losses.push_back(step.loss); }});
  ASSERT_TRUE(learned) << learned.error().text();
  EXPECT_EQ(learned->model.bytes(), read->bytes());
  EXPECT_EQ(losses.size(), 3u);
  EXPECT_EQ(learned->end, LearningEnd::kFinished);
  EXPECT_EQ(learn_model({{"weight_decay", 7.0}}).error().argument, "weight_decay");
  EXPECT_NE(learn_model({{"weight_decai", 0.1}}).error().message.find("weight_decay"),
            std::string::npos);
}

TEST(LearnModel, KeepsWhatItLearnedWhenStopped) {
  const auto music = load_pieces({"cs1-1pre"});
  ASSERT_TRUE(music);
  Cancellation stop;
  const auto learned = learn_model({{"preset", "notebook"}}, *music,
                                   {.on_step =
                                        [&](const LearningStep& step) {
                                          if (step.step == 2) stop.request();
                                        }},
                                   stop);
  ASSERT_TRUE(learned);
  EXPECT_EQ(learned->end, LearningEnd::kStopped);
  EXPECT_EQ(learned->steps, 2u);
}

TEST(ComposeMusic, TakesMusicAtHandForMusicByName) {
  const auto model = LanguageModel::open();
  const auto piece = load_piece("cs1-5men");
  ASSERT_TRUE(model && piece);
  ComposeRequest by_name;
  by_name.infill = "cs1-5men";
  by_name.from_bar = 3;
  by_name.to_bar = 4;
  ComposeRequest at_hand = by_name;
  at_hand.infill = "mine";
  at_hand.given = std::make_shared<const NamedScore>(*piece);
  const auto a = compose_music(*model, by_name);
  const auto b = compose_music(*model, at_hand);
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->front().score, b->front().score);
  EXPECT_NE(a->front().score, piece->score);
}

TEST(DrawNote, GivesTheNotesOfComposeMelody) {
  const std::string path = kept_model("sequences");
  ComposeRequest request;
  request.model = path;
  request.seed = 5;
  request.notes = 12;
  const auto composed = compose_melody(request);
  const auto model = LanguageModel::open(path);
  ASSERT_TRUE(composed && model);
  auto stream = model->note_by_note()->begin();
  ASSERT_TRUE(stream);
  std::vector<int> drawn;
  for (std::uint64_t note = 0; note < 12; ++note) {
    std::vector<float> logits = stream->logits();
    logits.pop_back();  // no note follows
    const auto choice = draw_note(logits, {.top_p = kMelodyTopP}, uniform_of_note(5, note));
    ASSERT_TRUE(choice);
    drawn.push_back(*choice + model->lowest_pitch());
    ASSERT_TRUE(stream->add(drawn.back()));
  }
  EXPECT_EQ(drawn, *composed);
}

TEST(DrawNote, RefusesWhatIsOutOfRange) {
  const std::vector<float> logits = {0, 1};
  EXPECT_TRUE(draw_note(logits, {}, 0));
  EXPECT_EQ(draw_note({}, {}, 0).error().argument, "logits");
  EXPECT_EQ(draw_note(std::vector{std::nanf(""), -HUGE_VALF}, {}, 0).error().argument, "logits");
  EXPECT_EQ(draw_note(std::vector{HUGE_VALF}, {}, 0).error().argument, "logits");
  EXPECT_EQ(draw_note(logits, {}, 1).error().argument, "uniform");
  EXPECT_EQ(draw_note(logits, {}, std::nan("")).error().argument, "uniform");
  EXPECT_EQ(draw_note(logits, {.temperature = 0}, 0).error().argument, "temperature");
  EXPECT_EQ(draw_note(logits, {.top_k = -1}, 0).error().argument, "top_k");
  EXPECT_EQ(draw_note(logits, {.top_p = 0}, 0).error().argument, "top_p");
  EXPECT_EQ(draw_note(logits, {.min_p = 2}, 0).error().argument, "min_p");
}

TEST(Movements, AreListedAndLoadedAlike) {
  const auto listed = carried_movements({"violin", "cs1-1pre"});
  const auto loaded = load_movements({"violin", "cs1-1pre"});
  ASSERT_TRUE(listed && loaded);
  ASSERT_EQ(listed->size(), loaded->size());
  for (std::size_t k = 0; k < listed->size(); ++k) {
    EXPECT_EQ((*listed)[k].alias, (*loaded)[k].name);
    std::size_t notes = 0;
    for (const Track& track : (*loaded)[k].score.tracks) notes += track.notes.size();
    EXPECT_EQ((*listed)[k].notes, notes);
  }
  EXPECT_EQ(carried_movements({"cs1-1prx"}).error().code, ErrorCode::kNotFound);
}

TEST(TaskOptions, NameAllKeywords) {
  for (const Task task : {Task::kTrain, Task::kCompose, Task::kSuite}) {
    const std::vector<TaskOption> options = task_options(task);
    EXPECT_GT(options.size(), 10u);
    for (const TaskOption& option : options) EXPECT_FALSE(option.help.empty()) << option.name;
  }
  EXPECT_EQ(did_you_mean_option(Task::kTrain, "dropot"), ", did you mean dropout?");
  EXPECT_EQ(training_presets().front(), "suite");
}

}  // namespace
}  // namespace bach
