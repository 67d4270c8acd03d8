#include "lm/window_config.h"

#include <string>

namespace bach {

Status validate(const WindowConfig& config) {
  struct Range {
    const char* name;
    int value;
    int least, most;
  };
  for (const Range& range :
       {Range{"vocabulary", config.vocabulary, 2, 4096},
        Range{"window", config.window, 1, kLongestWindow}, Range{"layers", config.layers, 1, 8},
        Range{"hidden", config.hidden, 1, 4096}, Range{"dense", config.dense, 1, 4096}}) {
    if (range.value < range.least || range.value > range.most) {
      return Error{ErrorCode::kInvalidArgument,
                   std::string(range.name) + " is " + std::to_string(range.value) +
                       "; it must be " + std::to_string(range.least) + " to " +
                       std::to_string(range.most),
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

NetworkConfig window_network(const WindowConfig& config) {
  NetworkConfig network;
  network.tables = {{"row", config.vocabulary, 0}};
  network.fields = {{"row", 0, 0, 0}};
  network.inputs = {0};
  network.layers = config.layers;
  network.hidden = config.hidden;
  network.layer_dropout = network.head_dropout = config.dropout;
  HeadConfig head;
  head.name = "next";
  head.classes = config.vocabulary;
  head.hidden = config.dense;
  network.heads = {head};
  network.window = config.window;
  return network;
}

WindowConfig window_config(const NetworkConfig& config) {
  const HeadConfig& head = config.heads.front();
  return {head.classes,  config.window, config.layers,
          config.hidden, head.hidden,   config.head_dropout};
}

}  // namespace bach
