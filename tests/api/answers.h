// Requests answered, for tests.
#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "api/base64_bytes.h"
#include "api/run.h"

namespace bach::test {

using nlohmann::ordered_json;

// All events but "progress".
inline std::vector<ordered_json> answers_to(const std::string& request,
                                            const Cancellation& stop = Cancellation()) {
  std::vector<ordered_json> events;
  api::run(
      request,
      [&](std::string_view line) {
        EXPECT_EQ(line.find('\n'), std::string_view::npos);
        ordered_json event = ordered_json::parse(line, nullptr, false);
        ASSERT_TRUE(event.is_object()) << line;
        if (event["event"] == "progress") {
          EXPECT_TRUE(event["stage"].is_string() && event["done"].is_number()) << line;
        } else {
          events.push_back(std::move(event));
        }
      },
      stop);
  return events;
}

// The first event of that name; null when there is none.
inline ordered_json event_of(const std::vector<ordered_json>& events, const std::string& name) {
  for (const ordered_json& event : events) {
    if (event["event"] == name) return event;
  }
  return {};
}

// A {"base64": …} or {"text": …}.
inline std::string bytes_of(const ordered_json& file) {
  if (file.contains("text")) return file["text"];
  const auto bytes = api::bytes_of_base64(file.at("base64").get<std::string>());
  return bytes ? std::string(bytes->begin(), bytes->end()) : "not base64";
}

}  // namespace bach::test
