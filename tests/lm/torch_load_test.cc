// PyTorch as a second opinion: it loads a file of ours into the notebook's class and predicts.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "lm/model_file.h"
#include "lm/network_predictor.h"
#include "lm/small_model.h"

namespace bach {
namespace {

constexpr char kPython[] = "/usr/bin/python3";

bool torch_is_there() {
  return std::system(
             (std::string(kPython) +
              " -c 'import importlib.util as u, sys; sys.exit(u.find_spec(\"torch\") is None)'")
                 .c_str()) == 0;
}

// What a command prints, and whether it ended well.
std::pair<std::string, bool> output_of(const std::string& command) {
  std::string text;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return {text, false};
  char buffer[4096];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, pipe)) {
    text.append(buffer, count);
  }
  return {text, pclose(pipe) == 0};
}

TEST(Torch, LoadsOurModelsIntoTheNotebooksClassAndPredictsTheSame) {
  if (!torch_is_there()) {
    GTEST_SKIP() << kPython << " has no torch module (Debian: python3-torch)";
  }
  std::string command = std::string(kPython) + " '" BACH_TEST_DATA "/../lm/load_with_torch.py'";
  std::vector<Model> models;
  std::vector<std::filesystem::path> paths;
  for (const int layers : {1, 2}) {
    WindowConfig config;
    config.layers = layers;
    models.push_back(model_of(config));
    paths.push_back(std::filesystem::temp_directory_path() /
                    ("bach_torch_load_" + std::to_string(layers) + ".safetensors"));
    ASSERT_TRUE(write_file_atomically(paths.back(), encode_model(models.back())).ok());
    command += " '" + paths.back().string() + "'";
  }
  const auto [printed, ended_well] = output_of(command);
  for (const auto& path : paths) std::filesystem::remove(path);
  ASSERT_TRUE(ended_well) << printed;

  std::istringstream lines(printed);
  for (const Model& model : models) {
    NetworkPredictor predictor(model.config, model.parameters, 1, engine::Isa::kPortable);
    for (const auto& start : model.card.starts) {
      for (const float ours : predictor.after_windows(start)) {
        double theirs = 0;
        ASSERT_TRUE(lines >> theirs) << "PyTorch printed too little:\n" << printed;
        EXPECT_NEAR(ours, theirs, 1e-5) << model.config.layers << " layers";
      }
    }
  }
}

}  // namespace
}  // namespace bach
