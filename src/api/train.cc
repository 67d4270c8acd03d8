#include "app/train.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "api/answers.h"
#include "api/music.h"
#include "bach/language_model_state.h"
#include "bach/learning.h"
#include "lm/model_file.h"

namespace bach::api {
namespace {

using nlohmann::ordered_json;

const char* end_name(LearningEnd end) {
  switch (end) {
    case LearningEnd::kFinished:
      return "finished";
    case LearningEnd::kStoppedEarly:
      return "stopped_early";
    case LearningEnd::kStopped:
      break;
  }
  return "stopped";
}

}  // namespace

Answer train(const Request& request, const Events& events, const Cancellation& stop) {
  const Result<TrainOptions> options = train_options().read(request.options);
  if (!options) return options.error();
  const Result<std::vector<NamedScore>> music = open_music(request, events);
  if (!music) return music.error();
  LearningEvents told;
  told.on_step = [&](const LearningStep& step) {
    events.send(
        "loss",
        {{"step", step.step}, {"steps", step.steps}, {"epoch", step.epoch}, {"loss", step.loss}});
  };
  told.on_held_out = [&](const LearningMeasure& measure) {
    events.send("held_out",
                {{"step", measure.step}, {"loss", measure.loss}, {"best", measure.best}});
  };
  const Result<LearnedModel> learned = learn_model(request.options, *music, told, stop);
  if (!learned) return learned.error();
  events.warn(learned->warnings);
  const auto bytes = encode_model(*learned->model.state().model, options->files.weights);
  ordered_json file = {{"name", "model.safetensors"}};
  file.update(file_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, false));
  events.send("file", file);
  ordered_json done = {{"end", end_name(learned->end)},
                       {"steps", learned->steps},
                       {"notes", learned->notes},
                       {"windows", learned->windows},
                       {"parameters", learned->parameters}};
  if (learned->held_out_loss) done["held_out_loss"] = *learned->held_out_loss;
  return done;
}

}  // namespace bach::api
