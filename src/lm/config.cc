#include "lm/config.h"

namespace bach {

std::string kind_name(ModelKind kind) {
  switch (kind) {
    case ModelKind::kWindows:
      return "windows";
    case ModelKind::kSequences:
      return "sequences";
  }
  return "unknown";
}

Status validate(const ModelConfig& config) {
  struct Range {
    const char* name;
    int value;
    int most;
  };
  for (const Range& range :
       {Range{"vocabulary", config.vocabulary, 4096}, Range{"window", config.window, 4096},
        Range{"layers", config.layers, 8}, Range{"hidden", config.hidden, 4096},
        Range{"dense", config.dense, 4096}}) {
    if (range.value < 1 || range.value > range.most) {
      return Error{ErrorCode::kInvalidArgument,
                   std::string(range.name) + " is " + std::to_string(range.value) +
                       "; it must be 1 to " + std::to_string(range.most),
                   {}};
    }
  }
  if (!(config.dropout >= 0 && config.dropout < 1)) {
    return Error{ErrorCode::kInvalidArgument,
                 "dropout is " + std::to_string(config.dropout) + "; it must be 0 or more, below 1",
                 {}};
  }
  return {};
}

}  // namespace bach
