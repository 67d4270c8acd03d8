#include "app/load_model.h"

#include <utility>

#include "app/suite_preset.h"
#include "base/file.h"
#include "lm/model_file.h"
#include "token/pitch_vocabulary.h"
#include "token/suite_piece.h"

namespace bach {
namespace {

Status check(const Model& model, const std::string& path) {
  if (model.card.vocabulary_fingerprint == pitch_vocabulary_fingerprint()) return {};
  return Error{ErrorCode::kUnsupported,
               path + ": its vocabulary is not this program's; train it again with this version",
               {}};
}

Status check(const SequenceModel& model, const std::string& path) {
  if (model.card.vocabulary_fingerprint != suite_vocabulary_fingerprint()) {
    return Error{ErrorCode::kUnsupported,
                 path + ": its vocabulary is not this program's; train it again with this version",
                 {}};
  }
  const Status suite = is_suite_config(model.config);
  if (suite) return {};
  return Error{ErrorCode::kUnsupported, path + ": " + suite.error().message, {}};
}

}  // namespace

Result<AnyModel> load_any_model(const std::string& path) {
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  Result<AnyModel> model = decode_any_model(*bytes, path);
  if (!model) return model;
  const Status known = std::visit([&](const auto& one) { return check(one, path); }, *model);
  if (!known) return known.error();
  return model;
}

Result<Model> load_model(const std::string& path) {
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  Result<Model> model = decode_model(*bytes, path);
  if (!model) return model;
  const Status known = check(*model, path);
  if (!known) return known.error();
  return model;
}

}  // namespace bach
