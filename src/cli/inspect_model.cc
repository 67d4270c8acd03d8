#include "cli/inspect_model.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/inspect/model.h"
#include "app/json_line.h"
#include "base/number_text.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

constexpr std::size_t kMostNameWidth = 48;

std::string shape_of(const SafetensorsTensor& tensor) {
  std::string text;
  for (const std::uint64_t extent : tensor.shape) {
    text += (text.empty() ? "" : " x ") + std::to_string(extent);
  }
  return text.empty() ? "one number" : text;
}

std::string what_it_is(const ModelInspection& found) {
  switch (found.kind) {
    case ModelFileKind::kModel:
      return "a model";
    case ModelFileKind::kCheckpoint:
      return "a checkpoint of a training";
    case ModelFileKind::kForeign:
      break;
  }
  return "tensors of another program";
}

std::string what_of_its_digest(const ModelInspection& found) {
  if (found.kind == ModelFileKind::kCheckpoint) return "not compared: the weights were not read";
  return found.digest ? "there, not compared: the weights were not read"
                      : "none: damage to its weights would go unnoticed";
}

// Names and texts are another's: control characters are not printed, nor all of what is long.
void print_model(const ModelInspection& found) {
  std::string types;
  for (const auto& [type, count] : found.types) {
    types += (types.empty() ? "" : ", ") + std::to_string(count) + " of " + type;
  }
  std::printf("%s: %s, %s MB, %zu tensors, %llu numbers (%s)\n", found.file.c_str(),
              what_it_is(found).c_str(),
              fixed_text(static_cast<double>(found.bytes) / 1e6, 1).c_str(),
              found.said.tensors.size(), static_cast<unsigned long long>(found.numbers),
              types.empty() ? "none" : types.c_str());
  std::printf("  digest %s\n", what_of_its_digest(found).c_str());
  for (const auto& [key, value] : found.said.metadata) {
    std::printf("  %s %s\n", shown_name(key).c_str(), shown_name(value).c_str());
  }
  std::size_t width = 4;
  for (const SafetensorsTensor& tensor : found.said.tensors) {
    width = std::max(width, std::min(shown_name(tensor.name).size(), kMostNameWidth));
  }
  for (const SafetensorsTensor& tensor : found.said.tensors) {
    std::printf("  %-*s  %-7s  %s\n", static_cast<int>(width), shown_name(tensor.name).c_str(),
                tensor.dtype.c_str(), shape_of(tensor).c_str());
  }
}

}  // namespace

int run_inspect_models(const Common& common, const std::vector<std::string>& files) {
  bool all_fit = true;
  for (const std::string& file : files) {
    const Result<ModelInspection> found = inspect_model(file);
    all_fit = all_fit && found.ok() && !found->unfit;
    if (common.json) {
      nlohmann::ordered_json line;
      line["file"] = file;
      if (found) {
        line.update(inspection_json(*found));
      } else {
        line["error"] = error_text(found.error());
      }
      std::puts(json_line(line).c_str());
      continue;
    }
    if (!found) {
      report(found.error());
      continue;
    }
    print_model(*found);
    if (found->unfit) report(*found->unfit);
  }
  return all_fit ? kDone : kFailed;
}

}  // namespace bach::cli
