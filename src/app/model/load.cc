#include "app/model/load.h"

#include <utility>

#include "app/model/shipped.h"
#include "base/file.h"
#include "lm/model_file.h"
#include "suite/piece.h"
#include "suite/preset.h"
#include "token/pitch_vocabulary.h"

namespace bach {
namespace {

Status check(const SequenceModel& model, const std::string& path) {
  if (model.card.vocabulary_fingerprint == pitch_vocabulary_fingerprint()) return {};
  return Error{ErrorCode::kUnsupported,
               path + ": its vocabulary is not this program's; train it again with this version",
               {}};
}

}  // namespace

Result<AnyModel> load_any_model(const std::string& path) {
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  Result<AnyModel> any = decode_model(*bytes, path);
  if (!any) return any;
  if (any->config.window > 0) {
    const Status known = check(*any, path);
    if (!known) return known.error();
  }
  return any;
}

Result<SequenceModel> load_model(const std::string& path) {
  auto any = load_any_model(path);
  if (!any || any->config.window > 0) return any;
  return Error{ErrorCode::kUnsupported,
               path + ": it is a model of whole sequences; this task takes one of windows",
               {}};
}

Result<SequenceModel> load_suite_model(const std::string& path) {
  if (path.empty()) return shipped_model();
  auto any = load_any_model(path);
  if (!any) return std::move(any).error();
  if (any->config.window > 0 || any->card.vocabulary != kSuiteVocabularyName) {
    return Error{ErrorCode::kUnsupported,
                 path + ": a model of pitches only; train one with `preset` suite",
                 {}};
  }
  if (Status suite = check_suite_model(*any, path); !suite) return std::move(suite).error();
  return any;
}

Status check_suite_model(const SequenceModel& model, const std::string& path) {
  if (model.card.vocabulary_fingerprint != suite_vocabulary_fingerprint()) {
    return Error{ErrorCode::kUnsupported,
                 path + ": its vocabulary is not this program's; train it again with this version",
                 {}};
  }
  const Status suite = is_suite_config(model.config);
  if (suite) return {};
  return Error{ErrorCode::kUnsupported, path + ": " + suite.error().message, {}};
}

}  // namespace bach
