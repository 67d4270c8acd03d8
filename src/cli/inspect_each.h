// What inspect --harmony and --form have in common: piece after piece, what is heard in it.
#pragma once

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/json_line.h"
#include "app/music/inputs.h"
#include "cli/commands.h"
#include "cli/terminal.h"

namespace bach::cli {

// Opens each of `inputs`, lets `hear` make a Result<Heard> of its OpenedScore, and tells what came:
// with --json as to_json(heard) under `key`, else by print(input, heard). Returns the exit code:
// kFailed when one could not be read or heard, the others are told all the same.
template <typename Hear, typename ToJson, typename Print>
int inspect_each(const Common& common, const std::vector<std::string>& inputs, const char* key,
                 Hear hear, ToJson to_json, Print print) {
  ScoreOpener opener;
  bool all_heard = true;
  for (const std::string& input : inputs) {
    if (cancellation().requested()) return report({ErrorCode::kCancelled, "stopped", {}});
    const Result<OpenedScore> opened = opener.open(input);
    using Heard = decltype(hear(*opened));
    const Heard heard = opened ? hear(*opened) : Heard(opened.error());
    all_heard = all_heard && heard.ok();
    if (opened && !common.json) {
      for (const std::string& warning : opened->warnings) warn(input + ": " + warning);
    }
    if (common.json) {
      nlohmann::ordered_json line;
      line["file"] = input;
      if (heard) {
        line[key] = to_json(*heard);
        line["warnings"] = opened->warnings;
      } else {
        line["error"] = error_text(heard.error());
      }
      std::puts(json_line(line).c_str());
    } else if (heard) {
      print(input, *heard);
    } else {
      report(heard.error());
    }
  }
  return all_heard ? kDone : kFailed;
}

}  // namespace bach::cli
