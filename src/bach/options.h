// What tasks can be told, by name: the same options, ranges and messages as on the command line.
#pragma once

#include <string>
#include <vector>

#include "app/compose/request.h"
#include "app/options/value.h"
#include "base/export.h"
#include "base/result.h"

namespace bach {

enum class Task { kTrain, kCompose, kSuite };

struct TaskOption {
  std::string name;  // "weight_decay"
  OptionType type = OptionType::kText;
  bool may_be_none = false;        // nothing is a value of its own
  std::string range;               // of numbers: "from 0 to 1"; may be empty
  std::vector<std::string> words;  // all it may be; empty: anything
  std::string help;                // no full stop
  std::string fallback;            // what it is unless it is given: "45", "suite 45, sequences 12"
};

// In the order of the help.
BACH_API std::vector<TaskOption> task_options(Task task);
// ", did you mean weight_decay?", where the task has an option of nearly that name; else empty.
BACH_API std::string did_you_mean_option(Task task, const std::string& name);
// What training presets are called, the usual one first.
BACH_API std::vector<std::string> training_presets();

// Requests from what was given by name. Errors (kInvalidArgument) name the option: unknown, of
// another type, out of range, without what it needs.
BACH_API Result<ComposeRequest> compose_request(const GivenOptions& given);
BACH_API Result<SuiteRequest> suite_request(const GivenOptions& given);

}  // namespace bach
