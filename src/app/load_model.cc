#include "app/load_model.h"

#include "base/file.h"
#include "lm/model_file.h"
#include "token/pitch_vocabulary.h"

namespace bach {

Result<Model> load_model(const std::string& path) {
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  Result<Model> model = decode_model(*bytes, path);
  if (!model) return model;
  if (model->card.vocabulary_fingerprint != pitch_vocabulary_fingerprint()) {
    return Error{ErrorCode::kUnsupported,
                 path + ": its vocabulary is not this program's; train it again with this version",
                 {}};
  }
  return model;
}

}  // namespace bach
