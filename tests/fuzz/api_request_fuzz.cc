// Any text as a request of api/.
#include <nlohmann/json.hpp>
#include <string_view>

#include "api/read_score.h"
#include "api/request.h"
#include "api/score_json.h"
#include "app/compose/options.h"
#include "app/json_line.h"
#include "app/train.h"
#include "fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  using api::RequestKind;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Result<api::Request> request = api::parse_request(text);
  if (!request) {
    fuzz::check(!request.error().message.empty(), "a refusal says why");
    return 0;
  }
  const RequestKind kind = request->kind;
  fuzz::check(!api::kind_name(kind).empty(), "a kind has a name");
  for (const api::MusicAtHand& music : request->music) {
    const int ways = static_cast<int>(!music.movement.empty()) +
                     static_cast<int>(!music.file.empty()) +
                     static_cast<int>(music.score.has_value());
    fuzz::check(ways <= 1, "music comes in one way");
    fuzz::check(music.name != "-", "standard input is no name");
    if (!music.score) continue;
    const nlohmann::json told = nlohmann::json::parse(json_line(api::score_json(*music.score)));
    const Result<Score> again = api::read_score(told, "score");
    fuzz::check(again.ok() && api::score_json(*again) == api::score_json(*music.score),
                "a score told is read");
  }
  if (kind == RequestKind::kInfill || kind == RequestKind::kContinue ||
      kind == RequestKind::kInspect || kind == RequestKind::kExpect ||
      kind == RequestKind::kRender || kind == RequestKind::kOriginality) {
    fuzz::check(request->music.size() == 1, "what works on a piece has one");
  }
  if (request->model) fuzz::check(!request->model->empty(), "a model has bytes");
  if (kind == RequestKind::kCompose) {
    const Result<ComposeRequest> asked = compose_options().read(request->options);
    fuzz::check(!asked || (asked->model.empty() && asked->primer.empty() && asked->infill.empty() &&
                           asked->plan.empty() && asked->save_plan.empty()),
                "no option names a file");
  }
  if (kind == RequestKind::kTrain) {
    const Result<TrainOptions> asked = train_options().read(request->options);
    fuzz::check(!asked || (asked->inputs.empty() && asked->also.empty() &&
                           !request->options.contains("output") && asked->files.log.empty() &&
                           asked->files.checkpoint.empty() && asked->files.listen.empty()),
                "no option of training names a file");
  }
  return 0;
}
