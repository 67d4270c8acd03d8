// Requests kept as files, with the events that answer them, for each way to ask.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "answers.h"
#include "base/sha256.h"

namespace bach::test {

inline constexpr std::size_t kLongestText = 400;
inline constexpr std::size_t kLongestArray = 24;

// Long texts and arrays stand by their digest.
inline ordered_json shortened(const ordered_json& json) {
  if (json.is_string() && json.get_ref<const std::string&>().size() > kLongestText) {
    const std::string& text = json.get_ref<const std::string&>();
    return "sha256 " + sha256_hex(text).substr(0, 16) + " of " + std::to_string(text.size()) +
           " bytes";
  }
  if (json.is_array() && json.size() > kLongestArray) {
    return "sha256 " + sha256_hex(json.dump()).substr(0, 16) + " of " +
           std::to_string(json.size()) + " elements";
  }
  ordered_json all = json;
  if (json.is_structured()) {
    for (auto& each : all) each = shortened(each);
  }
  return all;
}

inline std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline std::vector<std::filesystem::path> golden_folders() {
  std::vector<std::filesystem::path> folders;
  for (const auto& entry : std::filesystem::directory_iterator(BACH_TEST_DATA "/api")) {
    folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

// All requests, each answered with what is kept. `answers`: the events to a request, without "progress".
// BACH_WRITE_GOLDEN=1 in the environment writes what is answered now, to be looked at before it is kept.
inline void expect_golden_answers(
    const std::function<std::vector<ordered_json>(const std::string& request)>& answers) {
  const std::vector<std::filesystem::path> folders = golden_folders();
  EXPECT_GE(folders.size(), 10U);
  for (const std::filesystem::path& folder : folders) {
    const std::string request = text_of(folder / "request.json");
    ASSERT_FALSE(request.empty()) << folder;
    std::string answered;
    for (ordered_json event : answers(request)) {
      // A model names the version of the program it was made with.
      if (event["event"] == "file" && event["name"] == "model.safetensors") event.erase("base64");
      answered += shortened(event).dump() + "\n";
    }
    const std::filesystem::path events = folder / "events.jsonl";
    if (std::getenv("BACH_WRITE_GOLDEN") != nullptr) std::ofstream(events) << answered;
    EXPECT_EQ(answered, text_of(events)) << folder;
  }
}

}  // namespace bach::test
