#include "api/event.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <span>

#include "app/json_line.h"
#include "base/base64.h"
#include "base/error_name.h"

namespace bach::api {

using nlohmann::ordered_json;

void Events::send(std::string_view event, const ordered_json& fields) const {
  ordered_json line;
  line["event"] = event;
  line.update(fields);
  sink_(json_line(line));
}

void Events::warn(const std::vector<std::string>& warnings) const {
  for (const std::string& warning : warnings) send("warning", {{"message", warning}});
}

ProgressCallback Events::progress() const {
  return [this](const Progress& now) {
    ordered_json fields = {{"stage", now.stage}, {"done", now.done}};
    if (now.total > 0) fields["total"] = now.total;
    if (!now.figure.empty()) fields["figure"] = now.figure;
    send("progress", fields);
  };
}

void Events::problem(const Error& error) const {
  ordered_json fields = {{"code", error_name(error.code)}, {"message", error.message}};
  if (!error.argument.empty()) {
    fields["argument"] = error.argument.substr(error.argument.rfind('/') + 1);
    fields["place"] = "/" + error.argument;
  }
  if (error.offset) fields["byte"] = *error.offset;
  send("problem", fields);
}

ordered_json file_json(std::string_view bytes, bool text) {
  if (text) return {{"text", bytes}};
  return {
      {"base64", base64_text({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()})}};
}

}  // namespace bach::api
