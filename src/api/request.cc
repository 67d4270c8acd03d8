#include "api/request.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <span>
#include <utility>

#include "api/base64_bytes.h"
#include "api/read_score.h"
#include "api/request_options.h"
#include "api/request_text.h"
#include "app/render/notation.h"
#include "base/nearest_name.h"

namespace bach::api {
namespace {

using nlohmann::json;

Status read_flag(const json& field, const std::string& name, bool& flag) {
  if (!field.is_boolean()) return invalid_argument(name, "must be true or false");
  flag = field.get<bool>();
  return {};
}

Status read_text(const json& field, const std::string& name, std::string& text) {
  if (!field.is_string()) return invalid_argument(name, "must be text");
  text = field.get<std::string>();
  return {};
}

Status read_count(const json& field, const std::string& name, std::size_t least, std::size_t most,
                  std::size_t& count) {
  if (!field.is_number_unsigned() || field.get<std::uint64_t>() < least ||
      field.get<std::uint64_t>() > most) {
    return invalid_argument(name, "must be a whole number from " + std::to_string(least) + " to " +
                                      std::to_string(most));
  }
  count = static_cast<std::size_t>(field.get<std::uint64_t>());
  return {};
}

Status read_base64(const json& field, const std::string& name, std::vector<std::uint8_t>& bytes) {
  std::string text;
  if (Status is_text = read_text(field, name, text); !is_text) return is_text;
  auto decoded = bytes_of_base64(text);
  if (!decoded) return invalid_argument(name, "must be base64 on one line, padded with =");
  if (decoded->empty()) return invalid_argument(name, "is empty");
  bytes = std::move(*decoded);
  return {};
}

Status read_bytes(const json& field, const std::string& name, const std::string& what,
                  std::vector<std::uint8_t>& bytes) {
  if (!field.is_object() || field.size() != 1 || !field.contains("base64")) {
    return invalid_argument(name, "must be {\"base64\": …}, the bytes of a " + what);
  }
  return read_base64(field["base64"], name + "/base64", bytes);
}

Status read_model(const json& field, Request& request) {
  return read_bytes(field, "model", "model file", request.model.emplace());
}
Status read_resume(const json& field, Request& request) {
  return read_bytes(field, "resume", "checkpoint", request.resume.emplace());
}

Status read_piece(const json& field, const std::string& path, MusicAtHand& music) {
  static const std::vector<std::string> kNames = {"name",     "text",  "base64",
                                                  "movement", "score", "title"};
  if (!field.is_object()) {
    return invalid_argument(path,
                            "must be an object: {\"movement\": …}, {\"score\": …}, or the `text` "
                            "or `base64` of a file and its `name`");
  }
  std::string title;
  for (const auto& [name, value] : field.items()) {
    const std::string at = path + "/" + name;
    Status fine;
    if (name == "name") {
      fine = read_text(value, at, music.name);
      if (fine && (music.name.empty() || music.name == "-")) {
        fine = invalid_argument(at, "must be a file's name, \"dance.abc\"");
      }
    } else if (name == "text") {
      std::string text;
      fine = read_text(value, at, text);
      music.file.assign(text.begin(), text.end());
    } else if (name == "base64") {
      fine = read_base64(value, at, music.file);
    } else if (name == "movement") {
      fine = read_text(value, at, music.movement);
      if (fine && music.movement.empty()) fine = invalid_argument(at, "is empty");
    } else if (name == "title") {
      fine = read_text(value, at, title);
    } else if (name == "score") {
      Result<Score> score = read_score(value, at);
      if (!score) return std::move(score).error();
      music.score = std::move(*score);
    } else {
      fine = invalid_argument(at, "is unknown" + did_you_mean(name, kNames));
    }
    if (!fine) return fine;
  }
  std::size_t ways = 0;
  for (const char* way : {"text", "base64", "movement", "score"}) ways += field.count(way);
  if (ways != 1 || (!music.movement.empty() && field.contains("name"))) {
    return invalid_argument(path,
                            "needs one of `text`, `base64`, `score` and `movement`, which has no "
                            "`name`");
  }
  if (music.score && music.name.find_first_of("/\\") != std::string::npos) {
    return invalid_argument(path + "/name", "must be a name, without folders");
  }
  if (!field.contains("title")) return {};
  if (!music.score) return invalid_argument(path + "/title", "is of a `score`");
  music.score->title = std::move(title);
  return {};
}

Status read_music(const json& field, Request& request) {
  return read_piece(field, "music", request.music.emplace_back());
}

Status read_pieces(const json& field, Request& request) {
  if (!field.is_array()) return invalid_argument("music", "must be a list of music");
  for (std::size_t k = 0; k < field.size(); ++k) {
    const std::string path = "music/" + std::to_string(k);
    Status fine = read_piece(field[k], path, request.music.emplace_back());
    if (!fine) return fine;
  }
  return {};
}

Status read_files(const json& field, Request& request) {
  if (!field.is_array()) return invalid_argument("files", "must be a list: [\"mid\", \"abc\"]");
  request.files.clear();
  for (std::size_t k = 0; k < field.size(); ++k) {
    const std::string path = "files/" + std::to_string(k);
    std::string ending;
    if (Status fine = read_text(field[k], path, ending); !fine) return fine;
    std::vector<std::string> known;
    for (const ScoreFormat& format : score_formats()) {
      for (const std::string_view each : format.endings) known.emplace_back(each.substr(1));
    }
    if (std::find(known.begin(), known.end(), ending) == known.end()) {
      std::string all;
      for (const std::string& each : known) all += (all.empty() ? "" : ", ") + each;
      return invalid_argument(path, "must be one of " + all);
    }
    if (std::find(request.files.begin(), request.files.end(), ending) != request.files.end()) {
      return invalid_argument(path, "is there already");
    }
    request.files.push_back(std::move(ending));
  }
  return {};
}

Status read_as(const json& field, Request& request) { return read_text(field, "as", request.as); }
Status read_sine_waves(const json& field, Request& request) {
  return read_flag(field, "sine_waves", request.sine_waves);
}
Status read_seed(const json& field, Request& request) {
  if (!field.is_number_unsigned())
    return invalid_argument("seed", "must be a whole number, 0 or more");
  request.seed = field.get<std::uint64_t>();
  return {};
}
Status read_harmony(const json& field, Request& request) {
  return read_flag(field, "harmony", request.harmony);
}
Status read_form(const json& field, Request& request) {
  return read_flag(field, "form", request.form);
}
Status read_first(const json& field, Request& request) {
  return read_count(field, "first", 1, 10'000'000, request.first);
}
Status read_notes(const json& field, Request& request) {
  return read_count(field, "notes", 1, 4096, request.notes);
}

Status read_samples(const json& field, Request& request) {
  return read_flag(field, "samples", request.samples);
}
Status read_baselines(const json& field, Request& request) {
  return read_flag(field, "baselines", request.baselines);
}
Status read_models(const json& field, Request& request) {
  return read_flag(field, "models", request.models);
}
Status read_checkpoints(const json& field, Request& request) {
  return read_flag(field, "checkpoints", request.checkpoints);
}
Status read_movements(const json& field, Request& request) {
  return read_flag(field, "movements", request.movements);
}
Status read_next(const json& field, Request& request) {
  return read_flag(field, "next", request.next);
}

struct Field {
  std::string_view name;
  Status (*read)(const json& field, Request& request);
  bool required = false;
};

struct Kind {
  std::string_view name;
  RequestKind kind;
  std::vector<Field> fields;
};

const std::vector<Kind>& kinds() {
  constexpr Field kOptions = {"options", read_options};
  constexpr Field kModel = {"model", read_model};
  constexpr Field kMusic = {"music", read_music, true};
  constexpr Field kFiles = {"files", read_files};
  static const std::vector<Kind> all = {
      {"compose", RequestKind::kCompose, {kOptions, kModel, kFiles}},
      {"suite", RequestKind::kSuite, {kOptions, kModel, kFiles}},
      {"infill", RequestKind::kInfill, {kOptions, kModel, kMusic, kFiles}},
      {"continue", RequestKind::kContinue, {kOptions, kModel, kMusic, kFiles}},
      {"inspect", RequestKind::kInspect, {kMusic, {"harmony", read_harmony}, {"form", read_form}}},
      {"expect",
       RequestKind::kExpect,
       {kModel, kMusic, {"first", read_first}, {"notes", read_notes}, {"next", read_next}}},
      {"render",
       RequestKind::kRender,
       {kMusic, {"as", read_as, true}, {"sine_waves", read_sine_waves}, {"seed", read_seed}}},
      {"train",
       RequestKind::kTrain,
       {kOptions,
        {"music", read_pieces},
        {"samples", read_samples},
        {"baselines", read_baselines},
        {"models", read_models},
        {"checkpoints", read_checkpoints},
        {"resume", read_resume}}},
      {"originality", RequestKind::kOriginality, {kMusic}},
      {"catalog", RequestKind::kCatalog, {{"movements", read_movements}}},
  };
  return all;
}

Result<const Kind*> kind_of(const json& request) {
  std::vector<std::string> names;
  std::string all;
  for (const Kind& kind : kinds()) {
    names.emplace_back(kind.name);
    all += (all.empty() ? "" : ", ") + names.back();
  }
  const auto field = request.find("request");
  if (field == request.end() || !field->is_string()) {
    return invalid_argument("request", "must be one of " + all);
  }
  const std::string name = field->get<std::string>();
  for (const Kind& kind : kinds()) {
    if (kind.name == name) return &kind;
  }
  const std::string near = did_you_mean(name, names);
  return invalid_argument("request", near.empty() ? "must be one of " + all : "is unknown" + near);
}

Status check_version(const json& request) {
  const auto version = request.find("version");
  const std::string must = "must be " + std::to_string(kVersion);
  if (version == request.end() || !version->is_number_integer()) {
    return invalid_argument("version", must);
  }
  if (*version != kVersion) {
    return Error{ErrorCode::kUnsupported, must + " here, there is no other yet", {}, "version"};
  }
  return {};
}

Status check_names(const json& request, const Kind& kind) {
  std::vector<std::string> known = {"version", "request"};
  for (const Field& field : kind.fields) known.emplace_back(field.name);
  for (const auto& [name, ignored] : request.items()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    return invalid_argument(
        name, "is unknown to `" + std::string(kind.name) + "`" + did_you_mean(name, known));
  }
  return {};
}

}  // namespace

std::string_view kind_name(RequestKind kind) {
  return std::find_if(kinds().begin(), kinds().end(),
                      [&](const Kind& each) { return each.kind == kind; })
      ->name;
}

Result<Request> parse_request(std::string_view text) {
  const Result<json> parsed = parse_request_text(text);
  if (!parsed) return parsed.error();
  if (Status ours = check_version(*parsed); !ours) return std::move(ours).error();
  const Result<const Kind*> kind = kind_of(*parsed);
  if (!kind) return kind.error();
  if (Status known = check_names(*parsed, **kind); !known) return std::move(known).error();
  Request request;
  request.kind = (*kind)->kind;
  for (const Field& field : (*kind)->fields) {
    const auto found = parsed->find(field.name);
    if (found == parsed->end()) {
      if (!field.required) continue;
      return invalid_argument(std::string(field.name), "is missing");
    }
    if (Status read = field.read(*found, request); !read) return std::move(read).error();
  }
  return request;
}

}  // namespace bach::api
