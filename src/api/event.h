// What a request is answered with: events, each one line of JSON. doc/api.md lists them.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "base/result.h"

namespace bach::api {

// Takes an event, one JSON object in UTF-8 without a line break. Called from the thread that works,
// which waits meanwhile.
using EventSink = std::function<void(std::string_view line)>;

// The one way to the sink, which must live as long.
class Events {
 public:
  explicit Events(const EventSink& sink) : sink_(sink) {}

  // {"event": EVENT, …fields}.
  void send(std::string_view event, const nlohmann::ordered_json& fields) const;
  void warn(const std::vector<std::string>& warnings) const;
  // "progress" events.
  ProgressCallback progress() const;
  // "problem", the last one; `error` as parse_request() has them.
  void problem(const Error& error) const;

 private:
  const EventSink& sink_;
};

// {"base64": …}, or {"text": …}.
nlohmann::ordered_json file_json(std::string_view bytes, bool text);

}  // namespace bach::api
