#include "app/model/shipped.h"

#include <utility>

#include "app/model/load.h"
#include "lm/model_file.h"
#include "suite/preset.h"

// See cmake/ShippedModel.cmake.
extern "C" {
extern const std::uint8_t bach_shipped_model_begin[];
extern const std::uint8_t bach_shipped_model_end[];
}

namespace bach {

std::span<const std::uint8_t> shipped_model_bytes() {
  return {bach_shipped_model_begin, bach_shipped_model_end};
}

Result<Model> shipped_model() {
  const std::string name = "the model in the program";
  Result<Model> model = decode_model(shipped_model_bytes(), name);
  if (!model) return model;
  model->config = over_this_record(std::move(model->config));
  if (Status suite = check_suite_model(*model, name); !suite) return std::move(suite).error();
  return model;
}

}  // namespace bach
